import { hostname } from "node:os";
import type { FastifyRequest } from "fastify";
import { ProblemError } from "#domain";
import type { App, Services } from "../services.ts";
import { type Login, loginNeededProblem } from "./login.ts";
import { provenanceProblem } from "./request-guard.ts";

export const sessionCookie = "sunsteer-session";

declare module "fastify" {
  interface FastifyContextConfig {
    /** Served to whoever asks, without login. Everything not marked so is protected. */
    readonly isPublic?: boolean;
  }
}

/** Nothing on the page comes from elsewhere, so nothing from elsewhere is let in. */
const contentPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** Every request is checked for where it comes from before anything else, and every answer told what it may do. */
export function guardRequests(app: App, { config, login }: Services): void {
  const machine = hostname().toLowerCase();
  const ownNames = [config.host, machine, `${machine}.local`, ...(config.allowedHosts ?? [])];
  const allowedHosts = new Set(ownNames.map((name) => name.toLowerCase()));

  app.addHook("onRequest", async (request, reply) => {
    reply.headers({
      "content-security-policy": contentPolicy,
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "no-referrer",
      "cross-origin-resource-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cache-control": "no-store",
    });
    const problem = provenanceProblem(
      {
        method: request.method,
        host: request.headers.host,
        origin: request.headers.origin,
        fetchSite: headerOf(request, "sec-fetch-site"),
      },
      allowedHosts,
    );
    if (problem !== undefined) throw new ProblemError(problem);
    const isPublic = request.is404 || request.routeOptions.config.isPublic === true;
    if (!isPublic && !(await isAdmitted(request, login))) throw new ProblemError(loginNeededProblem());
  });
}

async function isAdmitted(request: FastifyRequest, login: Login): Promise<boolean> {
  const bearer = bearerOf(request);
  return bearer === undefined ? login.isOpen(cookieOf(request)) : login.admits(bearer, request.ip);
}

/** The session's token: programs send it as `Bearer`, browsers as a cookie. */
export function tokenOf(request: FastifyRequest): string | undefined {
  return bearerOf(request) ?? cookieOf(request);
}

function bearerOf(request: FastifyRequest): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
}

function cookieOf(request: FastifyRequest): string | undefined {
  const cookies = (request.headers.cookie ?? "").split(";").map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${sessionCookie}=`))?.slice(sessionCookie.length + 1);
}

function headerOf(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(",") : value;
}

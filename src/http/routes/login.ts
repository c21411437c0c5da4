import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { secondMs } from "#domain";
import { sessionCookie, tokenOf } from "../guard/request-hooks.ts";
import { loginView } from "../schemas/view-schemas.ts";
import type { Services } from "../services.ts";

const attributes = "Path=/; HttpOnly; SameSite=Strict";

export function loginRoutes({ login, clock }: Services): FastifyPluginAsyncZod {
  return async (app) => {
    app.post(
      "/login",
      {
        config: { isPublic: true },
        schema: {
          summary: "Opens a session with the password",
          body: z.strictObject({ password: z.string().max(1_000) }),
          response: { 200: loginView },
        },
      },
      async (request, reply) => {
        const { token, expiresAt } = await login.open(request.body.password, request.ip);
        const lifeS = Math.floor((expiresAt - clock.now()) / secondMs);
        const isTls = request.headers["x-forwarded-proto"] === "https";
        const cookie = `${sessionCookie}=${token}; Max-Age=${lifeS}; ${attributes}${isTls ? "; Secure" : ""}`;
        return reply.header("set-cookie", cookie).send({ token, expiresAt });
      },
    );
    app.post(
      "/logout",
      { schema: { summary: "Ends the session", response: { 204: z.null() } } },
      async (request, reply) => {
        login.close(tokenOf(request));
        return reply.header("set-cookie", `${sessionCookie}=; Max-Age=0; ${attributes}`).code(204).send(null);
      },
    );
    app.get("/openapi.json", { config: { isPublic: true }, schema: { hide: true } }, async () => app.swagger());
  };
}

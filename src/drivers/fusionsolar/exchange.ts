import type { z } from "zod";
import { fail, type Instant, ProblemError, revealSecret, type Secret } from "#domain";
import type { CallOptions, HttpClient, HttpResponse } from "#platform/for-clients";
import { envelope } from "./envelope.ts";
import { codeOf, problemOfFailCode } from "./fail-codes.ts";
import { guarded, type LoginGuard } from "./login-guard.ts";
import type { FusionsolarSession, FusionsolarSessions } from "./session.ts";

export interface ExchangeOptions {
  readonly url: string;
  readonly username: string;
  readonly password: Secret | string;
  readonly http: HttpClient;
  readonly sessions: FusionsolarSessions;
  readonly guard: LoginGuard;
  readonly now: () => Instant;
  readonly timeoutMs: number;
}

/** Calls behind the login. */
export interface Exchange {
  /** Logs in where that is needed; what it returns is `data` as the schema understands it. */
  ask<S extends z.ZodType>(method: string, body: object, data: S, call?: CallOptions): Promise<z.output<S>>;
  logout(call?: CallOptions): Promise<void>;
}

/**
 * Marks a call that takes the place of one that a dead login ended, for whoever counts calls; it is not sent. The first
 * was turned away at the door and stands in our books: by the rule for its interface there would be no room for a second.
 */
export const asReplay = "#replay";

interface Answer {
  readonly response: HttpResponse;
  readonly data: unknown;
}

export function createExchange(options: ExchangeOptions): Exchange {
  const { http, sessions, guard, now, timeoutMs } = options;
  const base = `${options.url.replace(/\/+$/, "")}/thirdData/`;
  const password = revealSecret(options.password);

  const post = async (
    method: string,
    body: object,
    token: string | undefined,
    call: CallOptions,
    mark = "",
  ): Promise<Answer> => {
    const response = await http.request({
      method: "POST",
      url: base + method + mark,
      headers: { "content-type": "application/json", ...(token === undefined ? {} : { "xsrf-token": token }) },
      body: JSON.stringify(body),
      timeoutMs,
      ...call,
    });
    return { response, data: openEnvelope(response, method, now(), [password, token ?? ""]) };
  };

  const login = (call: CallOptions) => async (): Promise<FusionsolarSession> =>
    guarded(guard, async () => {
      const asked = { userName: options.username, systemCode: password };
      const { response } = await post("login", asked, undefined, call);
      const token = tokenOf(response);
      if (token === undefined) throw fail("unreachable", "fusionsolar.no-token");
      return { token };
    });

  /** Throws where the login ended so soon that somebody else must have ended it; then ours is not worth keeping. */
  const noteEnd = () => {
    try {
      guard.ended();
    } catch (error) {
      sessions.forget();
      throw error;
    }
  };

  const send = async (method: string, body: object, token: string, call: CallOptions, mark?: string) => {
    const { data } = await post(method, body, token, call, mark);
    guard.worked();
    return data;
  };

  const withLogin = async (method: string, body: object, call: CallOptions): Promise<unknown> => {
    guard.checkRivals();
    const session = sessions.current() ?? (await sessions.renew(undefined, login(call), call.signal));
    try {
      return await send(method, body, session.token, call);
    } catch (error) {
      if (!isLoginEnded(error)) throw error;
      noteEnd();
    }
    const renewed = await sessions.renew(session, login(call), call.signal);
    try {
      return await send(method, body, renewed.token, call, asReplay);
    } catch (error) {
      if (isLoginEnded(error)) noteEnd();
      throw error;
    }
  };

  return {
    ask: async (method, body, schema, call = {}) => {
      const data = await withLogin(method, body, call);
      const parsed = schema.safeParse(data);
      if (parsed.success) return parsed.data;
      throw fail("unreachable", "fusionsolar.unexpected-reply", { facts: { method }, cause: parsed.error });
    },
    logout: async (call = {}) => {
      const session = sessions.current();
      if (session === undefined) return;
      sessions.forget();
      await post("logout", { xsrfToken: session.token }, session.token, call);
    },
  };
}

function isLoginEnded(error: unknown): boolean {
  return error instanceof ProblemError && codeOf(error.problem) === 305;
}

function openEnvelope(response: HttpResponse, method: string, now: Instant, secrets: readonly string[]): unknown {
  const opened = envelope.safeParse(parseJson(response.body));
  if (!opened.success) throw withoutEnvelope(response, method, now);
  const { success, failCode, message, data } = opened.data;
  if (failCode === 0 || (failCode === undefined && success === true) || (failCode === null && success === true))
    return data;
  const told = message || (typeof data === "string" ? data : "");
  throw new ProblemError(problemOfFailCode(failCode ?? -1, { method, detail: withoutSecrets(told, secrets), now }));
}

const overloadMs = 60_000;

/** The answer came from something before the service: a maintenance page, a proxy, another host. */
function withoutEnvelope({ status, headers }: HttpResponse, method: string, now: Instant): ProblemError {
  if (status >= 300 && status < 400) return fail("refused", "fusionsolar.moved", { facts: { host: hostOf(headers) } });
  if (status === 429) return fail("rate-limited", "fusionsolar.http-429", { retryAt: now + overloadMs });
  if (status === 502 || status === 503 || status === 504) return fail("unreachable", "fusionsolar.maintenance");
  if (status >= 400) return fail("unreachable", "fusionsolar.http-status", { facts: { status } });
  return fail("unreachable", "fusionsolar.unexpected-reply", { facts: { method } });
}

function hostOf(headers: HttpResponse["headers"]): string {
  const location = [headers["location"] ?? ""].flat()[0] ?? "";
  return URL.canParse(location) ? new URL(location).host : "?";
}

/** The header is what the manual prefers; older servers only set the cookie. */
function tokenOf({ headers }: HttpResponse): string | undefined {
  const [header] = [headers["xsrf-token"] ?? []].flat();
  if (header !== undefined && header !== "") return header;
  for (const cookie of [headers["set-cookie"] ?? []].flat()) {
    const [, token] = /(?:^|[;,]\s*)XSRF-TOKEN=([^;,]+)/i.exec(cookie) ?? [];
    if (token !== undefined) return token;
  }
  return undefined;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The cloud's texts are shown to people; should one ever quote a secret, it must not get there. */
function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret !== "")
    .reduce((shown, secret) => shown.replaceAll(secret, "[secret]"), text);
}

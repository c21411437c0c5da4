import { z } from "zod";
import { fail, type Instant, minuteMs, ProblemError, revealSecret, type Secret, secondMs } from "#domain";
import type { CallOptions, Clock, HttpClient, HttpResponse } from "#platform/for-clients";
import { type BeforeReading, createBeforeReading } from "../before-reading.ts";
import { problemOfCode } from "../codes.ts";
import { createOwnSession } from "../own-session.ts";
import { bySpelling, number, text } from "../reply-values.ts";
import { createRest } from "../rest.ts";
import type { Session, SessionKeeper } from "../session.ts";
import { openReply, problemWithoutEnvelope, restMs, type WebReply, withoutSecrets } from "../web-reply.ts";
import { withTlsNamed } from "../without-envelope.ts";
import { encryptedPassword } from "./password.ts";

export interface PortalExchangeOptions {
  readonly username: string;
  readonly password: Secret | string;
  readonly url: string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now">;
  readonly timeoutMs: number;
  readonly session: SessionKeeper;
}

/** One call: GET with its query, or POST with its JSON body. */
export interface PortalCall {
  readonly method: "GET" | "POST";
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Signs in where needed, sends the call and opens the answer. */
export interface PortalExchange {
  <S extends z.ZodType>(call: PortalCall, data: S, options?: CallOptions): Promise<z.output<S>>;
  readonly beforeReading: BeforeReading;
}

/** The ways in which the portal says that a login has ended. */
const expiredCodes: readonly number[] = [401, 403, 4001, 6070];
const expiredText = /sign-?in status has expired/i;
/** Where the portal does not say how long a login lives. */
const usualLifeMs = 30 * minuteMs;

const loginData = bySpelling(z.object({ token: text, expiresin: number }));

export function createPortalExchange(options: PortalExchangeOptions): PortalExchange {
  const { username, http, clock, timeoutMs } = options;
  const base = options.url.replace(/\/+$/, "").replace(/\/api$/, "");
  const password = revealSecret(options.password);
  const rest = createRest(clock);
  const session = createOwnSession(options.session, { api: "portal", username, password });
  let cookies: Cookies = new Map();

  const send = async (call: PortalCall, token: string | undefined, { signal, purpose }: CallOptions = {}) => {
    const { method, path, query, body } = call;
    const response = await http
      .request({
        ...{ method, timeoutMs, headers: headersFor(clock.now(), token, cookies) },
        url: `${base}${path}${query === undefined ? "" : `?${new URLSearchParams(query)}`}`,
        // An order is not sent into a connection that the cloud may just be closing: nobody would know whether it arrived.
        ...(method === "GET" ? {} : { isFreshConnection: true }),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
        ...(purpose === undefined ? {} : { purpose }),
      })
      .catch(withTlsNamed);
    cookies = withCookies(cookies, response);
    return response;
  };

  const open = (response: HttpResponse, path: string, token: string): WebReply => {
    const reply = openReply(response);
    if (reply === undefined || (response.status >= 400 && !isExpired(response)))
      throw problemWithoutEnvelope("portal", response, path, clock.now());
    return { ...reply, detail: withoutSecrets(reply.detail, [password, token]) };
  };

  /** What these steps of the login answer is of no interest, but for cookies, and for a portal that wants none of it. */
  const prepare = async (step: PortalCall, call: CallOptions | undefined) => {
    const response = await send(step, undefined, call);
    if (response.status === 429) throw problemWithoutEnvelope("portal", response, step.path, clock.now());
  };

  /** In the steps of the portal's page. */
  const logIn = async (call: CallOptions | undefined): Promise<Session> => {
    await prepare({ method: "POST", path: "/login" }, call);
    await prepare({ method: "POST", path: pilotPath, body: { username, pilot: false } }, call);
    const body = { username, password: encryptedPassword(username, password) };
    const response = await send({ method: "POST", path: loginPath, body }, undefined, call);
    const reply = open(response, loginPath, "");
    if (reply.code !== 200) throw loginRefused(reply, clock.now());
    const parsed = loginData.safeParse(reply.data);
    if (!parsed.success || parsed.data.token === undefined)
      throw fail("auth", "alphaess.no-token", { facts: { api: "portal" }, isRetryable: true });
    const { token, expiresin: lifeS } = parsed.data;
    return { token, expiresAt: clock.now() + (lifeS === undefined ? usualLifeMs : lifeS * secondMs) };
  };

  const askOnce = async <S extends z.ZodType>(
    call: PortalCall,
    schema: S,
    callOptions?: CallOptions,
  ): Promise<z.output<S>> => {
    const signal = callOptions?.signal;
    const login = session.current() ?? (await session.renew(undefined, () => logIn(callOptions), signal));
    let response = await send(call, login.token, callOptions);
    if (isExpired(response)) {
      const fresh = await session.renew(login, () => logIn(callOptions), signal);
      response = await send(call, fresh.token, callOptions);
      // Asking on with ever new logins would only be a loop.
      if (isExpired(response))
        throw fail("auth", "alphaess.http-denied", {
          ...{ facts: { api: "portal", status: response.status, path: call.path } },
          ...{ retryAt: clock.now() + restMs, isRetryable: true },
        });
    }
    const { code, detail, data } = open(response, call.path, session.current()?.token ?? "");
    if (code !== 200) throw new ProblemError(problemOfCode({ api: "portal", code, detail }, clock.now()));
    const parsed = schema.safeParse(data);
    if (parsed.success) return parsed.data;
    throw fail("unreachable", "alphaess.unexpected-reply", {
      ...{ facts: { api: "portal", path: call.path }, cause: parsed.error },
    });
  };
  const exchange = <S extends z.ZodType>(call: PortalCall, schema: S, callOptions?: CallOptions) =>
    rest.during(() => askOnce(call, schema, callOptions));
  return Object.assign(exchange, { beforeReading: createBeforeReading(http, base, timeoutMs) });
}

const pilotPath = "/api/usercenter/cloud/user/pilot";
const loginPath = "/api/usercenter/cloud/user/login";

function isExpired(response: HttpResponse): boolean {
  if (response.status === 401) return true;
  const reply = openReply(response);
  // A refusal without the service's own words comes from something before it.
  return reply !== undefined && (expiredCodes.includes(reply.code) || expiredText.test(reply.detail));
}

/** Whatever code the portal gives: a login that is refused, is so because of what was typed. */
function loginRefused({ code, detail }: WebReply, now: Instant): ProblemError {
  const problem = problemOfCode({ api: "portal", code, detail }, now);
  const isKnown = problem.code !== "alphaess.unknown-code" && problem.kind !== "auth";
  return isKnown ? new ProblemError(problem) : fail("auth", "alphaess.wrong-login", { facts: { api: "portal" } });
}

/** The portal answers only what looks like its own page. */
function headersFor(now: Instant, token: string | undefined, cookies: Cookies): Readonly<Record<string, string>> {
  return {
    ...{ "content-type": "application/json", "client-end": "Web", system: "alphacloud", platform: "AK9D8H" },
    ...{ language: "en-US", "x-requested-with": "XMLHttpRequest", "user-agent": "Mozilla/5.0 (Sunsteer)" },
    operationdate: new Date(now).toISOString().slice(0, 19).replace("T", " "),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}`, token }),
    ...(cookies.size === 0 ? {} : { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; ") }),
  };
}

type Cookies = ReadonlyMap<string, string>;

function withCookies(cookies: Cookies, { headers }: HttpResponse): Cookies {
  const told = headers["set-cookie"];
  if (told === undefined) return cookies;
  const lines = typeof told === "string" ? [told] : told;
  const pairs = lines.flatMap((line) => {
    const [, name, value] = /^\s*([^=;\s]+)=([^;]*)/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value] as const];
  });
  return new Map([...cookies, ...pairs]);
}

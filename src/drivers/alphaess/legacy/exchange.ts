import { z } from "zod";
import { fail, ProblemError, revealSecret, type Secret, secondMs } from "#domain";
import type { CallOptions, Clock, HttpClient } from "#platform/for-clients";
import { type BeforeReading, createBeforeReading } from "../before-reading.ts";
import { createClockCorrection } from "../clock-correction.ts";
import { badSignature, problemOfCode } from "../codes.ts";
import { createOwnSession } from "../own-session.ts";
import { id, number } from "../reply-values.ts";
import { createRest } from "../rest.ts";
import type { Session, SessionKeeper } from "../session.ts";
import { openReply, problemWithoutEnvelope, restMs, type WebReply, withoutSecrets } from "../web-reply.ts";
import { withTlsNamed } from "../without-envelope.ts";
import { legacySignatureOf } from "./signature.ts";

export interface LegacyExchangeOptions {
  readonly username: string;
  readonly password: Secret | string;
  readonly url: string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now">;
  readonly timeoutMs: number;
  readonly session: SessionKeeper;
}

/** One call: GET with its query, or POST with its JSON body. */
export interface LegacyCall {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Signs in where needed, sends the call and opens the answer. */
export interface LegacyExchange {
  <S extends z.ZodType>(call: LegacyCall, data: S, options?: CallOptions): Promise<z.output<S>>;
  readonly beforeReading: BeforeReading;
}

const expiredCode = 102;
/** The interface itself shows a missing address under the code that elsewhere means an inner error. */
const movedText = /404 NOT_FOUND/;
const wrongLoginText = /incorrect user ?name or password/i;
/** This long before its end a login is renewed with its key instead of the password. */
const renewBeforeMs = 600 * secondMs;

const loginData = z.object({
  AccessToken: z.string().min(1),
  ExpiresIn: number,
  RefreshTokenKey: id,
});

export function createLegacyExchange(options: LegacyExchangeOptions): LegacyExchange {
  const { username, http, clock, timeoutMs } = options;
  const base = addressOf(options.url);
  const password = revealSecret(options.password);
  const rest = createRest(clock);
  const session = createOwnSession(options.session, { api: "legacy", username, password });
  /** The key beside the token that this process got; another process's login has to run out. */
  let refresh: { readonly token: string; readonly key: string } | undefined;

  const correction = createClockCorrection(() => clock.now());

  const request = (call: LegacyCall, token: string | undefined, { signal, purpose }: CallOptions) => {
    const sending = http.request({
      method: call.body === undefined ? "GET" : "POST",
      url: `${base}${call.path}${call.query === undefined ? "" : `?${new URLSearchParams(call.query)}`}`,
      headers: headersFor(Math.floor(correction.now() / 1_000), token),
      timeoutMs,
      // An order is not sent into a connection that the cloud may just be closing: nobody would know whether it arrived.
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body), isFreshConnection: true }),
      ...(signal === undefined ? {} : { signal }),
      ...(purpose === undefined ? {} : { purpose }),
    });
    return sending.catch(withTlsNamed);
  };

  const send = async (call: LegacyCall, token: string | undefined, callOptions: CallOptions = {}) => {
    let response = await request(call, token, callOptions);
    // The signature is made of the time alone: a wrong clock makes a wrong signature.
    if (openReply(response)?.code === badSignature && correction.learn(response))
      response = await request(call, token, callOptions);
    const opened = openReply(response);
    if (opened === undefined || response.status >= 400)
      throw problemWithoutEnvelope("legacy", response, call.path, clock.now());
    return { ...opened, detail: withoutSecrets(opened.detail, [password, token ?? ""]) };
  };

  const take = (reply: WebReply): Session => {
    if (reply.code !== 200) throw refusalOf(reply);
    const parsed = loginData.safeParse(reply.data);
    if (!parsed.success) throw fail("auth", "alphaess.no-token", { facts: { api: "legacy" }, isRetryable: true });
    const { AccessToken: token, ExpiresIn: lifeS, RefreshTokenKey: key } = parsed.data;
    refresh = key === undefined ? undefined : { token, key };
    return { token, ...(lifeS === undefined ? {} : { expiresAt: clock.now() + lifeS * secondMs }) };
  };

  const refusalOf = ({ code, detail }: WebReply): ProblemError => {
    if (wrongLoginText.test(detail)) return fail("auth", "alphaess.wrong-login", { facts: { api: "legacy" } });
    if (movedText.test(detail))
      return fail("unreachable", "alphaess.moved", { facts: { api: "legacy", status: code }, isRetryable: false });
    return new ProblemError(problemOfCode({ api: "legacy", code, detail }, clock.now()));
  };

  const logIn = async (call: CallOptions | undefined) =>
    take(await send({ path: "Account/Login", body: { username, password } }, undefined, call));

  /** A key that is dead as well is answered like a dead token; then the password decides. */
  const prolong = async (old: Session, key: string, call: CallOptions | undefined) => {
    const body = { username, accesstoken: old.token, refreshtokenkey: key };
    const reply = await send({ path: "Account/RefreshToken", body }, old.token, call);
    return reply.code === 200 ? take(reply) : logIn(call);
  };

  const present = async (call: CallOptions | undefined): Promise<Session> => {
    const found = session.current();
    if (found === undefined) return session.renew(undefined, () => logIn(call), call?.signal);
    const isEnding = found.expiresAt !== undefined && found.expiresAt - clock.now() < renewBeforeMs;
    if (!isEnding || refresh?.token !== found.token) return found;
    const { key } = refresh;
    return session.renew(found, () => prolong(found, key, call), call?.signal);
  };

  const askOnce = async <S extends z.ZodType>(
    call: LegacyCall,
    schema: S,
    callOptions?: CallOptions,
  ): Promise<z.output<S>> => {
    const login = await present(callOptions);
    let reply = await send(call, login.token, callOptions);
    if (reply.code === expiredCode) {
      const fresh = await session.renew(login, () => logIn(callOptions), callOptions?.signal);
      reply = await send(call, fresh.token, callOptions);
      // A login that is dead at birth: asking on would only be a loop.
      if (reply.code === expiredCode)
        throw fail("auth", "alphaess.102", {
          ...{ facts: { api: "legacy", code: expiredCode, detail: reply.detail } },
          ...{ retryAt: clock.now() + restMs, isRetryable: true },
        });
    }
    if (reply.code !== 200) throw refusalOf(reply);
    const parsed = schema.safeParse(reply.data);
    if (parsed.success) return parsed.data;
    throw fail("unreachable", "alphaess.unexpected-reply", {
      facts: { api: "legacy", path: call.path },
      cause: parsed.error,
    });
  };
  const exchange = <S extends z.ZodType>(call: LegacyCall, schema: S, callOptions?: CallOptions) =>
    rest.during(() => askOnce(call, schema, callOptions));
  return Object.assign(exchange, { beforeReading: createBeforeReading(http, base, timeoutMs) });
}

/** An address may be given with or without the part that all calls have in common. */
function addressOf(url: string): string {
  return `${url.replace(/\/+$/, "").replace(/\/api$/, "")}/api/`;
}

function headersFor(timestampS: number, token: string | undefined): Readonly<Record<string, string>> {
  return {
    "content-type": "application/json",
    authtimestamp: String(timestampS),
    authsignature: legacySignatureOf(String(timestampS)),
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };
}

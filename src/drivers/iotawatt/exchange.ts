import { fail, type ProblemError, revealSecret, type Secret, toProblem } from "#domain";
import type { CallOptions, Clock, HttpClient, HttpResponse } from "#platform/for-clients";
import { md5Hex } from "#platform/for-clients";
import { answerChallenge, type DigestChallenge, parseChallenge } from "./digest.ts";
import { queryError } from "./replies.ts";

export interface ExchangeOptions {
  readonly url: string;
  readonly login?: { readonly username: string; readonly password: Secret | string };
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now">;
  readonly timeoutMs: number;
}

/** Asks for a path and gives the body of a success; logs in where the device wants that. */
export type Ask = (path: string, call: CallOptions) => Promise<string>;

const pauseMs = 30_000;
const deniedPauseMs = 300_000;

export function createExchange({ url, login, http, clock, timeoutMs }: ExchangeOptions): Ask {
  const base = url.replace(/\/+$/, "");
  // Behind a proxy the device may live below a path, which then is part of what is signed.
  const below = new URL(base).pathname.replace(/\/+$/, "");
  let challenge: DigestChallenge | undefined;
  let count = 0;

  const authorization = (path: string): Readonly<Record<string, string>> => {
    if (challenge === undefined || login === undefined) return {};
    count += 1;
    const clientNonce = md5Hex(`${challenge.nonce}:${count}:${clock.now()}`).slice(0, 16);
    const { username } = login;
    const who = { username, password: revealSecret(login.password) };
    const request = { method: "GET", uri: below + path, count, clientNonce, ...who };
    return { authorization: answerChallenge(challenge, request) };
  };

  /** Somebody must correct the login first; until then a device that is busy enough is left alone. */
  const denied = (code: string, facts: { readonly user?: string } = {}) =>
    fail("auth", code, { facts, retryAt: clock.now() + deniedPauseMs });

  const send = (path: string, { signal, purpose }: CallOptions) =>
    http.request({
      method: "GET",
      url: base + path,
      headers: { accept: "application/json", ...authorization(path) },
      timeoutMs,
      // The small device closes connections as it likes.
      isFreshConnection: true,
      ...(signal === undefined ? {} : { signal }),
      ...(purpose === undefined ? {} : { purpose }),
    });

  /** A lost connection is normal for this device, and asking once more is all it takes. */
  const sendTwice = async (path: string, call: CallOptions) => {
    try {
      return await send(path, call);
    } catch (error) {
      if (call.signal?.aborted || toProblem(error).code !== "unreachable.reset") throw error;
      return send(path, call);
    }
  };

  return async (path, call) => {
    let response = await sendTwice(path, call);
    if (response.status === 401) {
      if (login === undefined) throw denied("iotawatt.login-needed");
      challenge = parseChallenge(response.headers["www-authenticate"]);
      count = 0;
      if (challenge === undefined) throw fail("auth", "iotawatt.no-digest", { isRetryable: true });
      response = await sendTwice(path, call);
      // Refused although the challenge was a minute old at most: it is not the nonce.
      if (response.status === 401) throw denied("iotawatt.wrong-password", { user: login.username });
    }
    if (response.status === 200) return response.body;
    throw refusalOf(response, clock.now());
  };
}

function refusalOf({ status, body }: HttpResponse, now: number): ProblemError {
  const facts = { status };
  if (status === 400) return fail("refused", "iotawatt.query-refused", { facts: { detail: queryError(body) } });
  if (status === 403) return fail("auth", "iotawatt.forbidden", { facts });
  if (status === 404) return fail("refused", "iotawatt.not-an-iotawatt", { facts, isRetryable: true });
  if (status === 429) return fail("rate-limited", "iotawatt.busy", { facts, retryAt: now + pauseMs });
  return fail("unreachable", "iotawatt.http-status", { facts });
}

import type { z } from "zod";
import { fail, type Instant, ProblemError, revealSecret, type Secret } from "#domain";
import type { CallOptions, HttpClient, HttpResponse } from "#platform/for-clients";
import { envelope } from "./envelope.ts";
import { problemOfErrno } from "./errno.ts";
import { signatureOf } from "./signature.ts";

export interface ExchangeOptions {
  readonly apiKey: Secret | string;
  readonly url: string;
  readonly http: HttpClient;
  readonly now: () => Instant;
  readonly timeoutMs: number;
}

/** One signed call: GET with its query, or POST with its JSON body. */
export interface SignedCall {
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: object;
}

/** Sends signed calls and opens their envelopes; what it returns is the result as the schema understands it. */
export type Exchange = <S extends z.ZodType>(
  call: SignedCall,
  result: S,
  options?: CallOptions,
) => Promise<z.output<S>>;

/** The vendor asks programs to say who they are instead of sending a library's default. */
const userAgent = "Sunsteer";

export function createExchange(options: ExchangeOptions): Exchange {
  const { http, now, timeoutMs } = options;
  const base = options.url.replace(/\/+$/, "");
  const key = revealSecret(options.apiKey);

  return async (call, schema, { signal, purpose } = {}) => {
    const response = await http.request({
      method: call.body === undefined ? "GET" : "POST",
      url: base + call.path + queryOf(call.query),
      headers: headersFor(call.path, key, now()),
      timeoutMs,
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      ...(signal === undefined ? {} : { signal }),
      ...(purpose === undefined ? {} : { purpose }),
    });
    return resultOf(response, schema, call.path, now(), key);
  };
}

function queryOf(query: SignedCall["query"]): string {
  return query === undefined ? "" : `?${new URLSearchParams(query)}`;
}

function headersFor(path: string, key: string, now: Instant): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now));
  return {
    "content-type": "application/json",
    "user-agent": userAgent,
    lang: "en",
    token: key,
    timestamp,
    signature: signatureOf(path, key, timestamp),
  };
}

function resultOf<S extends z.ZodType>(
  response: HttpResponse,
  schema: S,
  path: string,
  now: Instant,
  key: string,
): z.output<S> {
  const raw = parseJson(response.body);
  const opened = envelope.safeParse(raw);
  if (!opened.success) throw withoutEnvelope(response, raw === undefined, path, now);
  const { errno, msg, result } = opened.data;
  if (errno !== 0) throw new ProblemError(problemOfErrno(errno, withoutKey(msg ?? "", key), now));
  const parsed = schema.safeParse(result);
  if (parsed.success) return parsed.data;
  throw fail("unreachable", "foxess.unexpected-reply", { facts: { path }, cause: parsed.error });
}

/** The answer came from something before the service (a proxy, a sign-in page), or the service lost its mind. */
function withoutEnvelope(response: HttpResponse, isNoJson: boolean, path: string, now: Instant): ProblemError {
  const { status } = response;
  if (status === 429)
    return fail("rate-limited", "foxess.http-429", { retryAt: now + retryAfterMs(response), facts: { status } });
  if (status === 401 || status === 403)
    return fail("auth", "foxess.http-denied", { facts: { status }, isRetryable: true });
  if (status >= 400) return fail("unreachable", "foxess.http-status", { facts: { status } });
  return fail("unreachable", isNoJson ? "foxess.not-json" : "foxess.unexpected-reply", { facts: { path } });
}

const shortestPauseMs = 60_000;
const longestPauseMs = 3_600_000;

function retryAfterMs(response: HttpResponse): number {
  const seconds = Number(response.headers["retry-after"]);
  if (!Number.isFinite(seconds) || seconds <= 0) return shortestPauseMs;
  return Math.min(seconds * 1000, longestPauseMs);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The cloud's texts are shown to people; should one ever quote the key, it must not get there. */
function withoutKey(text: string, key: string): string {
  return key === "" ? text : text.replaceAll(key, "[secret]");
}

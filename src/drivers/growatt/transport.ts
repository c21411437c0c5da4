import { fail, type Instant, minuteMs, ProblemError } from "#domain";
import type { CallOptions, Clock, HttpClient, HttpRequest, HttpResponse } from "#platform/for-clients";

export interface TransportOptions {
  readonly base: string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now">;
  readonly timeoutMs: number;
  readonly userAgent: string;
}

export interface OutgoingCall {
  readonly method: "GET" | "POST";
  readonly path: string;
  /** Goes into the query of a GET and the body of a POST. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** How long the same call must not be made again, whatever came of it. */
  readonly paceMs: number;
}

export type Send = (outgoing: OutgoingCall, call: CallOptions) => Promise<HttpResponse>;

/** Sends forms, and says of every failure when the same call may be made again. */
export function createTransport({ base, http, clock, timeoutMs, userAgent }: TransportOptions): Send {
  return async ({ method, path, parameters, headers, paceMs }, { signal, purpose }) => {
    const form = new URLSearchParams(parameters).toString();
    const query = method === "GET" && form !== "" ? `?${form}` : "";
    const isForm = method === "POST";
    const request: HttpRequest = {
      method,
      url: `${base}${path}${query}`,
      headers: {
        accept: "application/json, text/plain, */*",
        "user-agent": userAgent,
        ...(isForm ? { "content-type": "application/x-www-form-urlencoded; charset=UTF-8" } : {}),
        ...headers,
      },
      timeoutMs,
      ...(isForm ? { body: form } : {}),
      ...(signal === undefined ? {} : { signal }),
      ...(purpose === undefined ? {} : { purpose }),
    };
    try {
      return await http.request(request);
    } catch (error) {
      throw notBefore(error, clock.now() + paceMs);
    }
  };
}

/** The same failure, with the moment before which trying again is pointless. */
export function notBefore(error: unknown, retryAt: Instant): unknown {
  if (!(error instanceof ProblemError) || error.problem.kind !== "unreachable") return error;
  return new ProblemError({ ...error.problem, retryAt: Math.max(retryAt, error.problem.retryAt ?? 0) }, error);
}

/** Something before the service answered, or the service lost its mind. */
export function strangeReply(response: HttpResponse, path: string, retryAt: Instant): ProblemError {
  const { status } = response;
  const facts = { status, path };
  if (status === 429) return fail("rate-limited", "growatt.http-429", { facts, retryAt: retryAt + minuteMs });
  if (status === 401 || status === 403 || status === 405)
    return fail("auth", "growatt.http-denied", { facts, retryAt, isRetryable: true });
  if (status >= 400) return fail("unreachable", "growatt.http-status", { facts, retryAt });
  return fail("unreachable", "growatt.not-json", { facts, retryAt });
}

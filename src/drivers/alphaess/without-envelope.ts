import { fail, type Instant, minuteMs, ProblemError } from "#domain";
import type { HttpResponse } from "#platform/for-clients";
import type { SurfaceName } from "./surface.ts";

/** The answer came from something before the service (a proxy, a sign-in page), or the service lost its mind. */
export function withoutEnvelope(api: SurfaceName, response: HttpResponse, path: string, now: Instant): ProblemError {
  const { status } = response;
  const facts = { api, status, path };
  if (status === 429)
    return fail("rate-limited", "alphaess.http-429", { retryAt: now + retryAfterMs(response), facts });
  if (status === 401 || status === 403) return fail("auth", "alphaess.http-denied", { facts, isRetryable: true });
  if (status === 404 || status === 405) return fail("unreachable", "alphaess.moved", { facts, isRetryable: false });
  if (status >= 400) return fail("unreachable", "alphaess.http-status", { facts });
  const isNoJson = parseJson(response.body) === undefined;
  return fail("unreachable", isNoJson ? "alphaess.not-json" : "alphaess.unexpected-reply", { facts });
}

const shortestPauseMs = minuteMs;
const longestPauseMs = 60 * minuteMs;

export function retryAfterMs(response: HttpResponse): number {
  const seconds = Number(response.headers["retry-after"]);
  if (!Number.isFinite(seconds) || seconds <= 0) return shortestPauseMs;
  return Math.min(seconds * 1000, longestPauseMs);
}

/** An answer as data; undefined where it is no JSON. */
export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The cloud's texts are shown to people; should one ever quote a secret, it must not get there. */
export function denied(text: string, secret: string): string {
  return secret === "" ? text : text.replaceAll(secret, "[secret]");
}

/** A certificate that has run out is the vendor's business and looks like a dead network otherwise. */
export function withTlsNamed(error: unknown): never {
  const code = error instanceof ProblemError ? tlsCodeOf(error.cause) : undefined;
  if (code === undefined) throw error;
  throw fail("unreachable", "alphaess.tls", { facts: { detail: code }, cause: error });
}

function tlsCodeOf(cause: unknown): string | undefined {
  if (typeof cause !== "object" || cause === null || !("code" in cause)) return undefined;
  const { code } = cause;
  return typeof code === "string" && /CERT|^ERR_TLS|^UNABLE_TO_VERIFY/.test(code) ? code : undefined;
}

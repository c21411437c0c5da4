import { z } from "zod";
import { fail, type Instant, minuteMs, type ProblemError } from "#domain";
import type { HttpResponse } from "#platform/for-clients";
import { number } from "./reply-values.ts";
import type { SurfaceName } from "./surface.ts";
import { parseJson, retryAfterMs, withoutEnvelope } from "./without-envelope.ts";

/** What both unofficial interfaces put around an answer; the maker's words come under two names. */
const envelope = z.looseObject({ code: number, msg: z.string().nullish(), info: z.string().nullish() });

export interface WebReply {
  readonly code: number;
  /** The maker's own words. */
  readonly detail: string;
  readonly data: unknown;
}

/** So long the maker wants to be left alone once it has refused; each try before prolongs that. */
export const restMs = 5 * minuteMs;

/** The envelope, or undefined where the answer came from something before the service. */
export function openReply({ body }: HttpResponse): WebReply | undefined {
  const opened = envelope.safeParse(parseJson(body));
  if (!opened.success || opened.data.code === undefined) return undefined;
  const { code, msg, info } = opened.data;
  return { code, detail: info ?? msg ?? "", data: opened.data["data"] };
}

/** Why there is no envelope; these two interfaces want a longer rest than the official one. */
export function problemWithoutEnvelope(
  api: SurfaceName,
  response: HttpResponse,
  path: string,
  now: Instant,
): ProblemError {
  const { status } = response;
  if (status === 429)
    return fail("rate-limited", "alphaess.http-429", {
      ...{ retryAt: now + Math.max(restMs, retryAfterMs(response)), facts: { api, status, path } },
    });
  if (status === 403)
    return fail("auth", "alphaess.http-denied", {
      ...{ retryAt: now + restMs, facts: { api, status, path }, isRetryable: true },
    });
  return withoutEnvelope(api, response, path, now);
}

/** The maker's words without anything that must not be shown. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets.reduce((shown, secret) => (secret === "" ? shown : shown.replaceAll(secret, "[secret]")), text);
}

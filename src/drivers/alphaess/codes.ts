import { createProblem, type Instant, minuteMs, type Problem, type ProblemKind, secondMs } from "#domain";
import type { SurfaceName } from "./surface.ts";

/** How one of the vendor's codes is to be taken. */
export interface CodeMeaning {
  readonly code: number;
  readonly kind: ProblemKind;
  readonly isRetryable: boolean;
  /** How long the cloud wants to be left alone. */
  readonly waitMs?: number;
}

export const tooFast = 6053;
export const clockCodes: readonly number[] = [6006, 6009];
export const badSignature = 9006;
export const noPermission = 6017;
export const alreadyBound = 6003;
/** The serial number is nobody's, or somebody else's. */
export const foreignCodes: readonly number[] = [6002, 6005, 6038];

/** Every code seen in the field, of all three surfaces. The sentences are in `codes-text.ts` under the same numbers. */
export const codeMeanings: readonly CodeMeaning[] = [
  { code: 102, kind: "auth", isRetryable: true },
  { code: 6001, kind: "invalid", isRetryable: false },
  { code: 6002, kind: "auth", isRetryable: false },
  { code: 6003, kind: "refused", isRetryable: false },
  { code: 6004, kind: "invalid", isRetryable: false },
  { code: 6005, kind: "auth", isRetryable: false },
  { code: 6006, kind: "auth", isRetryable: false },
  { code: 6007, kind: "auth", isRetryable: false },
  { code: 6008, kind: "refused", isRetryable: false },
  { code: 6009, kind: "auth", isRetryable: false },
  { code: 6010, kind: "auth", isRetryable: false },
  { code: 6011, kind: "auth", isRetryable: false },
  { code: 6012, kind: "auth", isRetryable: false },
  { code: 6016, kind: "refused", isRetryable: false },
  { code: 6017, kind: "refused", isRetryable: false },
  { code: 6026, kind: "unreachable", isRetryable: true, waitMs: 30 * secondMs },
  { code: 6029, kind: "unreachable", isRetryable: true, waitMs: 30 * secondMs },
  { code: 6038, kind: "invalid", isRetryable: false },
  { code: 6042, kind: "unreachable", isRetryable: true, waitMs: minuteMs },
  { code: 6046, kind: "invalid", isRetryable: false },
  { code: 6053, kind: "rate-limited", isRetryable: true, waitMs: 10 * secondMs },
  { code: 9006, kind: "auth", isRetryable: false },
  { code: 10001, kind: "invalid", isRetryable: false },
];

const meaningByCode = new Map(codeMeanings.map((meaning) => [meaning.code, meaning]));

export interface CodeFacts {
  readonly api: SurfaceName;
  readonly code: number;
  /** The vendor's own words. */
  readonly detail: string;
}

/** The problem behind a code; an unknown one is named as such. */
export function problemOfCode({ api, code, detail }: CodeFacts, now: Instant): Problem {
  const meaning = meaningByCode.get(code);
  if (meaning === undefined) return createProblem("refused", "alphaess.unknown-code", { facts: { api, code, detail } });
  const { kind, isRetryable, waitMs } = meaning;
  return createProblem(kind, `alphaess.${code}`, {
    facts: { api, code, detail },
    isRetryable,
    ...(waitMs === undefined ? {} : { retryAt: now + waitMs }),
  });
}

export function hasCode(problem: Problem, ...codes: readonly number[]): boolean {
  return codes.some((code) => problem.code === `alphaess.${code}`);
}

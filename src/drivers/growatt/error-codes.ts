import { createProblem, hourMs, type Instant, minuteMs, type Problem, type ProblemKind } from "#domain";

/** How one error number of the official interface is to be taken. */
export interface CodeMeaning {
  readonly code: number;
  readonly kind: ProblemKind;
  readonly isRetryable: boolean;
  /** How long the cloud wants to be left alone, or how long trying again is pointless. */
  readonly waitMs?: number;
}

/** The cloud allows each call once in five minutes; a little more, since it counts when calls arrive. */
export const callPaceMs = 5 * minuteMs + 2_000;

/** Every error number known. The sentences are in `code-text.ts` under the same numbers. */
export const codeMeanings: readonly CodeMeaning[] = [
  { code: -1, kind: "invalid", isRetryable: false, waitMs: hourMs },
  { code: 1, kind: "unreachable", isRetryable: true, waitMs: callPaceMs },
  { code: 10001, kind: "unreachable", isRetryable: true, waitMs: callPaceMs },
  { code: 10002, kind: "refused", isRetryable: true, waitMs: callPaceMs },
  { code: 10003, kind: "refused", isRetryable: false, waitMs: callPaceMs },
  { code: 10004, kind: "refused", isRetryable: false, waitMs: callPaceMs },
  { code: 10005, kind: "refused", isRetryable: true, waitMs: callPaceMs },
  { code: 10011, kind: "auth", isRetryable: false, waitMs: hourMs },
  { code: 10012, kind: "rate-limited", isRetryable: true, waitMs: callPaceMs },
  { code: 10013, kind: "refused", isRetryable: false, waitMs: callPaceMs },
  { code: 10014, kind: "refused", isRetryable: false, waitMs: callPaceMs },
];

const meaningByCode = new Map(codeMeanings.map((meaning) => [meaning.code, meaning]));

/** The problem behind an error number; `detail` is the cloud's own text. */
export function problemOfCode(code: number, detail: string, now: Instant): Problem {
  const meaning = meaningByCode.get(code);
  if (meaning === undefined) {
    const facts = { errorCode: code, detail };
    return createProblem("refused", "growatt.unknown-code", { facts, retryAt: now + callPaceMs });
  }
  const { kind, isRetryable, waitMs } = meaning;
  return createProblem(kind, `growatt.${code}`, {
    facts: { detail },
    isRetryable,
    ...(waitMs === undefined ? {} : { retryAt: now + waitMs }),
  });
}

/** What was listed before is no longer there under this number. */
export function isGone(problem: Problem): boolean {
  return problem.code === "growatt.10002" || problem.code === "growatt.10005";
}

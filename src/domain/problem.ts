import type { Facts } from "./reason.ts";
import type { Instant } from "./time.ts";

/** What a failure means for whoever meets it; the list is short because each kind has one reaction. */
export type ProblemKind = "auth" | "rate-limited" | "unreachable" | "refused" | "invalid" | "bug";

export const problemKinds: readonly ProblemKind[] = [
  "auth",
  "rate-limited",
  "unreachable",
  "refused",
  "invalid",
  "bug",
];

/** A failure as data. `code` is the key of its two sentences (what, remedy) in `text/` or in the driver's own texts. */
export interface Problem {
  readonly kind: ProblemKind;
  readonly code: string;
  readonly facts: Facts;
  /** Do not try before this instant (rate limits, lock-outs). */
  readonly retryAt?: Instant;
  /** Trying again unchanged can help. */
  readonly isRetryable: boolean;
}

export interface ProblemOptions {
  readonly facts?: Facts;
  readonly retryAt?: Instant;
  readonly isRetryable?: boolean;
  readonly cause?: unknown;
}

const retryableByKind: Readonly<Record<ProblemKind, boolean>> = {
  auth: false,
  "rate-limited": true,
  unreachable: true,
  refused: false,
  invalid: false,
  bug: false,
};

export function createProblem(kind: ProblemKind, code: string, options: ProblemOptions = {}): Problem {
  return {
    kind,
    code,
    facts: options.facts ?? {},
    isRetryable: options.isRetryable ?? retryableByKind[kind],
    ...(options.retryAt === undefined ? {} : { retryAt: options.retryAt }),
  };
}

/** The throwable form of a problem. Its message is for developers; users see the sentences of `text/`. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem, cause?: unknown) {
    super(`${problem.kind}: ${problem.code} ${JSON.stringify(problem.facts)}`, cause === undefined ? {} : { cause });
    this.name = "ProblemError";
    this.problem = problem;
  }
}

export function fail(kind: ProblemKind, code: string, options: ProblemOptions = {}): ProblemError {
  return new ProblemError(createProblem(kind, code, options), options.cause);
}

/** The problem behind anything thrown; what nobody foresaw is a bug and says so. */
export function toProblem(thrown: unknown): Problem {
  if (thrown instanceof ProblemError) return thrown.problem;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return createProblem("bug", "bug.unexpected", { facts: { detail } });
}

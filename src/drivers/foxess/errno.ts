import { createProblem, type Instant, minuteMs, type Problem, type ProblemKind, secondMs } from "#domain";

/** How one error number of the cloud is to be taken. */
export interface ErrnoMeaning {
  readonly errno: number;
  readonly kind: ProblemKind;
  readonly isRetryable: boolean;
  /** How long the cloud wants to be left alone. */
  readonly waitMs?: number;
}

/** After being called too fast a short pause is enough; the cloud counts per interface and second. */
const breatherMs = 5 * secondMs;

/** Nobody knows when the day's count starts anew, and each try would prolong it: look twice an hour. */
const quotaProbeMs = 30 * minuteMs;

/** Every error number seen in the field. The sentences are in `text.ts` under the same numbers. */
export const errnoMeanings: readonly ErrnoMeaning[] = [
  { errno: 40256, kind: "auth", isRetryable: false },
  { errno: 40257, kind: "refused", isRetryable: false },
  { errno: 40261, kind: "refused", isRetryable: false },
  { errno: 40400, kind: "rate-limited", isRetryable: true, waitMs: breatherMs },
  { errno: 40402, kind: "rate-limited", isRetryable: true, waitMs: quotaProbeMs },
  { errno: 41038, kind: "auth", isRetryable: false },
  { errno: 41200, kind: "unreachable", isRetryable: true },
  { errno: 41201, kind: "unreachable", isRetryable: true },
  { errno: 41202, kind: "unreachable", isRetryable: true },
  { errno: 41203, kind: "unreachable", isRetryable: true },
  { errno: 41807, kind: "auth", isRetryable: false },
  { errno: 41808, kind: "auth", isRetryable: false },
  { errno: 41809, kind: "auth", isRetryable: false },
  { errno: 41930, kind: "refused", isRetryable: false },
  { errno: 41935, kind: "unreachable", isRetryable: true },
  { errno: 42015, kind: "refused", isRetryable: false },
  { errno: 42023, kind: "refused", isRetryable: false },
  { errno: 44096, kind: "refused", isRetryable: true },
  { errno: 44098, kind: "refused", isRetryable: true },
];

const meaningByErrno = new Map(errnoMeanings.map((meaning) => [meaning.errno, meaning]));

/** The problem behind an error number; `detail` is the cloud's own text. */
export function problemOfErrno(errno: number, detail: string, now: Instant): Problem {
  const meaning = meaningByErrno.get(errno);
  if (meaning === undefined) return createProblem("refused", "foxess.unknown-errno", { facts: { errno, detail } });
  const { kind, isRetryable, waitMs } = meaning;
  return createProblem(kind, `foxess.${errno}`, {
    facts: { errno, detail },
    isRetryable,
    ...(waitMs === undefined ? {} : { retryAt: now + waitMs }),
  });
}

const unsupportedCodes: ReadonlySet<string> = new Set(["foxess.42015", "foxess.40257"]);

/** The device does not have what was asked for, and never will; asking again only costs calls. */
export function isUnsupported(problem: Problem): boolean {
  return unsupportedCodes.has(problem.code);
}

const scheduleCodes: ReadonlySet<string> = new Set(["foxess.44096", "foxess.44098"]);

/** A setting cannot be written while the device follows its schedule. */
export function isBlockedBySchedule(problem: Problem): boolean {
  return scheduleCodes.has(problem.code);
}

/** The inverter has no contact to the cloud. Without a battery that is every night's sleep. */
export function isOffline(problem: Problem): boolean {
  return problem.code === "foxess.41935";
}

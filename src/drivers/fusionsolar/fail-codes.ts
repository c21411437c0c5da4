import { createProblem, dayMs, hourMs, type Instant, minuteMs, type Problem, type ProblemKind } from "#domain";

/**
 * What to do about a fail code. `log-in`: once, and ask again. `other-interface`: the newer call for the same thing.
 * `park`: leave this interface alone until its window is over. `wait`: leave everything alone for a while. `look-again`:
 * the lists of plants and devices are out of date. `stop`: nothing helps but a change by people. `mend`: we asked wrongly.
 */
export type Reaction = "log-in" | "other-interface" | "park" | "wait" | "look-again" | "stop" | "mend";

export interface FailCodeMeaning {
  readonly code: number;
  readonly kind: ProblemKind;
  readonly reaction: Reaction;
  readonly isRetryable: boolean;
  /** How long to leave it alone; `window` depends on the interface that was asked. */
  readonly wait?: number | "window" | "day";
}

const overloadMs = minuteMs;
const busyMs = minuteMs;
/** Five wrong logins in ten minutes lock the account for half an hour. */
const lockMs = 30 * minuteMs;

const row = (
  code: number,
  kind: ProblemKind,
  reaction: Reaction,
  isRetryable: boolean,
  wait?: FailCodeMeaning["wait"],
): FailCodeMeaning => ({ code, kind, reaction, isRetryable, ...(wait === undefined ? {} : { wait }) });

/** Every fail code that is documented or was met in the field. The sentences are in `fail-code-text.ts`. */
export const failCodeMeanings: readonly FailCodeMeaning[] = [
  row(305, "auth", "log-in", true),
  row(401, "auth", "other-interface", false),
  row(403, "rate-limited", "wait", true, overloadMs),
  row(407, "rate-limited", "park", true, "window"),
  row(429, "rate-limited", "wait", true, overloadMs),
  row(20_001, "auth", "stop", false),
  row(20_002, "auth", "stop", false),
  row(20_003, "auth", "stop", false),
  row(20_004, "unreachable", "wait", true, busyMs),
  row(20_005, "invalid", "mend", false),
  row(20_006, "refused", "look-again", true),
  row(20_007, "refused", "look-again", true),
  row(20_008, "refused", "look-again", true),
  row(20_009, "refused", "stop", false),
  row(20_010, "invalid", "mend", false),
  row(20_011, "invalid", "mend", false),
  row(20_012, "invalid", "mend", false),
  row(20_013, "refused", "look-again", true),
  row(20_014, "invalid", "mend", false),
  row(20_015, "invalid", "mend", false),
  row(20_016, "invalid", "mend", false),
  row(20_017, "invalid", "mend", false),
  row(20_018, "invalid", "mend", false),
  row(20_023, "invalid", "mend", false),
  row(20_026, "invalid", "mend", false),
  row(20_027, "invalid", "mend", false),
  row(20_056, "auth", "stop", false),
  row(20_200, "unreachable", "wait", true, busyMs),
  row(20_400, "auth", "stop", true, lockMs),
  row(20_403, "auth", "stop", true, lockMs),
  row(20_604, "invalid", "mend", false),
  row(20_605, "invalid", "mend", false),
  row(20_606, "invalid", "mend", false),
  row(20_618, "rate-limited", "park", true, "day"),
  row(30_031, "invalid", "mend", false),
  row(30_032, "invalid", "mend", false),
];

const meaningByCode = new Map(failCodeMeanings.map((meaning) => [meaning.code, meaning]));

export function meaningOf(code: number): FailCodeMeaning | undefined {
  return meaningByCode.get(code);
}

export interface FailedCall {
  /** The interface, e.g. `getDevRealKpi`. */
  readonly method: string;
  readonly detail: string;
  readonly now: Instant;
}

/** The problem behind a fail code. */
export function problemOfFailCode(code: number, { method, detail, now }: FailedCall): Problem {
  const facts = { failCode: code, method, detail };
  const meaning = meaningByCode.get(code);
  if (meaning === undefined) return createProblem("refused", "fusionsolar.unknown-code", { facts });
  const { kind, isRetryable, wait } = meaning;
  return createProblem(kind, `fusionsolar.${code}`, {
    facts,
    isRetryable,
    ...(wait === undefined ? {} : { retryAt: retryAt(wait, method, now) }),
  });
}

export function codeOf({ code }: Problem): number | undefined {
  const [, digits] = /^fusionsolar\.(\d+)$/.exec(code) ?? [];
  return digits === undefined ? undefined : Number(digits);
}

/** The windows in which interfaces are counted; all others are counted by the day. */
const windowMs: Readonly<Record<string, number>> = {
  login: 10 * minuteMs,
  logout: 10 * minuteMs,
  getStationRealKpi: 5 * minuteMs,
  getDevRealKpi: 5 * minuteMs,
  getAlarmList: 30 * minuteMs,
};

function retryAt(wait: NonNullable<FailCodeMeaning["wait"]>, method: string, now: Instant): Instant {
  if (typeof wait === "number") return now + wait;
  const ownMs = wait === "window" ? windowMs[method] : undefined;
  return ownMs === undefined ? nextDay(now) : now + ownMs;
}

/** When a day's count starts anew is not told; midnight UTC, but never within the hour. */
function nextDay(now: Instant): Instant {
  const midnight = (Math.floor(now / dayMs) + 1) * dayMs;
  return Math.max(midnight, now + hourMs);
}

import { fail, type Instant, minuteMs, type Problem, ProblemError, secondMs } from "#domain";
import { codeOf } from "./fail-codes.ts";
import { createKeptRefusals, loginStopped, type RefusalNotes, triesBeforeStop } from "./kept-refusals.ts";

/** Watches over logins: too many wrong ones lock the account, and two programs on one account throw each other out. */
export interface LoginGuard {
  /** Throws where no login may be tried now. */
  check(): void;
  loggedIn(): void;
  /** A call went through. */
  worked(): void;
  refused(problem: Problem): void;
  /** A login has ended. Throws where it ended too soon to be of age. */
  ended(): void;
  /** Throws while the account is left to whoever else uses it. */
  checkRivals(): void;
}

const againAfterMs = 30 * minuteMs;

/** A login lives half an hour. One that ends in its first minute was ended by another one. */
const youngMs = 60 * secondMs;
const earlyMs = 25 * minuteMs;
/** So many early ends in a row are no accident. */
const earlyEndsToTell = 3;
const firstPauseMs = 2 * minuteMs;
const longestPauseMs = 32 * minuteMs;

/** Refusals that mean that user name, password or account are wrong. */
const wrongLogin: ReadonlySet<number> = new Set([20_001, 20_002, 20_003, 20_400, 20_403]);

export interface LoginGuardOptions {
  readonly now: () => Instant;
  /** Names user and password without telling them. */
  readonly mark: string;
  /** Where refusals are kept for the next start and for other programs of this user. */
  readonly notes?: RefusalNotes;
  readonly tellOfRival?: () => void;
  readonly tellOfLogin?: () => void;
}

export function createLoginGuard(options: LoginGuardOptions): LoginGuard {
  const { now, tellOfRival = () => {}, tellOfLogin = () => {} } = options;
  const kept = createKeptRefusals(options);
  let earlyEnds = 0;
  let refusals = 0;
  let last: Problem | undefined;
  let mayTryAt: Instant = Number.NEGATIVE_INFINITY;
  let loggedInAt: Instant = Number.NEGATIVE_INFINITY;
  let pauses = 0;
  let pausedUntil: Instant = Number.NEGATIVE_INFINITY;

  const rivalProblem = () => fail("auth", "fusionsolar.used-elsewhere", { retryAt: pausedUntil, isRetryable: true });

  return {
    check: () => {
      kept.check();
      if (last === undefined || refusals < triesBeforeStop || now() >= mayTryAt) return;
      const retryAt = Number.isFinite(mayTryAt) ? mayTryAt : undefined;
      throw loginStopped(refusals, codeOf(last) ?? 0, retryAt);
    },
    loggedIn: () => {
      kept.forget();
      refusals = 0;
      last = undefined;
      loggedInAt = now();
      tellOfLogin();
    },
    worked: () => {
      if (now() - loggedInAt > youngMs) pauses = 0;
    },
    refused: (problem) => {
      const code = codeOf(problem);
      if (code === undefined || !wrongLogin.has(code)) return;
      refusals += 1;
      kept.add(code);
      last = problem;
      // A lock or too many logins pass by themselves; a wrong name or a dead account does not.
      mayTryAt = problem.isRetryable ? now() + againAfterMs : Number.POSITIVE_INFINITY;
    },
    ended: () => {
      const ageMs = now() - loggedInAt;
      earlyEnds = ageMs < earlyMs ? earlyEnds + 1 : 0;
      if (earlyEnds === earlyEndsToTell) tellOfRival();
      if (ageMs > youngMs) return;
      pausedUntil = now() + Math.min(longestPauseMs, firstPauseMs * 2 ** pauses);
      pauses += 1;
      throw rivalProblem();
    },
    checkRivals: () => {
      if (now() < pausedUntil) throw rivalProblem();
    },
  };
}

/** Tells the guard how a login went. */
export async function guarded<T>(guard: LoginGuard, login: () => Promise<T>): Promise<T> {
  guard.check();
  try {
    const made = await login();
    guard.loggedIn();
    return made;
  } catch (error) {
    if (error instanceof ProblemError) guard.refused(error.problem);
    throw error;
  }
}

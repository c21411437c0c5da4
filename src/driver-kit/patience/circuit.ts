import { type Problem, ProblemError, toProblem } from "#domain";
import type { Clock } from "#platform";
import type { Backoff } from "./backoff.ts";

export interface CircuitOptions {
  readonly clock: Clock;
  readonly backoff: Backoff;
  /** So many failures in a row open it. */
  readonly failuresToOpen: number;
}

/** Keeps a failing device from being asked all the time, and its askers from waiting for it. */
export interface Circuit {
  /**
   * Runs the work while the circuit is closed. Open, it fails at once with the last problem and when it will be tried
   * again; after that wait one caller probes and the others still fail at once.
   */
  run<T>(work: () => Promise<T>): Promise<T>;
  state(): "closed" | "open" | "half-open";
}

export function createCircuit({ clock, backoff, failuresToOpen }: CircuitOptions): Circuit {
  let failures = 0;
  let lastProblem: Problem | undefined;
  let triesAgainAtMs = 0;
  let isProbing = false;

  const state = () => {
    if (lastProblem === undefined || failures < failuresToOpen) return "closed";
    return clock.steadyMs() < triesAgainAtMs ? "open" : "half-open";
  };

  const onFailure = (error: unknown) => {
    failures += 1;
    lastProblem = toProblem(error);
    if (failures < failuresToOpen) return;
    const vendorsMs = lastProblem.retryAt === undefined ? 0 : lastProblem.retryAt - clock.now();
    triesAgainAtMs = clock.steadyMs() + Math.max(backoff.nextMs(), vendorsMs);
  };

  const refuse = (problem: Problem) => {
    const waitMs = Math.max(0, triesAgainAtMs - clock.steadyMs());
    return new ProblemError({ ...problem, retryAt: clock.now() + waitMs, isRetryable: true });
  };

  return {
    state,
    run: async (work) => {
      const present = state();
      if (lastProblem !== undefined && (present === "open" || (present === "half-open" && isProbing)))
        throw refuse(lastProblem);
      const isProbe = present === "half-open";
      if (isProbe) isProbing = true;
      try {
        const result = await work();
        failures = 0;
        lastProblem = undefined;
        backoff.reset();
        return result;
      } catch (error) {
        // Only what the device did counts: a caller that gave up says nothing about it.
        if (error instanceof ProblemError) onFailure(error);
        throw error;
      } finally {
        if (isProbe) isProbing = false;
      }
    },
  };
}

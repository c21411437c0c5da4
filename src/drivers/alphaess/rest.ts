import { type Instant, type Problem, ProblemError } from "#domain";
import { restMs } from "./web-reply.ts";

/** Leaves a cloud alone that has asked for it: whoever calls until then hears the same, and no call is made. */
export interface Rest {
  during<T>(work: () => Promise<T>): Promise<T>;
}

export function createRest(clock: { now(): Instant }): Rest {
  let last: Problem | undefined;
  return {
    during: async (work) => {
      if (last?.retryAt !== undefined && clock.now() < last.retryAt) throw new ProblemError(last);
      try {
        const result = await work();
        last = undefined;
        return result;
      } catch (error) {
        // Shorter waits are for one question, not for all of them.
        const isLong = error instanceof ProblemError && (error.problem.retryAt ?? 0) - clock.now() >= restMs;
        last = isLong ? error.problem : undefined;
        throw error;
      }
    },
  };
}

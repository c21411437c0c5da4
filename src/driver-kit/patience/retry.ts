import { toProblem } from "#domain";
import type { Clock } from "#platform";
import type { Backoff } from "./backoff.ts";

export interface RetryOptions {
  readonly clock: Clock;
  readonly backoff: Backoff;
  /** All tries together, the first included. */
  readonly maxTries: number;
  /** No new try begins after this time; a vendor's `retryAt` beyond it fails at once. */
  readonly withinMs: number;
  readonly signal?: AbortSignal;
}

/** Tries again what can succeed unchanged, not before the vendor's own waiting time; an abort ends it at once. */
export async function retry<T>(work: () => Promise<T>, options: RetryOptions): Promise<T> {
  const { clock, backoff, maxTries, withinMs, signal } = options;
  const endsAtMs = clock.steadyMs() + withinMs;
  for (let tries = 1; ; tries += 1) {
    signal?.throwIfAborted();
    try {
      const result = await work();
      backoff.reset();
      return result;
    } catch (error) {
      if (signal?.aborted) throw error;
      const problem = toProblem(error);
      if (!problem.isRetryable || tries >= maxTries) throw error;
      const vendorsMs = problem.retryAt === undefined ? 0 : problem.retryAt - clock.now();
      const waitMs = Math.max(backoff.nextMs(), vendorsMs);
      if (clock.steadyMs() + waitMs > endsAtMs) throw error;
      await clock.sleep(waitMs, signal);
    }
  }
}

import type { Random } from "#platform";

export interface BackoffOptions {
  readonly firstMs: number;
  /** A local device is never left alone for longer than 60 s. */
  readonly maxMs: number;
  readonly random: Random;
}

/** How long to leave somebody alone who keeps failing. */
export interface Backoff {
  /** The next wait; doubles each time up to the maximum, shortened by chance so that devices do not come back in step. */
  nextMs(): number;
  /** It worked: start over. */
  reset(): void;
}

export function createBackoff({ firstMs, maxMs, random }: BackoffOptions): Backoff {
  let failures = 0;
  return {
    nextMs: () => {
      const fullMs = Math.min(maxMs, firstMs * 2 ** failures);
      failures += 1;
      return Math.round(fullMs * random.between(0.75, 1));
    },
    reset: () => {
      failures = 0;
    },
  };
}

import { type Instant, secondMs } from "#domain";
import type { Clock } from "#platform";

/** Makes guessing slow: each failure in a row doubles the time until the next attempt from there is heard. */
export interface SlowDown {
  blockedUntil(from: string): Instant | undefined;
  failed(from: string): void;
  succeeded(from: string): void;
}

/** Typing wrongly a few times is human. */
const freeFailures = 3;
const firstWaitMs = secondMs;
const longestWaitMs = 300 * secondMs;
const rememberedAddresses = 1_000;

export function createSlowDown(clock: Clock): SlowDown {
  const failures = new Map<string, { readonly count: number; readonly blockedUntilSteadyMs: number }>();
  return {
    blockedUntil: (from) => {
      const waitMs = (failures.get(neighbourhoodOf(from))?.blockedUntilSteadyMs ?? 0) - clock.steadyMs();
      return waitMs > 0 ? clock.now() + waitMs : undefined;
    },
    failed: (from) => {
      const key = neighbourhoodOf(from);
      const count = (failures.get(key)?.count ?? 0) + 1;
      const waitMs = count < freeFailures ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (count - freeFailures));
      failures.delete(key);
      failures.set(key, { count, blockedUntilSteadyMs: clock.steadyMs() + waitMs });
      const oldest = failures.keys().next();
      if (failures.size > rememberedAddresses && !oldest.done) failures.delete(oldest.value);
    },
    succeeded: (from) => {
      failures.delete(neighbourhoodOf(from));
    },
  };
}

/** One IPv6 customer has 2^64 addresses to guess from; they count as one. */
function neighbourhoodOf(address: string): string {
  return address.includes(":") && !address.startsWith("::ffff:") ? address.split(":").slice(0, 4).join(":") : address;
}

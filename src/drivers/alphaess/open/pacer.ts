import { hourMs, secondMs } from "#domain";
import type { Clock } from "#platform/for-clients";

/** Slows down once the cloud has said "too fast", and comes back to full speed when it has been quiet for an hour. */
export interface Pacer {
  /** Waits until the next call may leave. */
  turn(signal?: AbortSignal): Promise<void>;
  slowDown(): void;
}

/** What the vendor's portal asks for; it was seen to tolerate more, so this is kept only after a complaint. */
const slowMs = 10 * secondMs;

export function createPacer(clock: Pick<Clock, "steadyMs" | "sleep">): Pacer {
  let slowUntilMs = Number.NEGATIVE_INFINITY;
  let freeAtMs = Number.NEGATIVE_INFINITY;
  return {
    turn: async (signal) => {
      const now = clock.steadyMs();
      if (now >= slowUntilMs) return;
      const startsAtMs = Math.max(now, freeAtMs);
      freeAtMs = startsAtMs + slowMs;
      if (startsAtMs > now) await clock.sleep(startsAtMs - now, signal);
    },
    slowDown: () => {
      const now = clock.steadyMs();
      slowUntilMs = now + hourMs;
      freeAtMs = Math.max(freeAtMs, now + slowMs);
    },
  };
}

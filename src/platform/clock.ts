import type { Instant } from "#domain";

/** Takes back a planned call; calling it late or twice does nothing. */
export type Cancel = () => void;

/** Time as the rest of the house knows it. Everything that waits, waits here, so that tests and demos can steer time. */
export interface Clock {
  /** Wall time; may jump when somebody corrects the machine's clock. */
  now(): Instant;
  /** Time that only runs forward and is shared by all processes of the machine since it booted. */
  steadyMs(): number;
  /** Calls `action` once after the delay; 0 means: after everything that happens at this very moment. */
  schedule(delayMs: number, action: () => void): Cancel;
  /** Resolves after the delay; rejects with the signal's reason as soon as it is aborted. */
  sleep(delayMs: number, signal?: AbortSignal): Promise<void>;
  /**
   * Declares real work under way (a worker, a file) that virtual time must not overtake; returns the release.
   * On a real clock this costs nothing and means nothing.
   */
  hold(name: string): () => void;
}

/** `sleep` in terms of `schedule`, the same for every clock. */
export function sleepOn(schedule: Clock["schedule"], delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = schedule(delayMs, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}

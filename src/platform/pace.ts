import { secondMs } from "#domain";
import type { Clock } from "./clock.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface PaceOptions {
  /** Virtual seconds per real second. */
  readonly speed: number;
  /** The first failure of virtual time itself, such as work that never ends. */
  onFailure(error: unknown): void;
}

/** Short enough for eyes to see motion, long enough to leave the machine some rest. */
const beatMs = 20;

/** A machine that cannot keep up falls behind instead of running ever longer stretches without a breath. */
const longestStretchMs = 5 * secondMs;

/** Lets a virtual clock run at a multiple of real time, jumping from event to event as it always does; returns how to stop. */
export function paceVirtualTime(
  virtual: VirtualClock,
  real: Clock,
  { speed, onFailure }: PaceOptions,
): () => Promise<void> {
  let isStopped = false;
  let beat: Promise<void> = Promise.resolve();
  let lastMs = real.steadyMs();

  const run = async () => {
    const nowMs = real.steadyMs();
    const stretchMs = Math.round(Math.min(nowMs - lastMs, longestStretchMs) * speed);
    lastMs = nowMs;
    const release = real.hold("paced time");
    await virtual.runFor(stretchMs).finally(release);
  };

  const arm = () => {
    real.schedule(beatMs, () => {
      if (isStopped) return;
      beat = run().then(arm, onFailure);
    });
  };
  arm();

  return async () => {
    isStopped = true;
    await beat;
  };
}

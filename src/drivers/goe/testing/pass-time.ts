import type { VirtualClock } from "#platform";

/** Lets virtual time pass until the work has ended, for two minutes at most. */
export async function passTimeUntil<T>(clock: VirtualClock, work: Promise<T>): Promise<T> {
  let isOver = false;
  const end = () => {
    isOver = true;
  };
  work.then(end, end);
  for (let passed = 0; !isOver && passed < 480; passed += 1) await clock.runFor(250);
  return work;
}

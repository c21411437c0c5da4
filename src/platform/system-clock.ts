import type { Cancel, Clock } from "./clock.ts";
import { sleepOn } from "./clock.ts";

/** `setTimeout` fires at once for longer delays, so those are cut into pieces. */
const longestTimerMs = 2_000_000_000;

const noHold = () => {};

/** The machine's own time. */
export function createSystemClock(): Clock {
  const schedule = (delayMs: number, action: () => void): Cancel => {
    let cancel: Cancel = noHold;
    const arm = (remainingMs: number) => {
      const pieceMs = Math.min(remainingMs, longestTimerMs);
      const timer = setTimeout(() => (remainingMs > pieceMs ? arm(remainingMs - pieceMs) : action()), pieceMs);
      cancel = () => clearTimeout(timer);
    };
    arm(Math.max(0, delayMs));
    return () => cancel();
  };
  return {
    now: () => Date.now(),
    // Counts from boot on Linux, macOS and Windows alike; `os.uptime()` is coarse, and wall time in disguise on macOS.
    steadyMs: () => Number(process.hrtime.bigint()) / 1e6,
    schedule,
    sleep: (delayMs, signal) => sleepOn(schedule, delayMs, signal),
    hold: () => noHold,
  };
}

import type { Instant } from "#domain";
import type { Clock } from "#platform";

/** Physics' own time: runs with the clock, but a corrected wall clock makes no energy and stops no sun. */
export interface HouseTime {
  now(): Instant;
}

/** Steady time has steps of 10 ms on Linux, which a clock at 10,000 times makes 100 s; less is no correction. */
const toleranceMs = 600_000;

export function createHouseTime(clock: Clock): HouseTime {
  const seen = { wallMs: clock.now(), steadyMs: clock.steadyMs(), correctionMs: 0 };
  return {
    now: () => {
      const wallMs = clock.now();
      const steadyMs = clock.steadyMs();
      const jumpMs = wallMs - seen.wallMs - (steadyMs - seen.steadyMs);
      if (Math.abs(jumpMs) > toleranceMs) seen.correctionMs -= jumpMs;
      seen.wallMs = wallMs;
      seen.steadyMs = steadyMs;
      return wallMs + seen.correctionMs;
    },
  };
}

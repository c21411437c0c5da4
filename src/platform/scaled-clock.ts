import type { Instant } from "#domain";
import type { Clock } from "./clock.ts";
import { sleepOn } from "./clock.ts";

export interface ScaledClockOptions {
  /** Real instant at which virtual time stood at `virtualOrigin`; two processes with equal options share one time. */
  readonly realOrigin: Instant;
  readonly virtualOrigin: Instant;
  /** Virtual seconds per real second. */
  readonly speed: number;
}

/** Real time that runs `speed` times as fast, from a chosen instant on. */
export function createScaledClock(real: Clock, options: ScaledClockOptions): Clock {
  const { realOrigin, virtualOrigin, speed } = options;
  const schedule: Clock["schedule"] = (delayMs, action) => real.schedule(delayMs / speed, action);
  return {
    now: () => Math.round(virtualOrigin + (real.now() - realOrigin) * speed),
    steadyMs: () => real.steadyMs() * speed,
    schedule,
    sleep: (delayMs, signal) => sleepOn(schedule, delayMs, signal),
    hold: (name) => real.hold(name),
  };
}

/** Reads `realOrigin/virtualOrigin/speed`, so that a parent can hand its hastened time to a child process. */
export function parseScaledClock(text: string): ScaledClockOptions | undefined {
  const [realOrigin, virtualOrigin, speed, ...rest] = text.split("/").map(Number);
  if (realOrigin === undefined || virtualOrigin === undefined || speed === undefined || rest.length > 0)
    return undefined;
  return [realOrigin, virtualOrigin, speed].every(Number.isFinite) && speed > 0
    ? { realOrigin, virtualOrigin, speed }
    : undefined;
}

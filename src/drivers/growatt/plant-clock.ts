import { hourMs, type Instant, minuteMs } from "#domain";

const pattern = /^(\d{4})-(\d{2})-(\d{2})[ T](\d{2}):(\d{2}):(\d{2})/;

/** Zones differ by half hours at least. */
const stepMs = 30 * minuteMs;

/** Clocks of devices run ahead by some minutes; more than this is another zone. */
const aheadMs = 20 * minuteMs;

/** What has just changed was sent since we looked last; older by more than this is another zone. */
const freshMs = 25 * minuteMs;

/** Turns the plant's wall time into instants. */
export interface PlantClock {
  /** When a device's values were true; `now` where it does not say. */
  toInstant(serial: string, time: string | undefined, now: Instant): Instant;
}

/**
 * Devices tell the time at their plant without its zone, and the plant tells its zone without summer time. So the zone is
 * found out: nothing is from the future, and a time that changed between two looks is of the minutes in between.
 */
export function createPlantClock(utcOffsetHours: number | undefined): PlantClock {
  let offsetMs = utcOffsetHours === undefined ? undefined : utcOffsetHours * hourMs;
  const seen = new Map<string, { readonly time: string; readonly lookedAt: Instant }>();
  return {
    toInstant: (serial, time, now) => {
      const wall = parseWallTime(time);
      if (time === undefined || wall === undefined) return now;
      const before = seen.get(serial);
      seen.set(serial, { time, lookedAt: now });
      const hasChanged = before !== undefined && before.time !== time && now - before.lookedAt <= freshMs;
      // Without any zone the first time can only be taken as the present.
      offsetMs ??= roundToStep(wall - now);
      const ageMs = now - (wall - offsetMs);
      const isWrong = ageMs < -aheadMs || (hasChanged && ageMs > freshMs);
      if (isWrong) offsetMs -= roundToStep(ageMs - 5 * minuteMs);
      return Math.min(wall - offsetMs, now);
    },
  };
}

/** As if it were UTC. */
export function parseWallTime(time: string | undefined): number | undefined {
  const parts = pattern
    .exec(time ?? "")
    ?.slice(1)
    .map(Number);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const isPossible = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
  return isPossible && year >= 2000 ? Date.UTC(year, month - 1, day, hour, minute, second) : undefined;
}

function roundToStep(durationMs: number): number {
  return Math.round(durationMs / stepMs) * stepMs;
}

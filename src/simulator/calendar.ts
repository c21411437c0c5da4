import type { Instant } from "#domain";
import { dayMs, hourMs, minuteMs } from "#domain";

/** Clock and calendar on the kitchen wall. */
export interface Calendar {
  /** Milliseconds to add to an instant to read it as local time. */
  offsetMs(at: Instant): number;
  /** Hour of the local day with fraction, 0 to 24. */
  hourOfDay(at: Instant): number;
  /** Number of the local day, one more each midnight. */
  dayNumber(at: Instant): number;
  /** 1 is Monday, 7 is Sunday. */
  weekday(at: Instant): number;
  /** The instant at which the local day containing `at` shows so many minutes after midnight. */
  onDayOf(at: Instant, minutesAfterMidnight: number): Instant;
}

/** Zones change their offset on a quarter of an hour at the earliest, so one look-up serves that long. */
const quarterMs = 15 * minuteMs;

export function createCalendar(timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
  });
  const cache = { quarter: Number.NaN, offsetMs: 0 };

  const lookUp = (at: Instant): number => {
    const parts: Record<string, number> = {};
    for (const part of format.formatToParts(at)) parts[part.type] = Number(part.value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute) - Math.floor(at / minuteMs) * minuteMs;
  };

  const offsetMs = (at: Instant): number => {
    const quarter = Math.floor(at / quarterMs);
    if (quarter !== cache.quarter) {
      cache.quarter = quarter;
      cache.offsetMs = lookUp(quarter * quarterMs);
    }
    return cache.offsetMs;
  };

  const localDay = (at: Instant) => Math.floor((at + offsetMs(at)) / dayMs);

  return {
    offsetMs,
    hourOfDay: (at) => (at + offsetMs(at) - localDay(at) * dayMs) / hourMs,
    dayNumber: localDay,
    weekday: (at) => ((((localDay(at) + 3) % 7) + 7) % 7) + 1,
    onDayOf: (at, minutesAfterMidnight) => {
      const local = localDay(at) * dayMs + minutesAfterMidnight * minuteMs;
      const guess = local - lookUp(local - offsetMs(at));
      return local - lookUp(guess);
    },
  };
}

import { Temporal } from "temporal-polyfill";
import type { Instant } from "#domain";

/**
 * The next moment at which the home's clocks show this time of day (`07:00`). On the day the clocks change, a time that
 * does not exist moves to after the gap, and one that exists twice is the first.
 */
export function nextTimeOfDay(timeOfDay: string, timeZone: string, now: Instant): Instant {
  const plainTime = Temporal.PlainTime.from(timeOfDay);
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(now)).toZonedDateTimeISO(timeZone).toPlainDate();
  const instantOn = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone, plainTime }).epochMilliseconds;
  const todayAt = instantOn(today);
  return todayAt > now ? todayAt : instantOn(today.add({ days: 1 }));
}

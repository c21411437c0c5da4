import { Temporal } from "temporal-polyfill";
import type { Instant } from "#domain";
import type { WishedTime } from "./contract.ts";

/** The instant a wish names; `HH:MM` is the next such time on the home's clock. */
export function toInstant(time: WishedTime, now: Instant, timeZone: string): Instant {
  if (!/^\d\d:\d\d$/.test(time)) return Temporal.Instant.from(time).epochMilliseconds;
  const here = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone);
  const today = here.withPlainTime(time);
  const next = Temporal.ZonedDateTime.compare(today, here) > 0 ? today : here.add({ days: 1 }).withPlainTime(time);
  return next.epochMilliseconds;
}

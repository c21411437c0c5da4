import { Temporal } from "temporal-polyfill";
import type { Instant } from "#domain";
import { nextTimeOfDay } from "#hub";
import type { WishedTime } from "./contract.ts";

/** The instant a wish names; `HH:MM` is the next such time on the home's clock. */
export function toInstant(time: WishedTime, now: Instant, timeZone: string): Instant {
  if (!/^\d\d:\d\d$/.test(time)) return Temporal.Instant.from(time).epochMilliseconds;
  return nextTimeOfDay(time, timeZone, now);
}

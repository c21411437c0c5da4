import { Temporal } from "temporal-polyfill";
import type { ChargerGoal, Instant } from "#domain";

/** A goal that stands for every day, as an owner writes it: energy or fill by a time of day. */
export interface StandingGoal {
  readonly energyWh?: number;
  readonly socPercent?: number;
  /** Local time of day, `07:00`. */
  readonly by: string;
}

/**
 * The next occurrence of a standing goal in the home's time zone. On the day the clocks change, a time that does not
 * exist moves to after the gap, and one that exists twice is the first.
 */
export function nextGoal(goal: StandingGoal, timeZone: string, now: Instant): ChargerGoal {
  const time = Temporal.PlainTime.from(goal.by);
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).toPlainDate();
  const instantOn = (date: Temporal.PlainDate) => date.toZonedDateTime({ timeZone, plainTime: time }).epochMilliseconds;
  const todayAt = instantOn(today);
  const by = todayAt > now ? todayAt : instantOn(today.add({ days: 1 }));
  return {
    ...(goal.energyWh === undefined ? {} : { energyWh: goal.energyWh }),
    ...(goal.socPercent === undefined ? {} : { socPercent: goal.socPercent }),
    by,
  };
}

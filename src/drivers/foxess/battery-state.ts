import type { Instant } from "#domain";
import type { ChargeTime } from "./endpoints/charge-times.ts";
import type { SchedulePeriod } from "./schedule/schedule.ts";

/** What an inverter's schedule can hold, as it says itself. */
export interface ScheduleAbility {
  readonly workModes: readonly string[];
  readonly maxPeriods: number;
  readonly lowestTargetPercent?: number;
  readonly mostPowerW?: number;
}

/** What this device lets us move on its battery, as it said itself. */
export interface BatteryControls {
  /** The work modes it accepts; empty where it has no such setting. */
  readonly modes: readonly string[];
  /** Between which values the lowest level on grid can be set; missing where it cannot. */
  readonly limits?: { readonly lowestPercent: number; readonly highestPercent: number };
  /** Missing where it has no schedule. */
  readonly schedule?: ScheduleAbility;
  /** Has the two daily times of inverters without a schedule. */
  readonly hasChargeTimes?: boolean;
}

/** The battery's settings as read back, and the level needed to understand them. */
export interface BatteryState {
  readonly workMode?: string | undefined;
  readonly minSoc?: number | undefined;
  readonly minSocOnGrid?: number | undefined;
  readonly socPercent?: number | undefined;
  /** Where the sun will have lifted the battery by the time of the next news, if it goes on like that. */
  readonly risingToPercent?: number | undefined;
  /** The device follows its own timetable, whatever the work mode says. */
  readonly isScheduled?: boolean | undefined;
  readonly periods?: readonly SchedulePeriod[] | undefined;
  readonly times?: readonly ChargeTime[] | undefined;
  /** When this was read, and the device's local time then. */
  readonly at?: Instant | undefined;
  readonly minuteOfDay?: number | undefined;
}

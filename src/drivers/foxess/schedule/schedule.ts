import type { DayStretch } from "../minute-of-day.ts";

/** The generations of the vendor's scheduler interface. */
export type SchedulerVersion = 0 | 1 | 2 | 3;

/** What a period may set beside its mode. */
export interface PeriodValues {
  readonly minSocOnGridPercent?: number;
  /** Where forced charging or discharging ends. */
  readonly targetSocPercent?: number;
  /** How strongly it charges or discharges by force. */
  readonly powerW?: number;
  readonly maxSocPercent?: number;
  readonly importLimitW?: number;
  readonly exportLimitW?: number;
  readonly pvLimitW?: number;
  readonly reactivePowerVar?: number;
}

export type PeriodValue = keyof PeriodValues;

/** A stretch of every day in which the inverter works in another mode. */
export interface SchedulePeriod extends DayStretch, PeriodValues {
  /** In the inverter's own spelling, such as `ForceCharge`. */
  readonly workMode: string;
  readonly isEnabled: boolean;
}

export interface ValueRange {
  readonly min: number;
  readonly max: number;
}

/** What this inverter's schedule can hold, as it says itself; what it does not say is undefined. */
export interface ScheduleRules {
  readonly workModes?: readonly string[];
  readonly ranges: Readonly<Partial<Record<PeriodValue, ValueRange>>>;
  /** Values that it names or has shown; others may make it refuse the whole schedule. */
  readonly values: ReadonlySet<PeriodValue>;
  readonly maxPeriods: number;
}

/** The timetable of one inverter, whichever generation of the interface told it. */
export interface Schedule {
  readonly version: SchedulerVersion;
  /** Undefined when the cloud does not say. */
  readonly isEnabled: boolean | undefined;
  /** The cloud has nothing to show, because the mode was chosen in the maker's app. */
  readonly isUntold: boolean;
  readonly periods: readonly SchedulePeriod[];
  /** What holds for the rest of the day, where the inverter has that. */
  readonly remainder: SchedulePeriod | undefined;
  readonly rules: ScheduleRules;
}

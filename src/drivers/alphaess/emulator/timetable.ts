import type { BatteryOrder } from "#driver-kit";
import type { BatteryRules, TimeSpan } from "./shown-plant.ts";

/** The newer timetable as the cloud keeps it. */
export interface PeriodicRules {
  readonly cycle: 0 | 1;
  readonly isCharging: boolean;
  readonly isDischarging: boolean;
  readonly charge: readonly PeriodicRow[];
  readonly discharge: readonly PeriodicRow[];
}

export interface PeriodicRow {
  readonly from: string;
  readonly until: string;
  readonly limitPercent: number;
  readonly powerW: number | undefined;
  readonly weekdays: readonly number[];
}

export interface WallClock {
  /** `07:30` */
  readonly time: string;
  /** 1 is Monday. */
  readonly weekday: number;
}

/** What the inverter makes its battery do by both timetables; the newer one rules where it is switched on. */
export function orderBy(rules: BatteryRules, periodic: PeriodicRules | undefined, clock: WallClock): BatteryOrder {
  const { minPercent, maxPercent } = rules;
  const plain = { minSocPercent: minPercent, maxSocPercent: 100 };
  if (periodic !== undefined && (periodic.isCharging || periodic.isDischarging))
    return orderByPeriodic(periodic, plain, clock);
  if (rules.isGridCharging && rules.chargeTimes.some((span) => isWithin(span, clock.time)))
    return { mode: "force-charge", minSocPercent: minPercent, maxSocPercent: maxPercent };
  const isTimed = rules.isDischargeTimed && !rules.dischargeTimes.some((span) => isWithin(span, clock.time));
  return { mode: isTimed ? "no-discharge" : "self-use", ...plain };
}

function orderByPeriodic(
  { isCharging, isDischarging, charge, discharge, cycle }: PeriodicRules,
  plain: Pick<BatteryOrder, "minSocPercent" | "maxSocPercent">,
  { time, weekday }: WallClock,
): BatteryOrder {
  const isNow = (row: PeriodicRow) => isWithin(row, time) && (cycle === 0 || row.weekdays.includes(weekday));
  const charging = isCharging ? charge.find(isNow) : undefined;
  if (charging !== undefined)
    return { mode: "force-charge", ...plain, maxSocPercent: charging.limitPercent, ...power(charging) };
  if (!isDischarging) return { mode: "self-use", ...plain };
  const discharging = discharge.find(isNow);
  if (discharging === undefined) return { mode: "no-discharge", ...plain };
  return { mode: "self-use", ...plain, minSocPercent: discharging.limitPercent };
}

function power({ powerW }: PeriodicRow): { readonly powerW?: number } {
  return powerW === undefined ? {} : { powerW };
}

/** Devices look at quarters of an hour; any other time is kept and never acted upon. */
function isWithin({ from, until }: TimeSpan, time: string): boolean {
  return isOnGrid(from) && isOnGrid(until) && from <= time && time < until;
}

function isOnGrid(time: string): boolean {
  return /^([01]\d|2[0-3]):(00|15|30|45)$/.test(time);
}

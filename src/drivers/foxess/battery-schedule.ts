import { type BatteryIntent, type Instant, minuteMs } from "#domain";
import type { BatteryControls, BatteryState, ScheduleAbility } from "./battery-state.ts";
import { type DayStretch, minutesPerDay, splitAtMidnight } from "./minute-of-day.ts";
import { forceCharge, isForced } from "./schedule/period-keys.ts";
import type { SchedulePeriod } from "./schedule/schedule.ts";

/** What a period of ours makes the inverter do, whenever it may be. */
export type PeriodOrder = Omit<SchedulePeriod, "fromMinute" | "untilMinute">;

/**
 * How far ahead a period of ours reaches: a hub that dies leaves the battery changed for no longer. It is extended while
 * the reason lasts, as soon as less than the second is left.
 */
const aheadMinutes = 90;
const extendBelowMinutes = 30;
/** Some units refuse a lower target, whatever their range says. */
const lowestTarget = 11;
/** A period repeats every day: it must not meet itself. */
const longestMinutes = minutesPerDay - 60;

const selfUse = "SelfUse";

/** The period that fulfils an intent; undefined where this inverter's schedule has none for it. */
export function orderFor(
  intent: BatteryIntent,
  { schedule, limits }: BatteryControls,
  level: { readonly heldPercent: number | undefined; readonly restPercent: number },
): PeriodOrder | undefined {
  if (schedule === undefined) return undefined;
  const { workModes, mostPowerW } = schedule;
  const lowest = Math.max(lowestTarget, schedule.lowestTargetPercent ?? 0);
  const order = (workMode: string, minSocOnGridPercent: number, targetSocPercent = minSocOnGridPercent) =>
    workModes.includes(workMode)
      ? {
          ...{ workMode, isEnabled: true, minSocOnGridPercent },
          targetSocPercent: Math.max(lowest, minSocOnGridPercent, targetSocPercent),
          ...(mostPowerW === undefined ? {} : { powerW: mostPowerW }),
        }
      : undefined;
  const within = (percent: number) =>
    Math.round(Math.min(Math.max(percent, limits?.lowestPercent ?? 0), limits?.highestPercent ?? 100));
  switch (intent.kind) {
    case "auto":
      return order(selfUse, level.restPercent);
    case "hold":
      if (workModes.includes("Backup")) return order("Backup", level.restPercent);
      return level.heldPercent === undefined ? undefined : order(selfUse, level.heldPercent);
    case "reserve":
      return order(selfUse, within(intent.percent));
    case "feed-in":
      return order("Feedin", level.restPercent);
    case "charge": {
      const mode =
        workModes.find((name) => name === forceCharge) ?? workModes.find((name) => name.startsWith(forceCharge));
      const toPercent = Math.round(intent.toPercent);
      return mode === undefined ? undefined : order(mode, Math.min(level.restPercent, toPercent), toPercent);
    }
  }
}

/** From this minute of the local day on, as long as it takes; what is asked for by a time ends then. */
export function stretchFor(intent: BatteryIntent, minute: number, now: Instant): DayStretch {
  const wanted = intent.kind === "charge" ? Math.ceil((intent.by - now) / minuteMs) : aheadMinutes;
  const length = Math.max(1, Math.min(wanted, longestMinutes));
  const until = (minute + length) % minutesPerDay;
  return { fromMinute: minute, untilMinute: until === 0 ? minutesPerDay : until };
}

/**
 * The whole day with our period in it. What the owner's own schedule does outside of it stays, and inside of it what he
 * forces: that he planned on purpose. Where his schedule is switched off, the rest of the day belongs to his work mode.
 */
export function dayWith(
  order: PeriodOrder,
  stretch: DayStretch,
  intent: BatteryIntent,
  before: BatteryState,
  ability: ScheduleAbility,
): readonly SchedulePeriod[] {
  const own = before.isScheduled === true ? (before.periods ?? []) : [];
  const isKept = ({ workMode, isEnabled }: PeriodOrder) => isEnabled && isForced(workMode) && intent.kind !== "charge";
  const kept = own.filter(isKept);
  const ours = splitAtMidnight({ ...order, ...stretch }).flatMap((period) => without(period, kept));
  const cut = own.filter((period) => !isKept(period) && period.isEnabled).flatMap((period) => without(period, ours));
  const off = own.filter(({ isEnabled }) => !isEnabled);
  const day = [...kept, ...cut, ...ours];
  return [...day, ...restOfDay(day, before, ability), ...off].sort((one, other) => one.fromMinute - other.fromMinute);
}

/** Between its periods a schedule leaves the battery to own use, whatever the work mode says. */
function restOfDay(
  day: readonly SchedulePeriod[],
  { isScheduled, workMode, minSocOnGrid }: BatteryState,
  { workModes }: ScheduleAbility,
): readonly SchedulePeriod[] {
  if (isScheduled === true || workMode === undefined || workMode === selfUse || !workModes.includes(workMode))
    return [];
  const level = minSocOnGrid === undefined ? {} : { minSocOnGridPercent: minSocOnGrid };
  const target = minSocOnGrid === undefined ? {} : { targetSocPercent: Math.max(lowestTarget, minSocOnGrid) };
  const rest = { workMode, isEnabled: true, ...level, ...target, fromMinute: 0, untilMinute: minutesPerDay };
  return without(rest, day);
}

/** A period that changes nothing, in place of those that are taken away: an empty schedule cannot be written. */
export function idlePeriod({ minSocOnGrid = lowestTarget }: BatteryState): SchedulePeriod {
  return {
    ...{ fromMinute: 0, untilMinute: 1, workMode: selfUse, isEnabled: true },
    ...{ minSocOnGridPercent: minSocOnGrid, targetSocPercent: Math.max(lowestTarget, minSocOnGrid) },
  };
}

/** Whether the schedule does what is wanted, and for long enough not to be written anew. */
export function doesSchedule(
  intent: BatteryIntent,
  controls: BatteryControls,
  state: BatteryState,
  heldPercent: number | undefined,
): boolean {
  const { minuteOfDay: minute, periods } = state;
  if (minute === undefined || periods === undefined) return false;
  const wanted = orderFor(intent, controls, { heldPercent, restPercent: restLevel(state) });
  for (let ahead = 0; ahead < neededMinutes(intent, state.at); ahead += 1) {
    const ruling = periodAt(periods, (minute + ahead) % minutesPerDay);
    if (!fulfils(intent, ruling, wanted, state, heldPercent)) return false;
  }
  return true;
}

/** For how long it must be sure what the device will do; charging need not go on beyond its time. */
export function neededMinutes(intent: BatteryIntent, at: Instant | undefined): number {
  if (intent.kind !== "charge" || at === undefined) return extendBelowMinutes;
  return Math.max(1, Math.min(extendBelowMinutes, Math.floor((intent.by - at) / minuteMs)));
}

export function periodAt(periods: readonly SchedulePeriod[], minute: number): SchedulePeriod | undefined {
  return periods.find(
    ({ isEnabled, fromMinute, untilMinute }) => isEnabled && fromMinute <= minute && minute < untilMinute,
  );
}

/**
 * How far the sun may lift the battery above a held level before that follows: what is above it can go into the car. One
 * percent is what the level itself is rounded to.
 */
export const holdSlackPercent = 1;

function fulfils(
  intent: BatteryIntent,
  ruling: SchedulePeriod | undefined,
  wanted: PeriodOrder | undefined,
  { minSocOnGrid }: BatteryState,
  heldPercent: number | undefined,
): boolean {
  const workMode = ruling?.workMode ?? selfUse;
  const level = Math.max(ruling?.minSocOnGridPercent ?? 0, minSocOnGrid ?? 0);
  if (intent.kind !== "charge" && isForced(workMode)) return true;
  switch (intent.kind) {
    case "hold":
      if (workMode === "Backup") return true;
      return workMode === selfUse && heldPercent !== undefined && level >= heldPercent - holdSlackPercent;
    case "charge":
      return workMode === wanted?.workMode && ruling?.targetSocPercent === wanted.targetSocPercent;
    case "reserve":
      return workMode === selfUse && level >= (wanted?.minSocOnGridPercent ?? intent.percent);
    case "auto":
    case "feed-in":
      return workMode === (intent.kind === "auto" ? selfUse : "Feedin");
  }
}

/** The level that a period keeps which has nothing to say about it. */
export function restLevel({ minSocOnGrid, minSoc }: BatteryState): number {
  return Math.round(minSocOnGrid ?? minSoc ?? lowestTarget);
}

/** Two schedules under which the battery does the same; what a mode makes no use of may differ, and so may idle periods. */
export function isSameDay(
  one: readonly SchedulePeriod[],
  other: readonly SchedulePeriod[],
  restPercent: number,
): boolean {
  const [first, second] = [one, other].map((periods) =>
    periods
      .filter((period) => period.isEnabled && !isIdle(period, restPercent))
      .map(({ fromMinute, untilMinute, workMode, minSocOnGridPercent, targetSocPercent, powerW }) =>
        [
          ...[fromMinute, untilMinute, workMode, minSocOnGridPercent],
          ...(isForced(workMode) ? [targetSocPercent, powerW] : []),
        ].join(),
      )
      .sort()
      .join(";"),
  );
  return first === second;
}

function isIdle({ workMode, minSocOnGridPercent = 0 }: SchedulePeriod, restPercent: number): boolean {
  return workMode === selfUse && minSocOnGridPercent <= restPercent;
}

/** What is left of a period when the others have taken their minutes. */
function without(period: SchedulePeriod, others: readonly DayStretch[]): readonly SchedulePeriod[] {
  return others.reduce<readonly SchedulePeriod[]>(
    (pieces, { fromMinute, untilMinute }) =>
      pieces.flatMap((piece) => {
        if (untilMinute <= piece.fromMinute || fromMinute >= piece.untilMinute) return [piece];
        const head = { ...piece, untilMinute: fromMinute };
        const tail = { ...piece, fromMinute: untilMinute };
        return [head, tail].filter((left) => left.fromMinute < left.untilMinute);
      }),
    [period],
  );
}

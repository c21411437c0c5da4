import { z } from "zod";
import { minuteOf, minutesPerDay } from "../minute-of-day.ts";
import { number, range, text } from "../reply-values.ts";
import { periodValues, vendorKeys } from "./period-keys.ts";
import type { PeriodValue, PeriodValues, Schedule, SchedulePeriod, SchedulerVersion, ValueRange } from "./schedule.ts";

const values = {
  minSocOnGrid: number,
  fdSoc: number,
  fdPwr: number,
  maxSoc: number,
  importLimit: number,
  exportLimit: number,
  pvLimit: number,
  reactivePower: number,
};

const optionalFlag = z
  .union([z.boolean(), z.number()])
  .nullish()
  .transform((value) => (value === null || value === undefined ? undefined : value === true || value === 1));

const group = z.object({
  enable: optionalFlag,
  startHour: number,
  startMinute: number,
  endHour: number,
  endMinute: number,
  workMode: text,
  isRemainMode: optionalFlag,
  ...values,
  extraParam: z.object(values).nullish(),
});

const property = z.object({ range, enumList: z.array(z.string()).nullish() });

/** The answer of every generation; `null` when the mode was chosen in the app. */
export const scheduleReply = z
  .object({
    enable: optionalFlag,
    groups: z.array(group).nullish(),
    maxGroupCount: number,
    properties: z.record(z.string(), property.nullish()).nullish(),
  })
  .nullish();

type Group = z.output<typeof group>;
type Reply = z.output<typeof scheduleReply>;

/** Where an inverter does not tell its number of periods, it has the eight of the first generation. */
const usualPeriods = 8;

export function toSchedule(reply: Reply, version: SchedulerVersion): Schedule {
  const groups = (reply?.groups ?? []).flatMap((told) => {
    const period = toPeriod(told);
    return period === undefined ? [] : [{ period, isRemainder: isRemainder(told, period) }];
  });
  return {
    version,
    isEnabled: reply?.enable,
    isUntold: reply === null || reply === undefined,
    periods: groups.filter(({ isRemainder }) => !isRemainder).map(({ period }) => period),
    remainder: groups.find(({ isRemainder }) => isRemainder)?.period,
    rules: rulesOf(
      reply,
      groups.map(({ period }) => period),
    ),
  };
}

/** Empty slots are told as mode `Invalid`. The vendor's last minute still belongs to the period, ours does not. */
function toPeriod(told: Group): SchedulePeriod | undefined {
  const { startHour, startMinute, endHour, endMinute, workMode, enable } = told;
  if (workMode === undefined || workMode === "Invalid") return undefined;
  if (startHour === undefined || startMinute === undefined || endHour === undefined || endMinute === undefined)
    return undefined;
  const fromMinute = minuteOf({ hour: startHour, minute: startMinute });
  const untilMinute = minuteOf({ hour: endHour, minute: endMinute }) + 1;
  if (fromMinute < 0 || fromMinute >= untilMinute || untilMinute > minutesPerDay) return undefined;
  return { fromMinute, untilMinute, workMode, isEnabled: enable ?? true, ...valuesIn(told) };
}

function valuesIn(told: Group): PeriodValues {
  const found: { -readonly [K in PeriodValue]?: number } = {};
  for (const name of periodValues) {
    const value = told.extraParam?.[vendorKeys[name]] ?? told[vendorKeys[name]];
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** A period of the whole day stands for the rest of it, unless the cloud says that it does not. */
function isRemainder({ isRemainMode }: Group, { fromMinute, untilMinute }: SchedulePeriod): boolean {
  return isRemainMode ?? (fromMinute === 0 && untilMinute === minutesPerDay);
}

function rulesOf(reply: Reply, periods: readonly SchedulePeriod[]): Schedule["rules"] {
  // The cloud writes the names of properties in small letters.
  const byName = new Map(
    Object.entries(reply?.properties ?? {}).map(([name, described]) => [name.toLowerCase(), described]),
  );
  const ranges: Partial<Record<PeriodValue, ValueRange>> = {};
  const accepted = new Set<PeriodValue>();
  for (const name of periodValues) {
    const described = byName.get(vendorKeys[name].toLowerCase());
    if (described?.range !== undefined) ranges[name] = described.range;
    if (described !== undefined || periods.some((period) => period[name] !== undefined)) accepted.add(name);
  }
  const workModes = byName.get("workmode")?.enumList?.filter((mode) => mode !== "Invalid");
  return {
    ...(workModes === undefined ? {} : { workModes }),
    ranges,
    values: accepted,
    maxPeriods: reply?.maxGroupCount ?? usualPeriods,
  };
}

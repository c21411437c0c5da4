import { wallClockOf } from "../minute-of-day.ts";
import { commonValues, forceCharge, isForced, periodValues, vendorKeys } from "./period-keys.ts";
import type {
  PeriodValue,
  PeriodValues,
  Schedule,
  SchedulePeriod,
  ScheduleRules,
  SchedulerVersion,
} from "./schedule.ts";

type VendorValues = Readonly<Record<string, number>>;

/** The body of `scheduler/enable` for checked periods, as the generation wants it. */
export function toGroups(
  periods: readonly SchedulePeriod[],
  { version, rules, remainder }: Pick<Schedule, "rules" | "remainder"> & { readonly version: SchedulerVersion },
): object {
  if (version <= 1) return { groups: periods.map((period) => flatGroup(period, version, rules)) };
  // The third generation knows no switch for a single period: what is there is active.
  const kept = version === 3 ? periods.filter(({ isEnabled }) => isEnabled) : periods;
  const groups = kept.map((period) => nestedGroup(period, version, rules, false));
  const rest = version === 3 && remainder !== undefined ? [nestedGroup(remainder, version, rules, true)] : [];
  return { isDefault: false, groups: [...groups, ...rest] };
}

function flatGroup(period: SchedulePeriod, version: SchedulerVersion, rules: ScheduleRules): object {
  const { maxSoc, ...others } = vendorValues(withDefaults(period, rules), rules, ["maxSocPercent"]);
  return {
    enable: period.isEnabled ? 1 : 0,
    ...timesOf(period),
    workMode: period.workMode,
    ...others,
    ...(version === 1 && maxSoc !== undefined ? { maxSoc } : {}),
  };
}

function nestedGroup(
  period: SchedulePeriod,
  version: SchedulerVersion,
  rules: ScheduleRules,
  isRemainMode: boolean,
): object {
  const extraParam = vendorValues(
    withMaximum(period, rules),
    rules,
    periodValues.filter((name) => !commonValues.has(name)),
  );
  const shared = { ...timesOf(period), workMode: period.workMode, extraParam };
  return version === 2 ? { enable: period.isEnabled ? 1 : 0, ...shared } : { ...shared, isRemainMode };
}

/** The last minute still belongs to a group. */
function timesOf({ fromMinute, untilMinute }: SchedulePeriod): object {
  const [start, end] = [wallClockOf(fromMinute), wallClockOf(untilMinute - 1)];
  return { startHour: start.hour, startMinute: start.minute, endHour: end.hour, endMinute: end.minute };
}

/** The common values, and of the optional ones those that this inverter takes. */
function vendorValues(values: PeriodValues, rules: ScheduleRules, optional: readonly PeriodValue[]): VendorValues {
  const names = [...commonValues, ...optional.filter((name) => rules.values.has(name))];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = values[name];
      return value === undefined ? [] : [[vendorKeys[name], value]];
    }),
  );
}

/** The cloud ends forced charging at the target and not at the highest level: where both exist they say the same. */
function withMaximum(period: SchedulePeriod, rules: ScheduleRules): SchedulePeriod {
  const { workMode, targetSocPercent } = period;
  const isCharge = workMode.startsWith(forceCharge) && targetSocPercent !== undefined;
  return isCharge && rules.values.has("maxSocPercent") ? { ...period, maxSocPercent: targetSocPercent } : period;
}

const usualLowestPercent = 10;
/** Any inverter's range holds it; it counts for nothing outside forced modes, but 0 is refused. */
const harmlessPowerW = 1_000;

/** The first generations want every value, also where the mode has no use for it. */
function withDefaults(period: SchedulePeriod, rules: ScheduleRules): SchedulePeriod {
  const lowest = period.minSocOnGridPercent ?? rules.ranges.minSocOnGridPercent?.min ?? usualLowestPercent;
  const target = period.targetSocPercent ?? (period.workMode.startsWith(forceCharge) ? 100 : lowest);
  const strongest = rules.ranges.powerW?.max;
  const powerW = period.powerW ?? (isForced(period.workMode) ? (strongest ?? harmlessPowerW) : harmlessPowerW);
  return withMaximum(
    {
      ...period,
      minSocOnGridPercent: lowest,
      targetSocPercent: Math.max(target, rules.ranges.targetSocPercent?.min ?? 0),
      powerW,
    },
    rules,
  );
}

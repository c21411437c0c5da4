import { fail, type ProblemError } from "#domain";
import { isStretch, overlapIn, splitAtMidnight, writtenStretch } from "../minute-of-day.ts";
import { commonValues, periodValues, vendorKeys } from "./period-keys.ts";
import type { PeriodValue, SchedulePeriod, ScheduleRules } from "./schedule.ts";

/**
 * The periods as the inverter can take them: none over midnight, in the order of the day. Fails with the first thing
 * that the inverter would refuse, before anything is sent.
 */
export function checkPeriods(periods: readonly SchedulePeriod[], rules: ScheduleRules): readonly SchedulePeriod[] {
  for (const period of periods) {
    const problem = problemOfPeriod(period, rules);
    if (problem !== undefined) throw problem;
  }
  const whole = periods.flatMap(splitAtMidnight).sort((one, other) => one.fromMinute - other.fromMinute);
  const overlap = overlapIn(whole.filter(({ isEnabled }) => isEnabled));
  if (overlap !== undefined) {
    const [first, second] = overlap;
    const facts = { first: writtenStretch(first), second: writtenStretch(second) };
    throw fail("invalid", "foxess.schedule-overlap", { facts });
  }
  const { maxPeriods } = rules;
  if (whole.length > maxPeriods)
    throw fail("invalid", "foxess.schedule-too-long", { facts: { count: whole.length, allowed: maxPeriods } });
  return whole;
}

function problemOfPeriod(period: SchedulePeriod, rules: ScheduleRules): ProblemError | undefined {
  const { fromMinute, untilMinute, workMode, minSocOnGridPercent, targetSocPercent, maxSocPercent } = period;
  if (!isStretch(period)) return fail("invalid", "foxess.schedule-time", { facts: { fromMinute, untilMinute } });
  const at = writtenStretch(period);
  if (rules.workModes !== undefined && !rules.workModes.includes(workMode))
    return fail("refused", "foxess.schedule-mode", { facts: { mode: workMode, offered: rules.workModes.join(", ") } });
  for (const name of periodValues) {
    const problem = problemOfValue(period, name, rules, at);
    if (problem !== undefined) return problem;
  }
  if (targetSocPercent !== undefined && minSocOnGridPercent !== undefined && targetSocPercent < minSocOnGridPercent) {
    const facts = { period: at, target: targetSocPercent, lowest: minSocOnGridPercent };
    return fail("invalid", "foxess.schedule-target", { facts });
  }
  if (maxSocPercent !== undefined && minSocOnGridPercent !== undefined && minSocOnGridPercent >= maxSocPercent)
    return fail("invalid", "foxess.soc-order", { facts: { lowest: minSocOnGridPercent, highest: maxSocPercent } });
  return undefined;
}

function problemOfValue(
  period: SchedulePeriod,
  name: PeriodValue,
  { ranges, values }: ScheduleRules,
  at: string,
): ProblemError | undefined {
  const value = period[name];
  if (value === undefined) return undefined;
  // The highest level is left out where the inverter has none: the target already ends the charging.
  if (name === "maxSocPercent" && !values.has(name)) return undefined;
  const key = vendorKeys[name];
  if (!commonValues.has(name) && !values.has(name))
    return fail("refused", "foxess.schedule-value-unsupported", { facts: { value: key } });
  const { min, max } = ranges[name] ?? usualRange(name);
  if (Number.isInteger(value) && value >= min && value <= max) return undefined;
  return fail("invalid", "foxess.schedule-value", { facts: { period: at, value: key, found: value, min, max } });
}

/** What no inverter exceeds, for those that give no range. */
function usualRange(name: PeriodValue) {
  if (name.endsWith("Percent")) return { min: 0, max: 100 };
  return { min: name === "reactivePowerVar" ? -1_000_000 : 0, max: 1_000_000 };
}

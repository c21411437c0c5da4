import type { Instant } from "#domain";
import type { DriverContext } from "#driver-kit";
import type { LiveValues } from "./surface.ts";

/**
 * Live values come without a time, or with one of an unknown zone. The cloud repeats its last ones while the inverter
 * sends nothing new: those are as old as their first sight, not as young as the question.
 */
export function createFirstSights(clock: Pick<DriverContext["clock"], "now">): (values: LiveValues) => LiveValues {
  let last: { readonly told: string; readonly at: Instant } | undefined;
  return (values) => {
    if (values.at !== undefined) return values;
    const told = values.sample ?? JSON.stringify(values);
    const isRepeated = last?.told === told && (values.sample !== undefined || isFlowing(values));
    if (last === undefined || !isRepeated) last = { told, at: clock.now() };
    return { ...values, at: last.at };
  };
}

const flowingW = 100;

/** While a battery is filled or emptied its level moves; where nothing is stored, the next measurement may well be the same. */
function isFlowing({ batteryW = 0 }: LiveValues): boolean {
  return Math.abs(batteryW) >= flowingW;
}

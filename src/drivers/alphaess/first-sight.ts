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
    const isRepeated = last?.told === told && (values.sample !== undefined || isMoving(values));
    if (last === undefined || !isRepeated) last = { told, at: clock.now() };
    return { ...values, at: last.at };
  };
}

/**
 * So much of each moves the digits between two measurements: the level of a battery that is filled or emptied, clouds
 * and haze, and what a house switches on and off. Values come in watts or tenths of them, with phases and level beside
 * each other: below this they may well repeat, as in a small house at night, and a repetition says nothing.
 */
const movingW = { battery: 100, solar: 50, house: 200 } as const;

function isMoving({ batteryW = 0, solarW = 0, gridW = 0, loadW = 0 }: LiveValues): boolean {
  if (Math.abs(batteryW) >= movingW.battery || solarW >= movingW.solar) return true;
  return Math.max(Math.abs(gridW), loadW) >= movingW.house;
}

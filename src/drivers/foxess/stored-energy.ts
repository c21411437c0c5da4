import type { RealTime } from "./client.ts";

const wattHoursByUnit: ReadonlyMap<string, number> = new Map([
  ["0.01kWh", 10],
  ["0.1kWh", 100],
  ["kWh", 1_000],
  ["1.0kWh", 1_000],
]);
const scales = [10, 100, 1_000];

/** How far what is stored may be from level times capacity: both are rounded, and batteries age. */
const tolerance = 0.5;

/**
 * The energy in the battery. The unit beside the number is its scale and sometimes wrong by a factor of ten or a hundred,
 * so where level and capacity are known, the scale that fits them wins; undefined when none does.
 */
export function storedEnergyWh(
  realTime: RealTime,
  expected?: { readonly socPercent: number; readonly capacityWh: number },
): number | undefined {
  const told = realTime.datas.find(({ variable }) => variable === "ResidualEnergy");
  const value = typeof told?.value === "string" ? Number(told.value) : told?.value;
  if (value === undefined || value === null || !Number.isFinite(value) || value < 0) return undefined;
  const byUnit = wattHoursByUnit.get(told?.unit ?? "");
  if (expected === undefined) return byUnit === undefined ? undefined : value * byUnit;
  const expectedWh = (expected.socPercent / 100) * expected.capacityWh;
  const candidates = [...(byUnit === undefined ? [] : [byUnit]), ...scales].map((scale) => value * scale);
  return candidates.find((energyWh) => Math.abs(energyWh - expectedWh) <= tolerance * expectedWh);
}

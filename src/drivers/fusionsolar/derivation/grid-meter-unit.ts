import type { Values } from "../client.ts";

/** A grid meter's power came in kilowatts up to 2024 and comes in watts since; the answer does not say which. */
export type GridMeterUnit = "kW" | "W";

export interface UnitEvidence {
  readonly values: Values;
  readonly capacityKw: number | undefined;
  /** What was found out before. */
  readonly before: GridMeterUnit | undefined;
}

/** So much apparent power says something about the unit even with a poor power factor. */
const tellingVa = 300;
/** An apparent power this much above the real one is still believed: reactive power, or phases against each other. */
const largestRatio = 20;

/** Which unit the values speak for: by voltage times current where they are there, else by what the plant can do. */
export function gridMeterUnitBy({ values, capacityKw, before }: UnitEvidence): GridMeterUnit | undefined {
  const power = Math.abs(values.get("active_power") ?? 0);
  if (power === 0) return before;
  const va = apparentVa(values);
  if (va >= tellingVa) {
    const asKw = ratio(power * 1_000, va);
    const asW = ratio(power, va);
    // A thousand apart: only one of them can be near.
    const nearer = asKw < asW ? "kW" : "W";
    if (Math.min(asKw, asW) < largestRatio && Math.max(asKw, asW) >= largestRatio) return nearer;
  }
  const isBeyondKw = power > 3 * (capacityKw ?? smallestUnknownKw) + 20;
  return isBeyondKw ? "W" : before;
}

/** Where the plant's size is not told, only what no house can have is beyond doubt. */
const smallestUnknownKw = 100;

function apparentVa(values: Values): number {
  const pairs = [
    ["a_u", "a_i"],
    ["b_u", "b_i"],
    ["c_u", "c_i"],
  ] as const;
  return pairs.reduce((sum, [u, i]) => sum + Math.abs((values.get(u) ?? 0) * (values.get(i) ?? 0)), 0);
}

function ratio(a: number, b: number): number {
  return Math.max(a / b, b / a);
}

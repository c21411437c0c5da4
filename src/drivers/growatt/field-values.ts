import type { RawValue } from "./devices.ts";
import { numberOf } from "./reply-values.ts";

/** What a device told, by the maker's names. */
export type Values = Readonly<Record<string, RawValue>>;

/** The direct current where it is told, else what leaves the inverter. */
export function solarOf(values: Values, ...choices: readonly (readonly string[])[]): number | undefined {
  for (const names of choices) {
    const value = firstOf(values, names);
    if (value !== undefined) return notNegative(value);
  }
  return undefined;
}

export function firstOf(values: Values, names: readonly string[]): number | undefined {
  for (const name of names) {
    const value = numberOf(values[name]);
    if (value !== undefined) return value;
  }
  return undefined;
}

export function sumOf(values: Values, ...names: readonly string[]): number | undefined {
  const known = names.flatMap((name) => numberOf(values[name]) ?? []);
  return known.length === 0 ? undefined : tidy(known.reduce((sum, value) => sum + value, 0));
}

export function difference(one: number | undefined, other: number | undefined): number | undefined {
  return one === undefined || other === undefined ? undefined : tidy(one - other);
}

/** No home yields or stores so much; what is beyond is a broken answer. */
const largestKWh = 1e6;

export function energyOf(values: Values, ...names: readonly string[]): number | undefined {
  const kWh = firstOf(values, names);
  return kWh === undefined || kWh <= 0 || kWh > largestKWh ? undefined : Math.round(kWh * 1_000);
}

export function energySum(values: Values, ...names: readonly string[]): number | undefined {
  const known = names.flatMap((name) => energyOf(values, name) ?? []);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0);
}

/** Zero percent is what a missing battery management says; the next name may know better. */
export function percentOf(values: Values, ...names: readonly string[]): number | undefined {
  const known = names.flatMap((name) => numberOf(values[name]) ?? []).filter((value) => value >= 0 && value <= 100);
  return known.find((value) => value > 0) ?? known[0];
}

/** A few watts below zero are noise; more makes no sense for a roof. */
const noiseW = 50;

export function notNegative(powerW: number): number | undefined {
  return powerW < -noiseW ? undefined : Math.max(0, tidy(powerW));
}

export function scaled(value: number | undefined, factor: number): number | undefined {
  return value === undefined ? undefined : tidy(value * factor);
}

/** Without the noise of binary fractions, and without -0. */
export function tidy(value: number): number {
  return Math.round(value * 1e4) / 1e4 + 0;
}

/** The members that are there; what is not known is absent. */
export function presentNumbers<K extends string>(
  members: Readonly<Partial<Record<K, number | undefined>>>,
): Partial<Record<K, number>> {
  const known: Partial<Record<K, number>> = {};
  for (const key in members) {
    const value = members[key];
    if (value !== undefined) known[key] = value;
  }
  return known;
}

import { fail } from "#domain";
import type { Series } from "./client.ts";
import type { SeriesByRole } from "./config.ts";
import { findSeries, isPower } from "./find-series.ts";

/** The series that are used, and which of them are turned round, unless that is to be found out. */
export interface ChosenSeries {
  readonly series: SeriesByRole;
  readonly invert: readonly string[] | undefined;
}

interface Wish {
  readonly series?: SeriesByRole;
  readonly invert?: readonly string[];
}

/** Those that the owner names, checked against what the device has, or those that are found by their usual names. */
export function chooseSeries(all: readonly Series[], wish: Wish): ChosenSeries {
  const series = wish.series ?? findSeries(all);
  const names = Object.values(series).flat();
  const known = all.filter(isPower).map(({ name }) => name);
  if (names.length === 0) throw fail("invalid", "iotawatt.no-series", { facts: { known: listed(known) } });
  for (const name of [...names, ...(wish.invert ?? [])]) checkOne(name, all, known);
  return { series, invert: wish.invert };
}

function checkOne(name: string, all: readonly Series[], known: readonly string[]): void {
  const found = all.find((each) => each.name === name);
  if (found === undefined) throw fail("invalid", "iotawatt.unknown-series", { facts: { name, known: listed(known) } });
  if (!isPower(found)) throw fail("invalid", "iotawatt.not-watts", { facts: { name, unit: found.unit } });
}

function listed(names: readonly string[]): string {
  return names.join(", ") || "–";
}

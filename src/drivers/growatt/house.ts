import type { Instant } from "#domain";
import type { DriverReading } from "#driver-kit";
import { presentNumbers } from "./field-values.ts";
import { type GridWatch, gridW } from "./grid-watch.ts";
import type { DeviceReport } from "./mapping.ts";

/** A device's report and when it was true. */
export interface TimedReport extends DeviceReport {
  readonly at: Instant;
}

/** Keeps counters from falling: around midnight the cloud tells nothing, or yesterday's. */
export interface CounterFilter {
  pass(name: string, valueWh: number | undefined): number | undefined;
}

export function createCounterFilter(): CounterFilter {
  const highest = new Map<string, number>();
  return {
    pass: (name, valueWh) => {
      if (valueWh === undefined) return undefined;
      const counted = Math.max(valueWh, highest.get(name) ?? 0);
      highest.set(name, counted);
      return counted;
    },
  };
}

/**
 * The plant made of its devices. Roofs and batteries add up, and a sum with one part missing is missing; the grid is
 * measured by one of them. Each value is as old as the oldest of its parts.
 */
export function toReadings(
  reports: readonly TimedReport[],
  expected: ReadonlySet<string>,
  watch: GridWatch,
  counters: CounterFilter,
): readonly DriverReading[] {
  const isWhole = [...expected].every((serial) => reports.some((report) => report.serial === serial));
  const readings: DriverReading[] = [];
  const solar = isWhole ? solarReading(reports, counters) : undefined;
  const battery = isWhole ? batteryReading(reports, counters) : undefined;
  const grid = gridReading(reports, watch, counters);
  if (grid !== undefined) readings.push(grid);
  if (solar !== undefined) readings.push(solar);
  if (battery !== undefined) readings.push(battery);
  return readings;
}

function solarReading(reports: readonly TimedReport[], counters: CounterFilter): DriverReading | undefined {
  const parts = reports.filter(({ solarW }) => solarW !== undefined);
  const powerW = sumOf(parts, ({ solarW }) => solarW);
  if (powerW === undefined) return undefined;
  const energyWh = counters.pass(
    "solar",
    sumOf(parts, ({ solarWh }) => solarWh),
  );
  return { kind: "solar", powerW, ...stampOf(parts), ...presentNumbers({ energyWh }) };
}

function batteryReading(reports: readonly TimedReport[], counters: CounterFilter): DriverReading | undefined {
  const parts = reports.filter(({ batteryW }) => batteryW !== undefined);
  const powerW = sumOf(parts, ({ batteryW }) => batteryW);
  if (powerW === undefined) return undefined;
  const chargedWh = counters.pass(
    "charged",
    sumOf(parts, (part) => part.chargedWh),
  );
  const dischargedWh = counters.pass(
    "discharged",
    sumOf(parts, (part) => part.dischargedWh),
  );
  // Sizes are not told, so of several batteries the house sees the mean.
  const levels = sumOf(parts, ({ socPercent }) => socPercent);
  const socPercent = levels === undefined ? undefined : levels / parts.length;
  return { kind: "battery", powerW, ...stampOf(parts), ...presentNumbers({ socPercent, chargedWh, dischargedWh }) };
}

function gridReading(
  reports: readonly TimedReport[],
  watch: GridWatch,
  counters: CounterFilter,
): DriverReading | undefined {
  const meters = reports.filter(({ grid }) => grid !== undefined);
  // With several, the one that sees a load is the one at the connection.
  const meter = meters.find(({ grid }) => grid?.load !== undefined) ?? meters[0];
  if (meter?.grid === undefined) return undefined;
  const { power, load } = meter.grid;
  const othersW = sumOf(reports, ({ solarW = 0, batteryW = 0 }) => solarW + batteryW) ?? 0;
  const reading = watch.observe({ power, othersW, ...presentNumbers({ load }) });
  if (reading === undefined) return undefined;
  const { importWh, exportWh } = meter.grid;
  const isTurned = reading.sign === -1;
  const counted = {
    importWh: counters.pass("import", isTurned ? exportWh : importWh),
    exportWh: counters.pass("export", isTurned ? importWh : exportWh),
  };
  const stamp = { at: meter.at, quality: "measured" } as const;
  return { kind: "meter", place: "grid", powerW: gridW(power, reading), ...stamp, ...presentNumbers(counted) };
}

function sumOf<T>(parts: readonly T[], valueOf: (part: T) => number | undefined): number | undefined {
  if (parts.length === 0) return undefined;
  let sum = 0;
  for (const part of parts) {
    const value = valueOf(part);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

function stampOf(parts: readonly TimedReport[]): { readonly at: Instant; readonly quality: "measured" } {
  return { at: Math.min(...parts.map(({ at }) => at)), quality: "measured" };
}

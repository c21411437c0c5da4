import type { DeviceKind, DeviceValues } from "./devices.ts";
import {
  difference,
  energyOf,
  energySum,
  firstOf,
  notNegative,
  percentOf,
  presentNumbers,
  scaled,
  solarOf,
  sumOf,
  type Values,
} from "./field-values.ts";
import { numberOf } from "./reply-values.ts";

/** One device in watts and watt hours. Import and export are still in the unit that the device uses. */
export interface DeviceReport {
  readonly serial: string;
  readonly solarW?: number;
  readonly solarWh?: number;
  /** Discharging positive. */
  readonly batteryW?: number;
  readonly socPercent?: number;
  readonly chargedWh?: number;
  readonly dischargedWh?: number;
  readonly grid?: GridReport;
}

export interface GridReport {
  /** Import positive; in watts or kilowatts. */
  readonly power: number;
  /** What the house draws, in the same unit; only used to find out unit and sign. */
  readonly load?: number;
  readonly importWh?: number;
  readonly exportWh?: number;
}

export interface MappingOptions {
  readonly by: "token" | "login";
  readonly useBattery: boolean;
}

/** What one device says in the words of the house. What it does not measure is left out. */
export function toReport({ serial, kind, values }: DeviceValues, { by, useBattery }: MappingOptions): DeviceReport {
  const report = by === "login" ? portalReport(kind, values) : openReport(kind, values);
  const whole = { serial, ...present(report) };
  if (useBattery) return whole;
  const { batteryW: _, socPercent: _soc, chargedWh: _in, dischargedWh: _out, ...rest } = whole;
  return rest;
}

type Report = { readonly [K in keyof Omit<DeviceReport, "serial">]: DeviceReport[K] | undefined };

function openReport(kind: DeviceKind, values: Values): Partial<Report> {
  switch (kind) {
    case "inverter":
    case "max":
      return { solarW: solarOf(values, ["ppv"], ["pac"]), solarWh: energyOf(values, "powerTotal", "eacTotal") };
    case "min":
      return {
        solarW: solarOf(values, ["ppv"], ["pac"]),
        solarWh: energyOf(values, "epvTotal", "eacTotal"),
        ...minParts(values),
      };
    case "sph":
      return { solarW: solarOf(values, ["ppv"]), solarWh: energyOf(values, "epvTotal"), ...hybridParts(values) };
    case "spa":
      // Its own battery alone; the sun is that of an inverter which it measures.
      return { solarW: solarOf(values, ["ppvInverter"]), ...hybridParts(values) };
    case "storage":
      return storageParts(values);
    case "other":
      return {};
  }
}

function minParts(values: Values): Partial<Report> {
  const charge = sumOf(values, "bdc1ChargePower", "bdc2ChargePower");
  const discharge = sumOf(values, "bdc1DischargePower", "bdc2DischargePower");
  const battery = {
    batteryW: difference(discharge, charge),
    socPercent: percentOf(values, "bmsSoc", "bdc1Soc"),
    chargedWh: energyOf(values, "echargeTotal"),
    dischargedWh: energyOf(values, "edischargeTotal"),
  };
  // Without battery or meter these are all zero for ever, which means that nothing is there to be measured.
  const hasBattery = Object.values(battery).some((value) => value !== undefined && value !== 0);
  const grid = gridOf(values, ["pacToUserTotal"], ["pacToGridTotal"], ["pacToLocalLoad"]);
  return { ...(hasBattery ? battery : {}), grid: isAlive(grid) ? grid : undefined };
}

function hybridParts(values: Values): Partial<Report> {
  const [charge, discharge] = [numberOf(values["pcharge1"]), numberOf(values["pdischarge1"])];
  return {
    batteryW: difference(discharge, charge),
    socPercent: percentOf(values, "bmsSOC", "soc", "SOC", "socText"),
    chargedWh: energyOf(values, "echarge1Total"),
    dischargedWh: energyOf(values, "edischarge1Total"),
    grid: gridOf(
      values,
      ["pacToUserR", "pacToUserTotal"],
      ["pacToGridR", "pacToGridTotal"],
      ["plocalLoadR", "plocalLoadTotal"],
    ),
  };
}

function storageParts(values: Values): Partial<Report> {
  const solar = sumOf(values, "ppv", "ppv2");
  const grid = gridOf(values, ["pacToUser"], ["pacToGrid"], []);
  return {
    solarW: solar === undefined ? undefined : notNegative(solar),
    solarWh: energySum(values, "epvTotal", "epvTotal2"),
    batteryW: difference(sumOf(values, "pDischarge", "pDischarge2"), sumOf(values, "pCharge", "pCharge2")),
    socPercent: percentOf(values, "capacity", "capacityText"),
    chargedWh: energyOf(values, "eChargeTotal"),
    dischargedWh: energyOf(values, "eDischargeTotal"),
    grid: isAlive(grid) ? grid : undefined,
  };
}

/** The portal's list has watts and the hybrid's status kilowatts; what `eTotal` counts is what the roof has given. */
function portalReport(kind: DeviceKind, values: Values): Partial<Report> {
  const solarWh = energyOf(values, "eTotal");
  if (kind === "other") return {};
  if (kind !== "sph") return { solarW: solarOf(values, ["pac"]), solarWh };
  const kilo = (name: string) => scaled(numberOf(values[name]), 1_000);
  const solarW = kilo("ppv");
  const socPercent = percentOf(values, "SOC");
  const batteryW = difference(kilo("pdisCharge1"), kilo("chargePower"));
  const hasBattery = numberOf(values["wBatteryType"]) === 1 || (socPercent ?? 0) > 0 || (batteryW ?? 0) !== 0;
  const grid = gridOf(values, ["pactouser"], ["pactogrid"], ["pLocalLoad"]);
  return {
    solarW: solarW === undefined ? undefined : notNegative(solarW),
    solarWh,
    grid,
    ...(hasBattery ? { batteryW, socPercent } : {}),
  };
}

function gridOf(
  values: Values,
  imports: readonly string[],
  exports: readonly string[],
  loads: readonly string[],
): GridReport | undefined {
  const power = difference(firstOf(values, imports), firstOf(values, exports));
  if (power === undefined) return undefined;
  // Of a value and its total the one that is zero while the other is not is the one that is not measured.
  const load = loads.map((name) => numberOf(values[name])).find((value) => value !== undefined && value > 0);
  const importWh = energyOf(values, "etoUserTotal", "eToUserTotal");
  const exportWh = energyOf(values, "etoGridTotal", "etogridTotal", "eToGridTotal");
  return { power, ...presentNumbers({ load, importWh, exportWh }) };
}

/** A meter that never counted anything is not there. */
function isAlive(grid: GridReport | undefined): boolean {
  if (grid === undefined) return false;
  const { power, load = 0, importWh = 0, exportWh = 0 } = grid;
  return power !== 0 || load > 0 || importWh > 0 || exportWh > 0;
}

function present(report: Partial<Report>): Omit<DeviceReport, "serial"> {
  const { grid, ...numbers } = report;
  return { ...presentNumbers(numbers), ...(grid === undefined ? {} : { grid }) };
}

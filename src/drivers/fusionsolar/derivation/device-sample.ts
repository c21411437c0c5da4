import type { Instant } from "#domain";
import type { Values } from "../client.ts";
import { deviceTypes } from "../device-types.ts";
import type { BatterySign } from "./battery-sign.ts";
import type { GridMeterUnit } from "./grid-meter-unit.ts";

/** What one device of a plant measured, in watts and in the signs of the house; what it did not tell is missing. */
export type DeviceSample = InverterSample | MeterSample | BatterySample;

interface SampleBase {
  readonly id: string;
  /** When it was received: the cloud does not tell when it was measured. */
  readonly at: Instant;
  /** The cloud hears from the device; what it shows of one that is silent is of an unknown time. */
  readonly isOnline: boolean;
}

export interface InverterSample extends SampleBase {
  readonly kind: "inverter";
  /** AC side; with a battery behind it, that is in here. Negative where it charges the battery from the grid. */
  readonly outputW?: number;
  /** DC side: what comes from the panels. */
  readonly panelsW?: number;
  readonly yieldWh?: number;
}

export interface MeterSample extends SampleBase {
  readonly kind: "powerSensor" | "gridMeter";
  /** Import positive, export negative. */
  readonly netImportW?: number;
  readonly importWh?: number;
  readonly exportWh?: number;
}

export interface BatterySample extends SampleBase {
  readonly kind: "battery";
  /** Discharging positive, charging negative. */
  readonly dischargeW?: number;
  readonly socPercent?: number;
}

export type DeviceKind = DeviceSample["kind"];

const kinds: ReadonlyMap<number, DeviceKind> = new Map([
  [deviceTypes.stringInverter, "inverter"],
  [deviceTypes.residentialInverter, "inverter"],
  [deviceTypes.powerSensor, "powerSensor"],
  [deviceTypes.gridMeter, "gridMeter"],
  [deviceTypes.battery, "battery"],
  [deviceTypes.ess, "battery"],
]);

/** What a device is to the derivation; undefined for all those that take no part in it. */
export function kindOf(devTypeId: number): DeviceKind | undefined {
  return kinds.get(devTypeId);
}

export interface SampledRow {
  readonly id: string;
  readonly values: Values;
  readonly at: Instant;
}

/** How the vendor's numbers are to be taken where that differs from plant to plant; undefined is not known yet. */
export interface Conventions {
  readonly gridMeterUnit: GridMeterUnit | undefined;
  readonly batterySign: BatterySign;
}

/** One live row in the words of the house. */
export function toSample(kind: DeviceKind, row: SampledRow, conventions: Conventions): DeviceSample {
  switch (kind) {
    case "inverter":
      return inverterSample(row);
    case "powerSensor":
      return meterSample("powerSensor", row, 1);
    case "gridMeter":
      return meterSample("gridMeter", row, wattsPer(conventions.gridMeterUnit));
    case "battery":
      return batterySample(row, conventions.batterySign === "charge-positive" ? -1 : 1);
  }
}

/** No sun: nothing comes from the panels, whatever else the cloud knows. */
const noSun = 40_960;
const communicationLost: ReadonlySet<number> = new Set([771, 45_056]);

function inverterSample({ id, values, at }: SampledRow): InverterSample {
  const state = values.get("inverter_state");
  const isAsleep = state === noSun;
  const isSilent = values.get("run_state") === 0 || (state !== undefined && communicationLost.has(state));
  const outputW = watts(values.get("active_power"), 1_000) ?? (isAsleep ? 0 : undefined);
  const panelsW = watts(values.get("mppt_power"), 1_000) ?? (isAsleep ? 0 : undefined);
  return {
    ...{ kind: "inverter", id, at, isOnline: isAsleep || !isSilent },
    ...(isAsleep && isSilent
      ? { outputW: 0, panelsW: 0 }
      : known({ outputW, panelsW: panelsW === undefined ? undefined : Math.max(0, panelsW) })),
    ...known({ yieldWh: counterWh(values.get("total_cap")) }),
  };
}

function meterSample(
  kind: MeterSample["kind"],
  { id, values, at }: SampledRow,
  factor: number | undefined,
): MeterSample {
  const exportW = values.get("active_power");
  const netImportW = exportW === 0 ? 0 : factor === undefined ? undefined : watts(exportW, -factor);
  return {
    ...{ kind, id, at, isOnline: values.get("meter_status") !== 0 && values.get("run_state") !== 0 },
    ...known({
      netImportW,
      importWh: counterWh(values.get("reverse_active_cap")),
      exportWh: counterWh(values.get("active_cap")),
    }),
  };
}

function batterySample({ id, values, at }: SampledRow, factor: 1 | -1): BatterySample {
  const soc = values.get("battery_soc");
  return {
    ...{ kind: "battery", id, at, isOnline: values.get("battery_status") !== 0 && values.get("run_state") !== 0 },
    ...known({
      dischargeW: watts(values.get("ch_discharge_power"), factor),
      socPercent: soc !== undefined && soc >= 0 && soc <= 100 ? soc + 0 : undefined,
    }),
  };
}

function wattsPer(unit: GridMeterUnit | undefined): number | undefined {
  if (unit === undefined) return undefined;
  return unit === "kW" ? 1_000 : 1;
}

/** No plant gets there; what is beyond is a broken answer. */
const largestW = 1e9;

/** Whole watts: kilowatts come with float noise. Never -0. */
function watts(value: number | undefined, factor: number): number | undefined {
  if (value === undefined || Math.abs(value * factor) > largestW) return undefined;
  return Math.round(value * factor) + 0;
}

function counterWh(kWh: number | undefined): number | undefined {
  return kWh === undefined || kWh <= 0 || kWh > 1e9 ? undefined : Math.round(kWh * 1_000);
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function known<T extends Readonly<Record<string, number | undefined>>>(members: T): Known<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Known<T>;
}

import type { Instant } from "#domain";
import type { BatterySample, DeviceKind, DeviceSample, InverterSample, MeterSample } from "./device-sample.ts";

/** Which kinds of devices count; inverters always do. */
export interface Use {
  readonly powerSensor: boolean;
  readonly gridMeter: boolean;
  readonly battery: boolean;
}

export interface PlantDevice {
  readonly id: string;
  readonly kind: DeviceKind;
}

export interface DerivationInput {
  /** All devices that the plant has: one that is missing among the samples makes sums incomplete. */
  readonly devices: readonly PlantDevice[];
  readonly samples: readonly DeviceSample[];
  readonly use: Use;
  readonly now: Instant;
  /** Samples that are older count as missing. */
  readonly maxAgeMs: number;
}

/**
 * What a plant does, as far as it is true: production + net import + battery = consumption to the watt wherever all four
 * are there. A term that rests on a missing or silent device is left out, and the consumption with it.
 */
export interface PlantFlows {
  /** From the panels where there is a battery, since the inverter's output then holds both; else the inverter's output. */
  readonly productionW?: number;
  /** Import positive, export negative. */
  readonly netImportW?: number;
  /** Discharging positive, charging negative. */
  readonly batteryW?: number;
  /** Everything the site takes; with a battery, what the inverters lose is in it. */
  readonly consumptionW?: number;
  readonly socPercent?: number;
  readonly yieldWh?: number;
  readonly importWh?: number;
  readonly exportWh?: number;
  /** When the oldest sample behind each was received. */
  readonly at: { readonly production?: Instant; readonly netImport?: Instant; readonly battery?: Instant };
  /** Devices that should have told something and did not. */
  readonly silent: readonly string[];
}

/** Which meter is at the grid connection: the power sensor before the grid meter. */
export function meterKindOf(devices: readonly PlantDevice[], use: Use): MeterSample["kind"] | undefined {
  const has = (kind: DeviceKind) => devices.some((device) => device.kind === kind);
  if (use.powerSensor && has("powerSensor")) return "powerSensor";
  return use.gridMeter && has("gridMeter") ? "gridMeter" : undefined;
}

export function derivePlant(input: DerivationInput): PlantFlows {
  const { devices, use } = input;
  const meterKind = meterKindOf(devices, use);
  const hasBattery = use.battery && devices.some(({ kind }) => kind === "battery");
  const inverters = heard(input, "inverter").filter((sample): sample is InverterSample => sample?.kind === "inverter");
  const meters = meterKind === undefined ? [] : heard(input, meterKind).filter(isMeter);
  const batteries = hasBattery ? heard(input, "battery").filter(isBattery) : [];
  const isWhole = (kind: DeviceKind, samples: readonly DeviceSample[]) =>
    samples.length > 0 && samples.length === devices.filter((device) => device.kind === kind).length;

  const production = isWhole("inverter", inverters)
    ? sumOf(inverters, (one) => (hasBattery ? one.panelsW : one.outputW))
    : undefined;
  const productionW = production === undefined ? undefined : Math.max(0, production);
  // Two meters cannot both be the grid connection's; which one counts has to be said.
  const [meter] = meters.length === 1 ? meters : [];
  const netImportW = meter?.netImportW;
  const isBatteryWhole = isWhole("battery", batteries);
  const batteryW = isBatteryWhole ? sumOf(batteries, (one) => one.dischargeW) : undefined;
  const isComplete = productionW !== undefined && netImportW !== undefined && (!hasBattery || batteryW !== undefined);

  return {
    ...known({
      productionW,
      netImportW,
      batteryW,
      consumptionW: isComplete ? productionW + netImportW + (batteryW ?? 0) : undefined,
      socPercent: isBatteryWhole ? meanOf(batteries, (one) => one.socPercent) : undefined,
      yieldWh: isWhole("inverter", inverters) ? sumOf(inverters, (one) => one.yieldWh) : undefined,
      importWh: meter?.importWh,
      exportWh: meter?.exportWh,
    }),
    at: known({
      production: productionW === undefined ? undefined : oldest(inverters),
      netImport: netImportW === undefined ? undefined : meter?.at,
      battery: batteryW === undefined ? undefined : oldest(batteries),
    }),
    silent: silentOf(input, meterKind, hasBattery, [...inverters, ...meters, ...batteries]),
  };
}

function heard({ devices, samples, now, maxAgeMs }: DerivationInput, kind: DeviceKind): readonly DeviceSample[] {
  return devices
    .filter((device) => device.kind === kind)
    .flatMap(({ id }) => samples.find((sample) => sample.id === id) ?? [])
    .filter((sample) => sample.isOnline && now - sample.at <= maxAgeMs);
}

function silentOf(
  { devices }: DerivationInput,
  meterKind: DeviceKind | undefined,
  hasBattery: boolean,
  told: readonly DeviceSample[],
): readonly string[] {
  const counts = ({ kind }: PlantDevice) =>
    kind === "inverter" || kind === meterKind || (kind === "battery" && hasBattery);
  const isTold = ({ id }: PlantDevice) => told.some((sample) => sample.id === id && hasPower(sample));
  return devices.filter((device) => counts(device) && !isTold(device)).map(({ id }) => id);
}

function hasPower(sample: DeviceSample): boolean {
  switch (sample.kind) {
    case "inverter":
      return sample.outputW !== undefined || sample.panelsW !== undefined;
    case "powerSensor":
    case "gridMeter":
      return sample.netImportW !== undefined;
    case "battery":
      return sample.dischargeW !== undefined;
  }
}

function isMeter(sample: DeviceSample): sample is MeterSample {
  return sample.kind === "powerSensor" || sample.kind === "gridMeter";
}

function isBattery(sample: DeviceSample): sample is BatterySample {
  return sample.kind === "battery";
}

/** A sum to which one did not contribute is no sum. */
function sumOf<T>(samples: readonly T[], valueOf: (sample: T) => number | undefined): number | undefined {
  let sum = 0;
  for (const sample of samples) {
    const value = valueOf(sample);
    if (value === undefined) return undefined;
    sum += value;
  }
  return sum;
}

/** Of several batteries the house sees the mean, as their sizes are not told. */
function meanOf<T>(samples: readonly T[], valueOf: (sample: T) => number | undefined): number | undefined {
  const sum = sumOf(samples, valueOf);
  return sum === undefined ? undefined : sum / samples.length;
}

function oldest(samples: readonly DeviceSample[]): Instant | undefined {
  return samples.length === 0 ? undefined : Math.min(...samples.map(({ at }) => at));
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function known<T extends Readonly<Record<string, number | undefined>>>(members: T): Known<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Known<T>;
}

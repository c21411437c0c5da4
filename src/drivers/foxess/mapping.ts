import type { Instant, Triple } from "#domain";
import type { DriverReading } from "#driver-kit";
import type { RealTime } from "./client.ts";
import { parseVendorTime } from "./vendor-time.ts";

/** What we ask for: everything our readings are made of, in both spellings where a family adds `_1`. */
export const askedVariables: readonly string[] = [
  ...["feedinPower", "gridConsumptionPower", "meterPower", "meterPowerR", "meterPowerS", "meterPowerT"],
  ...["pvPower", "loadsPower", "batChargePower", "batDischargePower"],
  ...["invBatPower", "invBatPower_1", "invBatPower_2", "SoC", "SoC_1", "SoC_2"],
  ...["batVolt", "batVolt_1", "maxChargeCurrent", "maxChargeCurrent_1"],
  ...["feedin", "gridConsumption", "loads", "PVEnergyTotal", "chargeEnergyToTal", "dischargeEnergyToTal"],
];

/** The variables of one reply by name; what is missing, null or no sound number is not in it. */
export type RealTimeValues = ReadonlyMap<string, number>;

/** No counter of a home gets there; what is beyond is a broken answer. */
const largestValue = 1e9;

export function valuesOf(realTime: RealTime): RealTimeValues {
  const values = new Map<string, number>();
  for (const { variable, value } of realTime.datas) {
    const number = typeof value === "string" ? numberOf(value) : value;
    if (number !== undefined && number !== null && Math.abs(number) <= largestValue) values.set(variable, number);
  }
  return values;
}

function numberOf(text: string): number | undefined {
  return text.trim() === "" ? undefined : Number(text);
}

/** When the values were measured; a time that is missing or still to come is not believed, then it is `now`. */
export function measuredAt(realTime: RealTime, now: Instant): Instant {
  return Math.min(parseVendorTime(realTime.time) ?? now, now);
}

/** What the cloud's real-time values say in the words of the house. */
export function toReadings(
  realTime: RealTime,
  now: Instant,
  device: { readonly hasBattery: boolean },
): readonly DriverReading[] {
  const values = valuesOf(realTime);
  const stamp = { at: measuredAt(realTime, now), quality: "measured" } as const;
  const counter = (name: string) => counterWh(values, name, device.hasBattery);
  const readings: DriverReading[] = [];

  const gridW = gridPowerW(values);
  if (gridW !== undefined) {
    const phases = phasePowerW(values);
    readings.push({
      kind: "meter",
      place: "grid",
      powerW: gridW,
      ...stamp,
      ...(phases === undefined ? {} : { phases: { powerW: phases } }),
      ...known({ importWh: counter("gridConsumption"), exportWh: counter("feedin") }),
    });
  }
  const loadW = notNegative(watts(values, "loadsPower"));
  if (loadW !== undefined)
    readings.push({
      kind: "meter",
      place: "siteLoad",
      powerW: loadW,
      ...stamp,
      ...known({ importWh: counter("loads") }),
    });
  const solarW = notNegative(watts(values, "pvPower"));
  if (solarW !== undefined)
    readings.push({ kind: "solar", powerW: solarW, ...stamp, ...known({ energyWh: counter("PVEnergyTotal") }) });
  const batteryW = device.hasBattery ? batteryPowerW(values) : undefined;
  if (batteryW !== undefined) {
    const counters = { chargedWh: counter("chargeEnergyToTal"), dischargedWh: counter("dischargeEnergyToTal") };
    readings.push({
      kind: "battery",
      powerW: batteryW,
      ...stamp,
      ...known({ socPercent: socPercentOf(values), ...counters }),
    });
  }
  return readings;
}

/**
 * Import positive, export negative. The pair of one-way powers is unmistakable; `meterPower` was only ever seen
 * importing, its negative side is inferred, so it comes second.
 */
export function gridPowerW(values: RealTimeValues): number | undefined {
  const importW = watts(values, "gridConsumptionPower");
  const exportW = watts(values, "feedinPower");
  if (importW !== undefined && exportW !== undefined) return importW - exportW;
  return watts(values, "meterPower");
}

/** Discharging positive, charging negative; inverters with two batteries name them `_1` and `_2`. */
export function batteryPowerW(values: RealTimeValues): number | undefined {
  const chargeW = watts(values, "batChargePower");
  const dischargeW = watts(values, "batDischargePower");
  if (chargeW !== undefined && dischargeW !== undefined) return dischargeW - chargeW;
  const together = watts(values, "invBatPower");
  if (together !== undefined) return together;
  const first = watts(values, "invBatPower_1");
  return first === undefined ? undefined : first + (watts(values, "invBatPower_2") ?? 0);
}

/** Some families send only the numbered names; of two batteries the house sees the mean, as their sizes are not told. */
export function socPercentOf(values: RealTimeValues): number | undefined {
  const numbered = ["SoC_1", "SoC_2"].flatMap((name) => values.get(name) ?? []);
  const mean = numbered.length === 0 ? undefined : numbered.reduce((sum, soc) => sum + soc, 0) / numbered.length;
  const soc = values.get("SoC") ?? mean;
  return soc !== undefined && soc >= 0 && soc <= 100 ? soc : undefined;
}

export function phasePowerW(values: RealTimeValues): Triple | undefined {
  const [r, s, t] = [watts(values, "meterPowerR"), watts(values, "meterPowerS"), watts(values, "meterPowerT")];
  return r === undefined || s === undefined || t === undefined ? undefined : [r, s, t];
}

/** Kilowatts with float noise (7.9930000001) become whole milliwatts. */
function watts(values: RealTimeValues, name: string): number | undefined {
  const kilowatts = values.get(name);
  return kilowatts === undefined ? undefined : Math.round(kilowatts * 1e6) / 1e3;
}

/** At night `pvPower` reads a few watts below zero. Much more than that is a clamp put on backwards: no value at all. */
const noiseW = 50;

function notNegative(powerW: number | undefined): number | undefined {
  if (powerW === undefined || powerW < -noiseW) return undefined;
  return Math.max(0, powerW);
}

/** Inverters without battery do not keep their lifetime counters: those stay 0 forever, which means "not told". */
function counterWh(values: RealTimeValues, name: string, hasBattery: boolean): number | undefined {
  const kWh = values.get(name);
  if (kWh === undefined || kWh < 0 || (kWh === 0 && !hasBattery)) return undefined;
  return Math.round(kWh * 1000);
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that are there; what is not known is absent. */
function known<T extends Readonly<Record<string, number | undefined>>>(members: T): Known<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Known<T>;
}

/** What the battery's management lets in, where it tells that. */
export function maxChargeW(values: RealTimeValues): number | undefined {
  const volts = values.get("batVolt") ?? values.get("batVolt_1");
  const amperes = values.get("maxChargeCurrent") ?? values.get("maxChargeCurrent_1");
  const powerW = volts === undefined || amperes === undefined ? 0 : volts * amperes;
  return powerW > 0 ? Math.round(powerW) : undefined;
}

/** What goes into the battery that nothing else could have used: while the grid gives as much, it is no sun to spare. */
export function sunIntoBatteryW(values: RealTimeValues): number {
  const chargeW = Math.max(0, -(batteryPowerW(values) ?? 0));
  return Math.max(0, chargeW - Math.max(0, gridPowerW(values) ?? 0));
}

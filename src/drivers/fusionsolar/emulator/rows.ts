import type { Json } from "#domain";
import type { Quirks } from "#driver-kit";
import type { HouseSample } from "./sampler.ts";

/** The vendor's names with their values. */
export type Items = Record<string, Json>;

export interface RowOptions {
  readonly quirks: Quirks;
  /** Storage of larger plants, which the house's inverter is not part of. */
  readonly isCommercial: boolean;
}

/** What the cloud shows of one kind of device of a plant that is `factor` times the house. */
export function itemsOf(devTypeId: number, sample: HouseSample, factor: number, options: RowOptions): Items {
  const scaled = scale(sample, factor);
  const { quirks } = options;
  switch (devTypeId) {
    case 1:
    case 38:
      return inverterItems(scaled, options);
    case 47:
      return { meter_status: quirks.isOn("meter-offline") ? 0 : 1, ...meterItems(scaled, 1, "meter_u", "meter_i") };
    case 17:
      return {
        ...meterItems(scaled, quirks.isOn("kilowatts") ? 1_000 : 1, "a_u", "a_i"),
        ...(quirks.isOn("meter-offline") ? { run_state: 0 } : {}),
      };
    case 39:
    case 41:
      return batteryItems(devTypeId, scaled, quirks);
    case 10:
      return { temperature: 18.2, pv_temperature: 31.5, wind_speed: 2.4, radiant_line: fixed(sample.solarW / 10, 1) };
    default:
      return {};
  }
}

function inverterItems(sample: HouseSample, { quirks, isCommercial }: RowOptions): Items {
  // Storage of its own has its own way to the AC side.
  const storedW = isCommercial ? (sample.battery?.powerW ?? 0) : 0;
  const outputW = isCommercial ? Math.max(0, sample.outputW - storedW * 0.97) : sample.outputW;
  const isDark = sample.solarW < 1 && Math.abs(outputW) < 1;
  const totalKWh = 1_200 + sample.solarWh / 1_000;
  return {
    inverter_state: isDark ? 40_960 : 512,
    run_state: 1,
    ...(quirks.isOn("missing-power") ? {} : { active_power: fixed(outputW / 1_000, 3) }),
    mppt_power: fixed(sample.solarW / 1_000, 3),
    reactive_power: 0.012,
    day_cap: fixed((sample.solarWh / 1_000) % 60, 2),
    total_cap: fixed(quirks.isOn("falling-counters") ? totalKWh - 40 : totalKWh, 2),
    efficiency: 97.2,
    temperature: 41.3,
    elec_freq: 50.01,
    a_u: fixed(sample.voltageV[0] ?? 230, 1),
    open_time: sample.at - 20_000_000,
    close_time: "N/A",
  };
}

/** Export is positive here; `divisor` makes the power kilowatts. */
function meterItems(sample: HouseSample, divisor: number, u: string, i: string): Items {
  const [a = 230, b = 230, c = 230] = sample.voltageV;
  const [ia = 0, ib = 0, ic = 0] = sample.currentA;
  return {
    run_state: 1,
    active_power: fixed(-sample.gridW / divisor, divisor === 1 ? 0 : 3),
    reactive_power: 21,
    active_cap: fixed(9_120 + sample.exportWh / 1_000, 2),
    reverse_active_cap: fixed(4_410 + sample.importWh / 1_000, 2),
    [u]: fixed(a, 1),
    [i]: fixed(ia, 2),
    b_u: fixed(b, 1),
    c_u: fixed(c, 1),
    b_i: fixed(ib, 2),
    c_i: fixed(ic, 2),
    power_factor: 0.98,
    grid_frequency: 50.01,
  };
}

function batteryItems(devTypeId: number, { battery }: HouseSample, quirks: Quirks): Items {
  if (battery === undefined) return { battery_status: 0, run_state: 0 };
  const isDischargePositive = (devTypeId === 41) !== quirks.isOn("discharge-positive");
  const power = Math.round(isDischargePositive ? battery.powerW : -battery.powerW);
  if (quirks.isOn("no-battery-points")) return { battery_status: null, battery_soc: null, ch_discharge_power: null };
  return {
    battery_status: quirks.isOn("battery-offline") ? 0 : 2,
    run_state: quirks.isOn("battery-offline") ? 0 : 1,
    max_charge_power: battery.maxChargeW,
    max_discharge_power: battery.maxDischargeW,
    ch_discharge_power: power,
    busbar_u: 760.4,
    battery_soc: fixed(battery.socPercent, 0),
    battery_soh: 99,
    ch_discharge_model: 4,
    charge_cap: fixed((battery.chargedWh / 1_000) % 20, 2),
    discharge_cap: fixed((battery.dischargedWh / 1_000) % 20, 2),
  };
}

function scale(sample: HouseSample, factor: number): HouseSample {
  const { battery } = sample;
  return {
    ...sample,
    solarW: sample.solarW * factor,
    solarWh: sample.solarWh * factor,
    outputW: sample.outputW * factor,
    gridW: sample.gridW * factor,
    importWh: sample.importWh * factor,
    exportWh: sample.exportWh * factor,
    currentA: sample.currentA.map((one) => one * factor),
    battery: battery === undefined ? undefined : { ...battery, powerW: battery.powerW * factor },
  };
}

export function fixed(value: number, digits: number): number {
  return Number(value.toFixed(digits)) + 0;
}

import { type Instant, minuteMs } from "#domain";
import type { Faults, SimulatedHome } from "#driver-kit";
import type { Random } from "#platform";
import type { Profile } from "./profiles.ts";

/** One variable of the real-time reply. */
export interface Variable {
  readonly variable: string;
  readonly name: string;
  readonly value: number | string;
  readonly unit?: string;
}

/** What the data logger uploaded last. */
export interface Upload {
  readonly at: Instant;
  readonly time: string;
  readonly variables: readonly Variable[];
}

export interface TelemetryOptions {
  readonly home: SimulatedHome;
  readonly random: Random;
  readonly profile: Profile;
  readonly unit: string | undefined;
  readonly faults: Faults;
}

const uploadEveryMs = 5 * minuteMs;
const uploadJitterMs = 4_000;

/** The data logger: looks at the house every five minutes; in between the cloud knows nothing newer. */
export function createTelemetry(options: TelemetryOptions): { latest(): Upload } {
  const { home, random, faults } = options;
  const localTime = createLocalTime(home.timeZone);
  const upload = (at: Instant): Upload => ({ at, time: localTime(at), variables: variablesOf(options) });

  let latest = upload(home.at());
  let nextAt = latest.at + uploadEveryMs;
  home.onStep((at) => {
    if (at < nextAt) return;
    nextAt = at + uploadEveryMs + Math.round(random.between(-uploadJitterMs, uploadJitterMs));
    if (!faults.isActive("stale-values")) latest = upload(at);
  });
  return { latest: () => latest };
}

function variablesOf({ home, profile, unit }: TelemetryOptions): readonly Variable[] {
  const inverter = home.inverter(unit);
  const { meter } = home;
  const acW = Math.round(inverter.acW);
  const gridW = Math.round(meter.powerW);
  return [
    power("pvPower", "PVPower", inverter.solarW),
    power("generationPower", "Output Power", acW),
    power("feedinPower", "Feed-in Power", Math.max(0, -gridW)),
    power("gridConsumptionPower", "GridConsumption Power", Math.max(0, gridW)),
    power("meterPower", "Meter Power", gridW),
    ...(profile.phases === 3 ? phasesOf(meter.phasePowerW) : []),
    power("loadsPower", "Load Power", acW + gridW),
    energy("PVEnergyTotal", "PV Energy Total", inverter.solarWh),
    energy("feedin", "Feed-in Energy", inverter.battery === undefined ? 0 : meter.exportWh),
    energy("gridConsumption", "GridConsumption Energy", inverter.battery === undefined ? 0 : meter.importWh),
    energy("loads", "Load Energy", inverter.battery === undefined ? 0 : home.load.siteWh),
    ...batteryVariables(inverter.battery, profile),
    { variable: "runningState", name: "Running State", value: "163" },
  ];
}

function phasesOf([r, s, t]: readonly [number, number, number]): readonly Variable[] {
  return [
    power("meterPowerR", "R Meter Power", r),
    power("meterPowerS", "S Meter Power", s),
    power("meterPowerT", "T Meter Power", t),
  ];
}

function batteryVariables(
  battery: ReturnType<SimulatedHome["inverter"]>["battery"],
  { hasNumberedBattery }: Profile,
): readonly Variable[] {
  if (battery === undefined) return [];
  const suffix = hasNumberedBattery ? "_1" : "";
  return [
    power("batChargePower", "Charge Power", Math.max(0, -battery.powerW)),
    power("batDischargePower", "Discharge Power", Math.max(0, battery.powerW)),
    power(`invBatPower${suffix}`, "invBatPower", battery.powerW),
    { variable: `SoC${suffix}`, name: "SoC", unit: "%", value: Math.round(battery.socPercent) },
    energy("chargeEnergyToTal", "Charge Energy", battery.chargedWh),
    energy("dischargeEnergyToTal", "Discharge Energy", battery.dischargedWh),
  ];
}

function power(variable: string, name: string, watts: number): Variable {
  return { variable, name, unit: "kW", value: Math.round(watts) / 1000 };
}

/** Tenths of a kilowatt-hour, with the noise of binary fractions that the cloud shows too. */
function energy(variable: string, name: string, wattHours: number): Variable {
  return { variable, name, unit: "kWh", value: Math.round(wattHours / 100) * 0.1 };
}

/** `2025-09-14 18:43:09 BST+0100`: wall time at the house, the zone's short name, its offset. */
function createLocalTime(timeZone: string): (at: Instant) => string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
    timeZoneName: "longOffset",
  });
  const zoneName = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "short" });
  return (at) => {
    const part = partsBy(parts, at);
    const offset = part("timeZoneName").replace("GMT", "").replace(":", "") || "+0000";
    const name = partsBy(zoneName, at)("timeZoneName").replace(/[^A-Z].*$/, "");
    const date = `${part("year")}-${part("month")}-${part("day")}`;
    return `${date} ${part("hour")}:${part("minute")}:${part("second")} ${name}${offset}`;
  };
}

function partsBy(format: Intl.DateTimeFormat, at: Instant): (type: Intl.DateTimeFormatPartTypes) => string {
  const found = format.formatToParts(at);
  return (type) => found.find((part) => part.type === type)?.value ?? "";
}

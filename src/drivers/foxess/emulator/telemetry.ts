import { type Instant, minuteMs } from "#domain";
import type { Faults, Quirks, SimulatedHome } from "#driver-kit";
import type { Random } from "#platform";
import { type Archive, createArchive } from "./archive.ts";
import type { LocalTime } from "./local-time.ts";
import type { Profile } from "./profiles.ts";
import type { Upload, Variable } from "./upload.ts";

export interface TelemetryOptions {
  readonly home: SimulatedHome;
  readonly random: Random;
  readonly profile: Profile;
  readonly unit: string | undefined;
  readonly faults: Faults;
  readonly quirks: Quirks;
  readonly localTime: LocalTime;
}

/** What the cloud has of the inverter's measurements. */
export interface Telemetry {
  latest(): Upload;
  readonly archive: Archive;
}

const uploadEveryMs = 5 * minuteMs;
const uploadJitterMs = 4_000;

/** The data logger: looks at the house every five minutes; in between the cloud knows nothing newer. */
export function createTelemetry(options: TelemetryOptions): Telemetry {
  const { home, random, faults, localTime } = options;
  const archive = createArchive();
  const upload = (at: Instant): Upload => {
    const taken = { at, time: localTime.written(at), variables: variablesOf(options) };
    archive.take(taken);
    return taken;
  };

  let latest = upload(home.at());
  let nextAt = latest.at + uploadEveryMs;
  home.onStep((at) => {
    if (at < nextAt) return;
    nextAt = at + uploadEveryMs + Math.round(random.between(-uploadJitterMs, uploadJitterMs));
    if (!faults.isActive("stale-values")) latest = upload(at);
  });
  return { latest: () => latest, archive };
}

function variablesOf({ home, profile, unit, quirks }: TelemetryOptions): readonly Variable[] {
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
    energy("generation", "Generation Energy", generatedWh(inverter)),
    ...batteryVariables(inverter.battery, profile, quirks.isOn("wrong-residual-unit")),
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
  hasWrongUnit: boolean,
): readonly Variable[] {
  if (battery === undefined) return [];
  const suffix = hasNumberedBattery ? "_1" : "";
  return [
    power("batChargePower", "Charge Power", Math.max(0, -battery.powerW)),
    power("batDischargePower", "Discharge Power", Math.max(0, battery.powerW)),
    power(`invBatPower${suffix}`, "invBatPower", battery.powerW),
    { variable: `SoC${suffix}`, name: "SoC", unit: "%", value: Math.round(battery.socPercent) },
    { variable: `batVolt${suffix}`, name: "batVolt", unit: "V", value: batteryVolts },
    {
      variable: `maxChargeCurrent${suffix}`,
      name: "maxChargeCurrent",
      unit: "A",
      value: Math.round((battery.maxChargeW / batteryVolts) * 10) / 10,
    },
    // The number is always in hundredths, whatever the unit beside it says.
    {
      variable: "ResidualEnergy",
      name: "Residual Energy",
      unit: hasWrongUnit ? "kWh" : "0.01kWh",
      value: Math.round((battery.socPercent * battery.capacityWh) / 1000),
    },
    energy("chargeEnergyToTal", "Charge Energy", battery.chargedWh),
    energy("dischargeEnergyToTal", "Discharge Energy", battery.dischargedWh),
  ];
}

/** A stack of cells at rest; how it sways with load is nothing anybody here looks at. */
const batteryVolts = 320;

/** What has left the AC side: the sun's, without what is still in the battery. */
function generatedWh({ solarWh, battery }: ReturnType<SimulatedHome["inverter"]>): number {
  return Math.max(0, solarWh + (battery?.dischargedWh ?? 0) - (battery?.chargedWh ?? 0));
}

function power(variable: string, name: string, watts: number): Variable {
  return { variable, name, unit: "kW", value: Math.round(watts) / 1000 };
}

/** Tenths of a kilowatt-hour, with the noise of binary fractions that the cloud shows too. */
function energy(variable: string, name: string, wattHours: number): Variable {
  return { variable, name, unit: "kWh", value: Math.round(wattHours / 100) * 0.1 };
}

import {
  type ActuatorSnapshot,
  type BatterySnapshot,
  type ChargerReading,
  type ChargerSnapshot,
  type DeviceHealth,
  type Instant,
  isFresh,
  minuteMs,
  type Sample,
  type SignalSnapshot,
  type Snapshot,
} from "#domain";
import type { Setting } from "./setting.ts";

/** One charger with everything doubtful taken out: numbers are finite, or the charger is not usable. */
export interface ChargerView {
  readonly id: string;
  readonly snapshot: ChargerSnapshot;
  readonly limits: ChargerSnapshot["limits"];
  readonly isUsable: boolean;
  /** The last reading if its numbers make sense, however old. */
  readonly reading: ChargerReading | undefined;
  readonly isFresh: boolean;
  /** What the car draws, as far as the charger tells now. */
  readonly drawW: number | undefined;
  readonly told: Setting | undefined;
  readonly actuator: ActuatorSnapshot | undefined;
  /** What the car may do now: what the charger reports, or what we have just told it. */
  readonly present: Setting | undefined;
  readonly isDown: boolean;
  readonly health: DeviceHealth | undefined;
}

export interface BatteryView {
  readonly id: string;
  readonly snapshot: BatterySnapshot;
  readonly powerW: Sample | undefined;
  readonly socPercent: number | undefined;
  readonly isDown: boolean;
  readonly health: DeviceHealth | undefined;
}

/** A snapshot made safe to compute with; what is stale or not a number is missing. */
export interface HouseView {
  readonly now: Instant;
  readonly snapshot: Snapshot;
  readonly voltageV: number;
  readonly gridW: Sample | undefined;
  readonly batteryW: Sample | undefined;
  readonly solarW: number | undefined;
  readonly chargers: readonly ChargerView[];
  readonly batteries: readonly BatteryView[];
  /** Signals whose numbers make sense, however old. */
  readonly signals: readonly SignalSnapshot[];
}

const standardVoltageV = 230;
/** How long a command that nobody has read back yet counts as what the charger does. */
const pendingMs = minuteMs;

export function viewHouse(snapshot: Snapshot, now: Instant): HouseView {
  const { voltageV } = snapshot.grid;
  return {
    now,
    snapshot,
    voltageV: Number.isFinite(voltageV) && voltageV > 0 ? voltageV : standardVoltageV,
    gridW: sane(snapshot.house.gridW, now),
    batteryW: sane(snapshot.house.batteryW, now),
    solarW: sane(snapshot.house.solarW, now)?.value,
    chargers: snapshot.chargers.map((charger) => viewCharger(charger, snapshot, now)),
    batteries: snapshot.batteries.map((battery) => viewBattery(battery, snapshot, now)),
    signals: (snapshot.signals ?? []).filter(isSaneSignal),
  };
}

/** The batteries whose flows add up. One battery that two devices read is one battery, and gives and takes once. */
export function countedBatteries({ batteries }: Pick<HouseView, "batteries">): readonly BatteryView[] {
  return batteries.filter(({ snapshot }) => snapshot.isCountedElsewhere !== true);
}

function viewCharger(charger: ChargerSnapshot, snapshot: Snapshot, now: Instant): ChargerView {
  const { limits } = charger;
  const reading = charger.reading !== undefined && isSaneReading(charger.reading) ? charger.reading : undefined;
  const isNow = reading !== undefined && charger.goodUntil !== undefined && now <= charger.goodUntil;
  const told = toldSetting(charger);
  const health = healthOf(charger.id, snapshot);
  return {
    id: charger.id,
    snapshot: charger,
    limits,
    isUsable:
      Number.isFinite(limits.minCurrentA) &&
      Number.isFinite(limits.maxCurrentA) &&
      limits.minCurrentA > 0 &&
      limits.stepA > 0,
    reading,
    isFresh: isNow,
    drawW: isNow ? Math.max(0, reading.powerW) : undefined,
    told,
    actuator: charger.actuator,
    present: presentSetting(charger, reading, told, now),
    isDown: isDown(health),
    health,
  };
}

function viewBattery(battery: BatterySnapshot, snapshot: Snapshot, now: Instant): BatteryView {
  const health = healthOf(battery.id, snapshot);
  return {
    id: battery.id,
    snapshot: battery,
    powerW: sane(battery.powerW, now),
    socPercent: sane(battery.socPercent, now)?.value,
    isDown: isDown(health),
    health,
  };
}

function toldSetting(charger: ChargerSnapshot): Setting | undefined {
  const command = charger.actuator?.command;
  if (command?.kind !== "charger") return undefined;
  const { isAllowed, currentA, phases, isSelfRegulated } = command.setting;
  return {
    ...(isSelfRegulated === true ? { isSelfRegulated } : {}),
    isAllowed,
    currentA: currentA ?? charger.reading?.offeredCurrentA ?? charger.limits.maxCurrentA,
    phases: phases ?? (isSelfRegulated ? undefined : toPhases(charger.reading?.activePhases)) ?? charger.limits.phases,
  };
}

/** What the car may do, whoever decides it. */
function presentSetting(
  charger: ChargerSnapshot,
  reading: ChargerReading | undefined,
  told: Setting | undefined,
  now: Instant,
): Setting | undefined {
  const { actuator } = charger;
  const isPending = actuator?.state === "stored" || actuator?.state === "sent";
  const isTold = told !== undefined && told.isSelfRegulated !== true;
  if (isTold && actuator !== undefined && isPending && now - actuator.since < pendingMs) return told;
  if (reading === undefined) return undefined;
  return {
    isAllowed: reading.isAllowed,
    currentA: reading.offeredCurrentA ?? told?.currentA ?? charger.limits.maxCurrentA,
    phases: toPhases(reading.activePhases) ?? told?.phases ?? charger.limits.phases,
  };
}

/** A car on two phases charges on a charger that is switched to three. */
function toPhases(active: 1 | 2 | 3 | undefined): 1 | 3 | undefined {
  return active === 2 ? 3 : active;
}

function isSaneReading(reading: ChargerReading): boolean {
  const { powerW, at, offeredCurrentA } = reading;
  return (
    Number.isFinite(powerW) &&
    Number.isFinite(at) &&
    (offeredCurrentA === undefined || Number.isFinite(offeredCurrentA))
  );
}

function isSaneSignal({ powerW, goodUntil }: SignalSnapshot): boolean {
  return Number.isFinite(goodUntil) && (powerW === undefined || Number.isFinite(powerW));
}

function sane(sample: Sample | undefined, now: Instant): Sample | undefined {
  return isFresh(sample, now) && Number.isFinite(sample.value) && Number.isFinite(sample.at) ? sample : undefined;
}

function isDown(health: DeviceHealth | undefined): boolean {
  return health?.state === "failing" || health?.state === "misconfigured";
}

/** The device of a part: `alpha.EV1` lives in `alpha`. */
function healthOf(id: string, { devices }: Snapshot): DeviceHealth | undefined {
  const dot = id.indexOf(".");
  const deviceId = dot < 0 ? id : id.slice(0, dot);
  return devices.find((device) => device.id === id) ?? devices.find((device) => device.id === deviceId);
}

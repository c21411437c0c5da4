import { fail, hourMs, type Instant, minuteMs, ProblemError } from "#domain";
import type { CallOptions } from "#platform";
import type { BatteryControls, BatteryState, ScheduleAbility } from "./battery-state.ts";
import type { FoxessClient, RealTime, Schedule, Setting, SocLimits } from "./client.ts";
import { isUnsupported } from "./errno.ts";
import {
  askedVariables,
  gridPowerW,
  maxChargeW,
  measuredAt,
  phasePowerW,
  socPercentOf,
  sunIntoBatteryW,
  valuesOf,
} from "./mapping.ts";
import { minutesPerDay } from "./minute-of-day.ts";
import { parseVendorOffset } from "./vendor-time.ts";

/** What one inverter turned out to be. */
export interface Nature {
  readonly hasSolar: boolean;
  readonly hasBattery: boolean;
  readonly capacityWh?: number;
  /** What the battery takes at least, as far as its size and the inverter tell. */
  readonly maxChargeW?: number;
}

/** What its real-time replies have held so far; an inverter without a meter never tells of the grid. */
export interface Measured {
  readonly hasGrid: boolean;
  readonly hasGridPhases: boolean;
  readonly hasSiteLoad: boolean;
}

export interface BatteryLevel {
  readonly socPercent: number;
  /** Where the sun will have lifted it by the time that the next news have been acted upon. */
  readonly risingToPercent: number;
}

/** One inverter behind the client: finds out what it is, and knows how its settings are read. */
export interface Inverter {
  readonly serial: string;
  /** Undefined until the inverter has been asked once with success. */
  nature(): Nature | undefined;
  /** The inverter's nature, asked for if it is not known yet. */
  explore(call: CallOptions): Promise<Nature>;
  measured(): Measured;
  /** How strongly the battery can be charged, as its own management says, else by its size. */
  maxChargeW(): number | undefined;
  realTime(call: CallOptions): Promise<RealTime>;
  /** What can be steered on its battery, by the latest answers. */
  batteryControls(): BatteryControls;
  batteryState(call: CallOptions): Promise<BatteryState>;
  /** The schedule as last read, if that is not long ago; others may write it too. */
  recentSchedule(): Schedule | undefined;
  /** Whether it followed its schedule when that was last read. */
  isScheduled(): boolean | undefined;
  /** Both lowest levels, or undefined where this inverter has none. */
  levels(call: CallOptions): Promise<SocLimits | undefined>;
  /** The battery's level, from the last real-time reply while that is recent. */
  socPercent(call: CallOptions): Promise<number | undefined>;
  /** The battery's level as last told. */
  level(): BatteryLevel | undefined;
  /** The minute of its local day; asked for where no reply has told it yet. */
  minuteOfDay(call: CallOptions): Promise<number | undefined>;
  /** A setting, or undefined where this inverter does not have it; that is asked only once. */
  setting(key: string, call: CallOptions): Promise<Setting | undefined>;
  settings(): ReadonlyMap<string, Setting>;
}

export const workModeKey = "WorkMode";
export const onGridKey = "MinSocOnGrid";

/** The cloud itself has news only every five minutes. */
const recentMs = 10 * minuteMs;

export function createInverter(client: FoxessClient, serial: string, now: () => Instant): Inverter {
  const known = new Map<string, Setting>();
  const missing = new Set<string>();
  let nature: Nature | undefined;
  let measured: Measured = { hasGrid: false, hasGridPhases: false, hasSiteLoad: false };
  let pairLimits: BatteryControls["limits"];
  let schedule: ScheduleAbility | undefined;
  let hasSchedule: boolean | undefined;
  let isOn: boolean | undefined;
  let latest: { readonly at: Instant; readonly schedule: Schedule } | undefined;
  let measuredChargeW: number | undefined;
  let hasChargeTimes = false;
  let offsetMs: number | undefined;
  let level: (BatteryLevel & { readonly at: Instant }) | undefined;

  const setting = async (key: string, call: CallOptions) => {
    if (missing.has(key)) return undefined;
    const answer = await unlessUnsupported(client.setting(serial, key, call));
    if (answer === undefined) missing.add(key);
    else known.set(key, merged(known.get(key), answer));
    return answer;
  };

  const realTime = async (call: CallOptions) => {
    const replies = await client.realTime([serial], askedVariables, call);
    const own = replies.find((reply) => reply.deviceSN === serial);
    if (own === undefined) throw fail("unreachable", "foxess.no-values", { facts: { serial } });
    const values = valuesOf(own);
    measured = {
      hasGrid: measured.hasGrid || gridPowerW(values) !== undefined,
      hasGridPhases: measured.hasGridPhases || phasePowerW(values) !== undefined,
      hasSiteLoad: measured.hasSiteLoad || values.has("loadsPower"),
    };
    offsetMs = parseVendorOffset(own.time) ?? offsetMs;
    measuredChargeW = maxChargeW(values) ?? measuredChargeW;
    const soc = socPercentOf(values);
    if (soc !== undefined) {
      const risingToPercent = soc + sunRisePercent(values, nature?.capacityWh);
      level = { at: measuredAt(own, now()), socPercent: soc, risingToPercent };
    }
    return own;
  };

  const explore = async (call: CallOptions) => {
    if (nature !== undefined) return nature;
    const detail = await client.deviceDetail(serial, call);
    await realTime(call);
    const capacityWh = detail.batteryList.reduce(
      (sum, { type, capacity = 0 }) => sum + (type === "bmu" ? capacity : 0),
      0,
    );
    const found: Nature = {
      hasSolar: detail.hasPV,
      hasBattery: detail.hasBattery,
      ...(capacityWh > 0 ? { capacityWh } : {}),
      ...chargeLimit(capacityWh, detail.capacity),
    };
    if (detail.hasBattery) await exploreBattery(call);
    nature = found;
    return found;
  };

  const levels = (call: CallOptions) => unlessUnsupported(client.socLimits(serial, call));

  const exploreBattery = async (call: CallOptions) => {
    await setting(workModeKey, call);
    await readSchedule(call);
    if (hasSchedule === false)
      hasChargeTimes = (await unlessUnsupported(client.chargeTimes(serial, call))) !== undefined;
    if ((await setting(onGridKey, call)) !== undefined) return;
    // Without the single setting its range is unknown: never below what the owner allows off grid.
    const { minSoc } = (await levels(call)) ?? {};
    pairLimits = minSoc === undefined ? undefined : { lowestPercent: minSoc, highestPercent: 100 };
  };

  /** Whether there is one, the schedule's own switch knows better than the inverter's details. */
  const readSchedule = async (call: CallOptions): Promise<Pick<Schedule, "isEnabled" | "periods"> | undefined> => {
    if (hasSchedule === false) return undefined;
    if (hasSchedule === undefined) {
      const flag = await unlessUnsupported(client.schedulerFlag(serial, call));
      hasSchedule = flag?.isSupported === true;
      if (!hasSchedule) return undefined;
    }
    const told = await unlessUnsupported(client.schedule(serial, call));
    if (told === undefined) {
      hasSchedule = false;
      return undefined;
    }
    schedule = abilityOf(told) ?? schedule;
    const isEnabled = told.isEnabled ?? (await client.schedulerFlag(serial, call)).isEnabled;
    isOn = isEnabled;
    latest = { at: now(), schedule: told };
    return { isEnabled, periods: told.periods };
  };

  const minuteNow = () =>
    offsetMs === undefined ? undefined : Math.floor((now() + offsetMs) / minuteMs) % minutesPerDay;

  const batteryControls = (): BatteryControls => {
    const onGrid = known.get(onGridKey);
    const limits = belowHighest(onGrid === undefined ? pairLimits : limitsOf(onGrid), known.get("MaxSoc")?.value);
    return {
      modes: known.get(workModeKey)?.enumList ?? [],
      ...(limits === undefined ? {} : { limits }),
      ...(schedule === undefined ? {} : { schedule }),
      hasChargeTimes,
    };
  };

  const batteryState = async (call: CallOptions): Promise<BatteryState> => {
    const workMode = (await setting(workModeKey, call))?.value;
    const limits = await levels(call);
    const told = await readSchedule(call);
    const times = hasChargeTimes ? await client.chargeTimes(serial, call) : undefined;
    return {
      workMode,
      minSoc: limits?.minSoc,
      minSocOnGrid: limits?.minSocOnGrid,
      socPercent: level?.socPercent,
      risingToPercent: level?.risingToPercent,
      isScheduled: hasSchedule === true ? told?.isEnabled : false,
      periods: told?.periods,
      times,
      at: now(),
      minuteOfDay: minuteNow(),
    };
  };

  const socPercent = async (call: CallOptions) => {
    if (level === undefined || now() - level.at > recentMs) await realTime(call);
    return level?.socPercent;
  };

  return {
    serial,
    nature: () => nature,
    explore,
    measured: () => measured,
    realTime,
    batteryControls,
    batteryState,
    recentSchedule: () => (latest === undefined || now() - latest.at > recentMs ? undefined : latest.schedule),
    isScheduled: () => isOn,
    maxChargeW: () => measuredChargeW ?? nature?.maxChargeW,
    levels,
    socPercent,
    level: () => level,
    minuteOfDay: async (call) => {
      if (minuteNow() === undefined) await realTime(call);
      return minuteNow();
    },
    setting,
    settings: () => known,
  };
}

/** An answer in which the choices or the range are missing for once does not take them away. */
function merged(
  before: Setting | undefined,
  { enumList = before?.enumList, range = before?.range, ...answer }: Setting,
) {
  return { ...answer, enumList, range };
}

function abilityOf({ rules }: Schedule): ScheduleAbility | undefined {
  const { workModes, maxPeriods, ranges } = rules;
  const lowest = ranges.targetSocPercent?.min;
  const most = ranges.powerW?.max;
  return (
    workModes && {
      ...{ workModes, maxPeriods },
      ...(lowest === undefined ? {} : { lowestTargetPercent: lowest }),
      ...(most === undefined ? {} : { mostPowerW: most }),
    }
  );
}

/** Five minutes until the next news, and what it takes until a new level is in the inverter. */
const newsMs = 7 * minuteMs;
/** Nobody knows which firmware fills a battery from the grid that is below its lowest level, so it is never far below. */
const mostRisePercent = 2;

/** What the sun puts in until the next news; what the grid puts in does not count, or the level would drive itself up. */
function sunRisePercent(values: ReturnType<typeof valuesOf>, capacityWh: number | undefined): number {
  if (capacityWh === undefined) return 0;
  const riseWh = (sunIntoBatteryW(values) * newsMs) / hourMs;
  return Math.min(mostRisePercent, (riseWh / capacityWh) * 100);
}

/** House batteries are built to be filled within two hours; no inverter passes more than it is rated for. */
function chargeLimit(capacityWh: number, ratedKW: number | undefined): Pick<Nature, "maxChargeW"> {
  if (!(capacityWh > 0)) return {};
  const ratedW = ratedKW === undefined || ratedKW <= 0 ? Number.POSITIVE_INFINITY : ratedKW * 1_000;
  return { maxChargeW: Math.round(Math.min(capacityWh / 2, ratedW)) };
}

function limitsOf({ range, value }: Setting): BatteryControls["limits"] {
  if (range !== undefined) return { lowestPercent: range.min, highestPercent: range.max };
  const lowest = Number(value);
  return Number.isFinite(lowest) ? { lowestPercent: lowest, highestPercent: 100 } : undefined;
}

/** The lowest level stays below the highest, or the inverter has nothing left to work with. */
function belowHighest(limits: BatteryControls["limits"], maxSoc: string | undefined): BatteryControls["limits"] {
  const highest = Number(maxSoc);
  if (limits === undefined || maxSoc === undefined || !Number.isFinite(highest)) return limits;
  const highestPercent = Math.max(limits.lowestPercent, Math.min(limits.highestPercent, highest - 1));
  return { ...limits, highestPercent };
}

async function unlessUnsupported<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ProblemError && isUnsupported(error.problem)) return undefined;
    throw error;
  }
}

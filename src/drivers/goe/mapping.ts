import {
  type ChargerReading,
  type ChargerSetting,
  type ChargerStatus,
  type Command,
  fail,
  type Instant,
  type Json,
  type PhaseValues,
  type Quality,
  type Triple,
  type Unstamped,
} from "#domain";
import type { GoeValues } from "./transport.ts";

/** No car charges with less (IEC 61851). */
const lowestCurrentA = 6;

/** Assumed where the charger does not tell its installation's limit: every wallbox line carries this much. */
const cautiousCurrentA = 16;

/** After being allowed again a car needs up to a minute before it draws; until then "takes nothing" means nothing. */
const awakeWithinMs = 60_000;

/** `modelStatus` numbers that mean: may charge. 33 is among them although some lists word it otherwise. */
const chargingReasons: ReadonlySet<number> = new Set([3, 7, 8, 9, 10, 11, 12, 13, 14, 15, 19, 20, 33]);

/** The whole state of the socket. Throws where the charger did not tell enough to say anything true. */
export function toChargerReading(values: GoeValues, at: Instant): Unstamped<ChargerReading> {
  const status = toStatus(values["car"]);
  const power = toPower(values);
  const isAllowed = toIsAllowed(values);
  if (status === undefined || power === undefined || isAllowed === undefined) {
    const missing = Object.entries({ car: status, nrg: power, alw: isAllowed }).filter(
      ([, value]) => value === undefined,
    );
    const facts = { missing: missing.map(([key]) => key).join(", ") };
    throw fail("invalid", "goe.incomplete", { facts, isRetryable: true });
  }
  const isConnected = status === "B" || status === "C";
  return {
    kind: "charger",
    at,
    quality: power.quality,
    status,
    powerW: power.powerW,
    isAllowed,
    ...known({ phases: power.phases }),
    ...known({ offeredCurrentA: isAllowed ? toOfferedCurrentA(values) : undefined }),
    ...known({ activePhases: toActivePhases(values["pnp"]) }),
    ...known({ sessionWh: isConnected ? numberOf(values["wh"]) : undefined }),
    ...known({ totalWh: numberOf(values["eto"]) }),
    ...known({ isFull: isConnected ? toIsFull(values, isAllowed) : undefined }),
  };
}

/** 4 is both "finished" and "paused"; either way the car is connected and not charging. */
export function toStatus(car: Json | undefined): ChargerStatus | undefined {
  if (car === null) return "E";
  switch (car) {
    case 1:
      return "A";
    case 2:
      return "C";
    case 3:
    case 4:
      return "B";
    case 6:
      return "E";
    default:
      return typeof car === "number" ? "F" : undefined;
  }
}

/**
 * Power from the sixteen measurements. Some firmware shows all of them as zero while it charges; no live supply has 0 V,
 * so then the mean of the last 30 s stands in, marked as an estimate.
 */
export function toPower(
  values: GoeValues,
): { readonly powerW: number; readonly quality: Quality; readonly phases?: PhaseValues } | undefined {
  const nrg = values["nrg"];
  if (!Array.isArray(nrg)) return undefined;
  const total = numberOf(nrg[11]);
  const voltageV = tripleOf(nrg, 0);
  const isBlank = nrg.every((each) => each === 0);
  if (values["car"] === 2 && isBlank) {
    const meanW = numberOf(values["tpa"]);
    return meanW === undefined || meanW <= 0 ? undefined : { powerW: meanW, quality: "estimated" };
  }
  if (total === undefined) return undefined;
  const phases: PhaseValues = {
    ...known({ voltageV }),
    ...known({ currentA: tripleOf(nrg, 4) }),
    ...known({ powerW: tripleOf(nrg, 7) }),
  };
  return { powerW: Math.max(0, total), quality: "measured", phases };
}

function toIsAllowed(values: GoeValues): boolean | undefined {
  const { alw } = values;
  if (typeof alw === "boolean") return alw;
  const reason = numberOf(values["modelStatus"]);
  return reason === undefined ? undefined : chargingReasons.has(reason);
}

function toOfferedCurrentA(values: GoeValues): number | undefined {
  const told = numberOf(values["acu"]);
  if (told !== undefined) return told;
  const { cll } = values;
  if (!isObject(cll)) return undefined;
  const limits = Object.values(cll).map(numberOf).filter(isKnown);
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function toActivePhases(pnp: Json | undefined): 1 | 2 | 3 | undefined {
  return pnp === 1 || pnp === 2 || pnp === 3 ? pnp : undefined;
}

/** Told apart from a pause by the reason: only who may charge and takes nothing is full (or fast asleep). */
export function toIsFull(values: GoeValues, isAllowed: boolean): boolean {
  if (values["car"] !== 4) return false;
  const reason = numberOf(values["modelStatus"]);
  const mayCharge = reason === undefined ? isAllowed : chargingReasons.has(reason) && isAllowed;
  if (!mayCharge) return false;
  const sinceMs = ageMs(values, "lmsc");
  return sinceMs === undefined || sinceMs >= awakeWithinMs;
}

/** How long ago something happened that the charger dates from its own start. */
export function ageMs(values: GoeValues, key: string): number | undefined {
  const uptimeMs = numberOf(values["rbt"]);
  const happenedMs = numberOf(values[key]);
  return uptimeMs === undefined || happenedMs === undefined ? undefined : Math.max(0, uptimeMs - happenedMs);
}

/** What the charger's capability rests on. */
export interface ChargerLimits {
  readonly minCurrentA: number;
  readonly maxCurrentA: number;
  readonly phases: 1 | 3;
  readonly canSwitchPhases: boolean;
}

/** Installation, variant, adapter and cable each set a limit; the smallest counts. */
export function toLimits(values: GoeValues): ChargerLimits {
  const isSmall = values["var"] === 11 || (values["adi"] === true && !isCoreFamily(values["typ"]));
  const cable =
    numberOf(values["cbl"]) ?? (isObject(values["cll"]) ? numberOf(values["cll"]["cableCurrentLimit"]) : undefined);
  const limits = [numberOf(values["ama"]) ?? cautiousCurrentA, isSmall ? 16 : undefined, cable].filter(isKnown);
  const phases = supplyPhases(values["pha"]);
  const minCurrentA = Math.max(lowestCurrentA, numberOf(values["mca"]) ?? lowestCurrentA);
  return {
    minCurrentA,
    maxCurrentA: Math.max(minCurrentA, Math.min(...limits)),
    phases,
    canSwitchPhases: phases === 3 && numberOf(values["psm"]) !== undefined,
  };
}

/** The last three flags tell which conductors arrive; a charger that does not tell counts as three-phase. */
function supplyPhases(pha: Json | undefined): 1 | 3 {
  if (!Array.isArray(pha) || pha.length < 6) return 3;
  return pha.slice(3, 6).filter((isThere) => isThere === true).length === 1 ? 1 : 3;
}

/** Core, Pro and Phoenix report an adapter always, whether there is one or not. */
export function isCoreFamily(typ: Json | undefined): boolean {
  if (typeof typ !== "string") return false;
  const name = typ.toLowerCase().replaceAll("_", " ");
  return name.includes("phoenix") || name.includes("core") || name.includes(" pro");
}

/** The settings we move, as the charger has them; absent where it does not have or tell them. */
export interface ControlState {
  readonly frc?: number;
  readonly amp?: number;
  readonly psm?: number;
  readonly alw?: boolean;
}

export const controlKeys: readonly string[] = ["frc", "amp", "psm", "alw"];

export function toControlState(values: Json): ControlState {
  if (!isObject(values)) return {};
  const { alw } = values;
  return {
    ...known({ frc: numberOf(values["frc"]) }),
    ...known({ amp: numberOf(values["amp"]) }),
    ...known({ psm: numberOf(values["psm"]) }),
    ...known({ alw: typeof alw === "boolean" ? alw : undefined }),
  };
}

type Settings = Omit<ControlState, "alw">;

/**
 * What to set for this wish. While stopped only the force state matters: changing phases or current of a paused car has
 * cost sessions their permission on some firmware, and means nothing until it is allowed again.
 */
export function toSettings(setting: ChargerSetting, limits: ChargerLimits): Settings {
  if (!setting.isAllowed) return { frc: 1 };
  return {
    ...known({ amp: setting.currentA === undefined ? undefined : toWholeAmps(setting.currentA, limits) }),
    ...known({ psm: limits.canSwitchPhases && setting.phases !== undefined ? phaseMode[setting.phases] : undefined }),
    frc: 2,
  };
}

const phaseMode = { 1: 1, 3: 2 } as const;

/** Never more than asked: the charger knows whole amperes only, so fractions fall away. */
function toWholeAmps(currentA: number, limits: ChargerLimits): number {
  const whole = Math.floor(Math.min(currentA, limits.maxCurrentA) + 1e-9);
  if (whole >= limits.minCurrentA) return whole;
  throw fail("invalid", "goe.current-too-low", { facts: { currentA, lowestA: limits.minCurrentA } });
}

/** The writes that lead from one state to the other, in an order in which no step draws more than the end. */
export function toWrites(wanted: Settings, now: ControlState): readonly GoeValues[] {
  const changed = (["amp", "psm", "frc"] as const).flatMap((key) => {
    const value = wanted[key];
    return value === undefined || value === now[key] ? [] : [{ [key]: value }];
  });
  return wanted.frc === 1 ? changed.reverse() : changed;
}

export function isInEffect(setting: ChargerSetting, limits: ChargerLimits, now: ControlState): boolean {
  return toWrites(toSettings(setting, limits), now).length === 0 && now.alw === setting.isAllowed;
}

/** The powers for the charger's own solar regulation. Its signs are ours; what is missing stays out. */
export function toSurplusPowers(command: Extract<Command, { kind: "surplus" }>): GoeValues {
  return {
    ids: {
      pGrid: Math.round(command.gridW),
      ...known({ pPv: command.solarW === undefined ? undefined : Math.round(command.solarW) }),
      ...known({ pAkku: command.batteryW === undefined ? undefined : Math.round(command.batteryW) }),
    },
  };
}

/** The grid power that the charger shows as received; gone once it has forgotten it. */
export function toGridPower(values: Json): number | undefined {
  return isObject(values) ? numberOf(values["pgrid"]) : undefined;
}

function numberOf(value: Json | undefined): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

function tripleOf(list: readonly Json[], from: number): Triple | undefined {
  const [first, second, third] = [0, 1, 2].map((index) => numberOf(list[from + index]));
  return first === undefined || second === undefined || third === undefined ? undefined : [first, second, third];
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** The entry as it is, or nothing: absent is how the domain says missing. */
function known<K extends string, V>(entry: Readonly<Record<K, V | undefined>>): Partial<Record<K, V>> {
  const present: Partial<Record<K, V>> = {};
  for (const key in entry) {
    const value = entry[key];
    if (value !== undefined) present[key] = value;
  }
  return present;
}

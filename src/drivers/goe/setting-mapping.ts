import { type ChargerSetting, type Command, fail, type Json } from "#domain";
import { isKnown, isObject, known, numberOf } from "./json-values.ts";
import type { GoeValues } from "./transport.ts";

/** No car charges with less (IEC 61851). */
const lowestCurrentA = 6;

/** Assumed where the charger does not tell its installation's limit: every wallbox line carries this much. */
const cautiousCurrentA = 16;

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
  const maxCurrentA = Math.min(...limits);
  const ownMinimumA = numberOf(values["mca"]) ?? lowestCurrentA;
  return {
    minCurrentA: Math.min(Math.max(lowestCurrentA, ownMinimumA), maxCurrentA),
    maxCurrentA,
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
  if (setting.isSelfRegulated === true) return toFreeSettings(setting, limits);
  return {
    ...known({ amp: setting.currentA === undefined ? undefined : toWholeAmps(setting.currentA, limits) }),
    ...known({ psm: limits.canSwitchPhases && setting.phases !== undefined ? phaseMode[setting.phases] : undefined }),
    frc: 2,
  };
}

/** Nothing forced: the charger's own mode decides, up to the current, on the phases given or of its choice. */
function toFreeSettings({ currentA, phases }: ChargerSetting, limits: ChargerLimits): Settings {
  const psm = phases === undefined ? freePhases : phaseMode[phases];
  return {
    frc: 0,
    ...known({ amp: currentA === undefined ? undefined : toWholeAmps(currentA, limits) }),
    ...known({ psm: limits.canSwitchPhases ? psm : undefined }),
  };
}

const freePhases = 0;
const phaseMode = { 1: 1, 3: 2 } as const;

/** Never more than asked: the charger knows whole amperes only, so fractions fall away. */
function toWholeAmps(currentA: number, limits: ChargerLimits): number {
  const whole = Math.floor(Math.min(currentA, limits.maxCurrentA) + 1e-9);
  const lowestA = Math.max(lowestCurrentA, limits.minCurrentA);
  if (whole >= lowestA) return whole;
  throw fail("invalid", "goe.current-too-low", { facts: { currentA, lowestA } });
}

/**
 * The writes that lead from one state to the other, in an order in which no step draws more than the end. A higher
 * ceiling comes after the force has gone, or it would be drawn in full.
 */
export function toWrites(wanted: Settings, now: ControlState): readonly GoeValues[] {
  const changed = (["amp", "psm", "frc"] as const).flatMap((key) => {
    const value = wanted[key];
    return value === undefined || value === now[key] ? [] : [{ [key]: value }];
  });
  const isFreed = wanted.frc === 0 && now.frc === 2 && (wanted.amp ?? 0) > (now.amp ?? 0);
  return wanted.frc === 1 || isFreed ? changed.reverse() : changed;
}

export function isInEffect(setting: ChargerSetting, limits: ChargerLimits, now: ControlState): boolean {
  const isAsWanted = toWrites(toSettings(setting, limits), now).length === 0;
  return isAsWanted && (setting.isSelfRegulated === true || now.alw === setting.isAllowed);
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

import {
  type ChargerReading,
  type ChargerStatus,
  fail,
  type Instant,
  type Json,
  type PhaseValues,
  type Quality,
  type Unstamped,
} from "#domain";
import { isKnown, isObject, known, numberOf, tripleOf } from "./json-values.ts";
import type { GoeValues } from "./transport.ts";

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

import type { Facts, Json } from "#domain";
import { isObject, isSameJson, numberOf } from "./json-values.ts";
import { masked } from "./key-masks.ts";
import { findGoeKey } from "./keys.ts";
import type { GoeValues } from "./transport.ts";

/** Where the charger shows the powers that it was sent; the key itself cannot be read. */
export const shownPowers: readonly (readonly [member: string, key: string])[] = [
  ["pGrid", "pgrid"],
  ["pPv", "ppv"],
  ["pAkku", "pakku"],
];

/** The keys in which a write shows; none where the charger shows nothing of it. */
export function keysToConfirm(wanted: GoeValues): readonly string[] {
  return Object.keys(toShown(wanted));
}

/** The first value that does not show as it was written; undefined when all do. */
export function missingFrom(wanted: GoeValues, shown: GoeValues): Facts | undefined {
  const entry = Object.entries(toShown(wanted)).find(([key, value]) => !isShown(value, shown[key]));
  if (entry === undefined) return undefined;
  const [key, value] = entry;
  return { key, wanted: told(key, value), shown: told(key, shown[key]) };
}

function told(name: string, value: Json | undefined): string {
  const key = findGoeKey(name);
  if (value === undefined) return "-";
  return JSON.stringify(key === undefined ? value : masked(key, value));
}

function toShown(wanted: GoeValues): Readonly<Record<string, Json>> {
  const shown: Record<string, Json> = {};
  for (const [name, value] of Object.entries(wanted)) {
    if (name === "ids" && isObject(value)) {
      for (const [member, key] of shownPowers) {
        const powerW = numberOf(value[member]);
        if (powerW !== undefined) shown[key] = powerW;
      }
    } else if (isShownAsWritten(name)) shown[name] = value;
  }
  return shown;
}

/** A secret or a card's number is not told again, and a clock runs on. */
function isShownAsWritten(name: string): boolean {
  const key = findGoeKey(name);
  return key?.access === "read-write" && !key.isSecret && key.type !== "card" && key.key !== "utc";
}

/** Chargers add members of their own (seconds of a timer, a time stamp) and keep fractions as 32-bit floats. */
function isShown(wanted: Json, shown: Json | undefined): boolean {
  if (typeof wanted === "number" && typeof shown === "number") {
    return Math.abs(wanted - shown) <= 1e-6 * Math.max(1, Math.abs(wanted));
  }
  if (isObject(wanted) && isObject(shown)) {
    return Object.entries(wanted).every(([name, value]) => value === undefined || isShown(value, shown[name]));
  }
  if (Array.isArray(wanted) && Array.isArray(shown)) {
    return wanted.length === shown.length && wanted.every((each: Json, index) => isShown(each, shown[index]));
  }
  if (typeof wanted === "string" && typeof shown === "string") return wanted.toLowerCase() === shown.toLowerCase();
  return isSameJson(wanted, shown);
}

import { fail, type Json, type ProblemError } from "#domain";
import { isWhole, limitsOf } from "./key-limits.ts";
import { secretMask } from "./key-masks.ts";
import { findGoeKey, type GoeKey } from "./keys.ts";
import { nearestKey } from "./nearest-key.ts";
import type { GoeValues } from "./transport.ts";
import { shapeComplaint } from "./write-check-shapes.ts";

export interface WriteCheckOptions {
  /** The owner said yes to a write that can interrupt the charger, lose data or lock somebody out. */
  readonly isConfirmed?: boolean;
}

/** Refuses what the charger would refuse, before anything leaves; one bad value keeps the good ones home too. */
export function checkWrite(values: GoeValues, options: WriteCheckOptions = {}): void {
  for (const [name, value] of Object.entries(values)) {
    const key = findGoeKey(name);
    if (key === undefined) throw unknownKey(name);
    if (key.access === "read") throw fail("invalid", "goe.read-only-key", { facts: { key: name } });
    if (key.isDangerous && !options.isConfirmed) {
      throw fail("invalid", "goe.needs-confirmation", { facts: { key: name } });
    }
    checkValue(key, value);
  }
}

export function unknownKey(name: string): ProblemError {
  const nearest = nearestKey(name);
  return nearest === undefined
    ? fail("invalid", "goe.unknown-key", { facts: { key: name } })
    : fail("invalid", "goe.unknown-key-nearest", { facts: { key: name, nearest } });
}

function checkValue(key: GoeKey, value: Json): void {
  if (value === null) {
    if (key.isNullable) return;
    throw wrongType(key, value);
  }
  switch (key.type) {
    case "bool":
      if (typeof value !== "boolean") throw wrongType(key, value);
      return;
    case "trigger":
    case "virtual":
      if (value !== true) throw wrongType(key, value);
      return;
    case "text":
    case "url":
    case "card":
      if (typeof value !== "string" || value.length > (key.maxLength ?? value.length)) throw wrongType(key, value);
      return;
    case "colour":
      if (typeof value !== "string" || !/^#[0-9a-f]{6}$/i.test(value)) throw wrongType(key, value);
      return;
    case "list":
    case "object":
      checkShape(key, value);
      return;
    default:
      if (typeof value !== "number" || !Number.isFinite(value)) throw wrongType(key, value);
      if (isWhole(key.type) && !Number.isInteger(value)) throw wrongType(key, value);
      checkRange(key, value);
  }
}

function checkShape(key: GoeKey, value: Json): void {
  const isList = Array.isArray(value);
  if (typeof value !== "object" || isList !== (key.type === "list")) throw wrongType(key, value);
  const complaint = shapeComplaint(key.key, value);
  if (complaint === undefined) return;
  throw fail("invalid", "goe.wrong-shape", { facts: { key: key.key, example: complaint } });
}

function checkRange(key: GoeKey, value: number): void {
  if (key.choices !== undefined && !key.choices.some((choice) => choice.value === value)) {
    throw notAChoice(key, value);
  }
  const limits = limitsOf(key);
  if (limits === undefined || (value >= limits.lowest && value <= limits.highest)) return;
  const { lowest, highest, isByType } = limits;
  const code = isByType ? "goe.out-of-type" : "goe.out-of-range";
  throw fail("invalid", code, { facts: { key: key.key, value, lowest, highest } });
}

function wrongType(key: GoeKey, value: Json): ProblemError {
  const shown = key.isSecret || key.type === "url" ? secretMask : JSON.stringify(value);
  const facts = { key: key.key, value: shown };
  if (key.choices !== undefined) return notAChoice(key, shown);
  const limits = limitsOf(key);
  if (limits === undefined || limits.isByType)
    return fail("invalid", "goe.wrong-type", { facts: { ...facts, expected: sampleOf(key) } });
  const { lowest, highest } = limits;
  const code = isWhole(key.type) ? "goe.not-whole" : "goe.not-a-number";
  return fail("invalid", code, { facts: { ...facts, lowest, highest } });
}

function notAChoice({ key, choices = [] }: GoeKey, value: string | number): ProblemError {
  const allowed = choices.map((choice) => choice.value).join(", ");
  return fail("invalid", "goe.not-a-choice", { facts: { key, value, allowed } });
}

/** How a right value is written, in no language. */
function sampleOf({ type, maxLength }: GoeKey): string {
  switch (type) {
    case "bool":
      return "true, false";
    case "trigger":
    case "virtual":
      return "true";
    case "text":
    case "url":
    case "card":
      return maxLength === undefined ? '"…"' : `"…" (≤ ${maxLength})`;
    case "colour":
      return "#RRGGBB";
    case "list":
    case "object":
      return "JSON";
    case "float":
      return "1, 2.5, …";
    default:
      return "1, 2, …";
  }
}

/** Without what is an order to this program alone; the very same values where there is none. */
export function withoutOrders(values: GoeValues): GoeValues {
  const sent = Object.entries(values).filter(([name]) => findGoeKey(name)?.type !== "virtual");
  return sent.length === Object.keys(values).length ? values : Object.fromEntries(sent);
}

import { fail, type Json, type ProblemError } from "#domain";
import { findGoeKey, type GoeKey } from "./keys.ts";
import type { GoeValues } from "./transport.ts";

export interface WriteCheckOptions {
  /** The owner said yes to a write that can interrupt the charger or lock somebody out. */
  readonly isConfirmed?: boolean;
}

/** Refuses what the charger would refuse, before anything leaves; one bad value keeps the good ones home too. */
export function checkWrite(values: GoeValues, options: WriteCheckOptions = {}): void {
  for (const [name, value] of Object.entries(values)) {
    const key = findGoeKey(name);
    if (key === undefined) throw fail("invalid", "goe.unknown-key", { facts: { key: name } });
    if (key.access === "read") throw fail("invalid", "goe.read-only-key", { facts: { key: name } });
    if (key.isDangerous && !options.isConfirmed) {
      throw fail("invalid", "goe.needs-confirmation", { facts: { key: name } });
    }
    checkValue(key, value);
  }
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
      if (value !== true) throw wrongType(key, value);
      return;
    case "text":
      if (typeof value !== "string") throw wrongType(key, value);
      return;
    case "colour":
      if (typeof value !== "string" || !/^#[0-9a-f]{6}$/i.test(value)) throw wrongType(key, value);
      return;
    case "list":
      if (!Array.isArray(value)) throw wrongType(key, value);
      return;
    case "object":
      if (typeof value !== "object" || Array.isArray(value)) throw wrongType(key, value);
      return;
    case "uint8":
    case "int":
    case "boot-time":
      if (!Number.isInteger(value)) throw wrongType(key, value);
      checkRange(key, Number(value));
      return;
    case "float":
      if (typeof value !== "number" || !Number.isFinite(value)) throw wrongType(key, value);
      checkRange(key, value);
      return;
  }
}

function checkRange(key: GoeKey, value: number): void {
  if (key.choices !== undefined && !key.choices.some((choice) => choice.value === value)) {
    const allowed = key.choices.map((choice) => choice.value).join(", ");
    throw fail("invalid", "goe.not-a-choice", { facts: { key: key.key, value, allowed } });
  }
  const lowest = key.min ?? (key.type === "uint8" ? 0 : Number.NEGATIVE_INFINITY);
  const highest = key.max ?? (key.type === "uint8" ? 255 : Number.POSITIVE_INFINITY);
  if (value < lowest || value > highest) {
    throw fail("invalid", "goe.out-of-range", { facts: { key: key.key, value, lowest, highest } });
  }
}

function wrongType(key: GoeKey, value: Json): ProblemError {
  const expected = key.type === "list" || key.type === "object" ? "JSON" : key.type;
  return fail("invalid", "goe.wrong-type", { facts: { key: key.key, value: JSON.stringify(value), expected } });
}

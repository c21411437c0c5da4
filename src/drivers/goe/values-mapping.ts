import { fail, type Json, type ValueDefinition, type ValuesReading } from "#domain";
import { findGoeKey, type GoeKey, type GoeType, goeKeys } from "./keys.ts";
import { ageMs } from "./mapping.ts";
import type { GoeValues } from "./transport.ts";

type FlatValues = ValuesReading["values"];

/** Raw values for people: lists and objects split into named pieces, times since the start told as ages. */
export function toFlatValues(values: GoeValues): FlatValues {
  const flat: Record<string, FlatValues[string]> = {};
  for (const [name, value] of Object.entries(values)) {
    const key = findGoeKey(name);
    if (key === undefined || value === null) continue;
    if (key.type === "boot-time") {
      const since = ageMs(values, name);
      if (since !== undefined) flat[name] = Math.round(since / 1_000);
    } else if (isPlain(value)) flat[name] = value;
    else Object.assign(flat, toPieces(key, value));
  }
  return flat;
}

function toPieces(key: GoeKey, value: readonly Json[] | { readonly [member: string]: Json | undefined }): FlatValues {
  const pieces: Record<string, FlatValues[string]> = {};
  for (const { at, name } of key.elements ?? []) {
    const piece = Array.isArray(value) ? (typeof at === "number" ? value[at] : undefined) : memberOf(value, at);
    if (piece !== undefined && piece !== null && isPlain(piece)) pieces[`${key.key}.${name}`] = piece;
  }
  return pieces;
}

function memberOf(value: Json, at: number | string): Json | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return Object.entries(value).find(([name]) => name === String(at))?.[1];
}

function isPlain(value: Json): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The keys that this charger has, as the house's words for raw values. */
export function toDefinitions(isOffered: (key: GoeKey) => boolean): readonly ValueDefinition[] {
  return goeKeys.filter(isOffered).flatMap((key) => [...wholeDefinition(key), ...pieceDefinitions(key)]);
}

/** A list or object that can only be read is told by its pieces alone. */
function wholeDefinition(key: GoeKey): readonly ValueDefinition[] {
  if (key.elements !== undefined && key.access === "read") return [];
  const { label, access, unit, min, max, step } = key;
  return [
    {
      ...{ key: key.key, label, access, type: shownType(key) },
      ...(unit === undefined ? {} : { unit }),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(step === undefined ? {} : { step }),
      ...(key.choices === undefined ? {} : { options: key.choices }),
      ...(key.isDangerous ? { isDangerous: true } : {}),
    },
  ];
}

function pieceDefinitions(key: GoeKey): readonly ValueDefinition[] {
  return (key.elements ?? []).map(({ name, label, unit }) => ({
    ...{ key: `${key.key}.${name}`, label, access: "read" },
    type: unit === undefined && key.key === "pha" ? "switch" : "number",
    ...(unit === undefined ? {} : { unit }),
  }));
}

const typeShown: Readonly<Record<GoeType, ValueDefinition["type"]>> = {
  bool: "switch",
  trigger: "switch",
  uint8: "number",
  int: "number",
  float: "number",
  "boot-time": "number",
  text: "text",
  colour: "text",
  object: "object",
  list: "object",
};

function shownType(key: GoeKey): ValueDefinition["type"] {
  return key.choices === undefined ? typeShown[key.type] : "choice";
}

/** What goes over the wire for a value that somebody set; lists and objects arrive here as JSON text. */
export function toWireValue(name: string, value: string | number | boolean): Json {
  const key = findGoeKey(name);
  const isComposite = key?.type === "object" || key?.type === "list";
  if (!isComposite || typeof value !== "string") return value;
  try {
    const parsed: Json = JSON.parse(value);
    return parsed;
  } catch (cause) {
    throw fail("invalid", "goe.wrong-type", { facts: { key: name, value, expected: "JSON" }, cause });
  }
}

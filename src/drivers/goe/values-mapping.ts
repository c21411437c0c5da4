import { fail, type Json, type ValueDefinition, type ValuesReading } from "#domain";
import { numberOf } from "./json-values.ts";
import { masked } from "./key-masks.ts";
import { findAddress, pieceAt, shownPiece, timeOfDay } from "./key-pieces.ts";
import { words } from "./keys/shape.ts";
import { findGoeKey, type GoeElement, type GoeKey, type GoeType, goeKeys } from "./keys.ts";
import { ageMs } from "./mapping.ts";
import type { GoeValues } from "./transport.ts";

type FlatValues = ValuesReading["values"];
type FlatValue = FlatValues[string];

/** Raw values for people: lists and objects split into named pieces, times since the start told as ages. */
export function toFlatValues(values: GoeValues): FlatValues {
  const flat: Record<string, FlatValue> = {};
  for (const [name, value] of Object.entries(values)) {
    const key = findGoeKey(name);
    if (key === undefined || key.isSecret) continue;
    // "None" is told where it means something; elsewhere it is the charger that has no value just now.
    if (value !== null) Object.assign(flat, flatOf(key, masked(key, value), values));
    else if (key.isNullable) flat[name] = null;
  }
  return flat;
}

function flatOf(key: GoeKey, value: Json, values: GoeValues): FlatValues {
  if (key.type === "boot-time" || key.type === "boot-end") return momentOf(key, value, values);
  if (isPlain(value)) return { [key.key]: value };
  const whole = isToldWhole(key) ? { [key.key]: JSON.stringify(value) } : {};
  const pieces = (key.elements ?? []).flatMap((element) => {
    const shown = shownPiece(element, pieceAt(value, element.path));
    return shown === undefined ? [] : [[`${key.key}.${element.name}`, shown] as const];
  });
  return { ...whole, ...Object.fromEntries(pieces) };
}

/** A moment that can be set stays as the charger counts it, with the time that is meant beside it. */
function momentOf(key: GoeKey, value: Json, values: GoeValues): FlatValues {
  const moment = numberOf(value);
  if (moment === undefined) return {};
  const sinceMs = ageMs(values, key.key);
  const uptimeMs = numberOf(values["rbt"]);
  if (key.access === "read") return sinceMs === undefined ? {} : { [key.key]: Math.round(sinceMs / 1_000) };
  if (uptimeMs === undefined || sinceMs === undefined) return { [key.key]: moment };
  const seconds = key.type === "boot-end" ? Math.max(0, moment - uptimeMs) : sinceMs;
  return { [key.key]: moment, [`${key.key}.${momentPiece(key)}`]: Math.round(seconds / 1_000) };
}

const momentPiece = (key: GoeKey) => (key.type === "boot-end" ? "remaining" : "age");

/** A list or object that can only be read is told by its pieces alone, where they have names. */
function isToldWhole(key: GoeKey): boolean {
  return key.elements === undefined || key.access !== "read";
}

function isPlain(value: Json): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The keys that this charger has, as the house's words for raw values. */
export function toDefinitions(isOffered: (key: GoeKey) => boolean): readonly ValueDefinition[] {
  return goeKeys.filter((key) => key.device === "charger" && !key.isSecret && isOffered(key)).flatMap(definitionsOf);
}

/** Made once: a charger is asked for what it offers all day long. */
const made = new Map<GoeKey, readonly ValueDefinition[]>();

function definitionsOf(key: GoeKey): readonly ValueDefinition[] {
  const known = made.get(key);
  if (known !== undefined) return known;
  const definitions = [...wholeDefinition(key), ...pieceDefinitions(key), ...momentDefinitions(key)];
  made.set(key, definitions);
  return definitions;
}

function wholeDefinition(key: GoeKey): readonly ValueDefinition[] {
  if (!isToldWhole(key)) return [];
  const { label, unit, min, max, step } = key;
  // A login in an address would be remembered with the command; such addresses are set by hand.
  const access = key.type === "url" ? "read" : key.access;
  return [
    {
      ...{ key: key.key, label, access, type: shownType(key) },
      ...(unit === undefined ? {} : { unit }),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
      ...(step === undefined ? {} : { step }),
      ...(key.choices === undefined ? {} : { options: key.choices }),
      ...(key.isNullable ? { isNullable: true } : {}),
      ...(key.isDangerous ? { isDangerous: true } : {}),
    },
  ];
}

const pieceTypes: Readonly<Record<GoeElement["type"], ValueDefinition["type"]>> = {
  number: "number",
  bool: "switch",
  text: "text",
  time: "text",
};

/** Pieces of what can only be written are no values of their own. */
function pieceDefinitions(key: GoeKey): readonly ValueDefinition[] {
  if (key.access === "write") return [];
  return (key.elements ?? []).map(({ name, label, unit, type, choices }) => ({
    ...{ key: `${key.key}.${name}`, label, access: key.access },
    type: choices === undefined ? pieceTypes[type] : "choice",
    ...(unit === undefined ? {} : { unit }),
    ...(choices === undefined ? {} : { options: choices }),
    ...(key.isDangerous ? { isDangerous: true } : {}),
  }));
}

function momentDefinitions(key: GoeKey): readonly ValueDefinition[] {
  const isMoment = key.type === "boot-time" || key.type === "boot-end";
  if (!isMoment || key.access === "read") return [];
  const { en, de, fr } = key.label;
  const label =
    key.type === "boot-end"
      ? words(`${en} (left)`, `${de} (verbleibend)`, `${fr} (restant)`)
      : words(`${en} (ago)`, `${de} (vergangen)`, `${fr} (écoulé)`);
  return [{ key: `${key.key}.${momentPiece(key)}`, label, access: "read", type: "number", unit: "s" }];
}

const typeShown: Readonly<Record<GoeType, ValueDefinition["type"]>> = {
  bool: "switch",
  trigger: "switch",
  virtual: "switch",
  uint8: "number",
  int8: "number",
  uint16: "number",
  uint32: "number",
  uint64: "number",
  int: "number",
  float: "number",
  "boot-time": "number",
  "boot-end": "number",
  text: "text",
  url: "text",
  colour: "text",
  card: "text",
  object: "object",
  list: "object",
};

function shownType(key: GoeKey): ValueDefinition["type"] {
  return key.choices === undefined ? typeShown[key.type] : "choice";
}

/** What goes over the wire for a value that somebody set; lists and objects arrive here as JSON text. */
export function toWireValue(name: string, value: string | number | boolean | null): Json {
  const address = findAddress(name);
  if (address?.element?.type === "time" && typeof value === "string") {
    const time = timeOfDay(value);
    if (time !== undefined) return time;
    throw fail("invalid", "goe.wrong-type", { facts: { key: name, value, expected: "07:30" } });
  }
  const isComposite = address?.path.length === 0 && (address.key.type === "object" || address.key.type === "list");
  if (!isComposite || typeof value !== "string") return value;
  try {
    const parsed: Json = JSON.parse(value);
    return parsed;
  } catch (cause) {
    throw fail("invalid", "goe.wrong-type", { facts: { key: name, value, expected: "JSON" }, cause });
  }
}

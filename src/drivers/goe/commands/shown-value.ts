import type { Json, Language } from "#domain";
import { numberOf } from "../json-values.ts";
import { secretMask } from "../key-masks.ts";
import { findAddress, type GoeAddress, pieceAt, shownPiece } from "../key-pieces.ts";
import { oldErrorCodes } from "../keys/charging-choices.ts";
import type { GoeChoice } from "../keys.ts";
import type { GoeValues } from "../transport.ts";
import { toDefinitions, toFlatValues } from "../values-mapping.ts";
import { unknownKey } from "../write-check.ts";
import { say } from "./text.ts";

/** One value as it is shown and as programs get it. */
export interface ShownValue {
  readonly name: string;
  readonly label: string;
  readonly value: string | number | boolean | null;
  readonly unit?: string;
  /** What a number that stands for something means. */
  readonly meaning?: string;
}

/** Needed to tell ages and the older numbering of faults. */
export const helpfulKeys = ["rbt", "fwv"];

/** All that this name stands for: one value, or the pieces of a list or object. */
export function shownValues(name: string, values: GoeValues, language: Language): readonly ShownValue[] {
  const address = findAddress(name);
  if (address === undefined) throw unknownKey(name);
  const { key, path, element } = address;
  const raw = values[key.key];
  if (raw === undefined) return [];
  if (key.isSecret) return [{ name, label: key.label[language], value: secretMask }];
  if (path.length > 0) {
    const piece = pieceAt(raw, path);
    const value = element === undefined ? plain(piece) : (shownPiece(element, piece) ?? null);
    return [told(address, name, value, values, language)];
  }
  if (raw === null) return [told(address, name, null, values, language)];
  const flat = Object.entries(toFlatValues({ ...helpful(values), [key.key]: raw }));
  const own = flat.filter(([each]) => each === key.key || each.startsWith(`${key.key}.`));
  const pieces = own.length > 1 && typeof raw === "object" ? own.filter(([each]) => each !== key.key) : own;
  return pieces.map(([each, value]) => told(findAddress(each) ?? address, each, value ?? null, values, language));
}

function told(
  { key, element }: GoeAddress,
  name: string,
  value: ShownValue["value"],
  values: GoeValues,
  language: Language,
): ShownValue {
  const definition = definitions.get(name);
  const label = element?.label ?? definition?.label ?? key.label;
  const unit = element === undefined ? (definition?.unit ?? key.unit) : element.unit;
  const choices = element === undefined ? choicesOf(key.key, key.choices, values) : element.choices;
  const meaning = typeof value === "number" ? meaningOf(value, choices, language) : undefined;
  return {
    ...{ name, label: label[language], value },
    ...(unit === undefined || meaning !== undefined || value === null ? {} : { unit }),
    ...(meaning === undefined ? {} : { meaning }),
  };
}

const definitions = new Map(toDefinitions(() => true).map((each) => [each.key, each]));

/** Some fault numbers meant something else before firmware 59. */
function choicesOf(key: string, choices: readonly GoeChoice[] | undefined, values: GoeValues) {
  const firmware = Number.parseFloat(String(values["fwv"] ?? ""));
  if (key !== "err" || !(firmware < 59)) return choices;
  return [...oldErrorCodes, ...(choices ?? []).filter(({ value }) => value <= 10)];
}

/** A number that nobody has documented yet is told as such. */
function meaningOf(value: number, choices: readonly GoeChoice[] | undefined, language: Language): string | undefined {
  if (choices === undefined) return undefined;
  return choices.find((choice) => choice.value === value)?.label[language] ?? say("unknownNumber", language);
}

/** Only the uptime: everything else would tell its own values too. */
function helpful(values: GoeValues): GoeValues {
  const uptimeMs = numberOf(values["rbt"]);
  return uptimeMs === undefined ? {} : { rbt: uptimeMs };
}

function plain(value: Json | undefined): ShownValue["value"] {
  if (value === undefined || value === null) return null;
  return typeof value === "object" ? JSON.stringify(value) : value;
}

/** `16 A`, `2 (Charging)`, `yes`. */
export function written({ value, unit, meaning }: Omit<ShownValue, "name" | "label">, language: Language): string {
  if (value === null) return say("none", language);
  if (typeof value === "boolean") return say(value ? "yes" : "no", language);
  if (meaning !== undefined) return `${value} (${meaning})`;
  const shown = typeof value === "number" ? String(Math.round(value * 1_000) / 1_000) : value;
  return unit === undefined ? shown : `${shown} ${unit}`;
}

export function toJson(values: readonly ShownValue[]): string {
  return JSON.stringify(Object.fromEntries(values.map(({ name, ...rest }) => [name, rest])));
}

export function keysOf(names: readonly string[]): readonly string[] {
  return names.map((name) => findAddress(name)?.key.key ?? name);
}

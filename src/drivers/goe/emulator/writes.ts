import type { Json } from "#domain";
import { findGoeKey, type GoeKey } from "../keys.ts";
import type { KeyStore } from "./key-store.ts";

/** One `key=value` of a set request, still as text. */
export interface RawWrite {
  readonly key: string;
  readonly text: string;
  /** Characters as they came over the wire, before decoding. */
  readonly encodedLength: number;
}

export interface WriteRules {
  readonly keys: KeyStore;
  /** Keys that exist but cannot be set from outside. */
  readonly closed: readonly string[];
  /** Takes bare words for text, as early firmware did. */
  readonly isLenient: boolean;
}

export type CheckedWrite = { readonly value: Json } | { readonly refusal: string };

const longestEncodedValue = 300;
const writeOnly = ["ids", "rst"];

/** What the firmware says to a value: the parsed value, or its refusal in its own words. */
export function checkRawWrite(write: RawWrite, rules: WriteRules): CheckedWrite {
  const { key, text } = write;
  if (write.encodedLength > longestEncodedValue)
    return { refusal: "httpd_query_key_value() failed with ESP_ERR_HTTPD_RESULT_TRUNC" };
  const refuse = (words: string) => ({ refusal: `${key}: ${words} (${text})` });
  if (!rules.keys.has(key) && !writeOnly.includes(key)) return refuse("tried to set unknown api key");
  if (rules.closed.includes(key)) return refuse("tried to set api key which is not allowed from api");
  const definition = findGoeKey(key);
  if (definition === undefined || definition.access === "read") return refuse("tried to set api key without setter");
  const value = parse(text, rules.isLenient);
  if (value === undefined) {
    const kind = text === "" || text.startsWith("#") ? "EmptyInput" : "InvalidInput";
    return { refusal: `${key}: tried to set api key with invalid json ${kind} (${text.startsWith("#") ? "" : text})` };
  }
  const complaint = complaintAbout(value, definition);
  return complaint === undefined ? { value } : refuse(`failed: ${complaint}`);
}

function parse(text: string, isLenient: boolean): Json | undefined {
  try {
    const value: Json = JSON.parse(text);
    return value;
  } catch {
    return isLenient && text !== "" ? text : undefined;
  }
}

function complaintAbout(value: Json, key: GoeKey): string | undefined {
  if (value === null) return key.isNullable ? undefined : "null not allowed";
  switch (key.type) {
    case "bool":
      return typeof value === "boolean" ? undefined : "value must be bool";
    case "trigger":
      return undefined;
    case "text":
    case "colour":
      return typeof value === "string" ? undefined : "value must be string";
    case "list":
      return Array.isArray(value) ? undefined : "value must be JsonArray";
    case "object":
      return typeof value === "object" && !Array.isArray(value) ? undefined : "value must be null or JsonObject";
    case "uint8":
      if (!Number.isInteger(value) || Number(value) < 0 || Number(value) > 255) return "value must be uint8_t";
      return outside(Number(value), key);
    case "int":
    case "boot-time":
      return Number.isInteger(value) ? outside(Number(value), key) : "value must be int32_t";
    case "float":
      return typeof value === "number" ? outside(value, key) : "value must be float";
  }
}

function outside(value: number, key: GoeKey): string | undefined {
  const allowed = key.choices?.map((choice) => choice.value);
  const lowest = allowed === undefined ? key.min : Math.min(...allowed);
  const highest = allowed === undefined ? key.max : Math.max(...allowed);
  if (lowest === undefined || highest === undefined || (value >= lowest && value <= highest)) return undefined;
  return `Value ${value} exceeds range ${lowest} to ${highest}`;
}

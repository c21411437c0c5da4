import type { Json } from "#domain";
import { type FirmwareKey, findFirmwareKey } from "./firmware-keys.ts";
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

/** What the firmware says to a value: the parsed value, or its refusal in its own words. */
export function checkRawWrite(write: RawWrite, rules: WriteRules): CheckedWrite {
  const { key, text } = write;
  if (write.encodedLength > longestEncodedValue)
    return { refusal: "httpd_query_key_value() failed with ESP_ERR_HTTPD_RESULT_TRUNC" };
  const refuse = (words: string) => ({ refusal: `${key}: ${words} (${text})` });
  const definition = findFirmwareKey(key);
  const isThere = rules.keys.has(key) || (definition !== undefined && !definition.isReadable);
  if (!isThere) return refuse("tried to set unknown api key");
  if (rules.closed.includes(key)) return refuse("tried to set api key which is not allowed from api");
  if (definition === undefined || !definition.isWritable) return refuse("tried to set api key without setter");
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

/** The names of the whole number types in the firmware's own words, with what they can hold. */
const wholeTypes: Readonly<Record<string, readonly [string, number, number]>> = {
  uint8: ["uint8_t", 0, 255],
  int8: ["int8_t", -128, 127],
  uint16: ["uint16_t", 0, 65_535],
  uint32: ["uint32_t", 0, 4_294_967_295],
  int: ["int32_t", -2_147_483_648, 2_147_483_647],
  uint64: ["uint64_t", 0, Number.MAX_SAFE_INTEGER],
};

function complaintAbout(value: Json, key: FirmwareKey): string | undefined {
  if (value === null) return key.isNullable ? undefined : "null not allowed";
  const whole = wholeTypes[key.type];
  if (whole !== undefined) {
    const [name, lowest, highest] = whole;
    const fits = typeof value === "number" && Number.isInteger(value) && value >= lowest && value <= highest;
    return fits ? outside(value, key) : `value must be ${name}`;
  }
  switch (key.type) {
    case "bool":
      return typeof value === "boolean" ? undefined : "value must be bool";
    case "string":
    case "card":
      return typeof value === "string" ? undefined : "value must be string";
    case "array":
      return Array.isArray(value) ? undefined : "value must be JsonArray";
    case "object":
      return typeof value === "object" && !Array.isArray(value) ? undefined : "value must be null or JsonObject";
    case "float":
    case "double":
      return typeof value === "number" ? outside(value, key) : `value must be ${key.type}`;
    default:
      return undefined;
  }
}

function outside(value: number, { lowest, highest }: FirmwareKey): string | undefined {
  if (lowest === undefined || highest === undefined || (value >= lowest && value <= highest)) return undefined;
  return `Value ${value} exceeds range ${lowest} to ${highest}`;
}

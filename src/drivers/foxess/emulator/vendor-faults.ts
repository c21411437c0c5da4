import type { Json } from "#domain";

/** Which things a value belongs to stays readable; the values themselves are gone. */
const kept: ReadonlySet<string> = new Set(["deviceSN", "variable", "name", "unit", "enumList"]);

/** The answer of a cloud that has lost the inverter's values: same shape, null for every number and text. */
export function withNulls(result: Json): Json {
  return mapLeaves(result, (value, key) =>
    !kept.has(key) && (typeof value === "number" || typeof value === "string") ? null : value,
  );
}

/** The answer of next year's firmware: everything as before, and more. */
export function withUnknownKeys(result: Json): Json {
  if (result === null || typeof result !== "object") return result;
  if (isList(result)) {
    const extended = result.map(withUnknownKeys);
    const isVariables = result.some((item) => item !== null && typeof item === "object" && "variable" in item);
    return isVariables ? [...extended, { variable: "moonPower", unit: "furlong", value: "n/a" }] : extended;
  }
  const members = Object.entries(result).map(([key, value]) => [
    key,
    value === undefined ? value : withUnknownKeys(value),
  ]);
  return { ...Object.fromEntries(members), addedLater: { depth: [1, "two", null] } };
}

function mapLeaves(value: Json, change: (leaf: Json, key: string) => Json, key = ""): Json {
  if (value === null || typeof value !== "object") return change(value, key);
  if (isList(value)) return value.map((item) => mapLeaves(item, change, key));
  const members = Object.entries(value).map(([name, member]) => [
    name,
    member === undefined ? member : mapLeaves(member, change, name),
  ]);
  return Object.fromEntries(members);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

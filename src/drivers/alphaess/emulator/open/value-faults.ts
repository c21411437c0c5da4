import type { Json } from "#domain";

/** Which thing is meant stays readable; the values themselves are gone. */
const kept: ReadonlySet<string> = new Set(["sysSn", "evchargerSn", "minv", "mbat"]);

export function withNulls(data: Json): Json {
  return mapLeaves(data, (value, key) => (kept.has(key) ? value : null));
}

/** The answer of a later version: everything as before, and more. */
export function withUnknownKeys(data: Json): Json {
  if (data === null || typeof data !== "object") return data;
  if (isList(data)) return data.map(withUnknownKeys);
  const members = Object.entries(data).map(([key, value]) => [
    key,
    value === undefined ? null : withUnknownKeys(value),
  ]);
  return { ...Object.fromEntries(members), addedLater: { depth: [1, "two", null] } };
}

function mapLeaves(value: Json, change: (leaf: Json, key: string) => Json, key = ""): Json {
  if (value === null || typeof value !== "object") return change(value, key);
  if (isList(value)) return value.map((item) => mapLeaves(item, change, key));
  const members = Object.entries(value).map(([name, member]) => [name, mapLeaves(member ?? null, change, name)]);
  return Object.fromEntries(members);
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value);
}

import type { Json } from "#domain";

/** The answer of a cloud that has lost the values: the rows are there, and there is nothing in them. */
export function withNulls(data: Json): Json {
  return mapItems(data, (items) => Object.fromEntries(Object.keys(items).map((name) => [name, null])));
}

/** Numbers as text, and a value that is none. */
export function asTexts(data: Json): Json {
  return mapItems(data, (items) => ({
    ...Object.fromEntries(
      Object.entries(items).map(([name, value]) => [name, typeof value === "number" ? String(value) : value]),
    ),
    open_time: "N/A",
  }));
}

/** The answer of next year's server: everything as before, and more. */
export function withUnknownKeys(data: Json): Json {
  const more = { addedLater: { depth: [1, "two", null] } };
  const extended = mapItems(data, (items) => ({ ...items, moon_power: 12, moon_state: "full" }));
  if (isList(extended)) return extended.map((row) => (isObject(row) ? { ...row, ...more } : row));
  return isObject(extended) ? { ...extended, ...more } : extended;
}

type JsonObject = { readonly [key: string]: Json | undefined };

function mapItems(data: Json, change: (items: JsonObject) => JsonObject): Json {
  if (!isList(data)) return data;
  return data.map((row) => {
    if (!isObject(row)) return row;
    const { dataItemMap } = row;
    return dataItemMap !== undefined && isObject(dataItemMap) ? { ...row, dataItemMap: change(dataItemMap) } : row;
  });
}

function isList(data: Json): data is readonly Json[] {
  return Array.isArray(data);
}

function isObject(data: Json): data is JsonObject {
  return data !== null && typeof data === "object" && !Array.isArray(data);
}

import type { Json } from "#domain";

/**
 * What makes `after` of `before`, as JSON: an object of the members that changed, where null takes a member away and a
 * list of the same length changes by index. The data itself never has null in it, because missing is left out.
 */
export type Delta = Json;

/** Undefined when nothing changed. */
export function deltaOf(before: Json | undefined, after: Json): Delta | undefined {
  if (before === after) return undefined;
  if (isList(before) && isList(after)) return before.length === after.length ? listDelta(before, after) : [after];
  if (isObject(before) && isObject(after)) return objectDelta(before, after);
  return isObject(after) || isList(after) ? [after] : after;
}

export function applyDelta(before: Json | undefined, delta: Delta): Json {
  if (isList(delta)) return delta[0] ?? null;
  if (!isObject(delta)) return delta;
  if (isList(before)) return before.map((item, index) => changed(item, delta[index]));
  const base = isObject(before) ? before : {};
  const result: Record<string, Json | undefined> = { ...base };
  for (const [key, change] of Object.entries(delta)) {
    if (change === null) delete result[key];
    else if (change !== undefined) result[key] = applyDelta(base[key], change);
  }
  return result;
}

function changed(item: Json, change: Delta | undefined): Json {
  return change === undefined ? item : applyDelta(item, change);
}

type JsonObject = { readonly [key: string]: Json | undefined };

function objectDelta(before: JsonObject, after: JsonObject): Delta | undefined {
  const delta: Record<string, Json> = {};
  for (const key of Object.keys(before)) if (after[key] === undefined && before[key] !== undefined) delta[key] = null;
  for (const [key, value] of Object.entries(after)) {
    const change = value === undefined ? undefined : deltaOf(before[key], value);
    if (change !== undefined) delta[key] = change;
  }
  return Object.keys(delta).length === 0 ? undefined : delta;
}

function listDelta(before: readonly Json[], after: readonly Json[]): Delta | undefined {
  const delta: Record<string, Json> = {};
  for (const [index, value] of after.entries()) {
    const change = deltaOf(before[index], value);
    if (change !== undefined) delta[index] = change;
  }
  return Object.keys(delta).length === 0 ? undefined : delta;
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

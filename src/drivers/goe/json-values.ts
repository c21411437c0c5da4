import type { Json, Triple } from "#domain";

/** A true number, or nothing: null and words are not zero. */
export function numberOf(value: Json | undefined): number | undefined {
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
}

export function tripleOf(list: readonly Json[], from: number): Triple | undefined {
  const [first, second, third] = [0, 1, 2].map((index) => numberOf(list[from + index]));
  return first === undefined || second === undefined || third === undefined ? undefined : [first, second, third];
}

export function isObject(value: Json | undefined): value is { readonly [key: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isKnown<T>(value: T | undefined): value is T {
  return value !== undefined;
}

/** The entry as it is, or nothing: absent is how the domain says missing. */
export function known<K extends string, V>(entry: Readonly<Record<K, V | undefined>>): Partial<Record<K, V>> {
  const present: Partial<Record<K, V>> = {};
  for (const key in entry) {
    const value = entry[key];
    if (value !== undefined) present[key] = value;
  }
  return present;
}

/** The same content, whatever the order of members; an absent member is not null. */
export function isSameJson(one: Json | undefined, other: Json | undefined): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return one.length === other.length && one.every((each, index) => isSameJson(each, other[index]));
  }
  if (isObject(one) && isObject(other)) {
    const names = new Set([...Object.keys(one), ...Object.keys(other)]);
    return [...names].every((name) => isSameJson(one[name], other[name]));
  }
  return one === other;
}

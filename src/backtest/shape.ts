/** Whether a piece of data read from a file has the form it should have. */
export type Check = (value: unknown) => boolean;

export const isNumber: Check = (value) => typeof value === "number" && Number.isFinite(value);
export const isText: Check = (value) => typeof value === "string";
export const isSwitch: Check = (value) => typeof value === "boolean";

export const oneOf =
  (...allowed: readonly unknown[]): Check =>
  (value) =>
    allowed.includes(value);

export const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);

export const anyOf =
  (...checks: readonly Check[]): Check =>
  (value) =>
    checks.some((check) => check(value));

export const listOf =
  (check: Check, length?: number): Check =>
  (value) =>
    Array.isArray(value) && (length === undefined || value.length === length) && value.every(check);

export const mapOf =
  (check: Check): Check =>
  (value) =>
    isObject(value) && Object.values(value).every(check);

/** A check for every field of the type, so that a new field cannot be forgotten here; unknown ones are left alone. */
export function shape<T>(checks: { readonly [K in keyof Required<T>]: Check }): Check {
  const entries: [string, Check][] = Object.entries(checks);
  return (value) => isObject(value) && entries.every(([key, check]) => check(value[key]));
}

/** One check for every kind of a union, so that a new kind cannot be forgotten here either. */
export function byKind<T extends { readonly kind: string }>(checks: { readonly [K in T["kind"]]: Check }): Check {
  const byName = new Map<unknown, Check>(Object.entries<Check>(checks));
  return (value) => isObject(value) && byName.get(value["kind"])?.(value) === true;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

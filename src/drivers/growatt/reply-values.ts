import { z } from "zod";
import type { RawValue } from "./devices.ts";

/** Numbers and texts are used for the same things, depending on the server. */
export const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) =>
    value === null || value === undefined || String(value).trim() === "" ? undefined : String(value),
  );

export const flag = z
  .unknown()
  .optional()
  .transform((value) =>
    value === true || value === "true" ? true : value === false || value === "false" ? false : undefined,
  );

/** A list with entries that are taken one by one: a strange one among them does not spoil the others. */
export function listOf<S extends z.ZodType>(item: S) {
  return z.array(z.unknown()).transform((list): z.output<S>[] =>
    list.flatMap((each) => {
      const parsed = item.safeParse(each);
      return parsed.success ? [parsed.data] : [];
    }),
  );
}

/** Whatever is a single value, by its name; nested things, null and `N/A` are left out. */
export const rawValues = z.record(z.string(), z.unknown()).transform((members) => {
  const values: Record<string, RawValue> = {};
  for (const [name, value] of Object.entries(members)) {
    if (isTold(value)) values[name] = value;
  }
  return values;
});

const untold = /^(?:|n\/?a|null|-+)$/i;

function isTold(value: unknown): value is RawValue {
  if (typeof value === "string") return !untold.test(value.trim());
  return typeof value === "number" ? Number.isFinite(value) : typeof value === "boolean";
}

/** A number, or a text that is one, also with a unit behind it (`84%`, `93.5 W`). */
export function numberOf(value: RawValue | undefined): number | undefined {
  if (typeof value === "number") return isSound(value) ? value : undefined;
  if (typeof value !== "string") return undefined;
  const digits = /^\s*(-?\d+(?:\.\d+)?(?:e[+-]?\d+)?)\s*(?:%|W|kW|kWh)?\s*$/i.exec(value)?.[1];
  const number = digits === undefined ? Number.NaN : Number(digits);
  return isSound(number) ? number : undefined;
}

/** No power and no counter of a home gets there; what is beyond is a broken answer. */
function isSound(value: number): boolean {
  return Math.abs(value) <= 1e9;
}

export function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

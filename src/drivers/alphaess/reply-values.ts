import { z } from "zod";

/** A missing value is absent, null or an empty text. */
export const text = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === "string" ? (value.trim() === "" ? undefined : value) : undefined));

/** Ids arrive as numbers or as text, and must not lose digits on their way; anything else is none. */
export const id = z.unknown().optional().transform(idOf);

/** Numbers also arrive as text (`"4.0"`); anything else is no value. */
export const number = z.unknown().optional().transform(numberOf);

/** 0 and 1, also as text, and true and false. */
export const flag = z
  .unknown()
  .optional()
  .transform((value) => value === true || numberOf(value) === 1);

/** A list; where there is nothing in it, it may be missing. */
export function listOf<S extends z.ZodType>(item: S) {
  return z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
}

/** A record by lower-case keys without underscores: the vendor spells one field in several ways (`sys_sn`, `sysSn`). */
export function bySpelling<S extends z.ZodType>(shape: S) {
  return z.preprocess((value) => (isRecord(value) ? foldKeys(value) : value), shape);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function foldKeys(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const folded: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(record)) {
    const name = foldKey(key);
    // A spelling that has a value wins over one that has none.
    if (folded[name] === undefined || folded[name] === null) folded[name] = value;
  }
  return folded;
}

export function foldKey(key: string): string {
  return key.replaceAll("_", "").toLowerCase();
}

export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return measured(value);
  return typeof value !== "string" || value.trim() === "" ? undefined : measured(Number(value));
}

/** Nothing in a house is that much, and what is computed from it would be no number any more. */
const most = 1e15;

function measured(value: number): number | undefined {
  return Math.abs(value) <= most ? value : undefined;
}

function idOf(value: unknown): string | undefined {
  if (typeof value === "number") return Number.isSafeInteger(value) ? String(value) : undefined;
  const trimmed = typeof value === "string" ? value.trim() : "";
  return trimmed === "" ? undefined : trimmed;
}

type Known<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The members that are there; what is not known is absent. */
export function known<T extends object>(members: T): Known<T> {
  const entries = Object.entries(members).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Known<T>;
}

import { z } from "zod";

/** A missing value is absent, null or an empty text, depending on the firmware. */
export const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === "" ? undefined : value));

/** Numbers also arrive as text, and as `--` where there is none. */
export const number = z.union([z.number(), z.string()]).nullish().transform(numberOf);

export const flag = z
  .union([z.boolean(), z.literal(0), z.literal(1)])
  .nullish()
  .transform((value) => value === true || value === 1);

/** A list; where there is nothing in it, it may be missing. */
export function listOf<S extends z.ZodType>(item: S) {
  return z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
}

export const range = z
  .object({ min: z.number(), max: z.number() })
  .nullish()
  .transform((limits) => limits ?? undefined);

function numberOf(value: number | string | null | undefined): number | undefined {
  if (typeof value === "number") return value;
  const written = value?.trim() ?? "";
  const parsed = Number(written);
  return written === "" || !Number.isFinite(parsed) ? undefined : parsed;
}

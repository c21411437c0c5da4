import { z } from "zod";

/** A missing value is absent, null, an empty text or `N/A`, depending on the interface and the firmware. */
export const text = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value) =>
    typeof value === "number" ? String(value) : isNothing(value) ? undefined : (value ?? undefined),
  );

/** Numbers also arrive as text. What is no number is missing, never 0. */
export const number = z.unknown().optional().transform(numberOf);

/**
 * A list; where there is nothing in it, it may be null. A single odd row among hundreds does not take the others with it,
 * but a list of nothing else makes no sense.
 */
export function listOf<S extends z.ZodType>(item: S) {
  return z
    .array(z.unknown())
    .nullish()
    .transform((list, context): z.output<S>[] => {
      const parsed = (list ?? []).map((row) => item.safeParse(row));
      const sound = parsed.flatMap((row) => (row.success ? [row.data] : []));
      const [first] = parsed;
      if (sound.length > 0 || first === undefined || first.success) return sound;
      context.addIssue({ code: "custom", message: first.error.message });
      return z.NEVER;
    });
}

/** Ids have up to 16 digits and may be negative; as numbers they would be at the mercy of whoever prints them next. */
export const id = z.union([z.string().min(1), z.number()]).transform(String);

export function numberOf(value: unknown): number | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "string" || isNothing(value)) return undefined;
  const parsed = Number(value.trim());
  return Number.isFinite(parsed) ? parsed : undefined;
}

function isNothing(value: string | null | undefined): boolean {
  const written = value?.trim() ?? "";
  return written === "" || written.toUpperCase() === "N/A";
}

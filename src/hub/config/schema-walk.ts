import { z } from "zod";
import { Secret } from "#domain";
import type { Path } from "./yaml-source.ts";

/** The schema that stands for one place in the file; undefined where none of ours does. */
export function schemaAt(schema: z.ZodType, path: Path): unknown {
  let current: unknown = schema;
  for (const step of path) {
    const inner = unwrap(current);
    if (inner instanceof z.ZodObject) current = inner.shape[String(step)];
    else if (inner instanceof z.ZodRecord) current = inner.valueType;
    else if (inner instanceof z.ZodArray) current = inner.element;
    else return undefined;
  }
  return current;
}

/** The keys an object schema knows at a path, so that a message can list them. */
export function knownKeys(schema: z.ZodType, path: Path): string[] {
  const found = unwrap(schemaAt(schema, path));
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** Whether a value there becomes a `Secret`; whoever asks must not show what was found. */
export function isSecret(schema: unknown): boolean {
  if (!(schema instanceof z.ZodType)) return false;
  const result = schema.safeParse("a text that is long enough to be anybody's password");
  return result.success && result.data instanceof Secret;
}

function unwrap(schema: unknown): unknown {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return unwrap(schema.unwrap());
  if (schema instanceof z.ZodPipe) return unwrap(schema.in);
  return schema;
}

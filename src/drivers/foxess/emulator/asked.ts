import { z } from "zod";
import type { Json } from "#domain";
import type { Refusal } from "./refusals.ts";

/** The device that is asked about; the scheduler's interfaces call its number by another name. */
export const ofOne = z.object({ sn: z.string() });
export const ofScheduler = z.object({ deviceSN: z.string() });

export function serialOf({ sn }: { readonly sn: string }): readonly string[] {
  return [sn];
}

export function schedulerSerialOf({ deviceSN }: { readonly deviceSN: string }): readonly string[] {
  return [deviceSN];
}

export function nobody(): readonly string[] {
  return [];
}

/** A write answers with null. */
export function written(refusal: Refusal | undefined): Json | Refusal {
  return refusal ?? null;
}

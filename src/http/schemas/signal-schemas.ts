import { z } from "zod";
import type { SignalSnapshot } from "#domain";
import { instant, sourceId } from "./domain-schemas.ts";

export const signalWish = z
  .union([
    z.strictObject({ charging: z.boolean() }),
    z.strictObject({ powerW: z.number().min(0).max(100_000).describe("What the charger draws.") }),
  ])
  .describe("Say it again well before its maximum age, as long as it is true.");

export const signalView: z.ZodType<SignalSnapshot> = z.object({
  id: sourceId,
  isCharging: z.boolean(),
  powerW: z.number().exactOptional(),
  at: instant,
  source: sourceId,
  quality: z.enum(["measured", "derived", "estimated"]),
  goodUntil: instant.describe("Past this instant the signal says nothing any more."),
});

import { z } from "zod";
import { chargerRegulations, mostShareW, sharings } from "#domain";
import { chargerMode } from "./domain-schemas.ts";

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;

const wishedTime = z
  .union([z.iso.datetime({ offset: true }), z.string().regex(clockTime)])
  .describe("ISO 8601 with zone, or `HH:MM`: its next occurrence in the home's time zone.");

const percent = z.number().min(0).max(100);
/** No house connection carries more; the device's own, lower limits are the hub's to check. */
const current = z.number().min(0).max(125);

const resume = z
  .literal(true)
  .exactOptional()
  .describe("Sunsteer steers again what was set otherwise at the device, or stopped.");

export const chargerPatch = z
  .strictObject({
    mode: chargerMode.exactOptional(),
    minCurrentA: current.exactOptional(),
    maxCurrentA: current.exactOptional(),
    priority: z.int().min(0).max(1_000).exactOptional(),
    phases: z.literal(["auto", 1, 3]).exactOptional(),
    regulation: z
      .enum(chargerRegulations)
      .exactOptional()
      .describe("Who makes the charger follow the sun: our loop, or its own on values that we feed it."),
    goal: z
      .strictObject({
        energyKWh: z.number().positive().max(1_000).exactOptional(),
        socPercent: percent.exactOptional(),
        by: wishedTime,
      })
      .nullable()
      .exactOptional()
      .describe("`null` takes the goal away."),
    resume,
  })
  .refine((patch) => Object.keys(patch).length > 0, { message: "at least one wish is needed" });

export const batteryPatch = z
  .strictObject({
    intent: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("auto") }),
        z.strictObject({ kind: z.literal("hold") }),
        z.strictObject({ kind: z.literal("reserve"), percent }),
        z.strictObject({ kind: z.literal("charge"), toPercent: percent, by: wishedTime }),
        z.strictObject({ kind: z.literal("feed-in") }),
      ])
      .nullable()
      .exactOptional()
      .describe("`null` gives the battery back to its own control."),
    share: z
      .enum(sharings)
      .nullable()
      .exactOptional()
      .describe("Who gets the sun first where this battery and a car want it; `null`: as the configuration says."),
    // Which watts are possible is said in the reader's language, where wishes become requests.
    shareW: z
      .number()
      .meta({ exclusiveMinimum: 0, maximum: mostShareW })
      .exactOptional()
      .describe("What the battery gets before the car; alone it means `share`, beside another it is refused."),
    resume,
  })
  .refine((patch) => Object.keys(patch).length > 0, { message: "at least one wish is needed" });

export const chargerStop = z.strictObject({
  forS: z
    .int()
    .min(0)
    .max(7 * 24 * 3600)
    .default(300)
    .describe("0 ends a stop."),
});

export const valueWish = z.strictObject({
  value: z
    .union([z.string(), z.number(), z.boolean(), z.null()])
    .describe("Lists and objects as JSON text; null where the definition says that none is a value."),
  isConfirmed: z.boolean().exactOptional().describe("Needed for values that can lock the owner out or lose data."),
});

const power = z.number().min(-50_000).max(50_000);

export const surplusWish = z.strictObject({
  gridW: power.describe("Import positive, export negative."),
  pvW: z.number().min(0).max(50_000).exactOptional(),
  batteryW: power.exactOptional().describe("Discharging positive, charging negative."),
});

export const adviceWish = z.strictObject({
  plan: z.string().min(1).describe("All of this plan that is not done yet is set in one go."),
});

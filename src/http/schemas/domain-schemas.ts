import { z } from "zod";
import {
  capabilityKinds,
  chargerModes,
  chargerRegulations,
  problemKinds,
  reasonEffects,
  ruleIds,
  sharingBases,
  sharingOrigins,
  sharings,
  userWinsChoices,
} from "#domain";

/** The domain's words as schemas, for the OpenAPI document and for checking what comes in. */
export const instant = z.int().describe("Milliseconds since 1970-01-01 UTC.");
export const sourceId = z.string().describe("A device, or a part of one as `device.part`.");
export const language = z.enum(["en", "de", "fr"]);
export const chargerMode = z.enum(chargerModes);
const quality = z.enum(["measured", "derived", "estimated"]);
const triple = z.tuple([z.number(), z.number(), z.number()]);
const conductor = z.literal([1, 2, 3]);
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.undefined()]));

export const sample = z.object({
  value: z.number(),
  at: instant,
  source: sourceId,
  quality,
  goodUntil: instant.describe("Past this instant nobody may rely on the value any more."),
});

const samplePower = sample.exactOptional();

export const houseValues = z
  .object({
    gridW: samplePower,
    gridPhases: sample.omit({ value: true }).extend({ currentA: triple }).exactOptional(),
    solarW: samplePower,
    batteryW: samplePower,
    siteLoadW: samplePower,
    houseLoadW: samplePower,
  })
  .describe("Power in W. Grid: import positive. Battery: discharging positive.");

export const chargerGoal = z.object({
  energyWh: z.number().exactOptional(),
  socPercent: z.number().exactOptional(),
  by: instant,
});

export const chargerSettings = z.object({
  mode: chargerMode,
  priority: z.number(),
  minCurrentA: z.number(),
  maxCurrentA: z.number(),
  phases: z.literal(["auto", 1, 3]),
  rotation: z.tuple([conductor, conductor, conductor]),
  regulation: z.enum(chargerRegulations).exactOptional(),
  goal: chargerGoal.exactOptional(),
  wakeAfterMs: z.number().exactOptional(),
});

export const chargerReading = z.object({
  kind: z.literal("charger"),
  source: sourceId,
  at: instant,
  receivedAt: instant,
  quality,
  status: z
    .enum(["A", "B", "C", "E", "F"])
    .describe("After IEC 61851: A no car, B waits, C charging, E no contact, F fault."),
  powerW: z.number(),
  phases: z
    .object({
      powerW: triple.exactOptional(),
      currentA: triple.exactOptional(),
      voltageV: triple.exactOptional(),
    })
    .exactOptional(),
  isAllowed: z.boolean(),
  offeredCurrentA: z.number().exactOptional(),
  activePhases: z.literal([1, 2, 3]).exactOptional(),
  sessionWh: z.number().exactOptional(),
  totalWh: z.number().exactOptional(),
  isFull: z.boolean().exactOptional(),
});

export const batterySettings = z.object({
  reservePercent: z.number().exactOptional(),
  isEvGuarded: z.boolean(),
  share: z.enum(sharings).exactOptional(),
  shareW: z.number().exactOptional(),
  userWins: z.enum(userWinsChoices).exactOptional(),
});

const sharingSetting = z.object({ share: z.enum(sharings), shareW: z.number().exactOptional() });

export const sharingState = sharingSetting.extend({
  setBy: z.enum(sharingOrigins),
  configured: sharingSetting,
  basis: z.enum(sharingBases),
  keepsW: z
    .number()
    .exactOptional()
    .describe("So much of the sun is the battery's before any car's, as far as there is sun."),
  paysBackW: z
    .number()
    .exactOptional()
    .describe("So much of that goes to the cars just now, in return for what they have missed."),
  reservePercent: z.number().exactOptional(),
});

export const batteryIntent = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("auto") }),
  z.object({ kind: z.literal("hold") }),
  z.object({ kind: z.literal("reserve"), percent: z.number() }),
  z.object({ kind: z.literal("charge"), toPercent: z.number(), by: instant }),
  z.object({ kind: z.literal("feed-in") }),
]);

export const command = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("charger"),
    target: sourceId,
    setting: z.object({
      isAllowed: z.boolean(),
      currentA: z.number().exactOptional(),
      phases: z.literal([1, 3]).exactOptional(),
      isSelfRegulated: z.boolean().exactOptional(),
    }),
  }),
  z.object({ kind: z.literal("batteryIntent"), target: sourceId, intent: batteryIntent }),
  z.object({ kind: z.literal("regulation"), target: sourceId }),
  z.object({ kind: z.literal("wake"), target: sourceId }),
  z.object({
    kind: z.literal("surplus"),
    target: sourceId,
    gridW: z.number(),
    solarW: z.number().exactOptional(),
    batteryW: z.number().exactOptional(),
  }),
  z.object({
    kind: z.literal("value"),
    target: sourceId,
    key: z.string(),
    value: z.union([z.string(), z.number(), z.boolean(), z.null()]),
    isConfirmed: z.boolean().exactOptional(),
  }),
]);

export const problem = z.object({
  kind: z.enum(problemKinds),
  code: z.string(),
  facts,
  retryAt: instant.exactOptional(),
  isRetryable: z.boolean(),
});

export const actuator = z.object({
  command,
  isReleasing: z.boolean().exactOptional(),
  isOverruled: z.boolean().exactOptional(),
  state: z.enum(["stored", "sent", "confirmed", "failed", "drifted"]),
  since: instant,
  problem: problem.exactOptional(),
});

export const reason = z.object({
  subject: sourceId,
  rule: z.enum(ruleIds),
  effect: z.enum(ruleIds.flatMap((rule) => [...reasonEffects[rule]])),
  because: facts,
  at: instant,
  reviewAt: instant,
});

export const callUsage = z.object({ ruleId: z.string(), used: z.number(), max: z.number(), perMs: z.number() });

const part = { part: z.string().exactOptional() };

export const capabilityView = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("meter"), ...part, place: z.enum(["grid", "siteLoad"]), hasPhases: z.boolean() }),
  z.object({ kind: z.literal("solar"), ...part }),
  z.object({
    kind: z.literal("battery"),
    ...part,
    capacityWh: z.number().exactOptional(),
    maxChargeW: z.number().exactOptional(),
    maxDischargeW: z.number().exactOptional(),
  }),
  z.object({
    kind: z.literal("batteryMode"),
    ...part,
    intents: z.array(z.enum(["auto", "hold", "reserve", "charge", "feed-in"])),
    modes: z.array(z.string()),
  }),
  z.object({ kind: z.literal("socLimits"), ...part, lowestPercent: z.number(), highestPercent: z.number() }),
  z.object({
    kind: z.literal("charger"),
    ...part,
    minCurrentA: z.number(),
    maxCurrentA: z.number(),
    stepA: z.number(),
    phases: z.literal([1, 3]),
    canSwitchPhases: z.boolean(),
    canWake: z.boolean().exactOptional(),
  }),
  z.object({ kind: z.literal("surplusFeed"), ...part, everyMs: z.number() }),
  z.object({ kind: z.literal("values"), ...part, count: z.int() }),
]);

export const capabilityKind = z.enum(capabilityKinds);

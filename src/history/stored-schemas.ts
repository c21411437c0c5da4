import { z } from "zod";
import {
  type BatteryIntent,
  type Command,
  type DecidedCommand,
  type Facts,
  type Instant,
  isReasonKey,
  type Json,
  type Problem,
  problemKinds,
  type Reason,
  type ReasonEffect,
  ruleIds,
} from "#domain";
import { type CommandRecord, commandStates } from "./history.ts";
import { type Intent, intentStates } from "./state-store.ts";

/** Checks on everything that comes back out of a file: it may be damaged, or written by another version. */

const instant: z.ZodType<Instant> = z.number();
const scalar = z.union([z.string(), z.number(), z.boolean()]);
const facts: z.ZodType<Facts> = z.record(z.string(), scalar);
const purpose = z.enum(["guard", "user", "restore"]);

const batteryIntent: z.ZodType<BatteryIntent> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("auto") }),
  z.object({ kind: z.literal("hold") }),
  z.object({ kind: z.literal("reserve"), percent: z.number() }),
  z.object({ kind: z.literal("charge"), toPercent: z.number(), by: instant }),
  z.object({ kind: z.literal("feed-in") }),
]);

export const commandSchema: z.ZodType<Command> = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("charger"),
    target: z.string(),
    setting: z.object({
      isAllowed: z.boolean(),
      currentA: z.number().exactOptional(),
      phases: z.union([z.literal(1), z.literal(3)]).exactOptional(),
      isSelfRegulated: z.boolean().exactOptional(),
    }),
  }),
  z.object({ kind: z.literal("batteryIntent"), target: z.string(), intent: batteryIntent }),
  z.object({ kind: z.literal("regulation"), target: z.string() }),
  z.object({ kind: z.literal("wake"), target: z.string() }),
  z.object({
    kind: z.literal("surplus"),
    target: z.string(),
    gridW: z.number(),
    solarW: z.number().exactOptional(),
    batteryW: z.number().exactOptional(),
  }),
  z.object({
    kind: z.literal("value"),
    target: z.string(),
    key: z.string(),
    value: scalar.nullable(),
    isConfirmed: z.boolean().exactOptional(),
  }),
]);

const rule = z.enum(ruleIds);

export const reasonSchema: z.ZodType<Reason> = z
  .object({
    subject: z.string(),
    rule,
    effect: z.custom<ReasonEffect>((value) => typeof value === "string"),
    because: facts,
    at: instant,
    reviewAt: instant,
  })
  .refine((reason) => isReasonKey(`${reason.rule}.${reason.effect}`), "rule and effect do not belong together");

export const problemSchema: z.ZodType<Problem> = z.object({
  kind: z.enum(problemKinds),
  code: z.string(),
  facts,
  retryAt: instant.exactOptional(),
  isRetryable: z.boolean(),
});

export const decidedCommandsSchema: z.ZodType<DecidedCommand[]> = z.array(
  z.object({ command: commandSchema, purpose, isRelease: z.boolean(), reason: reasonSchema }),
);

export const commandRecordSchema: z.ZodType<CommandRecord> = z.object({
  id: z.string(),
  at: instant,
  target: z.string(),
  command: commandSchema,
  purpose,
  reason: reasonSchema,
  state: z.enum(commandStates),
  attempts: z.number(),
  finishedAt: instant.exactOptional(),
  problem: problemSchema.exactOptional(),
});

export const jsonSchema: z.ZodType<Json> = z.json();

export const intentSchema: z.ZodType<Intent> = z.object({
  actuator: z.string(),
  id: z.string(),
  command: commandSchema,
  reason: reasonSchema,
  purpose,
  before: jsonSchema.exactOptional(),
  shown: jsonSchema.exactOptional(),
  state: z.enum(intentStates),
  attempts: z.number(),
  createdAt: instant,
  updatedAt: instant,
});

/** The value of a stored JSON text, or undefined when it is damaged. */
export function parseStored<T>(schema: z.ZodType<T>, text: string): T | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const result = schema.safeParse(json);
  return result.success ? result.data : undefined;
}

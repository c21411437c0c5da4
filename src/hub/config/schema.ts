import { z } from "zod";
import {
  chargerModes,
  chargerRegulations,
  hourMs,
  minuteMs,
  mostShareW,
  Secret,
  sharings,
  straightRotation,
  userWinsChoices,
} from "#domain";
import { durationSchema } from "./duration.ts";
import { roles } from "./home-config.ts";

/** Ids become topic and path segments, so they stay simple. */
export const idSchema = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/i, "a-z 0-9 - _");

const conductor = z.union([z.literal(1), z.literal(2), z.literal(3)]);

const rotationSchema = z
  .tuple([conductor, conductor, conductor])
  .refine((rotation) => new Set(rotation).size === 3, "[1, 2, 3] | [2, 3, 1] | [3, 1, 2]");

const percent = z.number().min(0).max(100);

const timeZoneSchema = z.string().refine(isTimeZone, "Europe/Berlin | Europe/Paris | …");

const gridSchema = z.strictObject({
  phases: z.union([z.literal(1), z.literal(3)]).default(3),
  voltage: z.number().min(100).max(260).default(230),
  maxCurrentA: z.number().min(6).max(500).default(35),
  housePeakA: z.number().min(0).max(500).optional(),
});

const homeSchema = z.strictObject({
  id: idSchema.default("home"),
  name: z.string().min(1).default("Home"),
  timeZone: timeZoneSchema.default("Europe/Berlin"),
  currency: z.string().length(3).default("EUR"),
  location: z
    .strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) })
    .optional(),
  grid: gridSchema.prefault({}),
});

const goalSchema = z.strictObject({
  energyKWh: z.number().positive().max(500).optional(),
  socPercent: percent.optional(),
  by: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "07:00"),
});

export const chargerControlSchema = z.strictObject({
  mode: z.enum(chargerModes).default("solar"),
  priority: z.int().min(1).max(99).default(1),
  minCurrentA: z.number().min(1).max(80).optional(),
  maxCurrentA: z.number().min(1).max(80).optional(),
  phases: z.union([z.literal("auto"), z.literal(1), z.literal(3)]).default("auto"),
  rotation: rotationSchema.default([...straightRotation]),
  regulation: z.enum(chargerRegulations).default("sunsteer"),
  goal: goalSchema.optional(),
  wakeAfter: durationSchema
    .refine((durationMs) => durationMs >= minuteMs && durationMs <= 2 * hourMs, "1m to 2h")
    .optional()
    .describe("Wake a car that was paused and then takes nothing for this long, once while it is plugged in."),
});

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "07:00");

export const batteryRuleSchema = z
  .strictObject({
    intent: z.enum(["auto", "hold", "reserve", "feed-in"]).describe("What the battery shall do while the rule holds."),
    reservePercent: percent.optional().describe("The level to keep, with `intent: reserve`."),
    from: timeOfDay.optional().describe("Local time from which the rule may begin; missing: at any time."),
    until: timeOfDay.optional().describe("Local time at which it ends; earlier than `from` means the next day."),
    whileCharging: z
      .union([z.boolean(), z.array(z.string())])
      .default(false)
      .describe("Only while a charger or signal charges: `true` for any, or their ids."),
    solarAboveW: z
      .number()
      .min(0)
      .optional()
      .describe("Begins with more sun than this; ends after half an hour with less."),
    socAbovePercent: percent.optional().describe("Begins with the battery at this level; ends five points below it."),
    priority: z
      .int()
      .min(1)
      .max(99)
      .default(50)
      .describe(
        "The lowest number comes first; below 10 also before the guard. What somebody asks for comes before all.",
      ),
  })
  .refine(({ intent, reservePercent }) => (intent === "reserve") === (reservePercent !== undefined), {
    path: ["reservePercent"],
    message: "intent: reserve + reservePercent: 0 … 100",
  })
  .refine(({ from, until }) => (from === undefined) === (until === undefined), {
    path: ["until"],
    message: 'from: "12:00" + until: "18:00"',
  });

export const batteryControlSchema = z
  .strictObject({
    rules: z.record(idSchema, batteryRuleSchema).optional().describe("Rules of your own for this battery, by name."),
    reservePercent: percent.optional(),
    evGuard: z.boolean().default(false),
    share: z
      .enum(sharings)
      .optional()
      .describe(
        "Who gets the sun first: the car (default), the battery, or the battery `shareW` and the car the rest.",
      ),
    shareW: z
      .number()
      .positive()
      .max(mostShareW)
      .optional()
      .describe("What the battery gets before the car, with `share: share`; alone it means that."),
  })
  .refine(({ share, shareW }) => share !== "share" || shareW !== undefined, {
    path: ["share"],
    message: "config.share-needs-watts",
    params: { mostW: mostShareW, others: "car-first | battery-first" },
  })
  // biome-ignore lint/suspicious/noThenProperty: the word of JSON schema
  .meta({ if: { properties: { share: { const: "share" } }, required: ["share"] }, then: { required: ["shareW"] } });

const controlSchema = z.strictObject({
  chargers: z.record(z.string(), chargerControlSchema).prefault({}),
  batteries: z.record(z.string(), batteryControlSchema).default({}),
  userWins: z
    .enum(userWinsChoices)
    .default("until-reason-ends")
    .describe("How long what somebody sets at a battery or in its maker's app stands above what Sunsteer wants."),
});

const signalSchema = z.strictObject({
  maxAge: durationSchema
    .default(10 * minuteMs)
    .describe("How long a pushed signal holds; push it again well before, as long as it is true."),
});

const httpSchema = z.strictObject({
  host: z.string().min(1).default("127.0.0.1"),
  port: z.int().min(0).max(65_535).default(7171),
  password: z
    .string()
    .min(8)
    .transform((text) => new Secret(text))
    .optional(),
  names: z.array(z.string()).default([]),
});

/** The file without what drivers and targets bring themselves. */
export const fileSchema = z.strictObject({
  version: z.literal(1),
  home: homeSchema.prefault({}),
  devices: z.array(z.unknown()).default([]),
  targets: z.array(z.unknown()).default([]),
  control: controlSchema.prefault({}),
  signals: z.record(idSchema, signalSchema).default({}),
  http: httpSchema.prefault({}),
  history: z.strictObject({ path: z.string().min(1).default("./data/sunsteer.db") }).prefault({}),
});

/** What every device entry may have; all other keys are the driver's own. */
export const deviceCommonSchema = z.looseObject({
  id: idSchema,
  driver: z.string(),
  every: durationSchema.optional(),
  roles: z.array(z.enum(roles)).default([...roles]),
  prefer: z.number().optional(),
});

export const targetCommonSchema = z.looseObject({
  id: idSchema,
  target: z.string(),
  from: z.string().default("house"),
});

/** The keys of an entry that are not handed to its driver. */
export const deviceCommonKeys: readonly string[] = ["id", "driver", "every", "roles", "prefer"];
export const targetCommonKeys: readonly string[] = ["id", "target", "from"];

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

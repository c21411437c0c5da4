import { z } from "zod";

const percent = z.number().min(0).max(100);
const share = z.number().min(0).max(1);
const positive = z.number().positive();
const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/);
const conductor = z.union([z.literal(1), z.literal(2), z.literal(3)]);
const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** A measured series that drives a source or the load; where it has nothing to say the model beside it takes over. */
const traceSchema = z.strictObject({
  /** Name of the file in the traces' folder. */
  file: z.string().min(1),
  column: z.string().min(1),
  scale: positive.default(1),
  /** Which moment of the trace the house's first second is; without it the trace is read at its own dates. */
  from: z.iso.datetime({ offset: true }).optional(),
  /** `hold` keeps every interval's energy exactly; `linear` is smoother between the intervals' middles. */
  between: z.enum(["hold", "linear"]).default("hold"),
  /** A gap is bridged with the last value for so long, then the model takes over. */
  bridgeMinutes: z.number().min(0).default(30),
});

const arraySchema = z.strictObject({
  peakW: positive,
  tiltDegrees: z.number().min(0).max(90).default(35),
  /** By the compass: 90 east, 180 south, 270 west. */
  azimuthDegrees: z.number().min(0).max(360).default(180),
});

const batterySchema = z.strictObject({
  capacityWh: positive,
  socPercent: percent.default(50),
  minSocPercent: percent.default(10),
  maxChargeW: positive,
  maxDischargeW: positive,
  chargeEfficiency: share.default(0.97),
  dischargeEfficiency: share.default(0.97),
  /** Above this fill the charging power goes down step by step. */
  taperFromPercent: percent.default(95),
});

const inverterSchema = z.strictObject({
  id: id.default("inverter"),
  /** What its AC side can give or take. */
  ratedW: positive,
  phases: z.union([z.literal(1), z.literal(3)]).default(3),
  /** The conductor of a one-phase inverter. */
  conductor: conductor.default(1),
  efficiency: share.default(0.97),
  /** How fast the battery follows: time constant of its control. */
  responseS: z.number().min(0).default(1.5),
  arrays: z.array(arraySchema).readonly().default([]),
  solarTrace: traceSchema.optional(),
  battery: batterySchema.optional(),
});

const tripSchema = z.strictObject({
  /** 1 is Monday, 7 is Sunday. */
  weekdays: z.array(z.number().int().min(1).max(7)).readonly().default([1, 2, 3, 4, 5, 6, 7]),
  leaveAt: clockTime,
  returnAt: clockTime,
  distanceKm: z.number().min(0),
  /** Leaving and coming home vary by up to so many minutes. */
  jitterMinutes: z.number().min(0).max(120).default(0),
});

const carSchema = z.strictObject({
  capacityWh: positive,
  socPercent: percent.default(50),
  limitPercent: percent.default(100),
  phases: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(3),
  maxCurrentA: positive.default(16),
  minCurrentA: positive.default(6),
  rampAPerS: positive.default(1.5),
  startDelayS: z
    .tuple([z.number().min(0), z.number().min(0)])
    .readonly()
    .default([3, 15]),
  efficiency: share.default(0.92),
  taperFromPercent: percent.default(96),
  /** A sleepy car falls asleep when charging pauses for so long; without it the car never sleeps. */
  sleepsAfterPauseMinutes: positive.optional(),
  consumptionWhPerKm: positive.default(180),
  isHome: z.boolean().default(true),
  trips: z.array(tripSchema).readonly().default([]),
});

const wallboxSchema = z.strictObject({
  id: id.default("wallbox"),
  phases: z.union([z.literal(1), z.literal(3)]).default(3),
  maxCurrentA: positive.default(16),
  /** Which conductor of the grid each of its own phases is wired to. */
  rotation: z.tuple([conductor, conductor, conductor]).readonly().default([1, 2, 3]),
  /** The contactor stays open for so long when the number of phases changes. */
  phaseSwitchPauseS: z.number().min(0).default(3),
  car: carSchema.optional(),
});

const loadSchema = z.strictObject({
  /** What runs day and night. */
  baseW: z.number().min(0).default(300),
  /** Scales how often people cook, wash and boil water; 1 is a family of four, 0 an empty house. */
  activity: z.number().min(0).default(1),
  trace: traceSchema.optional(),
});

const gridSchema = z.strictObject({
  phases: z.union([z.literal(1), z.literal(3)]).default(3),
  voltageV: positive.default(230),
  maxCurrentA: positive.default(35),
  /** Slow wander of the voltage around its nominal value. */
  voltageSpreadV: z.number().min(0).max(10).default(1.5),
  /** Resistance up to the transformer: export lifts the voltage, import lowers it. */
  resistanceOhm: z.number().min(0).max(1).default(0.12),
});

const weatherSchema = z.strictObject({
  /** Mean share of the sky that clouds cover. */
  cover: share.default(0.4),
  /** One cloud and the gap behind it pass in so many seconds on the mean. */
  cycleS: positive.default(240),
  temperatureC: z.number().min(-40).max(50).default(18),
});

/** A house as plain data: what stands in it, where, and what drives it. Everything else follows from it and a seed. */
export const scenarioSchema = z.strictObject({
  name: z.string().min(1),
  timeZone: z.string().default("Europe/Berlin"),
  location: z
    .strictObject({ latitude: z.number().min(-66).max(66), longitude: z.number().min(-180).max(180) })
    .default({ latitude: 52.5, longitude: 13.4 }),
  /** Where a demo of this house best begins. */
  startAt: z.iso.datetime({ offset: true }).default("2026-06-17T10:30:00+02:00"),
  weather: weatherSchema.prefault({}),
  load: loadSchema.prefault({}),
  grid: gridSchema.prefault({}),
  inverters: z.array(inverterSchema).readonly().default([]),
  wallboxes: z.array(wallboxSchema).readonly().default([]),
});

/** What a scenario is written as; defaults may be left out. */
export type Scenario = z.input<typeof scenarioSchema>;

/** A scenario with every default filled in. */
export type FullScenario = z.output<typeof scenarioSchema>;
export type TraceSource = z.output<typeof traceSchema>;
export type ArraySpec = z.output<typeof arraySchema>;
export type BatterySpec = z.output<typeof batterySchema>;
export type InverterSpec = z.output<typeof inverterSchema>;
export type TripSpec = z.output<typeof tripSchema>;
export type CarSpec = z.output<typeof carSchema>;
export type WallboxSpec = z.output<typeof wallboxSchema>;
export type LoadSpec = z.output<typeof loadSchema>;
export type GridSpec = z.output<typeof gridSchema>;
export type WeatherSpec = z.output<typeof weatherSchema>;

/** Fills in the defaults; throws zod's error, which names the place, when the data is no scenario. */
export function parseScenario(scenario: unknown): FullScenario {
  return scenarioSchema.parse(scenario);
}

import { z } from "zod";

/** What the cloud puts around every answer. Only `errno` counts; the text of a success varies. */
export const envelope = z.object({
  errno: z.number(),
  msg: z.string().nullish(),
  result: z.unknown().optional(),
});

/** A missing value is absent, null or an empty text, depending on the firmware. */
const text = z
  .string()
  .nullish()
  .transform((value) => (value === null || value === "" ? undefined : value));
const number = z
  .union([
    z.number(),
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/)
      .transform(Number),
  ])
  .nullish()
  .transform((value) => value ?? undefined);
const flag = z
  .union([z.boolean(), z.literal(0), z.literal(1)])
  .nullish()
  .transform((value) => value === true || value === 1);

export const deviceSummary = z.object({
  deviceSN: z.string().min(1),
  stationName: text,
  status: number,
  hasPV: flag,
  hasBattery: flag,
  deviceType: text,
  productType: text,
});

export const devicePage = z.object({ total: number, data: z.array(deviceSummary) });

export const deviceDetail = deviceSummary.extend({
  /** Rated power in kW, cut to whole numbers by the cloud. */
  capacity: number,
  batteryList: z
    .array(z.object({ type: text, capacity: number }))
    .nullish()
    .transform((list) => list ?? []),
});

const variable = z.object({
  variable: z.string(),
  value: z.union([z.number(), z.string()]).nullish(),
  unit: text,
});

export const realTime = z.object({
  deviceSN: z.string(),
  time: text,
  datas: z
    .array(variable)
    .nullish()
    .transform((datas) => datas ?? []),
});

export const setting = z.object({
  value: z
    .union([z.string(), z.number().transform(String)])
    .nullish()
    .transform((value) => value ?? undefined),
  unit: text,
  precision: number,
  range: z
    .object({ min: z.number(), max: z.number() })
    .nullish()
    .transform((range) => range ?? undefined),
  enumList: z
    .array(z.string())
    .nullish()
    .transform((list) => list ?? undefined),
});

export const socLimits = z.object({ minSoc: number, minSocOnGrid: number });

/** The flag arrives as number or as boolean; a device that never had a schedule may answer with nothing at all. */
export const schedulerFlag = z
  .object({ support: flag, enable: flag })
  .nullish()
  .transform((answer) => ({ isSupported: answer?.support ?? false, isEnabled: answer?.enable ?? false }));

export const accessCount = z.object({ total: number, remaining: number });

export type DeviceSummary = z.output<typeof deviceSummary>;
export type DeviceDetail = z.output<typeof deviceDetail>;
export type RealTime = z.output<typeof realTime>;
export type Setting = z.output<typeof setting>;
export type SocLimits = z.output<typeof socLimits>;
export type SchedulerFlag = z.output<typeof schedulerFlag>;
export type AccessCount = z.output<typeof accessCount>;

import { z } from "zod";

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const flag = z.union([z.literal(0), z.literal(1)]);
const percent = z.number().min(0).max(100);

export const chargeBody = z.object({
  ...{ gridCharge: flag, batHighCap: percent, timeChaf1: time, timeChae1: time, timeChaf2: time, timeChae2: time },
});

export const dischargeBody = z.object({
  ...{ ctrDis: flag, batUseCap: percent, timeDisf1: time, timeDise1: time, timeDisf2: time, timeDise2: time },
});

const row = z.object({
  ...{ beginTime: time, endTime: time, chargeLimit: z.number().min(10).max(100) },
  ...{ chargePower: z.number().positive().optional(), weeks: z.array(z.int().min(1).max(7)).optional() },
});

export type Row = z.output<typeof row>;

export const periodicBody = z.object({
  executeCycleType: flag,
  gridChargeCycle: flag,
  ctrDisCycle: flag,
  chargeTimeList: z.array(row),
  dischargeTimeList: z.array(row),
});

export type PeriodicBody = z.output<typeof periodicBody>;

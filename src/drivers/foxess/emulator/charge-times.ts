import { z } from "zod";
import type { Json } from "#domain";

const clock = z.object({ hour: z.int().min(0).max(23), minute: z.int().min(0).max(59) });

export const chargeTimesBody = z.object({
  enable1: z.boolean(),
  startTime1: clock,
  endTime1: clock,
  enable2: z.boolean(),
  startTime2: clock,
  endTime2: clock,
});

type Body = z.output<typeof chargeTimesBody>;

/** The two daily times of inverters without a schedule. */
export interface ChargeTimes {
  read(): Json;
  write(body: Body): void;
  /** A time that is not enabled but has a length holds the battery. */
  kindAt(minuteOfDay: number): "charge" | "hold" | undefined;
}

const midnight = { hour: 0, minute: 0 };

export function createChargeTimes(): ChargeTimes {
  let body: Body = {
    ...{ enable1: false, startTime1: midnight, endTime1: midnight },
    ...{ enable2: false, startTime2: midnight, endTime2: midnight },
  };
  return {
    read: () => ({ ...body }),
    write: (next) => {
      body = next;
    },
    kindAt: (minute) => {
      const { enable1, startTime1, endTime1, enable2, startTime2, endTime2 } = body;
      const rows = [
        { isCharge: enable1, from: minuteOf(startTime1), to: minuteOf(endTime1) },
        { isCharge: enable2, from: minuteOf(startTime2), to: minuteOf(endTime2) },
      ];
      const active = rows.find(({ from, to }) => minute >= from && minute < to);
      return active && (active.isCharge ? "charge" : "hold");
    },
  };
}

function minuteOf({ hour, minute }: z.output<typeof clock>): number {
  return hour * 60 + minute;
}

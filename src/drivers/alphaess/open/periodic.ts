import { z } from "zod";
import { fail } from "#domain";
import { written } from "../local-time.ts";
import { bySpelling, known, listOf, number, text } from "../reply-values.ts";
import type { AlphaessSurface, PeriodicSlot, PeriodicTimetable, PeriodicTimetableWrite } from "../surface.ts";
import { checkedSlots, slotOf } from "../time-slots.ts";
import type { Exchange } from "./exchange.ts";

const row = bySpelling(
  z.object({
    begintime: text,
    endtime: text,
    chargelimit: number,
    chargepower: number,
    weeks: listOf(number).catch([]),
  }),
);

const reply = bySpelling(
  z.object({ executecycletype: number, chargetimelist: listOf(row), dischargetimelist: listOf(row) }),
)
  .nullish()
  .transform(
    (data): PeriodicTimetable => ({
      cycle: data?.executecycletype === 1 ? "weekly" : "daily",
      charge: (data?.chargetimelist ?? []).flatMap(slotsOf),
      discharge: (data?.dischargetimelist ?? []).flatMap(slotsOf),
    }),
  );

function slotsOf(told: z.output<typeof row>): readonly PeriodicSlot[] {
  const weekdays = told.weeks.filter((day) => day !== undefined);
  return slotOf(told.begintime, told.endtime).map((slot) => ({
    ...slot,
    limitPercent: told.chargelimit ?? 100,
    ...known({ powerW: told.chargepower }),
    ...(weekdays.length === 0 ? {} : { weekdays }),
  }));
}

const mostPerDay = 6;
const mostPerWeek = 28;

type PeriodicMethods = Pick<AlphaessSurface, "periodicTimetable" | "writePeriodicTimetable">;

/** The newer timetable, which the vendor's present apps use. */
export function createPeriodic(exchange: Exchange): PeriodicMethods {
  return {
    periodicTimetable: (serial, call) =>
      exchange({ path: "/getTimeChargeBySn", query: { sysSn: serial } }, reply, call),
    writePeriodicTimetable: async (serial, timetable, call) => {
      const body = bodyOf(timetable);
      await exchange({ path: "/setTimeChargeBySn", body: { sysSn: serial, ...body } }, z.unknown(), call);
    },
  };
}

/** Fails before anything is sent. */
export function bodyOf(timetable: PeriodicTimetableWrite): object {
  const isWeekly = timetable.cycle === "weekly";
  const most = isWeekly ? mostPerWeek : mostPerDay;
  // The cloud refuses empty lists; what shall not happen is switched off instead.
  if (timetable.charge.length === 0 || timetable.discharge.length === 0)
    throw fail("invalid", "alphaess.empty-timetable", {
      facts: { list: timetable.charge.length === 0 ? "charge" : "discharge" },
    });
  const days = isWeekly ? [1, 2, 3, 4, 5, 6, 7] : [undefined];
  const all = [...timetable.charge, ...timetable.discharge];
  for (const slot of all) checkSlot(slot, isWeekly);
  for (const day of days)
    checkedSlots(
      all.filter(({ weekdays }) => day === undefined || weekdays?.includes(day)),
      mostPerDay,
    );
  const rows = (slots: readonly PeriodicSlot[]) => slots.flatMap((slot) => checkedSlots([slot], most)).map(rowOf);
  return {
    executeCycleType: isWeekly ? 1 : 0,
    gridChargeCycle: timetable.isChargeOn ? 1 : 0,
    ctrDisCycle: timetable.isDischargeOn ? 1 : 0,
    chargeTimeList: rows(timetable.charge),
    dischargeTimeList: rows(timetable.discharge),
  };
}

function checkSlot({ limitPercent, weekdays, powerW }: PeriodicSlot, isWeekly: boolean): void {
  if (!Number.isInteger(limitPercent) || limitPercent < 10 || limitPercent > 100)
    throw fail("invalid", "alphaess.soc-range", {
      facts: { found: limitPercent, lowestPercent: 10, highestPercent: 100 },
    });
  if (powerW !== undefined && (!Number.isFinite(powerW) || powerW <= 0))
    throw fail("invalid", "alphaess.slot-power", { facts: { found: powerW } });
  const isSound = weekdays?.every((day) => Number.isInteger(day) && day >= 1 && day <= 7) === true;
  if (isWeekly && (!isSound || weekdays?.length === 0))
    throw fail("invalid", "alphaess.slot-weekdays", { facts: { found: weekdays?.join(", ") ?? "-" } });
}

function rowOf({ fromMinute, untilMinute, limitPercent, powerW, weekdays }: PeriodicSlot) {
  return {
    beginTime: written(fromMinute),
    endTime: written(untilMinute),
    chargeLimit: limitPercent,
    ...known({ chargePower: powerW, weeks: weekdays }),
  };
}

import { z } from "zod";
import { fail } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import type { Exchange } from "../exchange.ts";
import {
  type DayStretch,
  isStretch,
  minuteOf,
  minutesPerDay,
  overlapIn,
  splitAtMidnight,
  wallClockOf,
  writtenStretch,
} from "../minute-of-day.ts";
import { flag, number } from "../reply-values.ts";

const clock = z.object({ hour: number, minute: number }).nullish();

const reply = z
  .object({ enable1: flag, startTime1: clock, endTime1: clock, enable2: flag, startTime2: clock, endTime2: clock })
  .nullish();

type Clock = z.output<typeof clock>;

/**
 * A stretch of every day in which the battery is not used: it is kept where it is (`hold`), or also filled from the grid
 * (`charge`). The vendor calls a hold a period that is not enabled.
 */
export interface ChargeTime extends DayStretch {
  readonly kind: "charge" | "hold";
}

/** The two daily times at which the battery charges from the grid, of inverters without a schedule. */
export interface ChargeTimeEndpoints {
  chargeTimes(serial: string, call?: CallOptions): Promise<readonly ChargeTime[]>;
  /** Up to two times, one that crosses midnight counts twice; those there were before are replaced. */
  writeChargeTimes(serial: string, times: readonly ChargeTime[], call?: CallOptions): Promise<void>;
}

const places = 2;
/** The day's last minute is as late as these times go; it stands for midnight. */
const lastMinute = minutesPerDay - 1;

export function createChargeTimeEndpoints(exchange: Exchange): ChargeTimeEndpoints {
  return {
    chargeTimes: async (serial, call) => {
      const path = "/op/v0/device/battery/forceChargeTime/get";
      const told = await exchange({ path, query: { sn: serial } }, reply, call);
      return [
        toChargeTime(told?.enable1, told?.startTime1, told?.endTime1),
        toChargeTime(told?.enable2, told?.startTime2, told?.endTime2),
      ].flatMap((time) => time ?? []);
    },
    writeChargeTimes: async (serial, times, call) => {
      const [first, second] = checkChargeTimes(times);
      const path = "/op/v0/device/battery/forceChargeTime/set";
      const body = { sn: serial, ...toBody("1", first), ...toBody("2", second) };
      await exchange({ path, body }, z.unknown(), call);
    },
  };
}

function toChargeTime(isCharge: boolean | undefined, start: Clock, end: Clock): ChargeTime | undefined {
  const [fromMinute, last] = [minuteIn(start), minuteIn(end)];
  if (fromMinute === undefined || last === undefined || fromMinute === last) return undefined;
  const untilMinute = last === lastMinute ? minutesPerDay : last;
  const time = { fromMinute, untilMinute, kind: isCharge === true ? "charge" : "hold" } as const;
  return isStretch(time) ? time : undefined;
}

function minuteIn(told: Clock): number | undefined {
  const { hour, minute } = told ?? {};
  return hour === undefined || minute === undefined ? undefined : minuteOf({ hour, minute });
}

function checkChargeTimes(times: readonly ChargeTime[]): readonly ChargeTime[] {
  for (const time of times) {
    const { fromMinute, untilMinute } = time;
    if (!isStretch(time)) throw fail("invalid", "foxess.schedule-time", { facts: { fromMinute, untilMinute } });
  }
  const whole = times.flatMap(splitAtMidnight);
  if (whole.length > places)
    throw fail("invalid", "foxess.schedule-too-long", { facts: { count: whole.length, allowed: places } });
  const overlap = overlapIn(whole);
  if (overlap === undefined) return whole;
  const facts = { first: writtenStretch(overlap[0]), second: writtenStretch(overlap[1]) };
  throw fail("invalid", "foxess.schedule-overlap", { facts });
}

/** A time that begins where it ends is none. */
function toBody(place: string, time: ChargeTime | undefined): object {
  const start = time?.fromMinute ?? 0;
  const end = Math.min(time?.untilMinute ?? 0, lastMinute);
  return {
    [`enable${place}`]: time?.kind === "charge",
    [`startTime${place}`]: wallClockOf(start),
    [`endTime${place}`]: wallClockOf(end),
  };
}

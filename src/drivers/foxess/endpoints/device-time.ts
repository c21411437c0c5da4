import { z } from "zod";
import { fail } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import type { Exchange } from "../exchange.ts";
import { number } from "../reply-values.ts";

const reply = z.object({ year: number, month: number, day: number, hour: number, minute: number, second: number });

/** What the inverter's own clock shows: wall time without a zone. */
export interface DeviceTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
}

export interface DeviceTimeEndpoints {
  /** Undefined where the inverter does not tell all of it. */
  deviceTime(serial: string, call?: CallOptions): Promise<DeviceTime | undefined>;
  /** Also ends the inverter's setting its clock by itself. */
  writeDeviceTime(serial: string, time: DeviceTime, call?: CallOptions): Promise<void>;
}

/** The vendor counts years from here. */
const century = 2000;

export function createDeviceTimeEndpoints(exchange: Exchange): DeviceTimeEndpoints {
  return {
    deviceTime: async (serial, call) => {
      const told = await exchange({ path: "/op/v0/device/time/get", body: { sn: serial } }, reply, call);
      const { year, month, day, hour, minute, second = 0 } = told;
      if (year === undefined || month === undefined || day === undefined) return undefined;
      if (hour === undefined || minute === undefined) return undefined;
      return { year: year < century ? century + year : year, month, day, hour, minute, second };
    },
    writeDeviceTime: async (serial, time, call) => {
      if (!isPossible(time)) throw fail("invalid", "foxess.device-time", { facts: { ...time } });
      const { year, ...rest } = time;
      const parts = Object.entries({ year: year - century, ...rest }).map(([name, value]) => [name, String(value)]);
      const body = { sn: serial, ...Object.fromEntries(parts) };
      await exchange({ path: "/op/v0/device/time/set", body }, z.unknown(), call);
    },
  };
}

/** A moment that the calendar has, in the hundred years the inverter knows. */
function isPossible({ year, month, day, hour, minute, second }: DeviceTime): boolean {
  if (!(year >= century && year < century + 100)) return false;
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  const is = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCHours()];
  const was = [year, month, day, hour];
  return (
    is.every((part, index) => part === was[index]) && date.getUTCMinutes() === minute && second === date.getUTCSeconds()
  );
}

import { z } from "zod";
import { fail } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import type { Exchange } from "../exchange.ts";
import { type DayStretch, isStretch, minuteOf, overlapIn, wallClockOf, writtenStretch } from "../minute-of-day.ts";
import { listOf } from "../reply-values.ts";

const row = z.object({ name: z.string(), value: z.union([z.string(), z.number().transform(String)]).nullish() });
const reply = z.object({ dataList: listOf(row) }).nullish();

/** When and between which temperatures the battery warms itself. */
export interface BatteryHeating {
  readonly isEnabled: boolean;
  readonly startTemperatureC: number | undefined;
  readonly endTemperatureC: number | undefined;
  /** Up to three stretches of the day. */
  readonly times: readonly (DayStretch & { readonly isEnabled: boolean })[];
}

export interface HeatingEndpoints {
  batteryHeating(serial: string, call?: CallOptions): Promise<BatteryHeating>;
  writeBatteryHeating(serial: string, heating: BatteryHeating, call?: CallOptions): Promise<void>;
}

const places = [1, 2, 3] as const;

export function createHeatingEndpoints(exchange: Exchange): HeatingEndpoints {
  return {
    batteryHeating: async (serial, call) => {
      const told = await exchange({ path: "/op/v0/device/batteryHeating/get", body: { sn: serial } }, reply, call);
      return toHeating(new Map((told?.dataList ?? []).map(({ name, value }) => [name, value ?? undefined])));
    },
    writeBatteryHeating: async (serial, heating, call) => {
      checkHeating(heating);
      const body = { sn: serial, ...toBody(heating) };
      await exchange({ path: "/op/v0/device/batteryHeating/set", body }, z.unknown(), call);
    },
  };
}

function toHeating(values: ReadonlyMap<string, string | undefined>): BatteryHeating {
  const numberAt = (name: string) => {
    const value = values.get(name)?.trim() ?? "";
    return value === "" || !Number.isFinite(Number(value)) ? undefined : Number(value);
  };
  const minuteAt = (prefix: string) => {
    const [hour, minute] = [numberAt(`${prefix}Hour`), numberAt(`${prefix}Minute`)];
    return hour === undefined || minute === undefined ? undefined : minuteOf({ hour, minute });
  };
  const times = places.flatMap((place) => {
    const [fromMinute, untilMinute] = [minuteAt(`time${place}Start`), minuteAt(`time${place}End`)];
    if (fromMinute === undefined || untilMinute === undefined) return [];
    const time = { fromMinute, untilMinute, isEnabled: values.get(`time${place}Enable`) === "enable" };
    return isStretch(time) ? [time] : [];
  });
  return {
    isEnabled: values.get("batteryWarmUpEnable") === "enable",
    startTemperatureC: numberAt("startTemperature"),
    endTemperatureC: numberAt("endTemperature"),
    times,
  };
}

function checkHeating({ startTemperatureC, endTemperatureC, times }: BatteryHeating): void {
  if (times.length > places.length)
    throw fail("invalid", "foxess.schedule-too-long", { facts: { count: times.length, allowed: places.length } });
  for (const time of times) {
    const { fromMinute, untilMinute } = time;
    if (!isStretch(time) || untilMinute < fromMinute)
      throw fail("invalid", "foxess.schedule-time", { facts: { fromMinute, untilMinute } });
  }
  const overlap = overlapIn(times.filter(({ isEnabled }) => isEnabled));
  if (overlap !== undefined) {
    const facts = { first: writtenStretch(overlap[0]), second: writtenStretch(overlap[1]) };
    throw fail("invalid", "foxess.schedule-overlap", { facts });
  }
  if (startTemperatureC !== undefined && endTemperatureC !== undefined && startTemperatureC >= endTemperatureC)
    throw fail("invalid", "foxess.heating-order", { facts: { start: startTemperatureC, end: endTemperatureC } });
}

/** Everything is text here, and a place without a time begins where it ends. */
function toBody({ isEnabled, startTemperatureC, endTemperatureC, times }: BatteryHeating): object {
  const told = places.flatMap((place, index) => {
    const time = times[index];
    const start = wallClockOf(time?.fromMinute ?? 0);
    const end = wallClockOf(Math.min(time?.untilMinute ?? 0, 23 * 60 + 59));
    return [
      [`time${place}Enable`, switched(time?.isEnabled ?? false)],
      [`time${place}StartHour`, String(start.hour)],
      [`time${place}StartMinute`, String(start.minute)],
      [`time${place}EndHour`, String(end.hour)],
      [`time${place}EndMinute`, String(end.minute)],
    ];
  });
  return {
    ...Object.fromEntries(told),
    batteryWarmUpEnable: switched(isEnabled),
    ...(startTemperatureC === undefined ? {} : { startTemperature: String(startTemperatureC) }),
    ...(endTemperatureC === undefined ? {} : { endTemperature: String(endTemperatureC) }),
  };
}

function switched(isOn: boolean): "enable" | "disable" {
  return isOn ? "enable" : "disable";
}

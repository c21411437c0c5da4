import { z } from "zod";
import { dayMs, fail, type Instant } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import type { Exchange } from "../exchange.ts";
import { id, listOf, text } from "../reply-values.ts";
import { values } from "./live.ts";
import { chunked } from "./plants.ts";

const plantKpi = z
  .object({ stationCode: id, collectTime: z.number(), dataItemMap: values })
  .transform((row) => ({ plantCode: row.stationCode, at: row.collectTime, values: row.dataItemMap }));

const deviceKpi = z
  .object({ devId: id, collectTime: z.number(), dataItemMap: values })
  .transform((row) => ({ deviceId: row.devId, at: row.collectTime, values: row.dataItemMap }));

const alarm = z.object({
  stationCode: text,
  stationName: text,
  devName: text,
  esnCode: text,
  alarmName: text,
  repairSuggestion: text,
  raiseTime: z
    .number()
    .nullish()
    .transform((at) => at ?? undefined),
});

export type PlantKpi = z.output<typeof plantKpi>;
export type DeviceKpi = z.output<typeof deviceKpi>;
export type Alarm = z.output<typeof alarm>;

/** `hour`: each hour of the plant's day; `day`: of its month; `month`: of its year; `year`: all of them. */
export type Period = "hour" | "day" | "month" | "year";

export interface Span {
  readonly since: Instant;
  readonly until: Instant;
}

/** What was. */
export interface HistoryEndpoints {
  plantKpis(
    plantCodes: readonly string[],
    period: Period,
    at: Instant,
    call?: CallOptions,
  ): Promise<readonly PlantKpi[]>;
  /** Energy of inverters and batteries. */
  deviceKpis(
    devTypeId: number,
    deviceIds: readonly string[],
    period: Exclude<Period, "hour">,
    at: Instant,
    call?: CallOptions,
  ): Promise<readonly DeviceKpi[]>;
  /** Rows every five minutes over three days at most, ten devices in one call. */
  deviceHistory(
    devTypeId: number,
    deviceIds: readonly string[],
    span: Span,
    call?: CallOptions,
  ): Promise<readonly DeviceKpi[]>;
  /** Rows every five minutes of one day, by the interface that is going away. */
  deviceFiveMinutes(
    devTypeId: number,
    deviceIds: readonly string[],
    at: Instant,
    call?: CallOptions,
  ): Promise<readonly DeviceKpi[]>;
  alarms(plantCodes: readonly string[], span: Span, call?: CallOptions): Promise<readonly Alarm[]>;
}

const perCall = 100;
const devicesPerHistoryCall = 10;
const longestSpanMs = 3 * dayMs;
const suffix = { hour: "Hour", day: "Day", month: "Month", year: "Year" } as const;

export function createHistoryEndpoints(exchange: Exchange): HistoryEndpoints {
  const inChunks = async <S extends z.ZodType>(
    [method, row]: readonly [method: string, row: S],
    ids: readonly string[],
    size: number,
    bodyOf: (joined: string) => object,
    call?: CallOptions,
  ) => {
    const found: z.output<S>[] = [];
    for (const chunk of chunked(ids, size))
      found.push(...(await exchange.ask(method, bodyOf(chunk.join(",")), listOf(row), call)));
    return found;
  };

  return {
    plantKpis: (plantCodes, period, at, call) =>
      inChunks(
        [`getKpiStation${suffix[period]}`, plantKpi],
        plantCodes,
        perCall,
        (stationCodes) => ({ stationCodes, collectTime: at }),
        call,
      ),
    deviceKpis: (devTypeId, deviceIds, period, at, call) =>
      inChunks(
        [`getDevKpi${suffix[period]}`, deviceKpi],
        deviceIds,
        perCall,
        (devIds) => ({ devIds, devTypeId, collectTime: at }),
        call,
      ),
    deviceHistory: async (devTypeId, deviceIds, { since, until }, call) => {
      if (until <= since || until - since > longestSpanMs)
        throw fail("invalid", "fusionsolar.history-span", { facts: { days: longestSpanMs / dayMs } });
      const bodyOf = (devIds: string) => ({ devIds, devTypeId, startTime: since, endTime: until });
      return inChunks(["getDevHistoryKpi", deviceKpi], deviceIds, devicesPerHistoryCall, bodyOf, call);
    },
    deviceFiveMinutes: (devTypeId, deviceIds, at, call) =>
      inChunks(
        ["getDevFiveMinutes", deviceKpi],
        deviceIds,
        devicesPerHistoryCall,
        (devIds) => ({ devIds, devTypeId, collectTime: at }),
        call,
      ),
    alarms: (plantCodes, { since, until }, call) =>
      inChunks(
        ["getAlarmList", alarm],
        plantCodes,
        perCall,
        (stationCodes) => ({ stationCodes, beginTime: since, endTime: until, language: "en_US" }),
        call,
      ),
  };
}

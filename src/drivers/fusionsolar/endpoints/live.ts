import { z } from "zod";
import type { CallOptions } from "#platform/for-clients";
import type { Exchange } from "../exchange.ts";
import { id, listOf, numberOf } from "../reply-values.ts";
import { chunked } from "./plants.ts";

/** The vendor's own names with their numbers; what is missing, null or `N/A` is not in it. */
export type Values = ReadonlyMap<string, number>;

export const values = z
  .record(z.string(), z.unknown())
  .nullish()
  .transform((items): Values => {
    const numbers = new Map<string, number>();
    for (const [name, raw] of Object.entries(items ?? {})) {
      const value = numberOf(raw);
      if (value !== undefined) numbers.set(name, value);
    }
    return numbers;
  });

const liveRow = z.object({ devId: id, dataItemMap: values }).transform(({ devId, dataItemMap }) => ({
  deviceId: devId,
  values: dataItemMap,
}));

const plantRow = z.object({ stationCode: id, dataItemMap: values }).transform(({ stationCode, dataItemMap }) => ({
  plantCode: stationCode,
  values: dataItemMap,
}));

export type LiveRow = z.output<typeof liveRow>;
export type PlantLiveRow = z.output<typeof plantRow>;

/** What is measured now, or was in the last five minutes. No row tells when. */
export interface LiveEndpoints {
  /** One kind of device, a hundred in one call; devices that the cloud has nothing of are missing. */
  deviceLive(devTypeId: number, deviceIds: readonly string[], call?: CallOptions): Promise<readonly LiveRow[]>;
  /** Energy of the day, the month and ever, in kWh, and the plant's health; there is no power among it. */
  plantLive(plantCodes: readonly string[], call?: CallOptions): Promise<readonly PlantLiveRow[]>;
}

export const rowsPerCall = 100;

export function createLiveEndpoints(exchange: Exchange): LiveEndpoints {
  return {
    deviceLive: async (devTypeId, deviceIds, call) => {
      const found: LiveRow[] = [];
      for (const ids of chunked(deviceIds, rowsPerCall)) {
        const body = { devIds: ids.join(","), devTypeId };
        found.push(...(await exchange.ask("getDevRealKpi", body, listOf(liveRow), call)));
      }
      return found;
    },
    plantLive: async (plantCodes, call) => {
      const found: PlantLiveRow[] = [];
      for (const codes of chunked(plantCodes, rowsPerCall)) {
        const body = { stationCodes: codes.join(",") };
        found.push(...(await exchange.ask("getStationRealKpi", body, listOf(plantRow), call)));
      }
      return found;
    },
  };
}

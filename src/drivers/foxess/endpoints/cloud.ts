import { z } from "zod";
import type { CallOptions } from "#platform/for-clients";
import type { Exchange } from "../exchange.ts";
import { flag, listOf, number, text } from "../reply-values.ts";

export const deviceSummary = z.object({
  deviceSN: z.string().min(1),
  moduleSN: text,
  stationID: text,
  stationName: text,
  /** 1 online, 2 fault, 3 offline. */
  status: number,
  hasPV: flag,
  hasBattery: flag,
  deviceType: text,
  productType: text,
});

const battery = z.object({
  batterySN: text,
  model: text,
  type: text,
  version: text,
  /** In Wh, on the rows of type `bmu`. */
  capacity: number,
});

export const deviceDetail = deviceSummary.extend({
  /** Rated power in kW, cut to whole numbers by the cloud. */
  capacity: number,
  /** What the cloud believes the device can do; it is known to be wrong about the scheduler. */
  function: z
    .record(z.string(), z.unknown())
    .nullish()
    .transform((told) => told ?? {}),
  masterVersion: text,
  slaveVersion: text,
  managerVersion: text,
  hardwareVersion: text,
  afciVersion: text,
  batteryList: listOf(battery),
});

const plant = z.object({ stationID: z.string().min(1), name: text, ianaTimezone: text });

const plantDetail = z.object({
  stationName: text,
  country: text,
  city: text,
  address: text,
  postcode: text,
  /** In kW. */
  capacity: number,
  timezone: text,
  createDate: text,
});

const loggerModule = z.object({
  moduleSN: z.string().min(1),
  stationID: text,
  /** 1 online, 2 offline. */
  status: number,
  signal: number,
});

/** In dBm. */
const moduleSignal = z.object({ timestamp: z.union([z.number(), z.string()]).nullish(), signal: number });

const accessCount = z.object({ total: number, remaining: number });

export type DeviceSummary = z.output<typeof deviceSummary>;
export type DeviceDetail = z.output<typeof deviceDetail>;
export type Plant = z.output<typeof plant>;
export type PlantDetail = z.output<typeof plantDetail>;
export type LoggerModule = z.output<typeof loggerModule>;
export type AccessCount = z.output<typeof accessCount>;

/** What the account has: plants, devices, data loggers, calls. */
export interface CloudEndpoints {
  listDevices(call?: CallOptions): Promise<readonly DeviceSummary[]>;
  deviceDetail(serial: string, call?: CallOptions): Promise<DeviceDetail>;
  /** The same from the interface's first generation, for clouds that lack the second. */
  deviceDetailV0(serial: string, call?: CallOptions): Promise<DeviceDetail>;
  listPlants(call?: CallOptions): Promise<readonly Plant[]>;
  plantDetail(stationId: string, call?: CallOptions): Promise<PlantDetail>;
  listModules(call?: CallOptions): Promise<readonly LoggerModule[]>;
  /** How well a data logger hears its network, in dBm. */
  moduleSignalDbm(moduleSerial: string, call?: CallOptions): Promise<number | undefined>;
  /** How many calls of the day the cloud itself counts as left. */
  accessCount(call?: CallOptions): Promise<AccessCount>;
}

const pageSize = 100;
/** Ten thousand rows: more means that the cloud repeats itself. */
const mostPages = 100;

export function createCloudEndpoints(exchange: Exchange): CloudEndpoints {
  const allPages = async <S extends z.ZodType>(path: string, row: S, call?: CallOptions) => {
    const rows: z.output<S>[] = [];
    const page = z.object({ total: number, data: listOf(row) });
    for (let currentPage = 1; currentPage <= mostPages; currentPage++) {
      const { data, total = 0 } = await exchange({ path, body: { currentPage, pageSize } }, page, call);
      rows.push(...data);
      if (data.length === 0 || rows.length >= total) break;
    }
    return rows;
  };
  const detail = (version: string) => (serial: string, call?: CallOptions) =>
    exchange({ path: `/op/${version}/device/detail`, query: { sn: serial } }, deviceDetail, call);

  return {
    listDevices: (call) => allPages("/op/v0/device/list", deviceSummary, call),
    deviceDetail: detail("v1"),
    deviceDetailV0: detail("v0"),
    listPlants: (call) => allPages("/op/v0/plant/list", plant, call),
    plantDetail: (id, call) => exchange({ path: "/op/v0/plant/detail", query: { id } }, plantDetail, call),
    listModules: (call) => allPages("/op/v0/module/list", loggerModule, call),
    moduleSignalDbm: async (sn, call) =>
      (await exchange({ path: "/op/v0/module/getSignal", body: { sn } }, moduleSignal, call)).signal,
    accessCount: (call) => exchange({ path: "/op/v0/user/getAccessCount" }, accessCount, call),
  };
}

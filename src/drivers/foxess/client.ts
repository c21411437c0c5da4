import { z } from "zod";
import type { Secret } from "#domain";
import type { CallOptions, Clock, HttpClient } from "#platform/for-clients";
import { createExchange } from "./exchange.ts";
import * as reply from "./replies.ts";

export type {
  AccessCount,
  DeviceDetail,
  DeviceSummary,
  RealTime,
  SchedulerFlag,
  Setting,
  SocLimits,
} from "./replies.ts";

export interface FoxessClientOptions {
  readonly apiKey: Secret | string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now">;
  readonly url?: string;
  /** Slow answers are normal for this cloud: below 30 s many good ones are lost. */
  readonly timeoutMs?: number;
}

/**
 * The FoxESS Open API. Every method fails with a `ProblemError`, whose code is `foxess.<errno>` where the cloud gave one.
 * The client keeps no count of calls: that is up to the `http` it is given.
 */
export interface FoxessClient {
  listDevices(call?: CallOptions): Promise<readonly reply.DeviceSummary[]>;
  deviceDetail(serial: string, call?: CallOptions): Promise<reply.DeviceDetail>;
  /** The latest values of up to 50 devices; all variables the device has when none are named. */
  realTime(
    serials: readonly string[],
    variables?: readonly string[],
    call?: CallOptions,
  ): Promise<readonly reply.RealTime[]>;
  setting(serial: string, key: string, call?: CallOptions): Promise<reply.Setting>;
  writeSetting(serial: string, key: string, value: string, call?: CallOptions): Promise<void>;
  socLimits(serial: string, call?: CallOptions): Promise<reply.SocLimits>;
  /** The cloud takes both limits or none. */
  writeSocLimits(
    serial: string,
    limits: { readonly minSoc: number; readonly minSocOnGrid: number },
    call?: CallOptions,
  ): Promise<void>;
  schedulerFlag(serial: string, call?: CallOptions): Promise<reply.SchedulerFlag>;
  writeSchedulerFlag(serial: string, isEnabled: boolean, call?: CallOptions): Promise<void>;
  /** How many calls of the day the cloud itself counts as left. */
  accessCount(call?: CallOptions): Promise<reply.AccessCount>;
}

export const defaultUrl = "https://www.foxesscloud.com";
export const defaultTimeoutMs = 45_000;

const pageSize = 100;
/** Ten thousand inverters: more means that the cloud repeats itself. */
const mostPages = 100;

export function createFoxessClient(options: FoxessClientOptions): FoxessClient {
  const { apiKey, http, clock, url = defaultUrl, timeoutMs = defaultTimeoutMs } = options;
  const exchange = createExchange({ apiKey, http, url, timeoutMs, now: () => clock.now() });
  /** Writes answer with null, nothing, or an echo: only the error number tells. */
  const write = async (path: string, body: object, call?: CallOptions): Promise<void> => {
    await exchange({ path, body }, z.unknown(), call);
  };

  return {
    listDevices: async (call) => {
      const devices: reply.DeviceSummary[] = [];
      for (let currentPage = 1; currentPage <= mostPages; currentPage++) {
        const path = "/op/v0/device/list";
        const page = await exchange({ path, body: { currentPage, pageSize } }, reply.devicePage, call);
        devices.push(...page.data);
        if (page.data.length === 0 || devices.length >= (page.total ?? 0)) break;
      }
      return devices;
    },
    deviceDetail: (serial, call) =>
      exchange({ path: "/op/v1/device/detail", query: { sn: serial } }, reply.deviceDetail, call),
    realTime: (serials, variables, call) => {
      const body = { sns: serials, ...(variables === undefined ? {} : { variables }) };
      return exchange({ path: "/op/v1/device/real/query", body }, z.array(reply.realTime), call);
    },
    setting: (serial, key, call) =>
      exchange({ path: "/op/v0/device/setting/get", body: { sn: serial, key } }, reply.setting, call),
    writeSetting: (serial, key, value, call) => write("/op/v0/device/setting/set", { sn: serial, key, value }, call),
    socLimits: (serial, call) =>
      exchange({ path: "/op/v0/device/battery/soc/get", query: { sn: serial } }, reply.socLimits, call),
    writeSocLimits: (serial, { minSoc, minSocOnGrid }, call) =>
      write("/op/v0/device/battery/soc/set", { sn: serial, minSoc, minSocOnGrid }, call),
    schedulerFlag: (serial, call) =>
      exchange({ path: "/op/v1/device/scheduler/get/flag", body: { deviceSN: serial } }, reply.schedulerFlag, call),
    writeSchedulerFlag: (serial, isEnabled, call) =>
      write("/op/v1/device/scheduler/set/flag", { deviceSN: serial, enable: isEnabled ? 1 : 0 }, call),
    accessCount: (call) => exchange({ path: "/op/v0/user/getAccessCount" }, reply.accessCount, call),
  };
}

import type { Secret } from "#domain";
import type { CallOptions, Clock, HttpClient } from "#platform/for-clients";
import { type ChargeTimeEndpoints, createChargeTimeEndpoints } from "./endpoints/charge-times.ts";
import { type CloudEndpoints, createCloudEndpoints, type DeviceSummary } from "./endpoints/cloud.ts";
import { createDeviceTimeEndpoints, type DeviceTimeEndpoints } from "./endpoints/device-time.ts";
import { createHeatingEndpoints, type HeatingEndpoints } from "./endpoints/heating.ts";
import { createMeasurementEndpoints, type MeasurementEndpoints } from "./endpoints/measurements.ts";
import { createSchedulerEndpoints, type SchedulerEndpoints } from "./endpoints/scheduler.ts";
import { createSettingEndpoints, type SettingEndpoints } from "./endpoints/settings.ts";
import { createExchange } from "./exchange.ts";
import type { SchedulerVersion } from "./schedule/schedule.ts";
import type { ProductHint } from "./schedule/scheduler-versions.ts";

export type { ChargeTime } from "./endpoints/charge-times.ts";
export type { AccessCount, DeviceDetail, DeviceSummary, LoggerModule, Plant, PlantDetail } from "./endpoints/cloud.ts";
export type { DeviceTime } from "./endpoints/device-time.ts";
export type { BatteryHeating } from "./endpoints/heating.ts";
export type {
  Generation,
  HistoryRequest,
  HistorySeries,
  RealTime,
  Report,
  ReportRequest,
  VariableDescription,
} from "./endpoints/measurements.ts";
export type { SchedulerFlag } from "./endpoints/scheduler.ts";
export type { PeakShaving, PeakShavingSettings, Setting, SocLimits } from "./endpoints/settings.ts";
export type {
  PeriodValue,
  PeriodValues,
  Schedule,
  SchedulePeriod,
  ScheduleRules,
  SchedulerVersion,
  ValueRange,
} from "./schedule/schedule.ts";

export interface FoxessClientOptions {
  readonly apiKey: Secret | string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now">;
  readonly url?: string;
  /** Slow answers are normal for this cloud: below 30 s many good ones are lost. */
  readonly timeoutMs?: number;
  /** The scheduler's generation; found out for each inverter when missing. */
  readonly schedulerVersion?: SchedulerVersion;
}

/**
 * The FoxESS Open API. Every method fails with a `ProblemError`, whose code is `foxess.<errno>` where the cloud gave one;
 * what the inverter would refuse anyway fails as `invalid` or `refused` without being sent. The client keeps no count of
 * calls: that is up to the `http` it is given.
 */
export interface FoxessClient
  extends CloudEndpoints,
    MeasurementEndpoints,
    SettingEndpoints,
    ChargeTimeEndpoints,
    SchedulerEndpoints,
    HeatingEndpoints,
    DeviceTimeEndpoints {}

export const defaultUrl = "https://www.foxesscloud.com";
export const defaultTimeoutMs = 45_000;

export function createFoxessClient(options: FoxessClientOptions): FoxessClient {
  const { apiKey, http, clock, url = defaultUrl, timeoutMs = defaultTimeoutMs, schedulerVersion } = options;
  const exchange = createExchange({ apiKey, http, url, timeoutMs, now: () => clock.now() });
  const products = new Map<string, ProductHint>();
  const cloud = rememberingProducts(createCloudEndpoints(exchange), products);
  const hintFor = async (serial: string, call?: CallOptions) =>
    products.get(serial) ?? (await cloud.deviceDetail(serial, call));
  return {
    ...cloud,
    ...createMeasurementEndpoints(exchange),
    ...createSettingEndpoints(exchange),
    ...createChargeTimeEndpoints(exchange),
    ...createSchedulerEndpoints({
      exchange,
      hintFor,
      ...(schedulerVersion === undefined ? {} : { version: schedulerVersion }),
    }),
    ...createHeatingEndpoints(exchange),
    ...createDeviceTimeEndpoints(exchange),
  };
}

/** What kind of inverter somebody is, is told in passing; each such call that need not be made again is one saved. */
function rememberingProducts(cloud: CloudEndpoints, products: Map<string, ProductHint>): CloudEndpoints {
  const remember = <T extends DeviceSummary>(device: T): T => {
    const { deviceSN, productType, deviceType } = device;
    products.set(deviceSN, { productType, deviceType });
    return device;
  };
  return {
    ...cloud,
    listDevices: async (call) => (await cloud.listDevices(call)).map(remember),
    deviceDetail: async (serial, call) => remember(await cloud.deviceDetail(serial, call)),
    deviceDetailV0: async (serial, call) => remember(await cloud.deviceDetailV0(serial, call)),
  };
}

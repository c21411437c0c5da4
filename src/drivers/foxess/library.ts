/** `sunsteer/foxess`: the client for programs of their own. Nothing of the house is loaded. */
import { createNodeHttp, createSystemClock, type HttpClient } from "#platform/for-clients";
import { createFoxessClient as createClient, type FoxessClient, type FoxessClientOptions } from "./client.ts";

export type { Problem, ProblemKind, Secret } from "#domain";
export { ProblemError } from "#domain";
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "#platform/for-clients";
export type {
  AccessCount,
  BatteryHeating,
  ChargeTime,
  DeviceDetail,
  DeviceSummary,
  DeviceTime,
  FoxessClient,
  Generation,
  HistoryRequest,
  HistorySeries,
  LoggerModule,
  PeakShaving,
  PeakShavingSettings,
  PeriodValue,
  PeriodValues,
  Plant,
  PlantDetail,
  RealTime,
  Report,
  ReportRequest,
  Schedule,
  SchedulePeriod,
  ScheduleRules,
  SchedulerFlag,
  SchedulerVersion,
  Setting,
  SocLimits,
  ValueRange,
  VariableDescription,
} from "./client.ts";

export { storedEnergyWh } from "./stored-energy.ts";

export interface FoxessLibraryOptions extends Omit<FoxessClientOptions, "http" | "clock"> {
  /** Another way out than Node's own, e.g. one that counts the calls. */
  readonly http?: HttpClient;
  readonly clock?: FoxessClientOptions["clock"];
}

/** In the house `http` is always given, since it keeps the call limits; only here does it have a default. */
export function createFoxessClient(options: FoxessLibraryOptions): FoxessClient {
  return createClient({ http: createNodeHttp(), clock: createSystemClock(), ...options });
}

/** `sunsteer/growatt`: the client for programs of their own. Nothing of the house is loaded. */
import { createNodeHttp, createSystemClock, type HttpClient } from "#platform/for-clients";
import { createGrowattClient as createClient, type GrowattClient, type GrowattClientOptions } from "./client.ts";

export type { Problem, ProblemKind, Secret } from "#domain";
export { ProblemError } from "#domain";
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "#platform/for-clients";
export type {
  DeviceKind,
  DeviceValues,
  GrowattClient,
  GrowattDevice,
  GrowattPlant,
  GrowattSurface,
  LoginKeeper,
  PortalSession,
  RawValue,
  Region,
} from "./client.ts";
export { type DeviceReport, type GridReport, type MappingOptions, toReport } from "./mapping.ts";

export interface GrowattLibraryOptions extends Omit<GrowattClientOptions, "http" | "clock"> {
  /** Another way out than Node's own, e.g. one that counts the calls. */
  readonly http?: HttpClient;
  readonly clock?: GrowattClientOptions["clock"];
}

/** In the house `http` is always given, since it keeps the call limits; only here does it have a default. */
export function createGrowattClient(options: GrowattLibraryOptions): GrowattClient {
  return createClient({ http: createNodeHttp(), clock: createSystemClock(), ...options });
}

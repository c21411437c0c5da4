/** `sunsteer/fusionsolar`: the client for programs of their own. Nothing of the house is loaded. */
import { createNodeHttp, createSystemClock, type HttpClient } from "#platform/for-clients";
import {
  createFusionsolarClient as createClient,
  createKioskClient as createKiosk,
  defaultTimeoutMs,
  type FusionsolarClient,
  type FusionsolarClientOptions,
  type KioskClient,
} from "./client.ts";

export type { Problem, ProblemKind, Secret } from "#domain";
export { ProblemError } from "#domain";
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "#platform/for-clients";
export type {
  Alarm,
  Device,
  DeviceKpi,
  FusionsolarClient,
  FusionsolarSession,
  FusionsolarSessions,
  KioskClient,
  KioskValues,
  LiveRow,
  Period,
  Plant,
  PlantKpi,
  PlantLiveRow,
  Span,
  Values,
} from "./client.ts";
export { deviceTypeName, deviceTypes } from "./device-types.ts";

export interface FusionsolarLibraryOptions extends Omit<FusionsolarClientOptions, "http" | "clock"> {
  /** Another way out than Node's own, e.g. one that counts the calls. */
  readonly http?: HttpClient;
  readonly clock?: FusionsolarClientOptions["clock"];
}

/** In the house `http` is always given, since it keeps the call limits; only here does it have a default. */
export function createFusionsolarClient(options: FusionsolarLibraryOptions): FusionsolarClient {
  return createClient({ http: createNodeHttp(), clock: createSystemClock(), ...options });
}

/** A plant's public page, for those who have no account. */
export function createKioskClient(options: { readonly url: string; readonly http?: HttpClient }): KioskClient {
  return createKiosk({ http: createNodeHttp(), timeoutMs: defaultTimeoutMs, ...options });
}

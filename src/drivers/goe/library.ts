/** `sunsteer/goe`: the client for programs of their own. Nothing of the house is loaded. */
import { type Clock, createNodeHttp, createSystemClock, type HttpClient } from "#platform/for-clients";
import { createGoeClient as createClient, type GoeClient, type GoeClientOptions } from "./client.ts";

export type { Json, Problem, ProblemKind } from "#domain";
export { ProblemError } from "#domain";
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "#platform/for-clients";
export type { GoeCard, GoeCards } from "./cards.ts";
export type { GoeClient, GoeReport, GoeWriteOptions } from "./client.ts";
export { findGoeKey, type GoeChoice, type GoeElement, type GoeKey, type GoeType, goeKeys } from "./keys.ts";
export type { GoeValues } from "./transport.ts";
export type { GoeAddress } from "./transport-ways.ts";
export type { WriteCheckOptions } from "./write-check.ts";

export interface GoeLibraryOptions extends Omit<GoeClientOptions, "http" | "clock"> {
  /** Another way out than Node's own, e.g. through a proxy. */
  readonly http?: HttpClient;
  readonly clock?: Clock;
}

/** In the house `http` and `clock` are always given; only here do they have defaults. */
export function createGoeClient(options: GoeLibraryOptions): GoeClient {
  return createClient({ http: createNodeHttp(), clock: createSystemClock(), ...options });
}

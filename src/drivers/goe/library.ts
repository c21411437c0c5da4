/** `sunsteer/goe`: the client for programs of their own. Nothing of the house is loaded. */
import { createNodeHttp, type HttpClient } from "#platform/for-clients";
import { createGoeClient as createClient, type GoeClient, type GoeClientOptions } from "./client.ts";

export type { Json, Problem, ProblemKind } from "#domain";
export { ProblemError } from "#domain";
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "#platform/for-clients";
export type { GoeClient } from "./client.ts";
export { findGoeKey, type GoeChoice, type GoeElement, type GoeKey, type GoeType, goeKeys } from "./keys.ts";
export type { GoeValues } from "./transport.ts";
export type { WriteCheckOptions } from "./write-check.ts";

export interface GoeLibraryOptions extends Omit<GoeClientOptions, "http"> {
  /** Another way out than Node's own, e.g. through a proxy. */
  readonly http?: HttpClient;
}

/** In the house `http` is always given, since it keeps the call limits; only here does it have a default. */
export function createGoeClient(options: GoeLibraryOptions): GoeClient {
  return createClient({ http: createNodeHttp(), ...options });
}

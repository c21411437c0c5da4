/** `sunsteer/chargehq`: the client for programs of their own. Nothing of the house is loaded. */
import { createNodeHttp, createSystemClock, type HttpClient } from "#platform/for-clients";
import { type ChargehqClient, type ChargehqClientOptions, createChargehqClient as createClient } from "./client.ts";

export type { Problem, ProblemKind, Secret } from "#domain";
export { ProblemError } from "#domain";
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "#platform/for-clients";
export type { ChargehqClient, Measurement, SiteMeters } from "./client.ts";

export interface ChargehqLibraryOptions extends Omit<ChargehqClientOptions, "http" | "clock"> {
  /** Another way out than Node's own, e.g. through a proxy. */
  readonly http?: HttpClient;
  readonly clock?: ChargehqClientOptions["clock"];
}

/** In the house `http` is always given, since it keeps the pace; only here does it have a default. */
export function createChargehqClient(options: ChargehqLibraryOptions): ChargehqClient {
  return createClient({ http: createNodeHttp(), clock: createSystemClock(), ...options });
}

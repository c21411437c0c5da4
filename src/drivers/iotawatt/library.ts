/** `sunsteer/iotawatt`: the client for programs of their own. Nothing of the house is loaded. */
import { createNodeHttp, createSystemClock, type HttpClient } from "#platform/for-clients";
import { createIotawattClient as createClient, type IotawattClient, type IotawattClientOptions } from "./client.ts";

export type { Problem, ProblemKind, Secret } from "#domain";
export { ProblemError } from "#domain";
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "#platform/for-clients";
export type { Cell, IotawattClient, Series, TableRequest } from "./client.ts";

export interface IotawattLibraryOptions extends Omit<IotawattClientOptions, "http" | "clock"> {
  /** Another way out than Node's own, e.g. one that counts the calls. */
  readonly http?: HttpClient;
  readonly clock?: IotawattClientOptions["clock"];
}

/** In the house `http` is always given, since it keeps the call limits; only here does it have a default. */
export function createIotawattClient(options: IotawattLibraryOptions): IotawattClient {
  return createClient({ http: createNodeHttp(), clock: createSystemClock(), ...options });
}

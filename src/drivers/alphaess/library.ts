/** `sunsteer/alphaess`: the client for programs of their own. Nothing of the house is loaded. */
import { createNodeHttp, createSystemClock, type HttpClient } from "#platform/for-clients";
import { type AlphaessClientOptions, type AlphaessSurface, createAlphaessClient as createClient } from "./client.ts";

export type { Problem, ProblemKind, Secret } from "#domain";
export { ProblemError } from "#domain";
export type { CallOptions, HttpClient, HttpRequest, HttpResponse } from "#platform/for-clients";
export * from "./vocabulary.ts";

type WithDefaults<O> = O extends { readonly http: HttpClient } ? Omit<O, "http" | "clock"> & Ways<O> : never;

/** Another way out than Node's own, e.g. one that counts the calls, and another clock. */
type Ways<O extends { readonly http: HttpClient }> = { readonly [K in keyof O & ("http" | "clock")]?: O[K] };

export type AlphaessLibraryOptions = WithDefaults<AlphaessClientOptions>;

/** In the house `http` is always given, since it keeps the call limits; only here does it have a default. */
export function createAlphaessClient(options: AlphaessLibraryOptions): AlphaessSurface {
  return createClient({ http: createNodeHttp(), clock: createSystemClock(), ...options });
}

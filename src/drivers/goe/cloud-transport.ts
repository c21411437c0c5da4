import { fail, type Json, type ProblemError, type Secret } from "#domain";
import type { CallOptions, HttpClient, HttpResponse } from "#platform/for-clients";
import { isObject, numberOf } from "./json-values.ts";
import { encodeValues, notJson, parseObject } from "./local-transport.ts";
import type { GoeAnswer, GoeTransport, GoeValues, GoeWriteResult } from "./transport.ts";

export interface CloudTransportOptions {
  /** Usually `https://<serial>.api.v3.go-e.io`. */
  readonly url: string;
  readonly token: Secret;
  readonly http: HttpClient;
  readonly timeoutMs: number;
}

/** Older data are refused by the cloud instead of being passed off as new. */
const longestAgeS = 30;

/** The maker's cloud API: the same keys, as the charger last told them. */
export function createCloudTransport({ url, token, http, timeoutMs }: CloudTransportOptions): GoeTransport {
  const base = url.replace(/\/+$/, "");
  const get = (path: string, call: CallOptions) =>
    http.request({
      method: "GET",
      url: `${base}${path}`,
      headers: { authorization: `Bearer ${token.reveal()}` },
      timeoutMs,
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      ...(call.purpose === undefined ? {} : { purpose: call.purpose }),
    });

  return {
    keysPerRequest: 60,
    // The cloud passes a setting on within seconds, and the charger takes one more to show it.
    confirms: { afterMs: 4_000, withinMs: 30_000 },
    read: async (keys, call) => {
      const filter = keys === undefined ? "" : `&filter=${keys.map(encodeURIComponent).join(",")}`;
      return toCloudAnswer(await get(`/api/status?age=${longestAgeS}${filter}`, call));
    },
    write: async (values, call) => toCloudWriteResult(await get(`/api/set?${encodeValues(values)}`, call), values),
  };
}

export function toCloudAnswer(response: HttpResponse): GoeAnswer {
  if (response.status !== 200 && response.status !== 202 && response.status !== 400) throw toCloudRefusal(response);
  const values = parseObject(response.body);
  if (values === undefined) throw notJson(response);
  const at = Date.parse(String(response.headers["last-modified"] ?? ""));
  return { values, isPartial: response.status === 400, ...(Number.isFinite(at) ? { at } : {}) };
}

/**
 * 202 says that something was passed on, and the list of successes has named keys that can only be read: only a named
 * failure means anything. Whether the rest holds shows in what the charger tells afterwards.
 */
export function toCloudWriteResult(response: HttpResponse, written: GoeValues): GoeWriteResult {
  const { status } = response;
  if (status !== 200 && status !== 202 && status !== 422) throw toCloudRefusal(response);
  const body = parseObject(response.body);
  if (body === undefined) throw notJson(response);
  const failed = new Map(toFailures(body["failed"]));
  const result: Record<string, true | string> = {};
  for (const key of Object.keys(written)) {
    const said = failed.get(key);
    result[key] = said ?? (status === 422 ? "not passed on" : true);
  }
  return result;
}

/** Each entry is an object of the key and what was said to it, or the key alone. */
function toFailures(list: Json | undefined): [string, string][] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry: Json): [string, string][] => {
    if (typeof entry === "string") return [[entry, "not passed on"]];
    if (!isObject(entry)) return [];
    return Object.entries(entry).map(([key, said]) => [key, typeof said === "string" ? said : JSON.stringify(said)]);
  });
}

function toCloudRefusal(response: HttpResponse): ProblemError {
  const { status } = response;
  switch (status) {
    case 401:
      return fail("auth", "goe.token-refused");
    case 403:
      return fail("unreachable", "goe.cloud-closed");
    case 404: {
      const ageS = numberOf(parseObject(response.body)?.["age"]);
      return fail("unreachable", "goe.cloud-outdated", {
        facts: { age: ageS === undefined ? "?" : Math.round(ageS) },
      });
    }
    case 429:
      return fail("rate-limited", "goe.rate-limited");
    default:
      if (status >= 500) return fail("unreachable", "goe.cloud-unavailable", { facts: { status } });
      return fail("invalid", "goe.unexpected-status", { facts: { status }, isRetryable: true });
  }
}

import { z } from "zod";
import { fail, type Json, type ProblemError } from "#domain";
import type { CallOptions, HttpClient, HttpResponse } from "#platform/for-clients";
import type { GoeAnswer, GoeTransport, GoeValues, GoeWriteResult } from "./transport.ts";

export interface LocalTransportOptions {
  /** Where the charger is, e.g. `http://192.168.1.50`. */
  readonly url: string;
  readonly http: HttpClient;
  readonly timeoutMs: number;
}

const jsonObject = z.record(z.string(), z.json());

/** Long filters have made chargers on firmware 60 cut the connection. */
const keysPerRequest = 30;

/** A longer value is cut by the charger: 277 encoded characters have worked, 353 have not. */
const longestEncodedValue = 280;

/** The charger's own HTTP API v2 in the local network: plain GET requests without a login. */
export function createLocalTransport({ url, http, timeoutMs }: LocalTransportOptions): GoeTransport {
  const base = url.replace(/\/+$/, "");
  const get = (path: string, call: CallOptions) =>
    http.request({
      method: "GET",
      url: `${base}${path}`,
      timeoutMs,
      // The charger closes the socket after each answer, some firmware without announcing it.
      isFreshConnection: true,
      ...(call.signal === undefined ? {} : { signal: call.signal }),
      ...(call.purpose === undefined ? {} : { purpose: call.purpose }),
    });

  return {
    keysPerRequest,
    confirms: { afterMs: 1_000, withinMs: 6_000 },
    read: async (keys, call) => {
      const filter = keys === undefined ? "" : `?filter=${keys.map(encodeURIComponent).join(",")}`;
      return toAnswer(await get(`/api/status${filter}`, call));
    },
    write: async (values, call) => toWriteResult(await get(`/api/set?${encodeValues(values)}`, call), values),
  };
}

/**
 * `key=<JSON>`, percent-encoded: a bare `#` or `+` would not arrive as what it is. Colons and commas do, and left as
 * they are they make room for a timer of two ranges.
 */
export function encodeValues(values: GoeValues): string {
  return Object.entries(values)
    .map(([key, value]) => {
      const encoded = encodeURIComponent(JSON.stringify(value)).replaceAll("%3A", ":").replaceAll("%2C", ",");
      if (encoded.length > longestEncodedValue) {
        const facts = { key, characters: encoded.length, mostCharacters: longestEncodedValue };
        throw fail("invalid", "goe.too-long", { facts });
      }
      return `${encodeURIComponent(key)}=${encoded}`;
    })
    .join("&");
}

/** Newer firmware answers 400 when it lacks one of the keys, with the others in the body all the same. */
export function toAnswer(response: HttpResponse): GoeAnswer {
  if (response.status !== 200 && response.status !== 400) throw toRefusal(response);
  const values = parseObject(response.body);
  if (values === undefined) throw notJson(response);
  return { values, isPartial: response.status === 400 };
}

/** A rejected key makes the whole answer a 500, while other keys of the same request were taken. */
export function toWriteResult(response: HttpResponse, written: GoeValues): GoeWriteResult {
  const answer = parseObject(response.body);
  if (response.status !== 200 && (response.status !== 500 || answer === undefined)) throw toRefusal(response);
  if (answer === undefined) throw notJson(response);
  const result: Record<string, true | string> = {};
  for (const key of Object.keys(written)) {
    const said = answer[key];
    result[key] = said === true ? true : typeof said === "string" ? said : JSON.stringify(said ?? null);
  }
  return result;
}

export function parseObject(body: string): Readonly<Record<string, Json>> | undefined {
  try {
    return jsonObject.parse(JSON.parse(body));
  } catch {
    // Whatever is wrong with the text, the caller can only say that it is not what a charger answers.
    return undefined;
  }
}

export function notJson(response: HttpResponse): ProblemError {
  return fail("invalid", "goe.not-json", { facts: { status: response.status }, isRetryable: true });
}

function toRefusal(response: HttpResponse): ProblemError {
  const { status, body } = response;
  switch (status) {
    case 401:
    case 403:
      return fail("auth", "goe.login-refused", { facts: { status } });
    case 404:
      return fail("refused", "goe.api-off");
    case 429:
      return fail("rate-limited", "goe.rate-limited");
    default:
      if (status === 500 && body.includes("couldn't take api lock")) return fail("unreachable", "goe.busy");
      if (status >= 500) return fail("unreachable", "goe.unavailable", { facts: { status } });
      return fail("invalid", "goe.unexpected-status", { facts: { status }, isRetryable: true });
  }
}

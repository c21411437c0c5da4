import { fail, type Instant, type ProblemError, revealSecret, type Secret } from "#domain";
import type { CallOptions, Clock, HttpClient, HttpResponse } from "#platform";

/** What a site's meters say, in the vendor's words: kW, import and discharging positive; what is unknown is left out. */
export interface SiteMeters {
  readonly production_kw?: number;
  readonly net_import_kw?: number;
  /** Everything consumed on the site, cars included; must be production + net import + battery discharge. */
  readonly consumption_kw?: number;
  readonly imported_kwh?: number;
  readonly exported_kwh?: number;
  readonly battery_discharge_kw?: number;
  /** 0 to 1. */
  readonly battery_soc?: number;
  readonly battery_energy_kwh?: number;
}

export interface Measurement {
  readonly siteMeters: SiteMeters;
  /** When it was measured, where that is known and noticeably earlier than now. */
  readonly measuredAt?: Instant;
}

export interface ChargehqClientOptions {
  readonly apiKey: Secret | string;
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now">;
  readonly url?: string;
  readonly timeoutMs?: number;
}

/**
 * The push API of ChargeHQ, which has no other. Both methods fail with a `ProblemError` when the push was not taken.
 * Pushes must be 30 seconds apart; keeping that is up to the `http` or the caller.
 */
export interface ChargehqClient {
  push(measurement: Measurement, call?: CallOptions): Promise<void>;
  /** Tells the site's owner why there are no values; the next push takes it back. */
  pushError(message: string, call?: CallOptions): Promise<void>;
}

export const defaultUrl = "https://api.chargehq.net";
const path = "/api/public/push-solar-data";
const defaultTimeoutMs = 15_000;

export function createChargehqClient(options: ChargehqClientOptions): ChargehqClient {
  const { apiKey, http, clock, url = defaultUrl, timeoutMs = defaultTimeoutMs } = options;
  const address = url.replace(/\/+$/, "") + path;
  const key = revealSecret(apiKey);
  const send = async (content: object, { signal, purpose }: CallOptions = {}): Promise<void> => {
    const response = await http.request({
      method: "POST",
      url: address,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ apiKey: key, ...content }),
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
      ...(purpose === undefined ? {} : { purpose }),
    });
    const refusal = refusalIn(response, clock.now());
    if (refusal !== undefined) throw refusal;
  };
  return {
    push: ({ siteMeters, measuredAt }, call) =>
      send({ ...(measuredAt === undefined ? {} : { tsms: Math.round(measuredAt) }), siteMeters }, call),
    pushError: (message, call) => send({ error: message }, call),
  };
}

/** The vendor documents no answers but 200: what the body says counts only when it plainly says no. */
function refusalIn({ status, headers, body }: HttpResponse, now: Instant): ProblemError | undefined {
  if (status >= 200 && status < 300) return denialIn(body);
  const facts = { status };
  switch (status) {
    case 401:
    case 403:
      return fail("auth", "chargehq.key-refused", { facts });
    case 429:
      return fail("rate-limited", "chargehq.too-often", { retryAt: now + pauseMs(headers["retry-after"]) });
    case 410:
      return fail("refused", "chargehq.address-gone", { facts });
    default:
      if (status < 500) return fail("refused", "chargehq.push-refused", { facts });
      return fail("unreachable", "chargehq.out-of-order", { facts });
  }
}

function denialIn(body: string): ProblemError | undefined {
  if (body.trim() === "") return undefined;
  const answer = parseJson(body);
  if (answer === undefined) return fail("unreachable", "chargehq.not-json");
  const isDenied = typeof answer === "object" && answer !== null && "success" in answer && answer.success === false;
  return isDenied ? fail("refused", "chargehq.push-refused", { facts: {} }) : undefined;
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const usualPauseMs = 60_000;
const longestPauseMs = 3_600_000;

function pauseMs(retryAfter: string | readonly string[] | undefined): number {
  const seconds = Number(retryAfter);
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds * 1_000, longestPauseMs) : usualPauseMs;
}

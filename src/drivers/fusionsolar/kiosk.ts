import { z } from "zod";
import { fail } from "#domain";
import type { CallOptions, HttpClient } from "#platform/for-clients";
import { envelope } from "./envelope.ts";
import { number } from "./reply-values.ts";

const realKpi = z.object({
  realTimePower: number,
  dailyEnergy: number,
  monthEnergy: number,
  yearEnergy: number,
  cumulativeEnergy: number,
});
const kioskData = z.object({ realKpi });

/** What a kiosk page shows; the cloud renews it every half hour or so. */
export interface KioskValues {
  readonly powerKw: number | undefined;
  readonly dayKWh: number | undefined;
  readonly monthKWh: number | undefined;
  readonly yearKWh: number | undefined;
  readonly totalKWh: number | undefined;
}

export interface KioskOptions {
  /** The page's address as the portal gives it, with `kk=` in it. */
  readonly url: string;
  readonly http: HttpClient;
  readonly timeoutMs: number;
}

/** Reads a plant's public page: production only, old, and without any account. */
export interface KioskClient {
  values(call?: CallOptions): Promise<KioskValues>;
}

/** The key in a kiosk page's address; undefined when there is none. */
export function kioskKeyOf(url: string): string | undefined {
  return /[?&]kk=([\w-]+)/.exec(url)?.[1];
}

export function createKioskClient({ url, http, timeoutMs }: KioskOptions): KioskClient {
  return {
    values: async (call = {}) => {
      const key = kioskKeyOf(url);
      if (key === undefined) throw fail("invalid", "fusionsolar.bad-kiosk");
      const address = `${new URL(url).origin}/rest/pvms/web/kiosk/v1/station-kiosk-file?kk=${key}`;
      const { status, body } = await http.request({ method: "GET", url: address, timeoutMs, ...call });
      if (status >= 400) throw fail("unreachable", "fusionsolar.http-status", { facts: { status } });
      const opened = envelope.safeParse(parseJson(body));
      if (!opened.success) throw fail("unreachable", "fusionsolar.unexpected-reply", { facts: { method: "kiosk" } });
      if (opened.data.success === false || (opened.data.failCode ?? 0) !== 0)
        throw fail("refused", "fusionsolar.kiosk-ended", { isRetryable: true });
      return toValues(opened.data.data);
    },
  };
}

function toValues(data: unknown): KioskValues {
  const raw = typeof data === "string" ? parseJson(unescapeHtml(data)) : data;
  const parsed = kioskData.safeParse(raw);
  if (!parsed.success) throw fail("unreachable", "fusionsolar.unexpected-reply", { facts: { method: "kiosk" } });
  const { realTimePower, dailyEnergy, monthEnergy, yearEnergy, cumulativeEnergy } = parsed.data.realKpi;
  return {
    powerKw: realTimePower,
    dayKWh: dailyEnergy,
    monthKWh: monthEnergy,
    yearKWh: yearEnergy,
    totalKWh: cumulativeEnergy,
  };
}

const entities: Readonly<Record<string, string>> = {
  quot: '"',
  amp: "&",
  lt: "<",
  gt: ">",
  apos: "'",
  "#39": "'",
  "#34": '"',
};

function unescapeHtml(text: string): string {
  return text.replaceAll(/&(\w+|#\d+);/g, (whole, name: string) => entities[name] ?? whole);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

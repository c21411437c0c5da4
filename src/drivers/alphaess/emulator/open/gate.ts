import { minuteMs, secondMs } from "#domain";
import type { EmulatorContext } from "#driver-kit";
import { type ServerRequest, sha512Hex } from "#platform";
import { type OpenRefusal, refusals } from "./replies.ts";

export interface Gate {
  /** Everything that is looked at before the question itself, in the vendor's order. */
  check(request: ServerRequest): OpenRefusal | undefined;
  /** Whether a write to this address may be taken now. */
  checkWrite(path: string): OpenRefusal | undefined;
}

const toleranceMs = 5 * minuteMs;
/** Bursts of so many in a minute have passed. */
const mostPerMinute = 150;
const paceMs = {
  tenSeconds: 10 * secondMs,
  write: 30 * secondMs,
  tenMinutes: 10 * minuteMs,
  daily: 24 * 60 * minuteMs,
};

export function createGate(context: EmulatorContext, appId: string, appSecret: string): Gate {
  const { clock, quirks } = context;
  let latest: readonly number[] = [];
  const lastWrite = new Map<string, number>();

  const isTooFast = (): boolean => {
    const now = clock.steadyMs();
    latest = latest.filter((at) => now - at < minuteMs);
    const spacingMs = quirks.isOn("ten-seconds") ? paceMs.tenSeconds : 0;
    const isRefused = latest.length >= mostPerMinute || now - (latest.at(-1) ?? Number.NEGATIVE_INFINITY) < spacingMs;
    if (!isRefused) latest = [...latest, now];
    return isRefused;
  };

  return {
    check: ({ headers }) => {
      const [id, time, sign] = [firstOf(headers["appid"]), firstOf(headers["timestamp"]), firstOf(headers["sign"])];
      if (id === "") return refusals.noAppId;
      if (time === "") return refusals.noTime;
      if (sign === "") return refusals.noSign;
      const offMs = Math.abs(Number(time) * 1_000 - clock.now());
      if (!/^\d{10}$/.test(time)) return refusals.badTime;
      if (!(offMs <= toleranceMs)) return quirks.isOn("clock-code-6006") ? refusals.badTime : refusals.outdated;
      if (id !== appId || sign !== sha512Hex(appId + appSecret + time)) return refusals.badSign;
      if (quirks.isOn("not-on-allow-list")) return refusals.outdated;
      return isTooFast() ? refusals.tooFast : undefined;
    },
    checkWrite: (path) => {
      const now = clock.steadyMs();
      const spacingMs = quirks.isOn("writes-daily")
        ? paceMs.daily
        : quirks.isOn("writes-ten-minutes")
          ? paceMs.tenMinutes
          : paceMs.write;
      if (now - (lastWrite.get(path) ?? Number.NEGATIVE_INFINITY) < spacingMs) return refusals.tooFast;
      lastWrite.set(path, now);
      return undefined;
    },
  };
}

/** Some clients send a header in two spellings; the first one counts. */
function firstOf(header: string | undefined): string {
  return header?.split(",", 1)[0]?.trim() ?? "";
}

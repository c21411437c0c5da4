import { dayMs, minuteMs } from "#domain";
import { type Clock, md5Hex, type ServerRequest } from "#platform";
import type { Refusal } from "./refusals.ts";

export interface GatekeeperOptions {
  readonly apiKey: string;
  readonly clock: Clock;
  /** Also lets in signatures with real line breaks, which an old script sends. */
  readonly isLenient: boolean;
  /** The key has been replaced by a newer one. */
  hasKeyExpired(): boolean;
  /** The cloud has lost its mind: it sees no token in anybody's call. */
  seesNoToken(): boolean;
}

/** What every call has to pass before anybody looks at what it asks, in the vendor's order. */
export interface Gatekeeper {
  check(request: ServerRequest, path: string): Refusal | undefined;
  /** Calls of the last 24 hours. */
  callsToday(): number;
}

export const callsPerDay = 1440;
const querySpacingMs = 1_000;
const updateSpacingMs = 2_000;
/** How far a timestamp may be off is not published; anything from seconds to minutes fits what users saw. */
const clockToleranceMs = 5 * minuteMs;

const badHeader = (tail: string): Refusal => ({
  errno: 40256,
  msg: `Parameter could not be parsed correctly ${tail}`,
});

export function createGatekeeper(options: GatekeeperOptions): Gatekeeper {
  const { clock } = options;
  const lastCallMs = new Map<string, number>();
  const today: number[] = [];

  const forgetYesterday = () => {
    const since = clock.steadyMs() - dayMs;
    while (today[0] !== undefined && today[0] <= since) today.shift();
  };

  const checkRate = (path: string): Refusal | undefined => {
    const now = clock.steadyMs();
    const spacingMs = /\/(set|enable)(\/|$)/.test(path) ? updateSpacingMs : querySpacingMs;
    if (now - (lastCallMs.get(path) ?? Number.NEGATIVE_INFINITY) < spacingMs)
      return { errno: 40400, msg: "The number of requests is too frequent" };
    lastCallMs.set(path, now);
    forgetYesterday();
    if (today.length >= callsPerDay) return { errno: 40402, msg: "The number of calls exceeds the daily limit" };
    today.push(now);
    return undefined;
  };

  return {
    check: (request, path) => checkHeaders(request, path, options) ?? checkRate(path),
    callsToday: () => {
      forgetYesterday();
      return today.length;
    },
  };
}

function checkHeaders(request: ServerRequest, path: string, options: GatekeeperOptions): Refusal | undefined {
  const { token, timestamp, signature } = request.headers;
  if (!token || options.seesNoToken()) return badHeader("no token");
  if (!timestamp) return badHeader("no timestamp");
  if (!signature) return badHeader("no signature");
  if (!/^\d{13}$/.test(timestamp) || Math.abs(Number(timestamp) - options.clock.now()) > clockToleranceMs)
    return badHeader("illegal timestamp");
  if (token !== options.apiKey) return { errno: 41808, msg: "Invalid token" };
  if (options.hasKeyExpired()) return { errno: 41809, msg: "Token has expired" };
  const separators = options.isLenient ? [String.raw`\r\n`, "\r\n"] : [String.raw`\r\n`];
  const isSigned = separators.some((separator) => signature === md5Hex([path, token, timestamp].join(separator)));
  return isSigned ? undefined : badHeader("illegal signature");
}

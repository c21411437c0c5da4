import { hourMs, minuteMs } from "#domain";
import type { Attention, DriverContext } from "#driver-kit";
import type { Clock, HttpClient } from "#platform";
import { dailyRuleId } from "./calls.ts";

/** How often the values and the settings are asked for, as far as the day's calls bear it. */
export interface Pace {
  liveMs(): number;
  modeMs(): number;
  /** The closest that the calls left allow; commands' own reserve is not among them. */
  liveAtLeastMs(): number;
  modeAtLeastMs(): number;
  /** How long values may be relied upon at this pace: they wait for the logger first, then for us, and one answer may fail. */
  freshForMs(): number;
}

/** The logger sends every five minutes and the cloud takes a moment: asking more often only shortens the wait for that. */
const newsEveryMs = 6 * minuteMs;
const liveMs: Readonly<Record<Attention, number>> = { close: minuteMs, usual: 2 * minuteMs, idle: 5 * minuteMs };
const modeMs: Readonly<Record<Attention, number>> = {
  close: 30 * minuteMs,
  usual: 30 * minuteMs,
  idle: hourMs,
};

const daysHours = 24;
/** Beside the values: settings, the cloud's count, and looking whether a command is still in effect. */
const leastOtherCallsAnHour = 14;
/** Not planned for, so that a busy hour makes the looks rarer before it ends them. */
const unplannedCalls = 60;
/** How far back the other calls tell of those to come; a single command does not change the pace. */
const otherCallsWithinMs = 3 * hourMs;
/** What is kept for the rest of the day while a car charges, so that it does not end blind: a value every five minutes. */
const lowestCallsAnHour = 12;
/** A charge seldom lasts longer; what is left over beyond the lowest pace is spread over this. */
const closeHours = 4;
/** With this few looks, one of a mode costs as much as several of values. */
const modePerLive = 6;
const slowestMs = hourMs / 2;

/** Counts the calls that are not for the values: people and rules that command much leave less for looking. */
export interface CallMeter {
  readonly http: HttpClient;
  anHour(): number;
}

export function meterOtherCalls(http: HttpClient, clock: Pick<Clock, "steadyMs">): CallMeter {
  let anHour = 0;
  let atMs = clock.steadyMs();
  const fade = () => {
    const nowMs = clock.steadyMs();
    anHour *= Math.exp((atMs - nowMs) / otherCallsWithinMs);
    atMs = nowMs;
  };
  return {
    http: {
      request: (request) => {
        fade();
        if (!request.url.includes("/real/query")) anHour += hourMs / otherCallsWithinMs;
        return http.request(request);
      },
    },
    anHour: () => {
      fade();
      return anHour;
    },
  };
}

export function createPace(context: Pick<DriverContext, "attention" | "callsLeft">, others: CallMeter): Pace {
  const { attention, callsLeft } = context;
  const look = () => attention?.() ?? "usual";

  const liveAtLeastMs = () => {
    if (callsLeft === undefined) return 0;
    const left = (hours: number) => callsLeft(dailyRuleId, hours * hourMs) - unplannedCalls;
    const callsAnHour = affordable(left, Math.max(others.anHour(), leastOtherCallsAnHour), look() === "close");
    return callsAnHour * slowestMs <= hourMs ? slowestMs : hourMs / callsAnHour;
  };

  const nowMs = () => Math.max(liveMs[look()], liveAtLeastMs());

  return {
    liveMs: () => liveMs[look()],
    modeMs: () => modeMs[look()],
    liveAtLeastMs,
    modeAtLeastMs: () => modePerLive * liveAtLeastMs(),
    freshForMs: () => newsEveryMs + 2 * nowMs(),
  };
}

/**
 * How many calls an hour the values may take so that no hour of the coming day runs out: earlier calls leave the count
 * one by one, a day after they were made, so every moment ahead has its own limit.
 */
function affordable(left: (hours: number) => number, otherCallsAnHour: number, isClose: boolean): number {
  let even = Number.POSITIVE_INFINITY;
  let spare = Number.POSITIVE_INFINITY;
  for (let hours = 1; hours <= daysHours; hours++) {
    const calls = left(hours);
    even = Math.min(even, calls / hours);
    spare = Math.min(spare, (calls - (otherCallsAnHour + lowestCallsAnHour) * hours) / Math.min(hours, closeHours));
  }
  const evenly = Math.max(even - otherCallsAnHour, even / 2);
  return isClose ? Math.max(evenly, lowestCallsAnHour + spare) : evenly;
}

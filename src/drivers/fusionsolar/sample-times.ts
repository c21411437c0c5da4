import { hourMs, type Instant, minuteMs, ProblemError, secondMs } from "#domain";
import type { DeviceKpi, Values } from "./client.ts";
import type { ReceivedRow } from "./plant-state.ts";

/**
 * When a plant's rows were measured. Live rows do not tell, but the five-minute rows of the history do: a live row that
 * turns up there with all its numbers has the time of that one. From a few of these follow the plant's own beat and how
 * late the cloud shows it, and then the times of all others. Where nothing can be learned a row counts from its receipt.
 */
export interface SampleTimes {
  /** Takes a row of the plant's telling device in, and looks it up where its time is in doubt. */
  take(row: ReceivedRow, lookUp: LookUp): Promise<void>;
  measuredAt(receivedAt: Instant): Instant;
  /** Whether times of measurement are known, not of receipt alone. */
  isKnown(): boolean;
}

/** The device's five-minute rows from then to then. */
export type LookUp = (span: { readonly since: Instant; readonly until: Instant }) => Promise<readonly DeviceKpi[]>;

export const beatMs = 5 * minuteMs;

/** Nothing is shown later than this; what would be is a clock that is wrong. */
const latestMs = 15 * minuteMs;
/** Nor in no time at all. */
const shortestMs = secondMs;
/** So many rows wait to be found in the history, which may be behind. */
const keptRows = 64;
const sameBeatMs = 2 * secondMs;
/** Devices of one plant are asked for one after the other. */
const sameRoundMs = 30 * secondMs;
/** Known that well, hardly any row is in doubt. */
const tightMs = 20 * secondMs;
const firstPauseMs = 4 * minuteMs;
const longestPauseMs = 6 * hourMs;
/** Fewer numbers may agree by chance. */
const fewestShared = 3;

/** A row that was measured at `beat` or a whole number of beats from it is shown between `leastMs` and `mostMs` later. */
interface Rhythm {
  readonly beat: Instant;
  readonly leastMs: number;
  readonly mostMs: number;
}

export function createSampleTimes(now: () => Instant): SampleTimes {
  const found = new Map<Instant, Instant>();
  let waiting: readonly ReceivedRow[] = [];
  let rhythm: Rhythm | undefined;
  let pauseMs = firstPauseMs;
  let nextLookUpAt = Number.NEGATIVE_INFINITY;

  const decided = (receivedAt: Instant): Instant | undefined => {
    const known = found.get(receivedAt);
    if (known !== undefined || rhythm === undefined) return known;
    const mostMs = Math.max(rhythm.mostMs, shortestMs);
    const [early, late] = [mostMs, rhythm.leastMs].map((delayMs) => beatBefore(receivedAt - delayMs, rhythm));
    return early === late ? early : undefined;
  };

  const isTight = () => rhythm !== undefined && rhythm.mostMs - rhythm.leastMs < tightMs;

  const learn = (history: readonly DeviceKpi[]) => {
    const still: ReceivedRow[] = [];
    for (const row of waiting) {
      const measuredAt = timeIn(history, row);
      if (measuredAt === undefined) {
        still.push(row);
        continue;
      }
      found.set(row.at, measuredAt);
      rhythm = narrowed(rhythm, row.at, measuredAt);
    }
    const isNews = still.length < waiting.length;
    waiting = still;
    for (const old of [...found.keys()].slice(0, -keptRows)) found.delete(old);
    return isNews;
  };

  return {
    isKnown: () => rhythm !== undefined,
    measuredAt: (receivedAt) => {
      const sure = decided(receivedAt) ?? [...found].findLast(([at]) => Math.abs(at - receivedAt) <= sameRoundMs)?.[1];
      if (sure !== undefined || rhythm === undefined) return Math.min(receivedAt, sure ?? receivedAt);
      // Rather told as older than it is.
      return beatBefore(receivedAt - Math.max(rhythm.mostMs, shortestMs), rhythm);
    },
    take: async (row, lookUp) => {
      if (row.values.size < fewestShared || waiting.some(({ at }) => at === row.at) || found.has(row.at)) return;
      waiting = [...waiting, row].slice(-keptRows);
      if (decided(row.at) !== undefined || now() < nextLookUpAt) return;
      try {
        const since = Math.min(...waiting.map(({ at }) => at)) - latestMs;
        const isNews = learn(await lookUp({ since, until: now() }));
        pauseMs = isNews ? (isTight() ? hourMs : firstPauseMs) : Math.min(longestPauseMs, 2 * pauseMs);
      } catch (error) {
        // Nobody needs it so much that it should disturb anything.
        if (!(error instanceof ProblemError)) throw error;
        pauseMs = error.problem.kind === "unreachable" ? Math.min(longestPauseMs, 2 * pauseMs) : longestPauseMs;
      }
      nextLookUpAt = now() + pauseMs;
    },
  };
}

function beatBefore(at: Instant, rhythm: Rhythm | undefined): Instant {
  const beat = rhythm?.beat ?? at;
  return beat + Math.floor((at - beat) / beatMs) * beatMs;
}

function narrowed(before: Rhythm | undefined, receivedAt: Instant, beat: Instant): Rhythm {
  const alone = { beat, leastMs: Math.max(0, receivedAt - beat - beatMs), mostMs: receivedAt - beat };
  if (before === undefined) return alone;
  const offMs = Math.abs(beat - before.beat) % beatMs;
  if (Math.min(offMs, beatMs - offMs) > sameBeatMs) return alone;
  const both = {
    beat,
    leastMs: Math.max(before.leastMs, alone.leastMs),
    mostMs: Math.min(before.mostMs, alone.mostMs),
  };
  if (both.leastMs <= both.mostMs) return both;
  // Not always as late: now we know of both ends. Where they are far apart it has changed for good.
  const wide = {
    beat,
    leastMs: Math.min(before.leastMs, both.mostMs),
    mostMs: Math.max(before.mostMs, both.leastMs),
  };
  return wide.mostMs - wide.leastMs < beatMs / 2 ? wide : alone;
}

/** The time of the one row in the history with the same numbers; of two that are the same it may be either. */
function timeIn(history: readonly DeviceKpi[], { values, at }: ReceivedRow): Instant | undefined {
  const same = history.filter((row) => row.at <= at && at - row.at <= latestMs && isSame(row.values, values));
  const [only, ...more] = same;
  return more.length === 0 ? only?.at : undefined;
}

function isSame(one: Values, other: Values): boolean {
  const shared = [...one].filter(([name]) => other.has(name));
  return shared.length >= fewestShared && shared.every(([name, value]) => other.get(name) === value);
}

import { hourMs, type Instant } from "#domain";
import type { Database } from "#platform/sqlite";
import type { EnergySum, SeriesQuery } from "../history.ts";
import type { SeriesColumns } from "../history-core.ts";
import { combineRollups, type Integral, integrate, type PointColumns, type Rollup, rollUp } from "../rollup.ts";
import { bucketMs, bucketStart, gapMs } from "./rollup-job.ts";
import { readColumns } from "./rows.ts";
import type { SeriesEntry } from "./series-table.ts";

/** Reads series from points where they are kept, and from rollups where those are enough or all that is left. */
export interface SeriesReader {
  series(name: string, entry: SeriesEntry, query: SeriesQuery): SeriesColumns;
  energy(entry: SeriesEntry, from: Instant, to: Instant): EnergySum;
}

export function createSeriesReader(database: Database): SeriesReader {
  const readPoints = createPointReader(database);
  const readRollups = createRollupReader(database);
  const readBuckets = createBucketReader(database);
  const energyOf = createEnergyReader(database, readPoints, readRollups);

  const summaries = (entry: SeriesEntry, query: SeriesQuery, resolutionMs: number): Rollup[] => {
    const width = resolutionMs % bucketMs === 0 ? bucketMs : resolutionMs;
    const from = Math.floor(query.from / resolutionMs) * resolutionMs;
    const to = Math.max(from, query.to);
    const oldUntil = width === bucketMs ? rolledUpUntil(entry) : entry.rawFrom;
    const split = Math.max(from, Math.min(to, oldUntil));
    const old = from < split ? readRollups(entry, bucketStart(from), split) : [];
    const recent = split < to ? readPoints(entry, split - gapMs, to + gapMs) : noPoints;
    const fresh = rollUp(recent, { from: split, to, bucketMs: width, gapMs });
    const all = [...old, ...fresh];
    return combineRollups(all, resolutionMs);
  };

  /** The usual chart: what is rolled up comes out as it is stored, and only the last minutes are worked out. */
  const buckets = (entry: SeriesEntry, query: SeriesQuery, isCounter: boolean): SeriesColumns => {
    const from = bucketStart(query.from);
    const to = Math.max(from, query.to);
    const split = Math.max(from, Math.min(to, rolledUpUntil(entry)));
    const old = from < split ? readBuckets(entry, isCounter, from, split) : noColumns;
    const recent = split < to ? readPoints(entry, split - gapMs, to + gapMs) : noPoints;
    return join(old, toColumns(rollUp(recent, { from: split, to, bucketMs, gapMs }), isCounter));
  };

  return {
    series: (name, entry, query) => {
      const isCounter = name.endsWith("Wh");
      if (query.resolutionMs === bucketMs) return buckets(entry, query, isCounter);
      if (query.resolutionMs !== undefined) return toColumns(summaries(entry, query, query.resolutionMs), isCounter);
      const split = Math.max(query.from, Math.min(query.to, entry.rawFrom));
      const old = query.from < split ? readRollups(entry, query.from, split) : [];
      const { at, value } = split < query.to ? readPoints(entry, split, query.to - 1) : noPoints;
      return join(toColumns(old, isCounter), { at, value, min: value, max: value });
    },
    energy: energyOf,
  };
}

/** A late point sets `rolledUntil` back, but where points are gone the rollups stay the best there is. */
function rolledUpUntil(entry: SeriesEntry): Instant {
  return Math.max(entry.rolledUntil, entry.rawFrom);
}

interface Points extends PointColumns {
  readonly at: Float64Array;
  readonly value: Float64Array;
}

const noPoints: Points = { at: new Float64Array(), value: new Float64Array() };

const noColumns: SeriesColumns = { ...noPoints, min: noPoints.value, max: noPoints.value };

type ReadPoints = (entry: SeriesEntry, from: Instant, through: Instant) => Points;
type ReadRollups = (entry: SeriesEntry, from: Instant, to: Instant) => Rollup[];

function createPointReader(database: Database): ReadPoints {
  const statement = database.prepare(
    "SELECT at, value FROM points WHERE series = ? AND at BETWEEN ? AND ? ORDER BY at",
  );
  return (entry, from, through) => {
    const [at, value] = readColumns(database, statement, 2, entry.id, from, through);
    return at === undefined || value === undefined ? noPoints : { at, value };
  };
}

function createRollupReader(database: Database): ReadRollups {
  const statement = database.prepare(`SELECT at, mean, positive_mean, min, max, last, covered_ms FROM rollups
    WHERE series = ? AND at >= ? AND at < ? ORDER BY at`);
  return (entry, from, to) => {
    const [at, mean, positiveMean, min, max, last, coveredMs] = readColumns(database, statement, 7, entry.id, from, to);
    return Array.from(at ?? [], (start, index) => ({
      at: start,
      mean: mean?.[index] ?? 0,
      positiveMean: positiveMean?.[index] ?? 0,
      min: min?.[index] ?? 0,
      max: max?.[index] ?? 0,
      last: last?.[index] ?? 0,
      coveredMs: coveredMs?.[index] ?? 0,
    }));
  };
}

/** Rolled up stretches as columns and nothing else of them: a month of these is what a phone waits for. */
function createBucketReader(database: Database) {
  const prepare = (value: "mean" | "last") =>
    database.prepare(`SELECT at, ${value}, min, max FROM rollups WHERE series = ? AND at >= ? AND at < ? ORDER BY at`);
  const means = prepare("mean");
  const lasts = prepare("last");
  return (entry: SeriesEntry, isCounter: boolean, from: Instant, to: Instant): SeriesColumns => {
    const statement = isCounter ? lasts : means;
    const [at, value, min, max] = readColumns(database, statement, 4, entry.id, from, to);
    const isRead = at !== undefined && value !== undefined && min !== undefined && max !== undefined;
    return isRead ? { at, value, min, max } : noColumns;
  };
}

function createEnergyReader(database: Database, readPoints: ReadPoints, readRollups: ReadRollups) {
  const sums = database.prepare(`SELECT total(mean * covered_ms), total(positive_mean * covered_ms), total(covered_ms)
    FROM rollups WHERE series = ? AND at >= ? AND at < ?`);

  const ofWholeBuckets = (entry: SeriesEntry, from: Instant, to: Instant): Integral => {
    const [total, positive, coveredMs] = readColumns(database, sums, 3, entry.id, from, to);
    return { total: total?.[0] ?? 0, positive: positive?.[0] ?? 0, coveredMs: coveredMs?.[0] ?? 0 };
  };

  /** Within a stretch whose points are gone, energy is taken as evenly spread. */
  const ofPiece = (entry: SeriesEntry, from: Instant, to: Instant): Integral => {
    if (from >= entry.rawFrom) return integrate(readPoints(entry, from - gapMs, to + gapMs), { from, to, gapMs });
    const [bucket] = readRollups(entry, bucketStart(from), to);
    if (bucket === undefined) return { total: 0, positive: 0, coveredMs: 0 };
    const coveredMs = (bucket.coveredMs * (to - from)) / bucketMs;
    return { total: bucket.mean * coveredMs, positive: bucket.positiveMean * coveredMs, coveredMs };
  };

  return (entry: SeriesEntry, from: Instant, until: Instant): EnergySum => {
    const to = Math.max(from, until);
    const wholeFrom = Math.min(to, Math.ceil(from / bucketMs) * bucketMs);
    const wholeTo = Math.max(wholeFrom, Math.min(bucketStart(to), rolledUpUntil(entry)));
    const pieces = [ofPiece(entry, from, wholeFrom), ofWholeBuckets(entry, wholeFrom, wholeTo)];
    if (wholeTo < to) pieces.push(ofPiece(entry, wholeTo, to));
    return toEnergy(pieces, to - from);
  };
}

function toEnergy(pieces: readonly Integral[], askedMs: number): EnergySum {
  const sum = (pick: (piece: Integral) => number) => pieces.reduce((all, piece) => all + pick(piece), 0);
  const coveredMs = sum((piece) => piece.coveredMs);
  const totalWh = sum((piece) => piece.total) / hourMs;
  const positiveWh = sum((piece) => piece.positive) / hourMs;
  return {
    energyWh: coveredMs > 0 ? totalWh : undefined,
    positiveWh,
    negativeWh: Math.max(0, positiveWh - totalWh),
    coveredMs,
    missingMs: askedMs - coveredMs,
  };
}

function toColumns(rollups: readonly Rollup[], isCounter: boolean): SeriesColumns {
  return {
    at: Float64Array.from(rollups, ({ at }) => at),
    value: Float64Array.from(rollups, ({ mean, last }) => (isCounter ? last : mean)),
    min: Float64Array.from(rollups, ({ min }) => min),
    max: Float64Array.from(rollups, ({ max }) => max),
  };
}

function join(first: SeriesColumns, second: SeriesColumns): SeriesColumns {
  if (first.at.length === 0) return second;
  if (second.at.length === 0) return first;
  const both = (a: Float64Array, b: Float64Array) => {
    const joined = new Float64Array(a.length + b.length);
    joined.set(a);
    joined.set(b, a.length);
    return joined;
  };
  return {
    at: both(first.at, second.at),
    value: both(first.value, second.value),
    min: both(first.min, second.min),
    max: both(first.max, second.max),
  };
}

import type { Instant } from "#domain";

/** Points of one series in rising order of time, as columns: at millions of them, objects would cost more than the work. */
export interface PointColumns {
  readonly at: ArrayLike<Instant>;
  readonly value: ArrayLike<number>;
}

/** What is kept of a stretch of a series. */
export interface Rollup {
  readonly at: Instant;
  /** Over time, between points on a straight line; of points that stand alone, their average. */
  readonly mean: number;
  /** The mean of what lies above zero, so that import and export can be told apart afterwards. */
  readonly positiveMean: number;
  readonly min: number;
  readonly max: number;
  readonly last: number;
  /** How much of the stretch is known; the rest are gaps. */
  readonly coveredMs: number;
}

export interface RollupRange {
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  readonly bucketMs: number;
  /** Points further apart than this have a gap between them, about which nothing is said. */
  readonly gapMs: number;
}

export interface Integral {
  /** Value times milliseconds. */
  readonly total: number;
  readonly positive: number;
  readonly coveredMs: number;
}

interface Bucket {
  at: Instant;
  total: number;
  positive: number;
  coveredMs: number;
  sum: number;
  positiveSum: number;
  count: number;
  min: number;
  max: number;
  last: number;
}

/** Summarises points into stretches of equal length; points just outside the range serve as ends of lines into it. */
export function rollUp(points: PointColumns, range: RollupRange): Rollup[] {
  const rollups: Rollup[] = [];
  let bucket: Bucket | undefined;
  const bucketOf = (at: Instant): Bucket => {
    const start = at - (((at % range.bucketMs) + range.bucketMs) % range.bucketMs);
    if (bucket?.at === start) return bucket;
    if (bucket !== undefined) rollups.push(close(bucket));
    bucket = openBucket(start);
    return bucket;
  };
  const addLine = (line: Line) => {
    for (let from = line.fromAt; from < line.toAt; ) {
      const target = bucketOf(from);
      const to = Math.min(line.toAt, target.at + range.bucketMs);
      addToBucket(target, from, valueOn(line, from), to, valueOn(line, to));
      from = to;
    }
  };
  forEachPiece(points, range, {
    point: (at, value) => {
      const target = bucketOf(at);
      touch(target, value);
      target.sum += value;
      target.positiveSum += Math.max(0, value);
      target.count++;
    },
    line: addLine,
  });
  if (bucket !== undefined) rollups.push(close(bucket));
  return rollups;
}

/** The integral over a range of time, on straight lines between points, leaving gaps out. */
export function integrate(points: PointColumns, range: Omit<RollupRange, "bucketMs">): Integral {
  let total = 0;
  let positive = 0;
  let coveredMs = 0;
  forEachPiece(points, range, {
    point: () => {},
    line: (line) => {
      const durationMs = line.toAt - line.fromAt;
      const a = valueOn(line, line.fromAt);
      const b = valueOn(line, line.toAt);
      total += ((a + b) / 2) * durationMs;
      positive += positiveArea(a, b, durationMs);
      coveredMs += durationMs;
    },
  });
  return { total, positive, coveredMs };
}

/** Joins stretches into longer ones. */
export function combineRollups(rollups: readonly Rollup[], bucketMs: number): Rollup[] {
  const combined: Rollup[] = [];
  let bucket: Bucket | undefined;
  for (const rollup of rollups) {
    const start = rollup.at - (((rollup.at % bucketMs) + bucketMs) % bucketMs);
    if (bucket?.at !== start) {
      if (bucket !== undefined) combined.push(close(bucket));
      bucket = openBucket(start);
    }
    bucket.total += rollup.mean * rollup.coveredMs;
    bucket.positive += rollup.positiveMean * rollup.coveredMs;
    bucket.coveredMs += rollup.coveredMs;
    bucket.sum += rollup.mean;
    bucket.positiveSum += rollup.positiveMean;
    bucket.count++;
    bucket.min = Math.min(bucket.min, rollup.min);
    bucket.max = Math.max(bucket.max, rollup.max);
    bucket.last = rollup.last;
  }
  if (bucket !== undefined) combined.push(close(bucket));
  return combined;
}

/** A straight line between two points, of which only the piece from `fromAt` to `toAt` is meant. */
interface Line {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly startAt: Instant;
  readonly startValue: number;
  readonly endAt: Instant;
  readonly endValue: number;
}

interface Visitor {
  point(at: Instant, value: number): void;
  line(line: Line): void;
}

function forEachPiece(points: PointColumns, range: Omit<RollupRange, "bucketMs">, visit: Visitor): void {
  let before: { at: Instant; value: number } | undefined;
  for (let index = 0; index < points.at.length; index++) {
    const at = points.at[index];
    const value = points.value[index];
    if (at === undefined || value === undefined) continue;
    if (before !== undefined && at - before.at <= range.gapMs) {
      const fromAt = Math.max(before.at, range.from);
      const toAt = Math.min(at, range.to);
      const ends = { startAt: before.at, startValue: before.value, endAt: at, endValue: value };
      if (fromAt < toAt) visit.line({ fromAt, toAt, ...ends });
    }
    if (at >= range.from && at < range.to) visit.point(at, value);
    before = { at, value };
  }
}

function valueOn(line: Line, at: Instant): number {
  const share = (at - line.startAt) / (line.endAt - line.startAt);
  return line.startValue + (line.endValue - line.startValue) * share;
}

function openBucket(at: Instant): Bucket {
  return {
    at,
    total: 0,
    positive: 0,
    coveredMs: 0,
    sum: 0,
    positiveSum: 0,
    count: 0,
    min: Number.POSITIVE_INFINITY,
    max: Number.NEGATIVE_INFINITY,
    last: 0,
  };
}

function touch(bucket: Bucket, value: number): void {
  if (value < bucket.min) bucket.min = value;
  if (value > bucket.max) bucket.max = value;
  bucket.last = value;
}

function addToBucket(bucket: Bucket, from: Instant, a: number, to: Instant, b: number): void {
  const durationMs = to - from;
  bucket.total += ((a + b) / 2) * durationMs;
  bucket.positive += positiveArea(a, b, durationMs);
  bucket.coveredMs += durationMs;
  touch(bucket, a);
  touch(bucket, b);
}

function close(bucket: Bucket): Rollup {
  const { at, min, max, last, coveredMs } = bucket;
  const isCovered = coveredMs > 0;
  const mean = isCovered ? bucket.total / coveredMs : bucket.sum / bucket.count;
  const positiveMean = isCovered ? bucket.positive / coveredMs : bucket.positiveSum / bucket.count;
  return { at, mean, positiveMean, min, max, last, coveredMs };
}

/** The area above zero under a line from a to b. */
function positiveArea(a: number, b: number, durationMs: number): number {
  if (a >= 0 && b >= 0) return ((a + b) / 2) * durationMs;
  if (a <= 0 && b <= 0) return 0;
  const above = Math.max(a, b);
  return ((above * above) / (2 * Math.abs(a - b))) * durationMs;
}

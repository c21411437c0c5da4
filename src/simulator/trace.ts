import type { Instant } from "#domain";
import { fail, minuteMs } from "#domain";
import { gunzipText } from "#platform";
import type { TraceSource } from "./scenario.ts";

/** A measured series: means over equal intervals, each named by its start. Not measured is NaN inside these arrays. */
export interface Trace {
  readonly stepMs: number;
  readonly startsAt: Float64Array;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

/** The traces a scenario names, by file. */
export type Traces = ReadonlyMap<string, Trace>;

/** One column of a trace as the house reads it. */
export interface TraceReader {
  /** The value at a moment of the house's time; NaN where the trace has nothing to say. */
  valueAt(at: Instant): number;
}

/** Reads CSV text, plain or gzipped: a header line, `ts` as ISO 8601 in sorted order, empty cells for not measured. */
export function readTrace(content: string | Uint8Array): Trace {
  const text = typeof content === "string" ? content : asText(content);
  const lines = text.split(/\r?\n/).filter((line) => line !== "");
  const header = lines[0]?.split(",") ?? [];
  const timeColumn = header.indexOf("ts");
  if (timeColumn < 0) throw fail("invalid", "trace.no-ts");
  const rows = lines.slice(1).map((line) => line.split(","));
  const startsAt = Float64Array.from(rows, (row) => Date.parse(row[timeColumn] ?? ""));
  checkOrder(startsAt);
  const columns = new Map<string, Float64Array>();
  for (const [index, name] of header.entries()) {
    if (index !== timeColumn)
      columns.set(
        name,
        Float64Array.from(rows, (row) => parseCell(row[index])),
      );
  }
  return { stepMs: shortestStepMs(startsAt), startsAt, columns };
}

function asText(content: Uint8Array): string {
  const isGzip = content[0] === 0x1f && content[1] === 0x8b;
  return isGzip ? gunzipText(content) : new TextDecoder().decode(content);
}

/** Labels and empty cells are both no measurement. */
function parseCell(cell: string | undefined): number {
  return cell === undefined || cell.trim() === "" ? Number.NaN : Number(cell);
}

function checkOrder(startsAt: Float64Array): void {
  for (let row = 0; row < startsAt.length; row++) {
    const start = startsAt[row] ?? Number.NaN;
    const isLater = row === 0 || start > (startsAt[row - 1] ?? Number.NaN);
    // The header is line 1, so row 0 stands on line 2.
    if (Number.isNaN(start) || !isLater) throw fail("invalid", "trace.bad-ts", { facts: { line: row + 2 } });
  }
}

function shortestStepMs(startsAt: Float64Array): number {
  let shortest = Number.POSITIVE_INFINITY;
  for (let row = 1; row < startsAt.length; row++) {
    shortest = Math.min(shortest, (startsAt[row] ?? 0) - (startsAt[row - 1] ?? 0));
  }
  return Number.isFinite(shortest) ? shortest : minuteMs;
}

/** Reads one column along the house's time; keeps its place, so that a step costs next to nothing. */
export function createTraceReader(trace: Trace, source: TraceSource, houseStartsAt: Instant): TraceReader {
  const values = trace.columns.get(source.column);
  if (values === undefined) {
    throw fail("invalid", "trace.no-column", { facts: { file: source.file, column: source.column } });
  }
  const { startsAt, stepMs } = trace;
  const measuredRows = lastMeasuredRows(values);
  const shiftMs = source.from === undefined ? 0 : Date.parse(source.from) - houseStartsAt;
  const bridgeMs = source.bridgeMinutes * minuteMs;
  const place = { row: -1 };

  /** The last row that has begun by then, or -1. */
  const rowAt = (at: Instant): number => {
    if (place.row === -1) place.row = searchRow(startsAt, at);
    while (place.row >= 0 && (startsAt[place.row] ?? 0) > at) place.row -= 1;
    while (place.row + 1 < startsAt.length && (startsAt[place.row + 1] ?? 0) <= at) place.row += 1;
    return place.row;
  };

  /** The interval's value; in a gap the last one measured until the bridge ends. */
  const held = (at: Instant): number => {
    const row = measuredRows[rowAt(at)] ?? -1;
    if (row < 0 || at >= (startsAt[row] ?? 0) + stepMs + bridgeMs) return Number.NaN;
    return values[row] ?? Number.NaN;
  };

  /** On the straight line between the middles of two intervals, where both are known. */
  const slid = (at: Instant): number => {
    const early = held(at - stepMs / 2);
    const sinceEarlyMs = at - stepMs / 2 - (startsAt[place.row] ?? 0);
    const late = held(at + stepMs / 2);
    if (Number.isNaN(early) || Number.isNaN(late)) return held(at);
    return early + (late - early) * Math.min(1, sinceEarlyMs / stepMs);
  };

  const read = source.between === "linear" ? slid : held;
  return { valueAt: (at) => read(at + shiftMs) * source.scale };
}

/** For each row the last row up to it that was measured, or -1. */
function lastMeasuredRows(values: Float64Array): Int32Array {
  let last = -1;
  return Int32Array.from(values, (value, row) => {
    if (!Number.isNaN(value)) last = row;
    return last;
  });
}

function searchRow(startsAt: Float64Array, at: Instant): number {
  let low = 0;
  let high = startsAt.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((startsAt[middle] ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

import type { Instant } from "#domain";
import { fail, minuteMs, secondMs } from "#domain";
import { gunzipText } from "#platform";
import type { TraceSource } from "./scenario.ts";

/** A measured series: means over equal intervals, each named by its start. Not measured is NaN inside these arrays. */
export interface Trace {
  readonly stepMs: number;
  readonly startsAt: Float64Array;
  readonly columns: ReadonlyMap<string, Float64Array>;
}

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
  if (timeColumn < 0) throw fail("invalid", "trace.no-ts", { facts: { header: lines[0] ?? "" } });
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

function parseCell(cell: string | undefined): number {
  if (cell === undefined || cell.trim() === "") return Number.NaN;
  return Number(cell);
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

/** Reads one column along the house's time; looks forward from where it last was, so a step costs next to nothing. */
export function createTraceReader(trace: Trace, source: TraceSource, houseStartsAt: Instant): TraceReader {
  const values = trace.columns.get(source.column);
  if (values === undefined) {
    throw fail("invalid", "trace.no-column", { facts: { file: source.file, column: source.column } });
  }
  const { startsAt, stepMs } = trace;
  const shiftMs = source.from === undefined ? 0 : Date.parse(source.from) - houseStartsAt;
  const bridgeMs = source.bridgeMinutes * minuteMs;
  const cursor = { row: -1 };

  /** The last row that has begun by then, or -1. */
  const rowAt = (at: Instant): number => {
    if (cursor.row >= 0 && (startsAt[cursor.row] ?? 0) > at) cursor.row = -1;
    while (cursor.row + 1 < startsAt.length && (startsAt[cursor.row + 1] ?? 0) <= at) cursor.row += 1;
    return cursor.row;
  };

  const held = (at: Instant): number => {
    let row = rowAt(at);
    while (row >= 0 && Number.isNaN(values[row] ?? Number.NaN)) {
      row -= 1;
      if (row >= 0 && at - (startsAt[row] ?? 0) - stepMs > bridgeMs) return Number.NaN;
    }
    if (row < 0 || at - (startsAt[row] ?? 0) - stepMs >= bridgeMs + (row === cursor.row ? 0 : secondMs)) {
      const isWithin = row >= 0 && at - (startsAt[row] ?? 0) < stepMs;
      return isWithin ? (values[row] ?? Number.NaN) : Number.NaN;
    }
    return values[row] ?? Number.NaN;
  };

  const between = (at: Instant): number => {
    const early = held(at - stepMs / 2);
    const late = held(at + stepMs / 2);
    if (Number.isNaN(early) || Number.isNaN(late)) return held(at);
    const row = rowAt(at - stepMs / 2);
    const share = Math.min(1, (at - stepMs / 2 - (startsAt[row] ?? 0)) / stepMs);
    return early + (late - early) * share;
  };

  const read = source.between === "linear" ? between : held;
  return { valueAt: (at) => read(at + shiftMs) * source.scale };
}

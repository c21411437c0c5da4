import { dayMs, type Instant } from "#domain";
import type { History } from "./history.ts";

export interface CsvExport {
  readonly series: readonly string[];
  readonly from: Instant;
  /** Exclusive. */
  readonly to: Instant;
  /** Without it every stored point is a line. */
  readonly resolutionMs?: number;
}

/** The lines of a table with one value a line, series after series; a day at a time, so that years fit through. */
export async function* exportCsv(
  history: History,
  { series, from, to, resolutionMs }: CsvExport,
): AsyncGenerator<string> {
  yield "time,series,value";
  const resolution = resolutionMs === undefined ? {} : { resolutionMs };
  const stepMs = resolutionMs ?? 1;
  const first = Math.floor(from / stepMs) * stepMs;
  const pieceMs = Math.ceil(dayMs / stepMs) * stepMs;
  for (const name of series) {
    for (let start = first; start < to; start += pieceMs) {
      const end = Math.min(to, start + pieceMs);
      for (const { at, value } of await history.series(name, { from: start, to: end, ...resolution })) {
        yield `${new Date(at).toISOString()},${quoted(name)},${value}`;
      }
    }
  }
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

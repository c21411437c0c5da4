import { z } from "zod";

/** One thing that the device measures or computes. */
export interface Series {
  readonly name: string;
  /** As the device writes it: `Watts`, `Volts`, `VA`, `PF`, … */
  readonly unit: string;
}

/** A cell of an answer: nothing where the device has no value for that time. */
export type Cell = number | string | undefined;

/** Rows in the order of time; `limitAt` is where an answer goes on that was cut. */
export interface Table {
  readonly rows: readonly (readonly Cell[])[];
  readonly continuesAtS?: number;
}

const seriesReply = z.object({
  series: z.array(z.object({ name: z.string().min(1), unit: z.string() })),
});

const cell = z.unknown().transform((value): Cell => {
  if (typeof value === "string") return value;
  return typeof value === "number" && Number.isFinite(value) ? value : undefined;
});
const rows = z.array(z.array(cell));
const tableReply = z.union([
  rows.transform((data) => ({ data, limit: undefined })),
  z.object({ data: rows, limit: z.number().optional() }),
]);

const errorReply = z.object({ error: z.string() });

/** Undefined for anything that is no list of series. */
export function parseSeries(body: string): readonly Series[] | undefined {
  const parsed = seriesReply.safeParse(parseJson(body));
  return parsed.success ? parsed.data.series : undefined;
}

/** Undefined for anything that is no table, with or without a header. */
export function parseTable(body: string): Table | undefined {
  const parsed = tableReply.safeParse(parseJson(body));
  if (!parsed.success) return undefined;
  const { data, limit } = parsed.data;
  return { rows: data, ...(limit === undefined ? {} : { continuesAtS: limit }) };
}

const longestDetail = 200;

/** The device's own words for a refused query; it calls its JSON plain text. */
export function queryError(body: string): string {
  const parsed = errorReply.safeParse(parseJson(body));
  return (parsed.success ? parsed.data.error : body.trim()).slice(0, longestDetail);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

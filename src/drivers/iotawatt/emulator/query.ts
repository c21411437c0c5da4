import type { Instant } from "#domain";
import type { ServerReply } from "#platform";
import type { Channel } from "./channels.ts";
import { type Column, parseColumn } from "./columns.ts";
import { type DataLog, stepMs } from "./data-log.ts";
import { type Group, parseGroup, spansOf } from "./groups.ts";
import { isError, type QueryError } from "./query-error.ts";
import { parseTime } from "./times.ts";

export interface QueryGround {
  readonly channels: readonly Channel[];
  readonly log: DataLog;
  readonly now: Instant;
  readonly skewMs: number;
  readonly timeZone: string;
  /** No value is told for this series. */
  isEmpty(name: string): boolean;
  readonly hasNovelty: boolean;
}

interface Query {
  readonly columns: readonly Column[];
  readonly begin: Instant;
  readonly end: Instant;
  readonly group: Group;
  readonly limit: number;
  readonly isCsv: boolean;
  readonly hasHeader: boolean;
  readonly missing: string;
}

/** `GET /query`: the list of series, or a table from the log. */
export function answerQuery(parameters: URLSearchParams, ground: QueryGround): ServerReply {
  if (parameters.get("show") === "series") return json(seriesOf(ground));
  const query = parseQuery(parameters, ground);
  if (isError(query)) return refusal(query.error);
  const { rows, limit } = tableOf(query, ground);
  if (query.isCsv) return { status: 200, headers: { "content-type": "text/csv" }, body: csvOf(query, rows) };
  if (!query.hasHeader) return json(rows);
  const range = [query.begin, query.end].map((at) => at / 1_000);
  const labels = query.columns.map(({ label }) => label);
  const novelty = ground.hasNovelty ? { novelty: { deep: [1, "two", null] } } : {};
  return json({ range, labels, data: rows, ...(limit === undefined ? {} : { limit: limit / 1_000 }), ...novelty });
}

function seriesOf({ channels, hasNovelty }: QueryGround) {
  const inputsFirst = [...channels].sort((a, b) => Number(a.isOutput) - Number(b.isOutput));
  const novelty = hasNovelty ? { colour: "#123456", since: null } : {};
  return { series: inputsFirst.map(({ name, unit }) => ({ name, unit, ...novelty })), ...novelty };
}

function parseQuery(parameters: URLSearchParams, { channels, now, timeZone }: QueryGround): Query | QueryError {
  const asked = { select: parameters.get("select"), begin: parameters.get("begin"), end: parameters.get("end") };
  const groupText = parameters.get("group");
  if (asked.select === null) return { error: "unspecified" };
  if (asked.begin === null || asked.end === null || groupText === null)
    return { error: "Missing begin, end or group." };
  const begin = parseTime(asked.begin, now, timeZone);
  const end = parseTime(asked.end, now, timeZone);
  if (begin === undefined || end === undefined) return { error: "Invalid time specification" };
  const query = {
    begin: Math.ceil(begin / stepMs) * stepMs,
    end: Math.floor(end / stepMs) * stepMs,
  };
  if (query.end < query.begin) return { error: "end before begin" };
  const options = parseOptions(parameters);
  if (isError(options)) return options;
  const group = parseGroup(groupText, query.end - query.begin);
  if (group === undefined) return { error: "Invalid group" };
  const columns = parseSelect(asked.select, channels);
  return isError(columns) ? columns : { ...query, ...options, group, columns };
}

function parseSelect(text: string, channels: readonly Channel[]): readonly Column[] | QueryError {
  const list = /^\[(.+)\]$/.exec(text.trim())?.[1];
  if (list === undefined) return { error: "select not an array []" };
  const columns: Column[] = [];
  for (const name of list.split(",")) {
    const column = parseColumn(name.trim(), channels);
    if (isError(column)) return column;
    columns.push(column);
  }
  return columns;
}

const mostRows = 1_000;

function parseOptions(parameters: URLSearchParams) {
  const choose = (name: string, choices: readonly string[]) => {
    const text = (parameters.get(name) ?? choices[0] ?? "").toLowerCase();
    return choices.includes(text) ? text : undefined;
  };
  const format = choose("format", ["json", "csv"]);
  const resolution = choose("resolution", ["low", "high"]);
  const missing = choose("missing", ["null", "skip", "zero"]);
  const header = choose("header", ["no", "yes"]);
  const limitText = parameters.get("limit") ?? String(mostRows);
  if (format === undefined) return { error: "Invalid format" };
  if (resolution === undefined) return { error: "Invalid resolution" };
  if (missing === undefined) return { error: "Invalid missing" };
  if (header === undefined) return { error: "Invalid header" };
  if (!/^(?:none|[1-9]\d*)$/.test(limitText)) return { error: "Invalid limit" };
  const limit = limitText === "none" ? Number.POSITIVE_INFINITY : Number(limitText);
  return { isCsv: format === "csv", hasHeader: header === "yes", missing, limit };
}

type Value = number | string | null;

function tableOf({ columns, group, begin, end: last, limit, missing }: Query, ground: QueryGround) {
  const rows: Value[][] = [];
  for (const [from, until] of spansOf(group, begin, last, ground.timeZone)) {
    if (rows.length >= limit) return { rows, limit: from };
    // A group that reaches back before the first entry is about what there is.
    const [since, end] = [ground.log.since(), until - ground.skewMs];
    const start = Math.max(from - ground.skewMs, Math.min(since, end));
    const row = columns.map((column): Value => {
      const isEmpty = column.series !== undefined && ground.isEmpty(column.series);
      const value = isEmpty ? undefined : column.valueOf(ground.log, start, end, from);
      return value ?? (missing === "zero" ? 0 : null);
    });
    if (missing === "skip" && row.some((value) => value === null)) continue;
    rows.push(row);
  }
  return { rows, limit: undefined };
}

function csvOf({ columns, hasHeader }: Query, rows: readonly (readonly Value[])[]): string {
  const lines = rows.map((row) => row.map((value) => value ?? "").join(","));
  return [...(hasHeader ? [columns.map(({ label }) => label).join(",")] : []), ...lines].join("\r\n");
}

function json(body: unknown): ServerReply {
  return { status: 200, headers: { "content-type": "text/json" }, body: JSON.stringify(body) };
}

function refusal(reason: string): ServerReply {
  const body = JSON.stringify({ error: `invalid query. ${reason}` });
  return { status: 400, headers: { "content-type": "text/plain" }, body };
}

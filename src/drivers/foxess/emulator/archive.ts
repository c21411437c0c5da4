import { dayMs, type Instant, type Json } from "#domain";
import type { Upload, Variable } from "./upload.ts";

/** What the cloud keeps of the uploads: all of three days, and the counters of every hour. */
export interface Archive {
  take(upload: Upload): void;
  history(begin: Instant, end: Instant, asked: readonly string[] | undefined): Json;
  /** Energy of the counter from one moment's beginning on, by the start of the local time's text. */
  energyIn(variable: string, prefix: string): number;
}

const keptMs = 3 * dayMs;
/** `2026-06-17 12` */
const hourLength = 13;

interface Mark {
  readonly hour: string;
  readonly counters: ReadonlyMap<string, number>;
}

export function createArchive(): Archive {
  /** Only the values: their names stay the same, and there are many. */
  const rows: { readonly at: Instant; readonly time: string; readonly values: readonly Variable["value"][] }[] = [];
  let definitions: readonly Variable[] = [];
  const marks: Mark[] = [];
  let last: ReadonlyMap<string, number> = new Map();

  return {
    take: ({ at, time, variables }) => {
      definitions = variables;
      rows.push({ at, time, values: variables.map(({ value }) => value) });
      while (rows[0] !== undefined && rows[0].at < at - keptMs) rows.shift();
      last = countersIn(variables);
      const hour = time.slice(0, hourLength);
      if (marks.at(-1)?.hour !== hour) marks.push({ hour, counters: last });
    },
    history: (begin, end, asked) => {
      const within = rows.filter(({ at }) => at >= begin && at <= end);
      const names = asked ?? definitions.map(({ variable }) => variable);
      return names.flatMap((name) => {
        const column = definitions.findIndex(({ variable }) => variable === name);
        const definition = definitions[column];
        if (definition === undefined) return [];
        const { value: _, ...described } = definition;
        const data = within.map(({ time, values }) => ({ time, value: values[column] ?? null }));
        return [{ ...described, data }];
      });
    },
    energyIn: (variable, prefix) =>
      marks.reduce((sum, { hour, counters }, index) => {
        if (!hour.startsWith(prefix)) return sum;
        const after = marks[index + 1]?.counters ?? last;
        return sum + (after.get(variable) ?? 0) - (counters.get(variable) ?? 0);
      }, 0),
  };
}

function countersIn(variables: readonly Variable[]): ReadonlyMap<string, number> {
  const counters = new Map<string, number>();
  for (const { variable, unit, value } of variables)
    if (unit === "kWh" && typeof value === "number") counters.set(variable, value);
  return counters;
}

import { fail, type Instant, type Secret, secondMs } from "#domain";
import type { CallOptions, Clock, HttpClient } from "#platform/for-clients";
import { isComplaint, toAddress } from "./address.ts";
import { createExchange } from "./exchange.ts";
import { type Cell, parseSeries, parseTable, type Series, type Table } from "./replies.ts";

export type { Cell, Series } from "./replies.ts";

export interface IotawattClientOptions {
  /** Where the device is, such as `http://iotawatt.local`; may hold `user:password@`. */
  readonly url: string;
  /** Where the device asks for a login; `user` may read everything. */
  readonly login?: { readonly username: string; readonly password: Secret | string };
  readonly http: HttpClient;
  readonly clock: Pick<Clock, "now">;
  readonly timeoutMs?: number;
}

/** What to ask a table for: columns such as `Mains.watts` or `Solar.wh`, and the time it is about. */
export interface TableRequest {
  readonly columns: readonly string[];
  /** In the device's own words, such as `s-1m` and `s` (now), or an instant. */
  readonly begin: string | Instant;
  readonly end: string | Instant;
  /** `all` for one row, or such as `5m`. */
  readonly group: string;
}

/**
 * The query interface of an IoTaWatt. Every method fails with a `ProblemError`. Calls are made one after the other: the
 * device stops measuring while it answers.
 */
export interface IotawattClient {
  /** Inputs first, then computed outputs. */
  series(call?: CallOptions): Promise<readonly Series[]>;
  /** Mean values over the last seconds by the names asked for; what the device has no value for is missing. */
  live(names: readonly string[], windowS: number, call?: CallOptions): Promise<ReadonlyMap<string, number>>;
  /** Whole tables from the device's log, in as many calls as it takes. */
  table(request: TableRequest, call?: CallOptions): Promise<readonly (readonly Cell[])[]>;
}

export const defaultTimeoutMs = 5_000;

/** Long queries are known to trouble the device; so many columns fit easily. */
const columnsPerQuery = 12;

/** A table goes on where it was cut; more pieces than this are a device that does not move on. */
const mostPieces = 100;

export function createIotawattClient(options: IotawattClientOptions): IotawattClient {
  const { http, clock, timeoutMs = defaultTimeoutMs } = options;
  const address = toAddress({ url: options.url });
  if (isComplaint(address)) throw fail("invalid", address.error);
  const login = options.login ?? address.login;
  const ask = createExchange({ url: address.url, http, clock, timeoutMs, ...(login === undefined ? {} : { login }) });

  const query = async (parameters: readonly (readonly [string, string])[], call: CallOptions): Promise<Table> => {
    const text = parameters.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join("&");
    const table = parseTable(await ask(`/query?${text}`, call));
    if (table === undefined) throw fail("unreachable", "iotawatt.unexpected-reply");
    return table;
  };

  const liveOf = async (names: readonly string[], windowS: number, call: CallOptions) => {
    const { rows } = await query(
      [
        ["select", `[${names.join(",")}]`],
        ["begin", `s-${windowS}s`],
        ["end", "s"],
        ["group", "all"],
        ["header", "no"],
      ],
      call,
    );
    const [row = []] = rows;
    return names.flatMap((name, index): [string, number][] => {
      const value = numberOf(row[index]);
      return value === undefined ? [] : [[name, value]];
    });
  };

  return {
    series: async (call = {}) => {
      const found = parseSeries(await ask("/query?show=series", call));
      if (found === undefined) throw fail("unreachable", "iotawatt.unexpected-reply");
      return found;
    },
    live: async (names, windowS, call = {}) => {
      const values = new Map<string, number>();
      for (const some of inPieces(names, columnsPerQuery))
        for (const [name, value] of await liveOf(some, windowS, call)) values.set(name, value);
      return values;
    },
    table: async ({ columns, begin, end, group }, call = {}) => {
      const all: (readonly Cell[])[] = [];
      let from = written(begin);
      for (let piece = 0; piece < mostPieces; piece += 1) {
        const { rows, continuesAtS } = await query(
          [
            ["select", `[${columns.join(",")}]`],
            ["begin", from],
            ["end", written(end)],
            ["group", group],
            ["header", "yes"],
          ],
          call,
        );
        all.push(...rows);
        if (continuesAtS === undefined || String(continuesAtS) === from) break;
        from = String(continuesAtS);
      }
      return all;
    },
  };
}

function written(time: string | Instant): string {
  return typeof time === "string" ? time : String(Math.floor(time / secondMs));
}

/** No value of a home gets there; what is beyond is a broken answer. */
const largestValue = 1e9;

function numberOf(cell: Cell): number | undefined {
  const number = typeof cell === "string" && cell.trim() !== "" ? Number(cell) : cell;
  return typeof number === "number" && Math.abs(number) <= largestValue ? number : undefined;
}

function inPieces<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}

import { z } from "zod";
import { dayMs, fail, type Instant } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import type { Exchange } from "../exchange.ts";
import { listOf, number, text } from "../reply-values.ts";
import { parseVendorTime } from "../vendor-time.ts";

const variable = z.object({
  variable: z.string(),
  value: z.union([z.number(), z.string()]).nullish(),
  unit: text,
});

export const realTime = z.object({ deviceSN: z.string(), time: text, datas: listOf(variable) });

const sample = z.object({ time: text, value: number });
const series = z.object({ variable: z.string(), unit: text, data: listOf(sample) });
const historyReply = listOf(z.object({ datas: listOf(series) }));
const reportReply = listOf(z.object({ variable: text, unit: text, values: listOf(number) }));
const generation = z
  .object({ today: number, month: number, cumulative: number })
  .nullish()
  .transform((told) => ({ todayKWh: told?.today, monthKWh: told?.month, totalKWh: told?.cumulative }));

const namesByLanguage = z.record(z.string(), z.unknown()).nullish();
const described = z.object({ unit: text, name: namesByLanguage });
const variablesReply = listOf(z.record(z.string(), described.loose()));
const faultsReply = z.record(z.string(), z.unknown()).nullish();

export type RealTime = z.output<typeof realTime>;
export type Generation = z.output<typeof generation>;

/** One variable over time, in the vendor's unit. */
export interface HistorySeries {
  readonly variable: string;
  readonly unit: string | undefined;
  readonly points: readonly { readonly at: Instant; readonly value: number }[];
}

export interface HistoryRequest {
  readonly variables?: readonly string[];
  readonly since: Instant;
  readonly until: Instant;
}

/** Energy sums of one variable in kWh: 24 hours, the days of a month, or 12 months; undefined where nothing is told. */
export interface Report {
  readonly variable: string;
  readonly unit: string | undefined;
  readonly values: readonly (number | undefined)[];
}

export interface ReportRequest {
  readonly variables: readonly string[];
  readonly dimension: "day" | "month" | "year";
  readonly year: number;
  readonly month?: number;
  readonly day?: number;
}

/** What a variable is called, and on which kinds of inverter it exists. */
export interface VariableDescription {
  readonly variable: string;
  readonly unit: string | undefined;
  readonly nameByLanguage: Readonly<Record<string, string>>;
  readonly isOnStringInverters: boolean;
  readonly isOnBatteryInverters: boolean;
}

/** What the inverters measure and count. */
export interface MeasurementEndpoints {
  /** The latest values; all variables the device has when none are named. Many devices are asked for in fifties. */
  realTime(serials: readonly string[], variables?: readonly string[], call?: CallOptions): Promise<readonly RealTime[]>;
  /** The same from the interface's first generation: one device, or all of the account without a serial number. */
  realTimeV0(serial?: string, variables?: readonly string[], call?: CallOptions): Promise<readonly RealTime[]>;
  /** Samples five minutes apart. The cloud gives a day at most, so a longer time costs one call for each. */
  history(serial: string, request: HistoryRequest, call?: CallOptions): Promise<readonly HistorySeries[]>;
  report(serial: string, request: ReportRequest, call?: CallOptions): Promise<readonly Report[]>;
  generation(serial: string, call?: CallOptions): Promise<Generation>;
  variables(call?: CallOptions): Promise<readonly VariableDescription[]>;
  /** The texts of fault numbers by language. */
  faultTexts(call?: CallOptions): Promise<ReadonlyMap<string, Readonly<Record<string, string>>>>;
}

const mostSerials = 50;
/** Ninety calls at once are the most that one wish may cost. */
const mostDays = 90;

export function createMeasurementEndpoints(exchange: Exchange): MeasurementEndpoints {
  return {
    realTime: async (serials, variables, call) => {
      const found: RealTime[] = [];
      for (let start = 0; start < serials.length; start += mostSerials) {
        const body = { sns: serials.slice(start, start + mostSerials), ...named(variables) };
        found.push(...(await exchange({ path: "/op/v1/device/real/query", body }, listOf(realTime), call)));
      }
      return found;
    },
    realTimeV0: (serial, variables, call) => {
      const body = { ...(serial === undefined ? {} : { sn: serial }), ...named(variables) };
      return exchange({ path: "/op/v0/device/real/query", body }, listOf(realTime), call);
    },
    history: async (serial, { variables, since, until }, call) => {
      if (!(since < until) || until - since > mostDays * dayMs)
        throw fail("invalid", "foxess.history-span", { facts: { days: mostDays } });
      const pieces: HistorySeries[] = [];
      for (let begin = since; begin < until; begin += dayMs) {
        const body = { sn: serial, ...named(variables), begin, end: Math.min(begin + dayMs, until) };
        const reply = await exchange({ path: "/op/v0/device/history/query", body }, historyReply, call);
        pieces.push(...reply.flatMap(({ datas }) => datas.map(seriesOf)));
      }
      return joined(pieces);
    },
    report: async (serial, request, call) => {
      const body = { sn: serial, ...request };
      const reply = await exchange({ path: "/op/v0/device/report/query", body }, reportReply, call);
      return reportsOf(reply, request.variables);
    },
    generation: (serial, call) =>
      exchange({ path: "/op/v0/device/generation", query: { sn: serial } }, generation, call),
    variables: async (call) =>
      (await exchange({ path: "/op/v0/device/variable/get" }, variablesReply, call)).flatMap((row) =>
        Object.entries(row).map(([name, told]) => descriptionOf(name, told)),
      ),
    faultTexts: async (call) => {
      const reply = (await exchange({ path: "/op/v0/device/fault/get" }, faultsReply, call)) ?? {};
      return new Map(Object.entries(reply).map(([code, told]) => [code, textsOf(told)]));
    },
  };
}

function named(variables: readonly string[] | undefined) {
  return variables === undefined ? {} : { variables };
}

function seriesOf({ variable, unit, data }: z.output<typeof series>): HistorySeries {
  const points = data.flatMap(({ time, value }) => {
    const at = parseVendorTime(time);
    return at === undefined || value === undefined ? [] : [{ at, value }];
  });
  return { variable, unit, points };
}

/** The days of one variable one after another; a sample at midnight may come with both days. */
function joined(pieces: readonly HistorySeries[]): readonly HistorySeries[] {
  const byName = new Map<string, HistorySeries>();
  for (const piece of pieces) {
    const before = byName.get(piece.variable);
    const last = before?.points.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
    const points = [...(before?.points ?? []), ...piece.points.filter(({ at }) => at > last)];
    byName.set(piece.variable, { variable: piece.variable, unit: piece.unit ?? before?.unit, points });
  }
  return [...byName.values()];
}

/** Reports of a year may carry another variable's name: what was asked first is answered first. */
function reportsOf(reply: z.output<typeof reportReply>, asked: readonly string[]): readonly Report[] {
  const isComplete = reply.length === asked.length;
  return reply.flatMap(({ variable, unit, values }, index) => {
    const name = isComplete ? asked[index] : variable;
    return name === undefined ? [] : [{ variable: name, unit, values }];
  });
}

function descriptionOf(name: string, told: z.output<typeof described>): VariableDescription {
  const flags = new Map<string, unknown>(Object.entries(told));
  return {
    variable: name,
    unit: told.unit,
    nameByLanguage: textsOf(told.name),
    isOnStringInverters: flags.get("Grid-tied inverter") === true,
    isOnBatteryInverters: flags.get("Energy-storage inverter") === true,
  };
}

/** The texts in it; a bare one is English. */
function textsOf(told: unknown): Readonly<Record<string, string>> {
  if (typeof told === "string") return { en: told };
  if (typeof told !== "object" || told === null) return {};
  return Object.fromEntries(
    Object.entries(told).flatMap(([language, sentence]) =>
      typeof sentence === "string" ? [[language, sentence] as const] : [],
    ),
  );
}

import { z } from "zod";
import { fail, hourMs, type Triple } from "#domain";
import type { CallOptions, Clock } from "#platform/for-clients";
import { instantOf, localDate } from "../local-time.ts";
import { bySpelling, known, listOf, number } from "../reply-values.ts";
import type { LiveValues, PowerSample } from "../surface.ts";
import type { Exchange } from "./exchange.ts";

const chargers = bySpelling(z.object({ ev1power: number, ev2power: number, ev3power: number, ev4power: number }))
  .nullish()
  .catch(undefined);

const meterPhases = bySpelling(z.object({ pmeterl1: number, pmeterl2: number, pmeterl3: number }))
  .nullish()
  .catch(undefined);

const solarParts = bySpelling(z.object({ ppv1: number, ppv2: number, ppv3: number, ppv4: number, pmeterdc: number }))
  .nullish()
  .catch(undefined);

const powerData = bySpelling(
  z.object({
    ...{ ppv: number, soc: number, pbat: number, pgrid: number, pload: number, pev: number },
    ...{ ppvdetail: solarParts, pevdetail: chargers, pgriddetail: meterPhases },
  }),
);

type PowerData = z.output<typeof powerData>;

/** Some systems have no live values at all: their object is null, or all of it is. */
export const liveReply = powerData.nullish().transform((data) => (data ? valuesOf(data) : { chargerW: [] }));

function valuesOf(data: PowerData): LiveValues {
  const ev = data.pevdetail;
  return {
    ...known({
      solarW: notNegative(data.ppv ?? sumOf(data.ppvdetail)),
      batteryW: data.pbat,
      gridW: data.pgrid,
      gridPhasesW: tripleOf(data.pgriddetail),
      loadW: notNegative(data.pload),
      socPercent: percentOf(data.soc),
      chargersW: notNegative(data.pev),
    }),
    chargerW: [ev?.ev1power, ev?.ev2power, ev?.ev3power, ev?.ev4power].map(notNegative),
  };
}

function sumOf(parts: PowerData["ppvdetail"]): number | undefined {
  const values = Object.values(parts ?? {}).filter((value) => value !== undefined);
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

/** One-phase systems tell two zeros beside the sum; that is no measurement of three phases. */
function tripleOf(phases: PowerData["pgriddetail"]): Triple | undefined {
  const { pmeterl1: one, pmeterl2: two, pmeterl3: three } = phases ?? {};
  if (one === undefined || two === undefined || three === undefined) return undefined;
  return two === 0 && three === 0 ? undefined : [one, two, three];
}

/** A few watts below zero are noise; more is no value. */
function notNegative(powerW: number | undefined): number | undefined {
  return powerW === undefined || powerW < -50 ? undefined : Math.max(0, powerW);
}

function percentOf(soc: number | undefined): number | undefined {
  return soc !== undefined && soc >= 0 && soc <= 100 ? soc : undefined;
}

export function hasValues({ solarW, batteryW, gridW, loadW }: LiveValues): boolean {
  return [solarW, batteryW, gridW, loadW].some((value) => value !== undefined);
}

const historyRow = bySpelling(
  z.object({
    uploadtime: z.string().nullish(),
    ...{ ppv: number, load: number, cbat: number, feedin: number, gridcharge: number, pchargingpile: number },
  }),
);

export const dayPowerReply = listOf(historyRow).transform((rows) =>
  rows.flatMap((row): readonly PowerSample[] =>
    row.uploadtime ? [{ localTime: row.uploadtime, ...sampleOf(row) }] : [],
  ),
);

/** The portal's own document has wrong names for some of these; `gridCharge` is what was imported. */
function sampleOf(row: z.output<typeof historyRow>): Omit<PowerSample, "localTime"> {
  return known({
    solarW: notNegative(row.ppv),
    loadW: notNegative(row.load),
    socPercent: percentOf(row.cbat),
    exportW: notNegative(row.feedin),
    importW: notNegative(row.gridcharge),
    chargerW: notNegative(row.pchargingpile),
  });
}

export interface LiveOptions {
  readonly exchange: Exchange;
  readonly clock: Pick<Clock, "now" | "steadyMs">;
  readonly timeZone: string;
}

/** Live values, from the day's history where a system has none (Storion-S5 and older ones). */
export function createLive({ exchange, clock, timeZone }: LiveOptions) {
  /** Until when a system is known to have no live values, so that it need not be asked each time. */
  const withoutUntilMs = new Map<string, number>();

  const dayPower = (serial: string, date: string, call?: CallOptions) =>
    exchange({ path: "/getOneDayPowerBySn", query: { sysSn: serial, queryDate: date } }, dayPowerReply, call);

  const fromHistory = async (serial: string, call?: CallOptions): Promise<LiveValues | undefined> => {
    const rows = await dayPower(serial, localDate(clock.now(), timeZone), call);
    const newest = rows.toSorted((a, b) => (a.localTime < b.localTime ? 1 : -1))[0];
    return newest && valuesOfSample(newest, timeZone, clock.now());
  };

  return {
    dayPower,
    live: async (serial: string, call?: CallOptions): Promise<LiveValues> => {
      if (clock.steadyMs() >= (withoutUntilMs.get(serial) ?? 0)) {
        const values = await exchange({ path: "/getLastPowerData", query: { sysSn: serial } }, liveReply, call);
        if (hasValues(values)) return values;
      }
      const values = await fromHistory(serial, call);
      if (values === undefined || !hasValues(values))
        throw fail("unreachable", "alphaess.no-values", { facts: { serial } });
      withoutUntilMs.set(serial, clock.steadyMs() + hourMs);
      return values;
    },
  };
}

/** The battery follows from the balance, which holds in all captures: load = sun + battery + grid. */
export function valuesOfSample(sample: PowerSample, timeZone: string, now: number): LiveValues {
  const { solarW, loadW, importW, exportW, socPercent, chargerW } = sample;
  const at = instantOf(sample.localTime, timeZone);
  const gridW = importW === undefined || exportW === undefined ? undefined : importW - exportW;
  const isBalanced = solarW !== undefined && loadW !== undefined && gridW !== undefined;
  return {
    ...known({ solarW, loadW, gridW, socPercent, chargersW: chargerW }),
    ...known({ batteryW: isBalanced ? loadW - solarW - gridW : undefined }),
    ...known({ at: at === undefined ? undefined : Math.min(at, now) }),
    chargerW: [],
  };
}

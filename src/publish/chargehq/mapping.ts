import { type HomeState, type Instant, isFresh, minuteMs, type Sample, type SourceId } from "#domain";
import type { Measurement, SiteMeters } from "./client.ts";
import { solarFromLoad } from "./solar-from-load.ts";

/** As much of a home as ChargeHQ hears of. */
export interface Told {
  readonly at: Instant;
  readonly house: Pick<HomeState["house"], "gridW" | "solarW" | "batteryW" | "siteLoadW">;
  readonly batteries: readonly { readonly id: SourceId; readonly socPercent?: Sample }[];
  readonly devices: readonly { readonly id: SourceId; readonly capabilities: readonly Offered[] }[];
}

interface Offered {
  readonly kind: string;
  readonly part?: string;
  readonly capacityWh?: number;
}

/** What there is to tell ChargeHQ of a home. */
export type Message =
  | { readonly kind: "measurement"; readonly measurement: Measurement }
  /** There were values once, the last of them at `since`, and they are too old to be told. */
  | { readonly kind: "stale"; readonly since: Instant }
  | { readonly kind: "nothing" };

/** A measurement younger than this is as good as one of now; ChargeHQ then takes its own clock. */
const delayedAfterMs = minuteMs;

/**
 * Only fresh values are told, and only values: what is missing is left out. Whole watts are added up before anything
 * becomes kW, so that consumption = production + net import + discharge holds to the last digit.
 */
export function toMessage(home: Told): Message {
  const { at: now, house } = home;
  const { gridW, solarW } = house;
  const main = gridW ?? solarW;
  if (main === undefined) return { kind: "nothing" };
  if (now > main.goodUntil) return { kind: "stale", since: main.at };
  const told = freshTerms(home);
  const soc = batterySoc(home);
  const siteMeters: SiteMeters = {
    ...inKw("production_kw", told.solarW),
    ...inKw("net_import_kw", told.gridW),
    ...inKw("battery_discharge_kw", told.batteryW),
    ...inKw("consumption_kw", consumptionOf(home, told)),
    ...(soc === undefined ? {} : { battery_soc: soc }),
  };
  const measuredAt = Math.min(...told.ats);
  return {
    kind: "measurement",
    measurement: { siteMeters, ...(now - measuredAt < delayedAfterMs ? {} : { measuredAt }) },
  };
}

interface Terms {
  readonly gridW?: number;
  readonly solarW?: number;
  readonly batteryW?: number;
  readonly ats: readonly Instant[];
}

function freshTerms(home: Told): Terms {
  const { at: now, house } = home;
  const { gridW, batteryW } = house;
  const solarW = youngestSolar(home);
  const fresh = [gridW, solarW, batteryW].filter((sample): sample is Sample => isFresh(sample, now));
  return {
    ...(isFresh(gridW, now) ? { gridW: Math.round(gridW.value) } : {}),
    ...(isFresh(solarW, now) ? { solarW: Math.max(0, Math.round(solarW.value)) } : {}),
    ...(isFresh(batteryW, now) ? { batteryW: Math.round(batteryW.value) } : {}),
    ats: fresh.map(({ at }) => at),
  };
}

function youngestSolar(home: Told): Sample | undefined {
  const { at: now, house } = home;
  const derived = has(home, "solar") ? solarFromLoad(house, has(home, "battery"), now) : undefined;
  return derived ?? house.solarW;
}

/** Follows from the others, and only when nothing that the home has is missing from the sum. */
function consumptionOf(home: Told, { gridW, solarW, batteryW }: Terms): number | undefined {
  if (gridW === undefined) return undefined;
  const isComplete = (value: number | undefined, kind: "solar" | "battery") => value !== undefined || !has(home, kind);
  if (!isComplete(solarW, "solar") || !isComplete(batteryW, "battery")) return undefined;
  return gridW + (solarW ?? 0) + (batteryW ?? 0);
}

function has({ house, devices }: Told, kind: "solar" | "battery"): boolean {
  const sample = kind === "solar" ? house.solarW : house.batteryW;
  return sample !== undefined || devices.some(({ capabilities }) => capabilities.some((one) => one.kind === kind));
}

/** Several batteries fill by their capacity; where one is unknown, so is the whole. */
function batterySoc({ at: now, batteries, devices }: Told): number | undefined {
  const [only, ...more] = batteries;
  if (only === undefined) return undefined;
  if (more.length === 0) return isFresh(only.socPercent, now) ? toShare(only.socPercent.value) : undefined;
  let [storedWh, wholeWh] = [0, 0];
  for (const { id, socPercent } of batteries) {
    const capacityWh = capacityOf(id, devices);
    if (capacityWh === undefined || !isFresh(socPercent, now)) return undefined;
    storedWh += (capacityWh * socPercent.value) / 100;
    wholeWh += capacityWh;
  }
  return toShare((100 * storedWh) / wholeWh);
}

function capacityOf(batteryId: string, devices: Told["devices"]): number | undefined {
  for (const { id, capabilities } of devices) {
    for (const one of capabilities) {
      const isIt = one.kind === "battery" && batteryId === (one.part === undefined ? id : `${id}.${one.part}`);
      if (isIt) return one.capacityWh;
    }
  }
  return undefined;
}

function toShare(percent: number): number {
  return Math.round(Math.min(100, Math.max(0, percent)) * 10) / 1_000;
}

function inKw<K extends keyof SiteMeters>(key: K, watts: number | undefined): { [P in K]?: number } {
  const result: { [P in keyof SiteMeters]?: number } = {};
  if (watts !== undefined) result[key] = watts / 1_000;
  return result;
}

import {
  type BatteryReading,
  type ChargerReading,
  type HouseValues,
  type Instant,
  isFresh,
  type MeterReading,
  type PhaseCurrents,
  type Sample,
  type SolarReading,
  type SourceId,
} from "#domain";
import type { Role } from "./config/home-config.ts";
import type { TimedReading } from "./device-runner.ts";

/** A reading that may contribute to the house, with its device's roles and rank. */
export interface FusedSource extends TimedReading {
  readonly roles: readonly Role[];
  readonly prefer?: number;
}

/** What a charger drew at an earlier moment, as far as that is remembered. */
export type DrawAt = (charger: SourceId, at: Instant) => number | undefined;

/** Makes one picture of the house of everybody's latest readings. Nothing stale is summed, nothing missing is zero. */
export function fuse(sources: readonly FusedSource[], now: Instant, drawAt: DrawAt = () => undefined): HouseValues {
  const grid = best(metersAt("grid", sources), now);
  const siteLoad = best(metersAt("siteLoad", sources), now);
  const measured: HouseValues = {
    ...given("gridW", grid && toSample(grid, meterPower(grid))),
    ...given("solarW", total(ofKind("solar", "pv", sources), now)),
    ...given("batteryW", total(ofKind("battery", "battery", sources), now)),
    ...given("siteLoadW", siteLoad && toSample(siteLoad, meterPower(siteLoad))),
  };
  const phases = grid && gridPhases(grid);
  return {
    ...derive(measured, chargersOf(sources), now, drawAt),
    ...(phases === undefined ? {} : { gridPhases: phases }),
  };
}

interface Candidate<R> extends FusedSource {
  readonly reading: R & FusedSource["reading"];
}

function metersAt(place: MeterReading["place"], sources: readonly FusedSource[]): Candidate<MeterReading>[] {
  const role: Role = place === "grid" ? "grid" : "load";
  return sources.filter(
    (source): source is Candidate<MeterReading> =>
      source.reading.kind === "meter" && source.reading.place === place && source.roles.includes(role),
  );
}

function ofKind<K extends "solar" | "battery">(
  kind: K,
  role: Role,
  sources: readonly FusedSource[],
): Candidate<K extends "solar" ? SolarReading : BatteryReading>[] {
  return sources.filter(
    (source): source is Candidate<K extends "solar" ? SolarReading : BatteryReading> =>
      source.reading.kind === kind && source.roles.includes(role),
  );
}

function chargersOf(sources: readonly FusedSource[]): Candidate<ChargerReading>[] {
  return sources.filter((source): source is Candidate<ChargerReading> => source.reading.kind === "charger");
}

/** The best fresh one: the owner's preference first, then the newer measurement. With none fresh, the newest stale one. */
function best<R>(candidates: readonly Candidate<R>[], now: Instant): Candidate<R> | undefined {
  const rank = (candidate: Candidate<R>) =>
    [now <= candidate.goodUntil ? 1 : 0, candidate.prefer ?? 0, candidate.reading.at] as const;
  return [...candidates].sort((a, b) => compare(rank(b), rank(a)))[0];
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * Roofs and batteries add up. Where the owner ranks sources with `prefer`, they measure the same thing twice and only
 * the best one counts. One stale part makes the sum as stale as that part.
 */
function total(candidates: readonly Candidate<SolarReading | BatteryReading>[], now: Instant): Sample | undefined {
  const counted = countedOf(candidates, now);
  const [first] = counted;
  if (first === undefined) return undefined;
  if (counted.length === 1) return toSample(first, first.reading.powerW);
  return {
    value: counted.reduce((sum, candidate) => sum + candidate.reading.powerW, 0),
    at: Math.min(...counted.map((candidate) => candidate.reading.at)),
    goodUntil: Math.min(...counted.map((candidate) => candidate.goodUntil)),
    source: counted.map((candidate) => candidate.reading.source).join("+"),
    quality: "derived",
  };
}

function countedOf<R>(candidates: readonly Candidate<R>[], now: Instant): readonly Candidate<R>[] {
  if (!candidates.some(isRanked)) return candidates;
  const chosen = best(candidates, now);
  return chosen === undefined ? [] : [chosen];
}

function isRanked({ prefer }: Pick<FusedSource, "prefer">): boolean {
  return prefer !== undefined;
}

/** A battery that a device offers, also before anything of it was read. */
export interface OfferedBattery extends Pick<FusedSource, "roles" | "prefer"> {
  readonly id: SourceId;
}

/**
 * Those of the batteries whose flow the house does not count because it counts another's. Of what no device offers as a
 * battery it cannot be told here, and where none of them counts, each stays what it is.
 */
export function countedElsewhere(
  offered: readonly OfferedBattery[],
  sources: readonly FusedSource[],
  now: Instant,
): ReadonlySet<SourceId> {
  const ids = new Set(offered.map(({ id }) => id));
  const candidates = ofKind("battery", "battery", sources).filter(({ reading }) => ids.has(reading.source));
  const counted = new Set(countedOf(candidates, now).map(({ reading }) => reading.source));
  if (counted.size === 0) return new Set();
  const areRanked = candidates.some(isRanked);
  const elsewhere = offered.filter((battery) => {
    if (counted.has(battery.id)) return false;
    // One that has the role and no rank is a battery of its own that has not been heard of yet.
    return areRanked || isRanked(battery) || !battery.roles.includes("battery");
  });
  return new Set(elsewhere.map(({ id }) => id));
}

/** Fills the gaps of the balance grid + pv + battery = site load, and takes the chargers out of the load. */
function derive(
  measured: HouseValues,
  chargers: readonly Candidate<ChargerReading>[],
  now: Instant,
  drawAt: DrawAt,
): HouseValues {
  const siteLoadW = isFresh(measured.siteLoadW, now)
    ? measured.siteLoadW
    : (combine(now, [measured.gridW, measured.solarW], [], [measured.batteryW]) ?? measured.siteLoadW);
  const gridW = isFresh(measured.gridW, now)
    ? measured.gridW
    : (combine(now, [measured.siteLoadW], [measured.solarW], [], [measured.batteryW]) ?? measured.gridW);
  return {
    ...measured,
    ...given("siteLoadW", siteLoadW),
    ...given("gridW", gridW),
    ...given("houseLoadW", siteLoadW && houseLoad(siteLoadW, chargers, now, drawAt)),
  };
}

/** The load without chargers. A late load is set against what the chargers drew then, not against what they draw now. */
function houseLoad(
  siteLoadW: Sample,
  chargers: readonly Candidate<ChargerReading>[],
  now: Instant,
  drawAt: DrawAt,
): Sample | undefined {
  const draws = chargers.map((charger) => {
    const drawnW = drawAt(charger.reading.source, siteLoadW.at) ?? charger.reading.powerW;
    return toSample(charger, drawnW);
  });
  const rest = combine(now, [siteLoadW], draws);
  return rest === undefined ? undefined : { ...rest, at: siteLoadW.at, value: Math.max(0, rest.value) };
}

/** Sum of the first minus the second list; undefined unless all are fresh. Optional ones count only where they exist. */
function combine(
  now: Instant,
  plus: readonly (Sample | undefined)[],
  minus: readonly (Sample | undefined)[],
  plusIfAny: readonly (Sample | undefined)[] = [],
  minusIfAny: readonly (Sample | undefined)[] = [],
): Sample | undefined {
  const present = (sample: Sample | undefined): sample is Sample => sample !== undefined;
  const terms = [
    ...[...plus, ...plusIfAny.filter(present)].map((sample) => ({ sample, sign: 1 })),
    ...[...minus, ...minusIfAny.filter(present)].map((sample) => ({ sample, sign: -1 })),
  ];
  let value = 0;
  let at = Number.POSITIVE_INFINITY;
  let goodUntil = Number.POSITIVE_INFINITY;
  const origins: SourceId[] = [];
  for (const { sample, sign } of terms) {
    if (!isFresh(sample, now)) return undefined;
    value += sign * sample.value;
    at = Math.min(at, sample.at);
    goodUntil = Math.min(goodUntil, sample.goodUntil);
    if (!origins.includes(sample.source)) origins.push(sample.source);
  }
  return { value, at, goodUntil, source: origins.join("+"), quality: "derived" };
}

function meterPower(source: Candidate<MeterReading>): number {
  return source.reading.powerW;
}

function gridPhases(source: Candidate<MeterReading>): PhaseCurrents | undefined {
  const { reading } = source;
  const currentA = reading.phases?.currentA;
  if (currentA === undefined) return undefined;
  return { currentA, at: reading.at, goodUntil: source.goodUntil, source: reading.source, quality: reading.quality };
}

function toSample(source: FusedSource, value: number): Sample {
  const { at, source: origin, quality } = source.reading;
  return { value, at, goodUntil: source.goodUntil, source: origin, quality };
}

function given<K extends keyof HouseValues>(key: K, value: HouseValues[K] | undefined): Partial<HouseValues> {
  return value === undefined ? {} : { [key]: value };
}

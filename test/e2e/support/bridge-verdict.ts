import { type Instant, minuteMs, secondMs } from "#domain";
import type { Meters, Pushed, Truth } from "./bridge-home.ts";

/** What the house did, in the words of the push. */
export interface Expected {
  readonly productionW: number;
  readonly netImportW: number;
  readonly batteryW?: number;
}

export type Verdict = "right" | "wrong" | "unbalanced" | "error";

/** Judges pushes against the house: `expectedAt` gives what might have been told of the moment that a push speaks of. */
export function judge(push: Pushed, expectedAt: (push: Pushed) => readonly Expected[]): Verdict {
  const { siteMeters } = push;
  if (siteMeters === undefined) return "error";
  if (!isBalanced(siteMeters)) return "unbalanced";
  return expectedAt(push).some((expected) => isNear(siteMeters, expected)) ? "right" : "wrong";
}

/** To the last watt; a consumption without all its terms, or terms without it, is no balance either. */
function isBalanced({ production_kw, net_import_kw, battery_discharge_kw = 0, consumption_kw }: Meters): boolean {
  if (consumption_kw === undefined) return production_kw === undefined || net_import_kw === undefined;
  if (production_kw === undefined || net_import_kw === undefined) return false;
  return Math.round(1_000 * (production_kw + net_import_kw + battery_discharge_kw - consumption_kw)) === 0;
}

/** Within 50 W or 2 %, whatever is more; what is not told cannot be wrong. */
function isNear(
  { production_kw, net_import_kw, battery_discharge_kw, consumption_kw }: Meters,
  { productionW, netImportW, batteryW = 0 }: Expected,
): boolean {
  const termsToldAndTrue = [
    [production_kw, productionW],
    [net_import_kw, netImportW],
    [battery_discharge_kw, batteryW],
    [consumption_kw, productionW + netImportW + batteryW],
  ] as const;
  return termsToldAndTrue.every(
    ([toldKw, trueW]) =>
      toldKw === undefined || Math.abs(1_000 * toldKw - trueW) <= Math.max(50, 0.02 * Math.abs(trueW)),
  );
}

/** The house at these seconds; nothing where the house was not yet there. */
export function seconds(truth: ReadonlyMap<Instant, Truth>, from: Instant, until: Instant): readonly Truth[] {
  const found: Truth[] = [];
  for (let at = Math.ceil(from / secondMs) * secondMs; at <= until; at += secondMs) {
    const one = truth.get(at);
    if (one !== undefined) found.push(one);
  }
  return found;
}

export interface Tally {
  readonly minutes: number;
  /** Minutes in which limits and outages let a bridge tell something. */
  readonly possible: number;
  /** Minutes out of these with a push that is right. */
  readonly right: number;
  readonly pushes: number;
  readonly wrong: number;
  readonly unbalanced: number;
  readonly errors: number;
  readonly share: number;
}

/** Counts minute by minute. A minute may be missed by the seconds that requests take, so each looks 65 seconds back. */
export function tally(
  pushes: readonly Pushed[],
  verdictOf: (push: Pushed) => Verdict,
  span: { readonly from: Instant; readonly until: Instant },
  isPossible: (minuteEnd: Instant) => boolean,
): Tally {
  const judged = pushes.map((push) => ({ at: push.at, verdict: verdictOf(push) }));
  const count = (verdict: Verdict) => judged.filter((one) => one.verdict === verdict).length;
  const rightAt = judged.filter(({ verdict }) => verdict === "right").map(({ at }) => at);
  let [minutes, possible, right] = [0, 0, 0];
  for (let end = span.from + minuteMs; end <= span.until; end += minuteMs) {
    minutes += 1;
    if (!isPossible(end)) continue;
    possible += 1;
    if (rightAt.some((at) => at <= end && at > end - minuteMs - 5 * secondMs)) right += 1;
  }
  return {
    ...{ minutes, possible, right, pushes: pushes.length, share: right / possible },
    ...{ wrong: count("wrong"), unbalanced: count("unbalanced"), errors: count("error") },
  };
}

/** A span of time in which somebody is out of order. */
export interface Outage {
  readonly from: Instant;
  readonly until: Instant;
}

export interface Limits {
  readonly from: Instant;
  readonly until: Instant;
  /** The vendor's limit: a call counts, whatever becomes of it. */
  readonly askEveryMs: number;
  /** So old a value may become until it counts as none. */
  readonly tellForMs: number;
  readonly sourceOutages: readonly Outage[];
  readonly targetOutages: readonly Outage[];
}

/**
 * Minutes in which every bridge that asks as often as it may has something to tell and somebody who listens. When an
 * outage ends is known only by asking, so it depends on luck how soon that is noticed; what needs luck does not count.
 */
export function possibleMinutes(limits: Limits): (minuteEnd: Instant) => boolean {
  const phases = Array.from({ length: 16 }, (_, index) => (index * limits.askEveryMs) / 16);
  const byPhase = phases.map((phaseMs) => minutesWith(limits, asking(limits, phaseMs)));
  return (minuteEnd) => byPhase.every((minutes) => minutes.has(minuteEnd));
}

/** The same for a bridge that knows in advance when each outage ends, which none does. */
export function minutesOfAClairvoyant(limits: Limits): (minuteEnd: Instant) => boolean {
  let heardAt = Number.NEGATIVE_INFINITY;
  const minutes = minutesWith(limits, (at) => {
    if (at - heardAt < limits.askEveryMs || isOut(limits.sourceOutages, at)) return heardAt;
    heardAt = at;
    return heardAt;
  });
  return (minuteEnd) => minutes.has(minuteEnd);
}

/** When it last heard something, for one that asks at regular distances. */
function asking({ from, askEveryMs, sourceOutages }: Limits, phaseMs: number): (at: Instant) => Instant {
  let [askedAt, heardAt] = [from - askEveryMs + phaseMs, Number.NEGATIVE_INFINITY];
  return (at) => {
    if (at - askedAt < askEveryMs) return heardAt;
    askedAt += askEveryMs;
    if (!isOut(sourceOutages, at)) heardAt = at;
    return heardAt;
  };
}

function minutesWith(limits: Limits, heardAt: (at: Instant) => Instant): ReadonlySet<Instant> {
  const { from, until, tellForMs, targetOutages } = limits;
  const minutes = new Set<Instant>();
  let isTold = false;
  for (let at = from; at <= until; at += secondMs) {
    if (at - heardAt(at) <= tellForMs && !isOut(targetOutages, at)) isTold = true;
    if ((at - from) % minuteMs !== 0 || at === from) continue;
    if (isTold) minutes.add(at);
    isTold = false;
  }
  return minutes;
}

function isOut(outages: readonly Outage[], at: Instant): boolean {
  return outages.some((one) => at >= one.from && at < one.until);
}

export function inWords(name: string, { minutes, possible, right, pushes, wrong, unbalanced, errors, share }: Tally) {
  return (
    `${name}: ${right} of ${possible} possible minutes right (${(100 * share).toFixed(2)} %; ${minutes} minutes in all), ` +
    `${pushes} pushes: ${wrong} wrong, ${unbalanced} unbalanced, ${errors} errors`
  );
}

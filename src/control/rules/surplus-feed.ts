import { type EffectOf, type Facts, type Instant, minuteMs, type Sample, secondMs } from "#domain";
import { type ChargerView, countedBatteries, type HouseView } from "../house-view.ts";
import type { ControlMemory, FeedMemory } from "../memory.ts";
import {
  answer,
  chargerMemory,
  type Draft,
  explain,
  proposeCharger,
  type Rule,
  rememberCharger,
  type SurplusPowers,
} from "../rule.ts";
import { batteryClaim } from "../sharing.ts";
import { type Wish, wishOf } from "../wish.ts";

/** The charger regulates within seconds; what is older would make it chase the past. */
const freshMs = 10 * secondMs;
/** Fresh for this long without a break shows that the source is fast, not only that it has just spoken. */
const steadyMs = 30 * secondMs;
/** For so long a silence is the charger's to bridge: without values it pauses by itself. */
const graceMs = 30 * secondMs;
const notReceivedMs = 30 * secondMs;
/** The charger's own start needs half a minute of sun; switched over before that, it would stop the car first. */
const warmUpMs = 45 * secondMs;
const restMs = 10 * minuteMs;
/** Somebody else's feed through us has the right of way until it falls silent. */
const othersFeedMs = 10 * secondMs;
/** A decision that comes a little early may as well send what would be due in a moment. */
const earlyMs = 250;

/**
 * Where the owner wants it, the charger follows the sun by itself on values that we feed it. As soon as it cannot, we
 * do it instead and say why: two that regulate would chase each other.
 */
export const surplusFeedRule: Rule = {
  id: "surplus-feed",
  apply: (house, draft) => {
    const wishes = house.chargers
      .map((charger) => ({ charger, wish: wishOf(charger, draft.memory, house) }))
      .sort((a, b) => a.wish.priority - b.wish.priority || (a.charger.id < b.charger.id ? -1 : 1));
    let isTaken = false;
    return wishes.reduce((next, { charger, wish }) => {
      const decided = decideFeed(house, next, charger, wish, isTaken);
      isTaken ||= chargerMemory(decided, charger.id).feed?.isOn === true;
      return decided;
    }, draft);
  },
};

function decideFeed(house: HouseView, draft: Draft, charger: ChargerView, wish: Wish, isTaken: boolean): Draft {
  const { id } = charger;
  const { feed } = chargerMemory(draft, id);
  const before = feed ?? { isOn: false };
  if (wish.regulation !== "charger" || !isItsTurn(draft, charger, wish)) {
    const { othersAt } = before;
    const left = othersAt === undefined || house.now - othersAt >= othersFeedMs ? undefined : { isOn: false, othersAt };
    return feed === undefined ? draft : rememberCharger(draft, id, { feed: left });
  }
  const seen = watchFreshness(house, draft.memory, before);
  const obstacle = findObstacle(house, charger, wish, seen, isTaken);
  if (obstacle !== undefined) return regulateOurselves(house, draft, charger, seen, obstacle);
  const isFresh = seen.staleSince === undefined;
  const isSteady = seen.freshSince !== undefined && house.now - seen.freshSince >= steadyMs;
  const isOn = before.isOn || isSteady;
  const next: FeedMemory = { ...seen, isOn, ...(isOn ? { told: undefined } : {}) };
  const fed = isFresh ? feedNow(house, draft, charger, next) : rememberCharger(draft, id, { feed: next });
  return isOn ? letCharge(house, fed, charger, wish, isFresh) : fed;
}

/** Only a car that is here and waits for nothing but sun is the charger's to regulate. */
function isItsTurn(draft: Draft, charger: ChargerView, wish: Wish): boolean {
  const isHere = charger.reading?.status === "B" || charger.reading?.status === "C";
  const isSun = wish.mode === "solar" || wish.mode === "solar+min";
  const goalRuns = wish.goal !== undefined && chargerMemory(draft, charger.id).goalRunsFor === wish.goal.by;
  return isHere && charger.isFresh && charger.isUsable && isSun && !goalRuns && wish.stoppedUntil === undefined;
}

function watchFreshness(house: HouseView, memory: ControlMemory, before: FeedMemory): FeedMemory {
  if (toPowers(house, memory) !== undefined)
    return { ...before, freshSince: before.freshSince ?? house.now, staleSince: undefined };
  const staleSince = before.staleSince ?? house.now;
  return { ...before, staleSince, freshSince: before.isOn ? before.freshSince : undefined };
}

interface Obstacle {
  readonly effect: EffectOf<"surplus-feed">;
  readonly facts?: Facts;
  readonly restUntil?: Instant;
  /** Nothing new: the trouble that was told is given time to pass. */
  readonly isResting?: boolean;
}

function findObstacle(
  house: HouseView,
  charger: ChargerView,
  wish: Wish,
  seen: FeedMemory,
  isTaken: boolean,
): Obstacle | undefined {
  const { now } = house;
  const { feed, regulator } = charger.snapshot;
  if (feed === undefined) return { effect: "unsupported" };
  if (wish.mode === "solar+min") return { effect: "minimum-needs-us" };
  if (isTaken) return { effect: "one-at-a-time" };
  if (seen.restUntil !== undefined && now < seen.restUntil) {
    return { effect: "not-taken", restUntil: seen.restUntil, isResting: true };
  }
  const restUntil = now + restMs;
  const isLost = regulator?.state === "failed" || regulator?.state === "drifted";
  if (seen.isOn && isLost && regulator.isReleasing !== true) {
    return { effect: "not-taken", facts: { untilAt: restUntil }, restUntil };
  }
  if (feed.unseenSince !== undefined && now - feed.unseenSince >= notReceivedMs) {
    return { effect: "not-received", facts: { untilAt: restUntil }, restUntil };
  }
  if (seen.staleSince !== undefined && now - seen.staleSince >= graceMs) {
    const { gridW } = house.snapshot.house;
    const facts = gridW === undefined ? {} : { ageS: Math.max(0, Math.round((now - gridW.at) / secondMs)) };
    return { effect: "data-too-old", facts };
  }
  return undefined;
}

/** Said once, and again only when the reason becomes another one; the solar rule explains what happens instead. */
function regulateOurselves(
  house: HouseView,
  draft: Draft,
  { id }: ChargerView,
  seen: FeedMemory,
  { effect, facts = {}, restUntil, isResting = false }: Obstacle,
): Draft {
  const told = isResting ? seen.told : effect;
  const feed: FeedMemory = { ...seen, isOn: false, freshSince: undefined, restUntil, told };
  const kept = rememberCharger(draft, id, { feed });
  return told === seen.told ? kept : answer(kept, id, "surplus-feed", effect, house.now, facts);
}

function letCharge(house: HouseView, draft: Draft, charger: ChargerView, wish: Wish, isFresh: boolean): Draft {
  const { id } = charger;
  const { regulator } = charger.snapshot;
  const wanted = proposeCharger(draft, id, { wantsRegulator: true });
  const isReady = regulator?.state === "confirmed" && regulator.isReleasing !== true;
  if (!isReady || house.now - regulator.since < warmUpMs) return wanted;
  const phases = wish.phases[wish.phases.length - 1] ?? wish.phases[0];
  const setting = { isAllowed: true, currentA: wish.maxCurrentA, phases, isSelfRegulated: true };
  const left = proposeCharger(wanted, id, { setting, feed: "none" });
  if (!isFresh) return explain(left, id, "surplus-feed", "no-data", house.now);
  const surplusW = Math.max(0, Math.round(draft.memory.surplus?.valueW ?? 0));
  const nextFeedAt = house.now + (charger.snapshot.feed?.everyMs ?? freshMs);
  return explain(left, id, "surplus-feed", "charger-regulates", house.now, { surplusW }, nextFeedAt);
}

function feedNow(house: HouseView, draft: Draft, charger: ChargerView, feed: FeedMemory): Draft {
  const { id } = charger;
  const powers = toPowers(house, draft.memory);
  const everyMs = charger.snapshot.feed?.everyMs ?? freshMs;
  const isDue = house.now - (feed.sentAt ?? Number.NEGATIVE_INFINITY) >= everyMs - earlyMs;
  const isOthers = feed.othersAt !== undefined && house.now - feed.othersAt < othersFeedMs;
  if (powers === undefined || !isDue || isOthers) return rememberCharger(draft, id, { feed });
  const sent = rememberCharger(draft, id, { feed: { ...feed, sentAt: house.now } });
  return proposeCharger(sent, id, { surplus: powers });
}

/**
 * What the charger is told: grid and, where the house has them, sun and battery, all measured just now. A battery whose
 * power is not known could be emptied into the car unseen, so then there is nothing to tell. Of its charging only what
 * its owner gives to the car is told.
 */
function toPowers(house: HouseView, memory: ControlMemory): SurplusPowers | undefined {
  const { now, gridW, snapshot } = house;
  if (!isRecent(gridW, now)) return undefined;
  const hasBattery = house.batteries.length > 0 || snapshot.house.batteryW !== undefined;
  const claimW = batteryClaim(house, memory);
  const isKnown = countedBatteries(house).every(({ powerW }) => isRecent(powerW, now)) || isRecent(house.batteryW, now);
  if (hasBattery && (claimW === undefined || !isKnown)) return undefined;
  const { solarW } = snapshot.house;
  return {
    gridW: Math.round(gridW.value),
    ...(isRecent(solarW, now) ? { solarW: Math.round(Math.max(0, solarW.value)) } : {}),
    ...(hasBattery && claimW !== undefined ? { batteryW: Math.round(0 - claimW) } : {}),
  };
}

function isRecent(sample: Sample | undefined, now: Instant): sample is Sample {
  return sample !== undefined && now <= sample.goodUntil && now - sample.at < freshMs && Number.isFinite(sample.value);
}

import { type Facts, type Instant, minuteMs, type SignalSnapshot, type SourceId } from "#domain";
import type { BatteryView, HouseView } from "../house-view.ts";
import { isBlind } from "../observe.ts";
import {
  batteryMemory,
  chargerMemory,
  type Draft,
  explain,
  proposalOf,
  proposeBattery,
  type Rule,
  rememberBattery,
} from "../rule.ts";
import { powerOf } from "../setting.ts";

/** Measuring noise and a car's own ramp are no reason to touch a battery. */
const toleratedW = 200;
const startingMs = 2 * minuteMs;
/** Beyond the sun at the minimum current: clouds pass, so wait; a car at full power does not. */
const patienceMs = minuteMs;
const endingMs = 3 * minuteMs;
const drawingW = 200;
/**
 * A meter with news this far apart shows clouds only when they have passed: a car that follows its last word takes from
 * the battery what is not there. Then the sun only counts where twice as much of it was seen, and quiet takes longer.
 */
const slowPeriodMs = 2 * minuteMs;
const slowSunShare = 0.5;
const slowEndingMs = 15 * minuteMs;

interface CarDraw {
  /** What cars take or are about to take from anything but sun. */
  readonly beyondSunW: number;
  readonly isUrgent: boolean;
  /** It may be that the sun gives all of it, but the meter is too slow to tell. */
  readonly isUnsure: boolean;
  readonly isAny: boolean;
  /** A signal by which a car charges, nobody knows with how much. */
  readonly signal: SourceId | undefined;
}

/** Keeps house batteries from being emptied into cars: while a car takes more than sun, the battery does not discharge. */
export const evGuardRule: Rule = {
  id: "ev-guard",
  apply: (house, draft) => {
    const guarded = house.batteries.filter(({ snapshot }) => snapshot.settings.isEvGuarded);
    if (guarded.length === 0) return draft;
    const draw = carDraw(house, draft);
    return guarded.reduce((next, battery) => guard(house, next, battery, draw), draft);
  },
};

function guard(house: HouseView, draft: Draft, battery: BatteryView, draw: CarDraw): Draft {
  const { id } = battery;
  const { now } = house;
  const isTaking = draw.beyondSunW > toleratedW;
  const isNeeded = isTaking || draw.signal !== undefined;
  const facts = isTaking ? { drawW: Math.round(draw.beyondSunW) } : { signal: draw.signal };
  const before = batteryMemory(draft, id).guard;
  // The owner has put a rule of his own first.
  if (draft.batteries[id]?.isAboveGuard === true) return rememberBattery(draft, id, { guard: undefined });
  if (!battery.snapshot.intents.includes("hold")) {
    const effect = isTaking ? "unavailable" : "unavailable-signal";
    const isRuled = draft.batteries[id]?.intent !== undefined;
    return isNeeded && !isRuled ? explain(draft, id, "ev-guard", effect, now, facts) : draft;
  }
  if (isNeeded) {
    const since = before?.since ?? now;
    const holdAt = since + (draw.isUrgent ? 0 : patienceMs);
    const isHolding = before?.isHolding === true || now >= holdAt;
    const kept = rememberBattery(draft, id, { guard: { since, isHolding } });
    const effect = draw.isUnsure ? "holding-unsure" : isTaking ? "holding" : "holding-signal";
    return isHolding ? hold(house, kept, id, effect, draw.isUnsure ? {} : facts) : kept;
  }
  if (before === undefined) return draft;
  const quietSince = before.quietSince ?? now;
  const untilAt = quietSince + (draw.isAny && isSlow(draft) ? slowEndingMs : endingMs);
  if (!before.isHolding || now >= untilAt) return rememberBattery(draft, id, { guard: undefined });
  const ending = rememberBattery(draft, id, { guard: { ...before, quietSince } });
  const held = proposeBattery(ending, id, { intent: { kind: "hold" } });
  const lost = lostSignal(house, before.since);
  if (lost === undefined) return explain(held, id, "ev-guard", "ending", now, { untilAt }, untilAt);
  return explain(held, id, "ev-guard", "signal-lost", now, { signal: lost.id, untilAt }, untilAt);
}

type HoldEffect = "holding" | "holding-signal" | "holding-unsure";

function hold(house: HouseView, draft: Draft, id: string, effect: HoldEffect, facts: Facts): Draft {
  return explain(proposeBattery(draft, id, { intent: { kind: "hold" } }), id, "ev-guard", effect, house.now, facts);
}

/** A signal that spoke of charging while the guard held, and then fell silent. */
function lostSignal({ signals, now }: HouseView, since: Instant): SignalSnapshot | undefined {
  return signals.find(({ isCharging, goodUntil }) => isCharging && goodUntil < now && goodUntil >= since);
}

/** A meter that is not heard at all is no slow one: without it no sun counts anyway. */
function isSlow({ memory }: Draft): boolean {
  return !isBlind(memory) && (memory.surplus?.periodMs ?? 0) > slowPeriodMs;
}

function carDraw(house: HouseView, draft: Draft): CarDraw {
  const isSlowly = isSlow(draft);
  let takenW = 0;
  let sunnyW = 0;
  let isUrgent = false;
  let signal: SourceId | undefined;
  for (const charger of house.chargers) {
    const { feed, setting } = proposalOf(draft, charger.id);
    const drawW = charger.drawW ?? 0;
    if (feed === "sun" || feed === "none") {
      sunnyW += drawW;
      continue;
    }
    const sentAt = chargerMemory(draft, charger.id).sent?.at;
    const isStarting = setting?.isAllowed === true && sentAt !== undefined && house.now - sentAt < startingMs;
    if (drawW <= drawingW && !(isStarting && feed === "grid")) continue;
    takenW += isStarting ? Math.max(drawW, powerOf(setting, house.voltageV)) : drawW;
    isUrgent ||= feed === "grid" || isSlowly;
  }
  // What a meter sees of a charger without driver counts as part of the house, and so is missing in the sun left over.
  let hiddenW = 0;
  for (const { id, isCharging, powerW, goodUntil } of house.signals) {
    if (!isCharging || house.now > goodUntil) continue;
    if (powerW === undefined) signal ??= id;
    else hiddenW += powerW;
    isUrgent = true;
  }
  const surplusW = isBlind(draft.memory) ? 0 : Math.max(0, (draft.memory.surplus?.valueW ?? 0) + hiddenW - sunnyW);
  const seenW = takenW + hiddenW - surplusW;
  const beyondSunW = isSlowly ? takenW + hiddenW - surplusW * slowSunShare : seenW;
  const isUnsure = seenW <= toleratedW && beyondSunW > toleratedW;
  return { beyondSunW, isUrgent, isUnsure, isAny: takenW + hiddenW + sunnyW > drawingW, signal };
}

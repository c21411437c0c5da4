import { minuteMs } from "#domain";
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

interface CarDraw {
  /** What cars take or are about to take from anything but sun. */
  readonly beyondSunW: number;
  readonly isUrgent: boolean;
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
  const isNeeded = draw.beyondSunW > toleratedW;
  const before = batteryMemory(draft, id).guard;
  const facts = { drawW: Math.round(draw.beyondSunW) };
  if (!battery.snapshot.intents.includes("hold")) {
    return isNeeded ? explain(draft, id, "ev-guard", "unavailable", now, facts) : draft;
  }
  if (isNeeded) {
    const since = before?.since ?? now;
    const holdAt = since + (draw.isUrgent ? 0 : patienceMs);
    const isHolding = before?.isHolding === true || now >= holdAt;
    const kept = rememberBattery(draft, id, { guard: { since, isHolding } });
    return isHolding ? hold(house, kept, id, facts) : kept;
  }
  if (before === undefined) return draft;
  const quietSince = before.quietSince ?? now;
  const untilAt = quietSince + endingMs;
  if (!before.isHolding || now >= untilAt) return rememberBattery(draft, id, { guard: undefined });
  const ending = rememberBattery(draft, id, { guard: { ...before, quietSince } });
  return explain(
    proposeBattery(ending, id, { intent: { kind: "hold" } }),
    id,
    "ev-guard",
    "ending",
    now,
    { untilAt },
    untilAt,
  );
}

function hold(house: HouseView, draft: Draft, id: string, facts: { readonly drawW: number }): Draft {
  const held = proposeBattery(draft, id, { intent: { kind: "hold" } });
  return explain(held, id, "ev-guard", "holding", house.now, facts);
}

function carDraw(house: HouseView, draft: Draft): CarDraw {
  let takenW = 0;
  let sunnyW = 0;
  let isUrgent = false;
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
    isUrgent ||= feed === "grid";
  }
  const surplusW = isBlind(draft.memory) ? 0 : Math.max(0, (draft.memory.surplus?.valueW ?? 0) - sunnyW);
  return { beyondSunW: takenW - surplusW, isUrgent };
}

import type { BatterySnapshot, Facts, SourceId } from "#domain";
import { expectedW } from "../foresight.ts";
import { type BatteryView, type ChargerView, countedBatteries, type HouseView } from "../house-view.ts";
import type { ControlMemory } from "../memory.ts";
import { isBlind } from "../observe.ts";
import { chargerMemory, type Draft, explain, proposalOf, proposeCharger, type Rule, rememberCharger } from "../rule.ts";
import { atMost, disallowed, powerOf, type Setting } from "../setting.ts";
import { type SolarOutcome, startingState, stepSolar } from "../solar-step.ts";
import { type Wish, wishOf } from "../wish.ts";

/** Below this inverters hold batteries back, each at another level. */
const emptyPercent = 20;
const longestStepMs = 60_000;
/** After this time a car that draws less than it may is not going to take more; the rest is for others. */
const settledMs = 60_000;

interface SunCharger {
  readonly charger: ChargerView;
  readonly wish: Wish;
}

/** Gives the sun that is left over to the cars, by priority, in whole steps of current. */
export const solarRule: Rule = {
  id: "solar",
  apply: (house, draft) => {
    const sunny = sunChargers(house, draft);
    if (isBlind(draft.memory))
      return sunny.reduce((next, each) => keep(house, next, each), forget(house, draft, sunny));
    return share(house, forget(house, draft, sunny), sunny);
  },
};

function sunChargers(house: HouseView, draft: Draft): SunCharger[] {
  const found: SunCharger[] = [];
  for (const charger of house.chargers) {
    const { feed } = proposalOf(draft, charger.id);
    if (feed === "sun" || feed === "sun-or-minimum")
      found.push({ charger, wish: wishOf(charger, draft.memory, house) });
  }
  const isOn = ({ charger }: SunCharger) => (charger.present?.isAllowed === true ? 0 : 1);
  return found.sort(
    (a, b) => a.wish.priority - b.wish.priority || isOn(a) - isOn(b) || (a.charger.id < b.charger.id ? -1 : 1),
  );
}

/** A charger that leaves the sun modes starts afresh when it comes back. */
function forget(house: HouseView, draft: Draft, sunny: readonly SunCharger[]): Draft {
  let next = draft;
  for (const { id, isFresh } of house.chargers) {
    const isSunny = sunny.some(({ charger }) => charger.id === id);
    if (isFresh && !isSunny && chargerMemory(next, id).solar !== undefined)
      next = rememberCharger(next, id, { solar: undefined });
  }
  return next;
}

/** Without knowing the sun nothing starts and nothing changes; the stale-data rule decides how long that may last. */
function keep(house: HouseView, draft: Draft, { charger, wish }: SunCharger): Draft {
  const state = startingState(charger, wish, chargerMemory(draft, charger.id).solar);
  const minimum: Setting = { isAllowed: true, currentA: wish.minCurrentA, phases: state.phases };
  const { present } = charger;
  const isKept = present?.isAllowed === true && state.isOn;
  // Also what is kept stays within what the owner allows now.
  const kept = isKept ? atMost(present, wish.maxCurrentA, wish.minCurrentA, charger.limits.stepA) : undefined;
  const setting = kept ?? (wish.mode === "solar+min" ? minimum : disallowed(minimum));
  return explain(proposeCharger(draft, charger.id, { setting }), charger.id, "solar", "no-data", house.now);
}

function share(house: HouseView, draft: Draft, sunny: readonly SunCharger[]): Draft {
  const elapsedMs = Math.min(Math.max(house.now - (draft.memory.at ?? house.now), 0), longestStepMs);
  const isCushioned = hasCushion(house, draft.memory);
  let next = draft;
  let leftW = expectedW(draft.memory.surplus) - drawOfOthers(house, sunny);
  sunny.forEach(({ charger, wish }, index) => {
    const { id } = charger;
    const peers = sunny.slice(index).filter((other) => other.wish.priority === wish.priority && canTake(other)).length;
    const minimumW = wish.minCurrentA * wish.phases[0] * house.voltageV;
    const isShared = peers > 1 && leftW / peers >= minimumW;
    const before = chargerMemory(next, id).solar;
    const availableW = isShared ? leftW / peers : leftW;
    const outcome = stepSolar({
      house,
      charger,
      wish,
      before,
      availableW,
      elapsedMs,
      switchedAt: chargerMemory(next, id).phaseSwitchedAt,
      isCushioned,
    });
    next = apply(house, next, charger, outcome, index > 0 && leftW < minimumW);
    // A car that is about to start keeps its share, or its peer would take all of it first.
    const waitingW = isShared && !outcome.setting.isAllowed ? availableW : 0;
    leftW -= Math.max(waitingW, takenBy(house, next, charger, outcome.setting));
  });
  return next;
}

/** A battery that its owner lets go down, and that has something in it, gives what a cloud takes from the car. */
function hasCushion(house: HouseView, memory: ControlMemory): boolean {
  // A hold through the device that does not count holds the battery all the same.
  const isFree = house.batteries.every(
    ({ id, snapshot }) => !snapshot.isCountedElsewhere || isLeftAlone(id, snapshot, memory),
  );
  return isFree && countedBatteries(house).some((battery) => canStepIn(battery, memory));
}

function canStepIn({ id, isDown, powerW, socPercent, snapshot }: BatteryView, memory: ControlMemory): boolean {
  if (isDown || powerW === undefined || socPercent === undefined || !isLeftAlone(id, snapshot, memory)) return false;
  return socPercent > Math.max(snapshot.settings.reservePercent ?? 0, emptyPercent);
}

function isLeftAlone(id: SourceId, { settings }: BatterySnapshot, memory: ControlMemory): boolean {
  return !settings.isEvGuarded && (memory.batteries[id]?.sent?.intent.kind ?? "auto") === "auto";
}

function apply(house: HouseView, draft: Draft, charger: ChargerView, outcome: SolarOutcome, isLeftOut: boolean): Draft {
  const { id } = charger;
  const { setting, state, effect, facts, reviewAt, hasSwitchedPhases } = outcome;
  const switched = hasSwitchedPhases ? { phaseSwitchedAt: house.now } : {};
  const remembered = rememberCharger(draft, id, { solar: state, ...switched });
  const proposed = proposeCharger(remembered, id, { setting });
  const told: Facts = facts;
  if (effect === "waiting" && isLeftOut)
    return explain(proposed, id, "solar", "others-first", house.now, told, reviewAt);
  return explain(proposed, id, "solar", effect, house.now, told, reviewAt);
}

/** What chargers outside the sun modes draw comes first out of the sun; they take it anyway. */
function drawOfOthers(house: HouseView, sunny: readonly SunCharger[]): number {
  let drawW = 0;
  for (const charger of house.chargers) {
    if (!sunny.some((each) => each.charger.id === charger.id)) drawW += charger.drawW ?? 0;
  }
  return drawW;
}

function canTake({ charger }: SunCharger): boolean {
  return charger.present?.isAllowed === true || charger.reading?.status === "B";
}

function takenBy(house: HouseView, draft: Draft, { id, drawW, present }: ChargerView, setting: Setting): number {
  const offeredW = powerOf(setting, house.voltageV);
  const sentAt = chargerMemory(draft, id).sent?.at ?? Number.NEGATIVE_INFINITY;
  const isSettled = present?.isAllowed === true && house.now - sentAt >= settledMs;
  if (!isSettled || drawW === undefined) return offeredW;
  return Math.min(offeredW, drawW + house.voltageV * setting.phases);
}

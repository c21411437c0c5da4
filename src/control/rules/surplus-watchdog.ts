import { minuteMs } from "#domain";
import type { ChargerView, HouseView } from "../house-view.ts";
import type { WatchMemory } from "../memory.ts";
import { isBlind } from "../observe.ts";
import { chargerMemory, type Draft, explain, proposalOf, proposeCharger, type Rule, rememberCharger } from "../rule.ts";
import { disallowed, type Setting } from "../setting.ts";

const drawingW = 200;
/** More than this exported on average is sun left over. */
const exportedW = 200;
/** The charger's own patience is two minutes, and it charges for five at least; only what goes on after that is wrong. */
const patienceMs = 5 * minuteMs;
const averagedMs = 2 * minuteMs;
const longestStepMs = minuteMs;
const stoppedMs = 5 * minuteMs;

/** A charger that regulates itself on our feed and goes on although its sun is gone is stopped for a while. */
export const surplusWatchdogRule: Rule = {
  id: "surplus-watchdog",
  apply: (house, draft) => house.chargers.reduce((next, charger) => watch(house, next, charger), draft),
};

function watch(house: HouseView, draft: Draft, charger: ChargerView): Draft {
  const { id } = charger;
  const { setting } = proposalOf(draft, id);
  const before = chargerMemory(draft, id).watch;
  if (setting?.isSelfRegulated !== true) {
    return before === undefined ? draft : rememberCharger(draft, id, { watch: undefined });
  }
  if (before?.stoppedUntil !== undefined && house.now < before.stoppedUntil) {
    return stop(house, draft, charger, setting, before, before.stoppedUntil);
  }
  const { gridW } = house;
  if (gridW === undefined || isBlind(draft.memory) || (charger.drawW ?? 0) <= drawingW) {
    return before === undefined ? draft : rememberCharger(draft, id, { watch: undefined });
  }
  const seen = average(before?.stoppedUntil === undefined ? before : undefined, house, draft, gridW.value);
  if (!isSunGone(house, charger, seen)) return rememberCharger(draft, id, { watch: { ...seen, since: house.now } });
  if (house.now - seen.since < patienceMs) return rememberCharger(draft, id, { watch: seen });
  return stop(house, draft, charger, setting, seen, house.now + stoppedMs);
}

function average(before: WatchMemory | undefined, house: HouseView, draft: Draft, gridW: number): WatchMemory {
  const surplusW = draft.memory.surplus?.valueW ?? 0;
  const { now } = house;
  if (before === undefined) return { since: now, at: now, gridW, surplusW };
  const share = 1 - Math.exp(-Math.min(Math.max(now - before.at, 0), longestStepMs) / averagedMs);
  const mix = (old: number, next: number) => Math.round(old + (next - old) * share);
  return { ...before, at: now, gridW: mix(before.gridW, gridW), surplusW: mix(before.surplusW, surplusW) };
}

/** A charger that follows the sun well exports nothing either; it is told apart by the sun that it lives on. */
function isSunGone({ voltageV }: HouseView, { limits }: ChargerView, { gridW, surplusW }: WatchMemory): boolean {
  if (gridW <= -exportedW) return false;
  const leastW = limits.minCurrentA * voltageV;
  const oneStepW = limits.stepA * limits.phases * voltageV;
  return surplusW < leastW || gridW > oneStepW;
}

function stop(
  house: HouseView,
  draft: Draft,
  { id }: ChargerView,
  setting: Setting,
  watched: WatchMemory,
  stoppedUntil: number,
): Draft {
  const kept = rememberCharger(draft, id, { watch: { ...watched, stoppedUntil } });
  const stopped = proposeCharger(kept, id, { setting: disallowed(setting) });
  const facts = { untilAt: stoppedUntil };
  return explain(stopped, id, "surplus-watchdog", "stopped", house.now, facts, stoppedUntil);
}

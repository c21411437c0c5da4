import type { ChargerGoal } from "#domain";
import type { ChargerView, HouseView } from "../house-view.ts";
import { latestStart } from "../latest-start.ts";
import {
  answer,
  chargerMemory,
  type Draft,
  explain,
  proposalOf,
  proposeCharger,
  type Rule,
  rememberCharger,
} from "../rule.ts";
import { powerOf, type Setting } from "../setting.ts";
import { type Wish, wishOf } from "../wish.ts";

/** Ready when I leave: full power once sun alone would come too late. */
export const goalRule: Rule = {
  id: "goal",
  apply: (house, draft) =>
    house.chargers.reduce((next, charger) => {
      const wish = wishOf(charger, next.memory, house);
      return wish.goal === undefined ? next : pursue(house, next, charger, wish, wish.goal);
    }, draft),
};

function pursue(house: HouseView, draft: Draft, charger: ChargerView, wish: Wish, goal: ChargerGoal): Draft {
  const { id, reading } = charger;
  const { energyWh, by } = goal;
  if (energyWh === undefined || !Number.isFinite(energyWh) || !Number.isFinite(by)) return draft;
  const remainingWh = energyWh - (reading?.sessionWh ?? 0);
  const byAt = by;
  if (house.now >= by) return end(house, draft, id, remainingWh > 0 ? "missed" : "reached", { energyWh, byAt });
  const isCarHere = charger.isFresh && (reading?.status === "B" || reading?.status === "C");
  if (isCarHere && remainingWh <= 0) return end(house, draft, id, "reached", { energyWh, byAt });
  const { feed, setting } = proposalOf(draft, id);
  if ((feed === "none" && setting?.isSelfRegulated !== true) || feed === "grid") return draft;
  const full: Setting = {
    isAllowed: true,
    currentA: wish.maxCurrentA,
    phases: wish.phases[wish.phases.length - 1] ?? wish.phases[0],
  };
  const startAt = latestStart({ energyWh: remainingWh, by, powerW: powerOf(full, house.voltageV) });
  const isRunning = chargerMemory(draft, id).goalRunsFor === by || house.now >= startAt;
  if (!isRunning) return keepWaiting(house, draft, id, { remainingWh: Math.round(remainingWh), startAt, byAt });
  const running = proposeCharger(rememberCharger(draft, id, { goalRunsFor: by }), id, { setting: full, feed: "grid" });
  return explain(running, id, "goal", "charging", house.now, { remainingWh: Math.round(remainingWh), byAt }, by);
}

/** Waiting for sun with a goal has a more useful answer than waiting for sun: when it will start at the latest. */
function keepWaiting(
  house: HouseView,
  draft: Draft,
  id: string,
  facts: { readonly remainingWh: number; readonly startAt: number; readonly byAt: number },
): Draft {
  const reason = draft.reasons[id];
  const isIdle = proposalOf(draft, id).setting?.isAllowed !== true;
  if (isIdle) return explain(draft, id, "goal", "waiting", house.now, facts, facts.startAt);
  if (reason === undefined) return draft;
  return {
    ...draft,
    reasons: { ...draft.reasons, [id]: { ...reason, reviewAt: Math.min(reason.reviewAt, facts.startAt) } },
  };
}

/** A goal that a request set is over; one of the configuration stands for the next time and is not reported each cycle. */
function end(
  house: HouseView,
  draft: Draft,
  id: string,
  effect: "reached" | "missed",
  facts: { readonly energyWh: number; readonly byAt: number },
): Draft {
  const { goal } = chargerMemory(draft, id);
  if (goal === undefined || goal === "none") return draft;
  const ended = rememberCharger(draft, id, { goal: undefined, goalRunsFor: undefined });
  return answer(ended, id, "goal", effect, house.now, facts);
}

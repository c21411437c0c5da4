import type { Instant } from "#domain";
import type { ChargerView, HouseView } from "../house-view.ts";
import { isBlind } from "../observe.ts";
import { chargerMemory, type Draft, explain, proposalOf, proposeCharger, type Rule, rememberCharger } from "../rule.ts";
import { atMost, disallowed } from "../setting.ts";
import { wishOf } from "../wish.ts";

/** Counted from the last sample in periods of the meter: a while as it was, then the minimum, then nothing. */
const lowerAfterPeriods = 1.5;
const stopAfterPeriods = 2;
const firstPeriodMs = 60_000;
/** On return the car starts again at once: the sun did not stop it. */
const resumeRegretWh = 1_000;

/** Less knowledge, less ambition: without its meter solar charging fades out instead of running on an old value. */
export const staleDataRule: Rule = {
  id: "stale-data",
  apply: (house, draft) => {
    if (!isBlind(draft.memory)) return draft;
    return house.chargers.reduce((next, charger) => lower(house, next, charger), draft);
  },
};

function lower(house: HouseView, draft: Draft, charger: ChargerView): Draft {
  const { id } = charger;
  const { setting, feed } = proposalOf(draft, id);
  if (setting === undefined || !setting.isAllowed || feed === "none") return draft;
  const since = draft.memory.blindSince ?? house.now;
  const silentS = Math.round((house.now - since) / 1000);
  const facts = { ageS: silentS, currentA: setting.currentA };
  if (feed === "grid") return explain(draft, id, "stale-data", "without-meter", house.now, facts);
  const periodMs = draft.memory.surplus?.periodMs ?? firstPeriodMs;
  const lowerAt = since + lowerAfterPeriods * periodMs;
  const stopAt = since + stopAfterPeriods * periodMs;
  if (house.now < lowerAt) {
    // A meter that has never spoken, or was expected this very moment, has not been silent "for" anything yet.
    const isLate = draft.memory.surplus !== undefined && silentS > 0;
    return explain(draft, id, "stale-data", "holding", house.now, isLate ? facts : {}, lowerAt);
  }
  const { minCurrentA } = wishOf(charger, draft.memory, house);
  const minimum = atMost(setting, minCurrentA, minCurrentA, charger.limits.stepA);
  if (feed === "sun-or-minimum")
    return say(house, proposeCharger(draft, id, { setting: minimum }), id, "lowered", facts.ageS, stopAt);
  if (house.now < stopAt)
    return say(house, proposeCharger(draft, id, { setting: minimum }), id, "lowered", facts.ageS, stopAt);
  return say(house, stop(draft, id, setting.phases), id, "stopped", facts.ageS, stopAt);
}

function stop(draft: Draft, id: string, phases: 1 | 3): Draft {
  const { setting } = proposalOf(draft, id);
  if (setting === undefined) return draft;
  const solar = {
    ...(chargerMemory(draft, id).solar ?? { phases, phaseRegretWh: 0 }),
    isOn: false,
    regretWh: resumeRegretWh,
  };
  return rememberCharger(proposeCharger(draft, id, { setting: disallowed(setting) }), id, { solar });
}

function say(
  house: HouseView,
  draft: Draft,
  id: string,
  effect: "lowered" | "stopped",
  ageS: number,
  reviewAt: Instant,
): Draft {
  const currentA = proposalOf(draft, id).setting?.currentA;
  return explain(
    draft,
    id,
    "stale-data",
    effect,
    house.now,
    { ageS, ...(effect === "lowered" ? { currentA } : {}) },
    reviewAt,
  );
}

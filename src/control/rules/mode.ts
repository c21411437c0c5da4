import type { ChargerView, HouseView } from "../house-view.ts";
import { type Draft, explain, proposeCharger, type Rule } from "../rule.ts";
import { disallowed, type Setting } from "../setting.ts";
import { type Wish, wishOf } from "../wish.ts";

/** What each charger's mode asks for before anybody looks at the sun. */
export const modeRule: Rule = {
  id: "mode",
  apply: (house, draft) =>
    house.chargers.reduce((next, charger) => propose(house, next, charger, wishOf(charger, next.memory, house)), draft),
};

function propose(house: HouseView, draft: Draft, charger: ChargerView, wish: Wish): Draft {
  const { id, reading } = charger;
  const { now } = house;
  const full: Setting = { isAllowed: true, currentA: wish.maxCurrentA, phases: mostPhases(wish) };
  const none = disallowed(charger.present ?? full);
  if (wish.stoppedUntil !== undefined) {
    const facts = { untilAt: wish.stoppedUntil };
    const stopped = proposeCharger(draft, id, { setting: none });
    return explain(stopped, id, "mode", "stopped", now, facts, wish.stoppedUntil);
  }
  if (wish.mode === "off") return explain(proposeCharger(draft, id, { setting: none }), id, "mode", "off", now);
  if (reading === undefined || !charger.isFresh || !charger.isUsable) {
    return explain(proposeCharger(draft, id, {}), id, "mode", "unknown-car", now);
  }
  switch (reading.status) {
    case "E":
    case "F":
      return explain(proposeCharger(draft, id, {}), id, "mode", "faulty", now, { status: reading.status });
    case "A":
      return explain(
        proposeCharger(draft, id, { setting: wish.mode === "fast" ? full : none }),
        id,
        "mode",
        "no-car",
        now,
      );
    case "B":
    case "C":
      return proposeForCar(house, draft, charger, wish, full);
  }
}

function proposeForCar(house: HouseView, draft: Draft, charger: ChargerView, wish: Wish, full: Setting): Draft {
  const { id, reading, present } = charger;
  if (wish.mode === "fast") {
    const facts = { currentA: full.currentA };
    return explain(proposeCharger(draft, id, { setting: full, feed: "grid" }), id, "mode", "fast", house.now, facts);
  }
  if (reading?.isFull === true) {
    return explain(
      proposeCharger(draft, id, present === undefined ? {} : { setting: present }),
      id,
      "mode",
      "full",
      house.now,
    );
  }
  return proposeCharger(draft, id, { feed: wish.mode === "solar" ? "sun" : "sun-or-minimum" });
}

function mostPhases({ phases }: Wish): 1 | 3 {
  return phases[phases.length - 1] ?? phases[0];
}

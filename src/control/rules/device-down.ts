import type { BatteryView, ChargerView, HouseView } from "../house-view.ts";
import { type Draft, explain, proposeBattery, proposeCharger, type Rule } from "../rule.ts";

/** A device that fails gets no new commands until it answers again: they would only wait in line. */
export const deviceDownRule: Rule = {
  id: "device-down",
  apply: (house, draft) => {
    const chargers = house.chargers.filter(({ isDown }) => isDown);
    const batteries = house.batteries.filter(({ isDown }) => isDown);
    const muted = chargers.reduce((next, { id }) => proposeCharger(next, id, { isMuted: true }), draft);
    const quiet = batteries.reduce((next, { id }) => proposeBattery(next, id, { isMuted: true }), muted);
    return [...chargers, ...batteries].reduce((next, device) => tell(house, next, device), quiet);
  },
};

function tell(house: HouseView, draft: Draft, { id, health }: ChargerView | BatteryView): Draft {
  const facts = health === undefined ? {} : { sinceAt: health.since };
  return explain(draft, id, "device-down", "waiting", house.now, facts);
}

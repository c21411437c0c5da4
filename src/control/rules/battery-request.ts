import type { BatteryIntent } from "#domain";
import type { BatteryView, HouseView } from "../house-view.ts";
import { batteryMemory, type Draft, explain, proposeBattery, type Rule } from "../rule.ts";

/** What the owner wants of the batteries: a request, or the reserve of the configuration. */
export const batteryRequestRule: Rule = {
  id: "battery-request",
  apply: (house, draft) => house.batteries.reduce((next, battery) => want(house, next, battery), draft),
};

function want(house: HouseView, draft: Draft, battery: BatteryView): Draft {
  const { id } = battery;
  const asked: BatteryIntent | undefined = batteryMemory(draft, id).intent;
  const wanted = asked ?? standingReserve(battery);
  if (wanted === undefined) return draft;
  const isHeld = draft.batteries[id]?.intent?.kind === "hold";
  // A reserve still lets the battery discharge into the car; the guard's hold contains it.
  if (isHeld && wanted.kind === "reserve") return draft;
  const proposed = proposeBattery(draft, id, { intent: wanted });
  if (asked === undefined && wanted.kind === "reserve") {
    return explain(proposed, id, "battery-request", "reserve", house.now, { socPercent: wanted.percent });
  }
  const until = wanted.kind === "charge" ? wanted.by : undefined;
  return explain(proposed, id, "battery-request", "wanted", house.now, { intent: wanted.kind }, until);
}

function standingReserve({ snapshot: { settings, intents } }: BatteryView): BatteryIntent | undefined {
  const { reservePercent } = settings;
  const isPossible = reservePercent !== undefined && reservePercent >= 0 && reservePercent <= 100;
  return isPossible && intents.includes("reserve") ? { kind: "reserve", percent: reservePercent } : undefined;
}

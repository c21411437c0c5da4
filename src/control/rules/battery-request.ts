import type { BatteryIntent, Instant } from "#domain";
import type { BatteryView, HouseView } from "../house-view.ts";
import { latestStart } from "../latest-start.ts";
import { batteryMemory, type Draft, explain, proposeBattery, type Rule, rememberBattery } from "../rule.ts";

/** What the owner wants of the batteries: a request, or the reserve of the configuration. */
export const batteryRequestRule: Rule = {
  id: "battery-request",
  apply: (house, draft) => house.batteries.reduce((next, battery) => want(house, next, battery), draft),
};

type ChargeIntent = Extract<BatteryIntent, { kind: "charge" }>;

function want(house: HouseView, draft: Draft, battery: BatteryView): Draft {
  const asked: BatteryIntent | undefined = batteryMemory(draft, battery.id).intent;
  if (asked?.kind === "charge") return wantCharge(house, draft, battery, asked);
  return wantNow(house, draft, battery, asked);
}

function wantNow(house: HouseView, draft: Draft, battery: BatteryView, asked: BatteryIntent | undefined): Draft {
  const { id } = battery;
  const wanted = asked ?? standingReserve(battery);
  if (wanted === undefined) return draft;
  // What a guard or a rule of the owner's wants comes before the standing reserve.
  if (asked === undefined && draft.batteries[id]?.intent !== undefined) return draft;
  const isGuarded = draft.batteries[id]?.intent?.kind === "hold" && draft.reasons[id]?.rule === "ev-guard";
  // A reserve still lets the battery discharge into the car; the guard's hold contains it.
  if (isGuarded && wanted.kind === "reserve") return draft;
  const proposed = proposeBattery(draft, id, { intent: wanted });
  if (asked === undefined && wanted.kind === "reserve") {
    return explain(proposed, id, "battery-request", "reserve", house.now, { socPercent: wanted.percent });
  }
  return explain(proposed, id, "battery-request", "wanted", house.now, { intent: wanted.kind });
}

/** As late as will do, for the sun may fill it until then; once begun, it goes on to its time, and keeps what it has. */
function wantCharge(house: HouseView, draft: Draft, battery: BatteryView, asked: ChargeIntent): Draft {
  const { id, socPercent } = battery;
  const { toPercent, by } = asked;
  const facts = { toPercent, byAt: by };
  const startAt = startOf(battery, asked);
  const hasBegun = batteryMemory(draft, id).chargeRunsFor === by;
  if (!hasBegun && house.now < startAt) {
    const meanwhile = wantNow(house, draft, battery, undefined);
    if (meanwhile.batteries[id]?.intent?.kind === "hold") return meanwhile;
    return explain(meanwhile, id, "battery-request", "charge-waiting", house.now, { ...facts, startAt }, startAt);
  }
  const begun = rememberBattery(proposeBattery(draft, id, { intent: asked }), id, { chargeRunsFor: by });
  const effect = socPercent !== undefined && socPercent >= toPercent ? "charged" : "charging";
  return explain(begun, id, "battery-request", effect, house.now, facts, by);
}

/** Without knowing what is missing, or how fast it charges, the only safe moment is now. */
function startOf({ snapshot }: BatteryView, { toPercent, by }: ChargeIntent): Instant {
  const { capacityWh, maxChargeW } = snapshot;
  // However old: a level moves slowly, and what it has lost since is made up once charging has begun.
  const socPercent = snapshot.socPercent?.value;
  if (socPercent === undefined || capacityWh === undefined || maxChargeW === undefined) return 0;
  const energyWh = (Math.max(0, toPercent - socPercent) / 100) * capacityWh;
  return latestStart({ energyWh, by, powerW: maxChargeW });
}

function standingReserve({ snapshot: { settings, intents } }: BatteryView): BatteryIntent | undefined {
  const { reservePercent } = settings;
  const isPossible = reservePercent !== undefined && reservePercent >= 0 && reservePercent <= 100;
  return isPossible && intents.includes("reserve") ? { kind: "reserve", percent: reservePercent } : undefined;
}

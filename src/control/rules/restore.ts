import type { BatteryView, HouseView } from "../house-view.ts";
import type { BatteryMemory } from "../memory.ts";
import { batteryMemory, type Draft, explain, proposeBattery, type Rule } from "../rule.ts";

/** A battery that we changed and nobody wants changed any more gets back what was there before, also after a restart. */
export const restoreRule: Rule = {
  id: "restore",
  apply: (house, draft) => house.batteries.reduce((next, battery) => giveBack(house, next, battery), draft),
};

function giveBack(house: HouseView, draft: Draft, battery: BatteryView): Draft {
  const { id } = battery;
  if (draft.batteries[id]?.intent !== undefined) return draft;
  const memory = batteryMemory(draft, id);
  const intent = changedIntent(battery, memory);
  if (intent === undefined) return draft;
  const effect = memory.sent === undefined ? "after-restart" : "given-back";
  return explain(proposeBattery(draft, id, { isGivenBack: true }), id, "restore", effect, house.now, { intent });
}

/** Which of our intents the battery still has on it; the hub forgets it once what was there before is back. */
function changedIntent({ snapshot: { actuator } }: BatteryView, { sent }: BatteryMemory): string | undefined {
  if (actuator === undefined) return sent === undefined || sent.isRelease ? undefined : sent.intent.kind;
  return actuator.command.kind === "batteryIntent" ? actuator.command.intent.kind : undefined;
}

import { type Instant, minuteMs, secondMs } from "#domain";
import type { ChargerView, HouseView } from "../house-view.ts";
import { chargerMemory, type Draft, explain, proposalOf, proposeCharger, type Rule, rememberCharger } from "../rule.ts";
import { disallowed, powerOf } from "../setting.ts";

/** Cars ramp down within seconds; meters and mains voltage differ by some per cent. */
const reactionMs = 20 * secondMs;
const toleratedW = 300;
const toleratedFactor = 1.1;
const repeatMs = 30 * secondMs;
const repeatsBeforeStop = 2;
const stoppedMs = 10 * minuteMs;

/** A charger that takes more than it was told is told again, and then stopped. */
export const notObeyingRule: Rule = {
  id: "not-obeying",
  apply: (house, draft) => house.chargers.reduce((next, charger) => watch(house, next, charger), draft),
};

function watch(house: HouseView, draft: Draft, charger: ChargerView): Draft {
  const { id } = charger;
  const { now } = house;
  const { excess } = chargerMemory(draft, id);
  const isStopped = excess?.stoppedUntil !== undefined && now < excess.stoppedUntil;
  if (isReacting(charger) && !isStopped) return draft;
  const beyond = beyondTold(house, charger);
  if (beyond === undefined) {
    if (isStopped) return keepStopped(draft, charger, now, excess.stoppedUntil);
    return excess === undefined || !charger.isFresh ? draft : rememberCharger(draft, id, { excess: undefined });
  }
  if (isStopped) {
    const isDue = now - excess.lastAt >= repeatMs;
    const again = isDue ? rememberCharger(draft, id, { excess: { ...excess, lastAt: now } }) : draft;
    return keepStopped(proposeCharger(again, id, { isRepeated: isDue }), charger, now, excess.stoppedUntil);
  }
  if (excess === undefined) return rememberCharger(draft, id, { excess: { since: now, repeats: 0, lastAt: now } });
  const isDue = now - excess.lastAt >= repeatMs;
  if (excess.repeats >= repeatsBeforeStop && isDue) {
    const stoppedUntil = now + stoppedMs;
    const stopped = rememberCharger(draft, id, { excess: { ...excess, lastAt: now, stoppedUntil } });
    return keepStopped(proposeCharger(stopped, id, { isRepeated: true }), charger, now, stoppedUntil);
  }
  const repeats = excess.repeats + (isDue ? 1 : 0);
  const repeated = isDue ? rememberCharger(draft, id, { excess: { ...excess, repeats, lastAt: now } }) : draft;
  if (repeats === 0) return repeated;
  const reviewAt = (isDue ? now : excess.lastAt) + repeatMs;
  return explain(
    proposeCharger(repeated, id, { isRepeated: isDue }),
    id,
    "not-obeying",
    "repeating",
    now,
    beyond,
    reviewAt,
  );
}

function keepStopped(draft: Draft, charger: ChargerView, now: Instant, untilAt: Instant): Draft {
  const { id, present } = charger;
  const setting = proposalOf(draft, id).setting ?? present;
  if (setting === undefined) return draft;
  const stopped = proposeCharger(draft, id, { setting: disallowed(setting) });
  return explain(stopped, id, "not-obeying", "stopped", now, { untilAt }, untilAt);
}

/** Right after a command nothing can be said about how it is followed. */
function isReacting({ actuator, reading }: ChargerView): boolean {
  return actuator !== undefined && reading !== undefined && reading.at < actuator.since + reactionMs;
}

function beyondTold(house: HouseView, { told, actuator, reading, drawW }: ChargerView) {
  if (told === undefined || actuator === undefined || reading === undefined || drawW === undefined) return undefined;
  const toldW = powerOf(told, house.voltageV);
  return drawW > toldW * toleratedFactor + toleratedW
    ? { drawW: Math.round(drawW), allowedW: Math.round(toldW) }
    : undefined;
}

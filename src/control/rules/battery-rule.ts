import { type BatteryRule, type Instant, minuteMs } from "#domain";
import type { BatteryView, HouseView } from "../house-view.ts";
import type { OwnRuleMemory } from "../memory.ts";
import { batteryMemory, type Draft, explain, proposeBattery, type Rule, rememberBattery } from "../rule.ts";

/** Rules of the owner below this number come before the guard; the others yield to it. */
export const guardPriority = 10;

/** A car that pauses and a cloud that passes do not end what a rule has begun. */
const chargingPauseMs = 3 * minuteMs;
const cloudMs = 30 * minuteMs;
/** So far below its level the battery may go before a rule that needs the level ends. */
const slackPercent = 5;
const drawingW = 200;

/** What the owner wants of a battery at certain times, while a car charges, or while there is sun. */
export const batteryRuleRule: Rule = {
  id: "battery-rule",
  apply: (house, draft) => house.batteries.reduce((next, battery) => follow(house, next, battery), draft),
};

function follow(house: HouseView, draft: Draft, battery: BatteryView): Draft {
  const { id, snapshot } = battery;
  const rules = [...(snapshot.settings.rules ?? [])].sort((a, b) => a.priority - b.priority);
  const remembered = batteryMemory(draft, id).rules;
  if (rules.length === 0) return remembered === undefined ? draft : rememberBattery(draft, id, { rules: undefined });
  const states: Record<string, OwnRuleMemory> = {};
  for (const rule of rules) {
    const state = stateOf(house, battery, rule, remembered?.[rule.id]);
    if (state !== undefined) states[rule.id] = state;
  }
  const isAny = Object.keys(states).length > 0;
  const kept = rememberBattery(draft, id, { rules: isAny ? states : undefined });
  const active = rules.filter((rule) => states[rule.id] !== undefined);
  const first = active.find(({ intent }) => snapshot.intents.includes(intent.kind));
  if (first === undefined) {
    const [missed] = active;
    return missed === undefined ? kept : explainRule(house, kept, id, missed, "unavailable");
  }
  const isAboveGuard = first.priority < guardPriority;
  const proposed = proposeBattery(kept, id, { intent: first.intent, ...(isAboveGuard ? { isAboveGuard } : {}) });
  return explainRule(house, proposed, id, first, "active");
}

function explainRule(house: HouseView, draft: Draft, id: string, rule: BatteryRule, effect: "active" | "unavailable") {
  const { window } = rule;
  const until = window === undefined ? {} : { untilAt: window.changesAt };
  const facts = { name: rule.id, intent: rule.intent.kind, ...until };
  return explain(draft, id, "battery-rule", effect, house.now, facts, window?.changesAt);
}

/** What is known of a rule that is in force; undefined for one that is not. */
function stateOf(
  house: HouseView,
  battery: BatteryView,
  rule: BatteryRule,
  before: OwnRuleMemory | undefined,
): OwnRuleMemory | undefined {
  const { now } = house;
  if (rule.window?.isOpen === false) return undefined;
  const patienceMs = Math.min(...lacks(house, battery, rule, before !== undefined));
  if (patienceMs === Number.POSITIVE_INFINITY) return { since: before?.since ?? now };
  if (before === undefined) return undefined;
  const lackingSince: Instant = before.lackingSince ?? now;
  return now - lackingSince >= patienceMs ? undefined : { ...before, lackingSince };
}

/** For each condition that does not hold, how long a rule in force waits for it to hold again. */
function* lacks(house: HouseView, { socPercent }: BatteryView, rule: BatteryRule, isInForce: boolean) {
  yield Number.POSITIVE_INFINITY;
  const { whileCharging, solarAboveW, socAbovePercent } = rule;
  if (whileCharging !== undefined && !isCharging(house, whileCharging)) yield chargingPauseMs;
  if (solarAboveW !== undefined && !(house.solarW !== undefined && house.solarW > solarAboveW)) yield cloudMs;
  if (socAbovePercent === undefined) return;
  if (socPercent === undefined) yield cloudMs;
  else if (socPercent < socAbovePercent - (isInForce ? slackPercent : 0)) yield 0;
}

/** Of the named chargers and signals, or of all where none is named. */
function isCharging({ chargers, signals, now }: HouseView, names: readonly string[]): boolean {
  const isMeant = (id: string) => names.length === 0 || names.includes(id);
  return (
    chargers.some(({ id, drawW = 0 }) => drawW > drawingW && isMeant(id)) ||
    signals.some((signal) => signal.isCharging && now <= signal.goodUntil && isMeant(signal.id))
  );
}

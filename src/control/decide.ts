import type { DecidedCommand, Instant, Memory, Reason, Snapshot } from "#domain";
import { toCanonical } from "./canonical-memory.ts";
import { retryAt, toCommands } from "./commands.ts";
import { type HouseView, viewHouse } from "./house-view.ts";
import type { ControlMemory } from "./memory.ts";
import { observe } from "./observe.ts";
import type { Draft, Rule } from "./rule.ts";
import { batteryRequestRule } from "./rules/battery-request.ts";
import { batteryRuleRule } from "./rules/battery-rule.ts";
import { deviceDownRule } from "./rules/device-down.ts";
import { evGuardRule } from "./rules/ev-guard.ts";
import { fuseRule } from "./rules/fuse.ts";
import { goalRule } from "./rules/goal.ts";
import { modeRule } from "./rules/mode.ts";
import { notObeyingRule } from "./rules/not-obeying.ts";
import { requestRule } from "./rules/request.ts";
import { restoreRule } from "./rules/restore.ts";
import { solarRule } from "./rules/solar.ts";
import { staleDataRule } from "./rules/stale-data.ts";
import { surplusFeedRule } from "./rules/surplus-feed.ts";
import { surplusWatchdogRule } from "./rules/surplus-watchdog.ts";
import { userWinsRule } from "./rules/user-wins.ts";
import { wakeUpRule } from "./rules/wake-up.ts";
import { readMemory } from "./stored-memory.ts";

/** What is wanted, in this order: each rule may overrule the ones before it. */
export const wishRules: readonly Rule[] = [
  requestRule,
  modeRule,
  surplusFeedRule,
  solarRule,
  goalRule,
  batteryRuleRule,
  evGuardRule,
  batteryRequestRule,
  restoreRule,
  userWinsRule,
  wakeUpRule,
];

/** What must not happen; these only tighten. */
export const safetyRules: readonly Rule[] = [
  surplusWatchdogRule,
  staleDataRule,
  fuseRule,
  notObeyingRule,
  deviceDownRule,
];

const rules: readonly Rule[] = [...wishRules, ...safetyRules];

/** When nothing else is known to change, look again after this. */
const reviewMs = 60_000;
const soonestReviewMs = 1_000;

export interface DecideResult {
  readonly memory: ControlMemory;
  readonly commands: readonly DecidedCommand[];
  readonly reasons: readonly Reason[];
}

/** The one decision function: live hub, replay, tests and bench all call this. Pure; all of it plain JSON. */
export function decide(stored: Memory, snapshot: Snapshot, now: Instant): DecideResult {
  const { memory, reason: memoryReason } = readMemory(stored, now);
  const house = viewHouse(snapshot, now);
  const start: Draft = {
    memory: observe(house, memory),
    chargers: {},
    batteries: {},
    answers: memoryReason === undefined ? [] : [memoryReason],
    orders: [],
    reasons: {},
  };
  const ruled = rules.reduce((draft, rule) => rule.apply(house, draft), start);
  const timed = setReviews(house, ruled);
  const { draft, commands } = toCommands(house, timed);
  return {
    memory: toCanonical({ ...draft.memory, at: now }),
    commands,
    reasons: [...draft.answers, ...Object.values(draft.reasons)],
  };
}

/** Whatever a rule waits for, a value that goes stale or a retry that falls due may change the decision earlier. */
function setReviews(house: HouseView, draft: Draft): Draft {
  const latest = Math.min(nextChange(house), nextFeed(house, draft));
  const soonest = house.now + soonestReviewMs;
  const at = (reason: Reason): Reason => ({
    ...reason,
    reviewAt: Math.max(soonest, Math.min(reason.reviewAt, latest)),
  });
  const reasons: Record<string, Reason> = {};
  for (const subject in draft.reasons) {
    const reason = draft.reasons[subject];
    if (reason !== undefined) reasons[subject] = at(reason);
  }
  return { ...draft, reasons, answers: draft.answers.map(at) };
}

/** A charger that is fed wants to hear the next values in time, or it counts them as lost. */
function nextFeed({ now, chargers }: HouseView, draft: Draft): Instant {
  let next = Number.POSITIVE_INFINITY;
  for (const { id, snapshot } of chargers) {
    const feed = draft.memory.chargers[id]?.feed;
    if (feed?.freshSince === undefined || snapshot.feed === undefined) continue;
    next = Math.min(next, Math.max(now, feed.sentAt ?? now) + snapshot.feed.everyMs);
  }
  return next;
}

function nextChange({ now, snapshot, chargers, batteries, signals }: HouseView): Instant {
  let next = now + reviewMs;
  const expires = (until: Instant | undefined) => {
    if (until !== undefined && until >= now && until + 1 < next) next = until + 1;
  };
  expires(snapshot.house.gridW?.goodUntil);
  expires(snapshot.house.gridPhases?.goodUntil);
  expires(snapshot.house.batteryW?.goodUntil);
  for (const { goodUntil } of signals) expires(goodUntil);
  for (const { snapshot: charger, actuator } of chargers) {
    expires(charger.goodUntil);
    if (actuator?.state === "failed" || actuator?.state === "drifted") expires(retryAt(actuator));
  }
  for (const { snapshot: battery } of batteries) {
    expires(battery.powerW?.goodUntil);
    const { actuator } = battery;
    if (actuator?.state === "failed" || actuator?.state === "drifted") expires(retryAt(actuator));
  }
  return next;
}

import type { SourceId } from "./stamp.ts";
import type { Instant } from "./time.ts";

/** A number, word or switch that a rule looked at; the name's ending tells the unit (`surplusW`, `sinceAt`, `socPercent`). */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/** Every rule there is, in the order the pipeline runs them; safety last, because it may only tighten. */
export const ruleIds = [
  "request",
  "mode",
  "surplus-feed",
  "solar",
  "goal",
  "battery-rule",
  "ev-guard",
  "battery-request",
  "restore",
  "user-wins",
  "wake-up",
  "surplus-watchdog",
  "stale-data",
  "fuse",
  "not-obeying",
  "device-down",
] as const;

export type RuleId = (typeof ruleIds)[number];

/** Everything a rule can bring about. `rule.effect` names one sentence, so each of them exists in every language. */
export const reasonEffects = {
  request: [
    "mode-set",
    "limits-set",
    "phases-set",
    "goal-set",
    "goal-cleared",
    "stop-set",
    "stop-ended",
    "stop-by-user-ended",
    "stop-cleared",
    "battery-set",
    "battery-cleared",
    "battery-ended",
    "sharing-car-first",
    "sharing-battery-first",
    "sharing-share",
    "sharing-cleared",
    "resumed",
    "regulated-by-sunsteer",
    "regulated-by-charger",
    "surplus-sent",
    "value-set",
    "unknown-device",
    "limits-refused",
    "phases-refused",
    "goal-past",
    "goal-empty",
    "goal-needs-energy",
    "duration-refused",
    "battery-refused",
    "sharing-refused",
    "nothing-to-resume",
    "regulation-refused",
    "surplus-refused",
  ],
  mode: ["off", "fast", "stopped", "no-car", "unknown-car", "faulty", "full"],
  "surplus-feed": [
    "charger-regulates",
    "no-data",
    "data-too-old",
    "not-received",
    "not-taken",
    "unsupported",
    "one-at-a-time",
    "minimum-needs-us",
  ],
  solar: [
    "charging",
    "above-sun",
    "bridging",
    "starting-soon",
    "waiting",
    "stopped",
    "others-first",
    "phases-changed",
    "no-data",
  ],
  goal: ["waiting", "charging", "reached", "missed"],
  "battery-rule": ["active", "unavailable"],
  "ev-guard": [
    "holding",
    "holding-signal",
    "holding-unsure",
    "ending",
    "signal-lost",
    "unavailable",
    "unavailable-signal",
  ],
  "battery-request": ["wanted", "reserve", "charge-waiting", "charging", "charged"],
  restore: ["given-back", "after-restart", "memory-lost"],
  "user-wins": ["until-reason-ends", "until-unplug", "for-a-day", "ended"],
  "wake-up": ["trying", "woken", "in-vain"],
  "surplus-watchdog": ["stopped"],
  "stale-data": ["holding", "lowered", "stopped", "without-meter"],
  fuse: ["limited", "paused", "limited-without-phases", "paused-without-phases"],
  "not-obeying": ["repeating", "stopped"],
  "device-down": ["waiting"],
} as const satisfies Readonly<Record<RuleId, readonly string[]>>;

export type EffectOf<R extends RuleId> = (typeof reasonEffects)[R][number];

export type ReasonEffect = EffectOf<RuleId>;

export type ReasonKey = { [R in RuleId]: `${R}.${EffectOf<R>}` }[RuleId];

/**
 * Why something was decided, as data: which rule, to which effect, looking at what, and when it looks again.
 * `rule.effect` is the key of the sentence in `text/`.
 */
export interface Reason {
  readonly subject: SourceId;
  readonly rule: RuleId;
  readonly effect: ReasonEffect;
  readonly because: Facts;
  readonly at: Instant;
  readonly reviewAt: Instant;
}

export interface ReasonOptions {
  readonly at: Instant;
  readonly reviewAt: Instant;
  readonly because?: Facts;
}

/** A reason whose effect is certain to belong to its rule. */
export function createReason<R extends RuleId>(
  subject: SourceId,
  rule: R,
  effect: EffectOf<R>,
  { at, reviewAt, because = {} }: ReasonOptions,
): Reason {
  return { subject, rule, effect, because, at, reviewAt };
}

const knownKeys: ReadonlySet<string> = new Set(
  ruleIds.flatMap((rule) => reasonEffects[rule].map((effect) => `${rule}.${effect}`)),
);

export function isReasonKey(key: string): key is ReasonKey {
  return knownKeys.has(key);
}

/** The key of a reason's sentence; undefined when rule and effect do not belong together, as in old or foreign data. */
export function reasonKey(reason: Pick<Reason, "rule" | "effect">): ReasonKey | undefined {
  const key = `${reason.rule}.${reason.effect}`;
  return isReasonKey(key) ? key : undefined;
}

const saidOnce: ReadonlySet<string> = new Set<ReasonKey>([
  "goal.reached",
  "goal.missed",
  "restore.memory-lost",
  "user-wins.ended",
  "wake-up.woken",
  "wake-up.in-vain",
  "surplus-feed.data-too-old",
  "surplus-feed.not-received",
  "surplus-feed.not-taken",
  "surplus-feed.unsupported",
  "surplus-feed.one-at-a-time",
  "surplus-feed.minimum-needs-us",
]);

/** Answers and events are said once and leave the subject's reason in force as it is. */
export function isSaidOnce({ rule, effect }: Pick<Reason, "rule" | "effect">): boolean {
  return rule === "request" || saidOnce.has(`${rule}.${effect}`);
}

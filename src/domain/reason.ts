import type { SourceId } from "./stamp.ts";
import type { Instant } from "./time.ts";

/** A number, word or switch that a rule looked at; the name's ending tells the unit (`surplusW`, `sinceAt`, `socPercent`). */
export type Facts = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Why something was decided, as data: which rule, to which effect, looking at what, and when it looks again.
 * `rule.effect` is the key of the sentence in `text/`.
 */
export interface Reason {
  readonly subject: SourceId;
  readonly rule: RuleId;
  readonly effect: string;
  readonly because: Facts;
  readonly at: Instant;
  readonly reviewAt: Instant;
}

/** Every rule there is, in the order the pipeline runs them; safety last, because it may only tighten. */
export const ruleIds = [
  "request",
  "mode",
  "solar",
  "goal",
  "ev-guard",
  "battery-request",
  "stale-data",
  "fuse",
  "not-obeying",
  "device-down",
  "restore",
] as const;

export type RuleId = (typeof ruleIds)[number];

import {
  type BatteryIntent,
  createReason,
  type DecidedCommand,
  type EffectOf,
  type Facts,
  type Instant,
  type Reason,
  type RuleId,
  type SourceId,
} from "#domain";
import type { HouseView } from "./house-view.ts";
import type { BatteryMemory, ChargerMemory, ControlMemory } from "./memory.ts";
import type { Setting } from "./setting.ts";

/** Where the energy of a charger may come from, which is what guards and stale data ask for. */
export type Feed = "none" | "sun" | "sun-or-minimum" | "grid";

/** The house as a charger's own regulation wants it: what is not known is missing. */
export interface SurplusPowers {
  readonly gridW: number;
  readonly solarW?: number;
  readonly batteryW?: number;
}

export interface ChargerProposal {
  /** What the charger shall do; undefined leaves it as it is. */
  readonly setting?: Setting;
  readonly feed: Feed;
  /** Have the charger's own solar mode ready, or running. */
  readonly wantsRegulator?: boolean;
  /** Have the charger ready to wake its car at the end of a pause. */
  readonly wantsWaker?: boolean;
  /** What its own regulation shall be told now. */
  readonly surplus?: SurplusPowers;
  /** Say it again although it was said. */
  readonly isRepeated?: boolean;
  /** Keep quiet towards this device. */
  readonly isMuted?: boolean;
}

export interface BatteryProposal {
  /** What the battery shall do; undefined wants nothing of it. */
  readonly intent?: BatteryIntent;
  /** The guard leaves this as it is. */
  readonly isAboveGuard?: boolean;
  /** Give back what was there before our first touch. */
  readonly isGivenBack?: boolean;
  readonly isMuted?: boolean;
}

/** What a decision has come to so far; each rule takes one and returns the next. */
export interface Draft {
  readonly memory: ControlMemory;
  readonly chargers: Readonly<Record<SourceId, ChargerProposal>>;
  readonly batteries: Readonly<Record<SourceId, BatteryProposal>>;
  /** Answers to requests and things said once. */
  readonly answers: readonly Reason[];
  /** What requests want done at once, beside what chargers and batteries are steered to. */
  readonly orders: readonly DecidedCommand[];
  /** The reason that holds now, by subject; a later rule overrules an earlier one. */
  readonly reasons: Readonly<Record<SourceId, Reason>>;
}

export interface Rule {
  readonly id: RuleId;
  readonly apply: (house: HouseView, draft: Draft) => Draft;
}

export const quiet: ChargerProposal = { feed: "none" };

export function proposalOf(draft: Draft, charger: SourceId): ChargerProposal {
  return draft.chargers[charger] ?? quiet;
}

export function chargerMemory(draft: Draft, charger: SourceId): ChargerMemory {
  return draft.memory.chargers[charger] ?? {};
}

export function batteryMemory(draft: Draft, battery: SourceId): BatteryMemory {
  return draft.memory.batteries[battery] ?? {};
}

export function proposeCharger(draft: Draft, charger: SourceId, change: Partial<ChargerProposal>): Draft {
  return { ...draft, chargers: { ...draft.chargers, [charger]: { ...proposalOf(draft, charger), ...change } } };
}

export function proposeBattery(draft: Draft, battery: SourceId, change: Partial<BatteryProposal>): Draft {
  return { ...draft, batteries: { ...draft.batteries, [battery]: { ...draft.batteries[battery], ...change } } };
}

export function rememberCharger(draft: Draft, charger: SourceId, change: Partial<ChargerMemory>): Draft {
  const chargers = { ...draft.memory.chargers, [charger]: { ...draft.memory.chargers[charger], ...change } };
  return { ...draft, memory: { ...draft.memory, chargers } };
}

export function rememberBattery(draft: Draft, battery: SourceId, change: Partial<BatteryMemory>): Draft {
  const batteries = { ...draft.memory.batteries, [battery]: { ...draft.memory.batteries[battery], ...change } };
  return { ...draft, memory: { ...draft.memory, batteries } };
}

/** A reason's moment of review when only a new reading can change it; the pipeline brings it forward to the next expiry. */
export const onNextReading = Number.MAX_SAFE_INTEGER;

/** Makes this the reason that holds for the subject. */
export function explain<R extends RuleId>(
  draft: Draft,
  subject: SourceId,
  rule: R,
  effect: EffectOf<R>,
  at: Instant,
  because: Facts = {},
  reviewAt: Instant = onNextReading,
): Draft {
  const reason = createReason(subject, rule, effect, { at, reviewAt, because });
  return { ...draft, reasons: { ...draft.reasons, [subject]: reason } };
}

/** Says something once, as the answer to a request or the end of a timer. */
export function answer<R extends RuleId>(
  draft: Draft,
  subject: SourceId,
  rule: R,
  effect: EffectOf<R>,
  at: Instant,
  because: Facts = {},
): Draft {
  const reason = createReason(subject, rule, effect, { at, reviewAt: onNextReading, because });
  return { ...draft, answers: [...draft.answers, reason] };
}

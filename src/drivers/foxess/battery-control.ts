import type { BatteryIntent, BatteryIntentKind } from "#domain";

/** What this device lets us move on its battery, as it said itself. */
export interface BatteryControls {
  /** The work modes it accepts; empty where it has no such setting. */
  readonly modes: readonly string[];
  /** Between which values the lowest level on grid can be set; missing where it cannot. */
  readonly limits?: { readonly lowestPercent: number; readonly highestPercent: number };
}

/** The battery's settings as read back, and the level needed to understand them. */
export interface BatteryState {
  readonly workMode?: string | undefined;
  readonly minSoc?: number | undefined;
  readonly minSocOnGrid?: number | undefined;
  readonly socPercent?: number | undefined;
  /** The device follows its own timetable, whatever the work mode says. */
  readonly isScheduled?: boolean | undefined;
}

/** What has to be written to reach an intent. */
export interface BatteryTarget {
  readonly workMode?: string;
  readonly minSocOnGrid?: number;
}

const selfUse = "SelfUse";
const feedIn = "Feedin";
const backup = "Backup";

/** The intents this device can fulfil. */
export function intentsOf(controls: BatteryControls): readonly BatteryIntentKind[] {
  const hasLimits = controls.limits !== undefined;
  const hasSelfUse = controls.modes.includes(selfUse);
  const isSteerable = hasSelfUse || (controls.modes.length === 0 && hasLimits);
  const intents: BatteryIntentKind[] = [];
  if (isSteerable) intents.push("auto");
  if (controls.modes.includes(backup) || (isSteerable && hasLimits)) intents.push("hold");
  if (isSteerable && hasLimits) intents.push("reserve");
  if (controls.modes.includes(feedIn)) intents.push("feed-in");
  return intents;
}

/**
 * The best means for an intent. `undefined`: this device has none, or (`hold` by level) the level is not known yet.
 *
 * `hold` without Backup raises the lowest level on grid to where the battery stands, and not to 100 %: an inverter whose
 * battery is far below that level may fill it from the grid.
 */
export function targetFor(
  intent: BatteryIntent,
  controls: BatteryControls,
  state: BatteryState,
): BatteryTarget | undefined {
  if (!intentsOf(controls).includes(intent.kind)) return undefined;
  switch (intent.kind) {
    case "auto":
      return selfUseDownTo(state.minSoc, controls);
    case "hold":
      if (controls.modes.includes(backup)) return { workMode: backup };
      return state.socPercent === undefined ? undefined : selfUseDownTo(Math.floor(state.socPercent), controls);
    case "reserve":
      return selfUseDownTo(intent.percent, controls);
    case "feed-in":
      return { workMode: feedIn };
    case "charge":
      return undefined;
  }
}

/** Own use of the sun, and the battery not below this level. */
function selfUseDownTo(percent: number | undefined, { modes, limits }: BatteryControls): BatteryTarget {
  return {
    ...(modes.includes(selfUse) ? { workMode: selfUse } : {}),
    ...(limits === undefined ? {} : { minSocOnGrid: within(percent ?? limits.lowestPercent, limits) }),
  };
}

function within(percent: number, limits: NonNullable<BatteryControls["limits"]>): number {
  return Math.min(Math.max(Math.round(percent), limits.lowestPercent), limits.highestPercent);
}

/** How far the sun may lift the battery above a held level before the hold no longer deserves its name. */
const holdSlackPercent = 5;

/** Whether the settings read back amount to the intent. */
export function isIntentInEffect(intent: BatteryIntent, controls: BatteryControls, state: BatteryState): boolean {
  const target = targetFor(intent, controls, state);
  if (target === undefined || state.isScheduled === true) return false;
  if (target.workMode !== undefined && state.workMode !== target.workMode) return false;
  if (target.minSocOnGrid === undefined) return true;
  if (state.minSocOnGrid === undefined) return false;
  return intent.kind === "hold"
    ? state.minSocOnGrid >= target.minSocOnGrid - holdSlackPercent
    : state.minSocOnGrid === target.minSocOnGrid;
}

/** Which intent the settings amount to; undefined for modes none of our intents knows and while a timetable rules. */
export function intentShownBy(controls: BatteryControls, state: BatteryState): BatteryIntentKind | undefined {
  if (state.isScheduled === true) return undefined;
  if (state.workMode === backup) return "hold";
  if (state.workMode === feedIn) return "feed-in";
  if (state.workMode !== selfUse && controls.modes.length > 0) return undefined;
  if (controls.limits === undefined) return "auto";
  if (state.minSocOnGrid === undefined) return undefined;
  if (isIntentInEffect({ kind: "auto" }, controls, state)) return "auto";
  return isIntentInEffect({ kind: "hold" }, controls, state) ? "hold" : "reserve";
}

import type { BatteryIntent, BatteryIntentKind } from "#domain";
import { doesSchedule, holdSlackPercent, orderFor, periodAt, restLevel } from "./battery-schedule.ts";
import type { BatteryControls, BatteryState } from "./battery-state.ts";
import { doTimes } from "./battery-times.ts";

export type { BatteryControls, BatteryState } from "./battery-state.ts";

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
  const { modes, limits, schedule, hasChargeTimes = false } = controls;
  const hasLimits = limits !== undefined;
  const hasSelfUse = modes.includes(selfUse);
  const isSteerable = hasSelfUse || (modes.length === 0 && hasLimits);
  const canHold = modes.includes(backup) || (isSteerable && hasLimits) || hasChargeTimes;
  const everyPeriod = { heldPercent: 50, restPercent: 10 };
  const has = (intent: BatteryIntent) =>
    schedule !== undefined && orderFor(intent, controls, everyPeriod) !== undefined;
  const intents: BatteryIntentKind[] = [];
  if (isSteerable) intents.push("auto");
  if (canHold || has({ kind: "hold" })) intents.push("hold");
  if (isSteerable && hasLimits) intents.push("reserve");
  if (hasChargeTimes || has({ kind: "charge", toPercent: 100, by: 0 })) intents.push("charge");
  if (modes.includes(feedIn) || has({ kind: "feed-in" })) intents.push("feed-in");
  return intents;
}

/**
 * The single settings that amount to an intent. `undefined`: this device has none, or (`hold` by level) the level is not
 * known yet. They have no end, so they are for what may stay, and for devices that have nothing better.
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
  const { modes, limits } = controls;
  switch (intent.kind) {
    case "auto":
      return selfUseDownTo(state.minSoc, controls);
    case "hold": {
      if (modes.includes(backup)) return { workMode: backup };
      const held = heldLevel(controls, state);
      return held === undefined || limits === undefined ? undefined : selfUseDownTo(held, controls);
    }
    case "reserve":
      return selfUseDownTo(intent.percent, controls);
    case "feed-in":
      return modes.includes(feedIn) ? { workMode: feedIn } : undefined;
    case "charge":
      return undefined;
  }
}

/** Where the battery stands, or where the sun is about to lift it, as far as it can be kept there. */
export function heldLevel(
  { limits }: BatteryControls,
  { socPercent, risingToPercent }: Pick<BatteryState, "socPercent" | "risingToPercent">,
): number | undefined {
  if (socPercent === undefined) return undefined;
  const held = Math.floor(Math.max(socPercent, risingToPercent ?? 0));
  return limits === undefined ? held : within(held, limits);
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

/** Whether what is read back amounts to the intent: by the schedule, by the daily times, or by single settings. */
export function isIntentInEffect(intent: BatteryIntent, controls: BatteryControls, state: BatteryState): boolean {
  if (state.isScheduled === true) return doesSchedule(intent, controls, state, heldLevel(controls, state));
  if (doTimes(intent, state)) return true;
  const target = targetFor(intent, controls, state);
  if (target === undefined) return false;
  if (target.workMode !== undefined && state.workMode !== target.workMode) return false;
  if (target.minSocOnGrid === undefined) return true;
  if (state.minSocOnGrid === undefined) return false;
  return intent.kind === "hold"
    ? state.minSocOnGrid >= target.minSocOnGrid - holdSlackPercent
    : state.minSocOnGrid === target.minSocOnGrid;
}

/** Which intent the settings amount to; undefined for modes none of our intents knows. */
export function intentShownBy(controls: BatteryControls, state: BatteryState): BatteryIntentKind | undefined {
  if (state.isScheduled === true) return intentOfSchedule(controls, state);
  if (doTimes({ kind: "hold" }, state)) return "hold";
  if (state.workMode === backup) return "hold";
  if (state.workMode === feedIn) return "feed-in";
  if (state.workMode !== selfUse && controls.modes.length > 0) return undefined;
  if (controls.limits === undefined) return "auto";
  if (state.minSocOnGrid === undefined) return undefined;
  if (isIntentInEffect({ kind: "auto" }, controls, state)) return "auto";
  return isIntentInEffect({ kind: "hold" }, controls, state) ? "hold" : "reserve";
}

/** The mode the battery works in now: a schedule that is on stands above the setting. */
export function modeShownBy({ isScheduled, periods, minuteOfDay, workMode }: BatteryState): string | undefined {
  if (isScheduled !== true || periods === undefined || minuteOfDay === undefined) return workMode;
  return periodAt(periods, minuteOfDay)?.workMode ?? selfUse;
}

function intentOfSchedule(controls: BatteryControls, state: BatteryState): BatteryIntentKind | undefined {
  const { periods, minuteOfDay } = state;
  if (periods === undefined || minuteOfDay === undefined) return undefined;
  const ruling = periodAt(periods, minuteOfDay);
  const workMode = ruling?.workMode ?? selfUse;
  if (workMode.startsWith("ForceCharge")) return "charge";
  if (workMode === feedIn) return "feed-in";
  if (isIntentInEffect({ kind: "hold" }, controls, state)) return "hold";
  if (workMode !== selfUse) return undefined;
  return (ruling?.minSocOnGridPercent ?? 0) > restLevel(state) ? "reserve" : "auto";
}

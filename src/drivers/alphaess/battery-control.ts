import type { BatteryIntent, BatteryIntentKind } from "#domain";
import type { BatteryState } from "./battery-state.ts";
import { doesCharge, isChargeTime } from "./charge-period.ts";
import { socRanges } from "./limits.ts";
import type { SocWindow } from "./surface.ts";

/**
 * Moved are the discharge cut-off and the times for charging from the grid. There is no feed-in: by the maker's manual a
 * discharge time is when the battery may cover the load, owners saw no export in it (batpred#4701, homeassistant-alphaESS
 * #236), the maker keeps forced export to its commercial interface (#88 there), and nothing keeps the sun out of the
 * battery.
 */
export const batteryIntents: readonly BatteryIntentKind[] = ["auto", "hold", "reserve", "charge"];

/** The cut-off that an intent needs; undefined where the fill is not known or the cut-off has no part in it. */
export function cutOffFor(intent: BatteryIntent, state: BatteryState, usualPercent: number): number | undefined {
  switch (intent.kind) {
    case "auto":
      return within(usualPercent, state);
    case "hold":
      return state.socPercent === undefined ? undefined : within(Math.floor(state.socPercent), state);
    case "reserve":
      return within(Math.round(intent.percent), state);
    case "charge":
    case "feed-in":
      return undefined;
  }
}

/** The cut-off has to stay below the charge stop, or the cloud refuses both. */
function within(percent: number, { maxPercent }: SocWindow): number {
  return Math.min(Math.max(percent, socRanges.server.lowestPercent), Math.round(maxPercent) - 1);
}

/** How far the sun may lift the battery above a held level before the hold no longer deserves its name. */
const holdSlackPercent = 5;

export function isIntentInEffect(intent: BatteryIntent, state: BatteryState, usualPercent: number): boolean {
  if (intent.kind === "charge") return doesCharge(intent, state);
  const cutOff = cutOffFor(intent, state, usualPercent);
  if (cutOff === undefined) return false;
  return intent.kind === "hold" ? state.minPercent >= cutOff - holdSlackPercent : state.minPercent === cutOff;
}

export function intentShownBy(state: BatteryState, usualPercent: number): BatteryIntentKind {
  if (isChargeTime(state)) return "charge";
  if (isIntentInEffect({ kind: "auto" }, state, usualPercent) || state.minPercent < usualPercent) return "auto";
  return isIntentInEffect({ kind: "hold" }, state, usualPercent) ? "hold" : "reserve";
}

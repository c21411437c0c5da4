import type { BatteryIntent, BatteryIntentKind } from "#domain";
import { socRanges } from "./limits.ts";
import type { SocWindow } from "./surface.ts";

/** The battery's settings as read back, and the fill needed to understand them. */
export interface BatteryState extends SocWindow {
  readonly socPercent?: number | undefined;
}

/** Moved is only the discharge cut-off: the vendor has no work modes, and the owner's times stay the owner's. */
export const batteryIntents: readonly BatteryIntentKind[] = ["auto", "hold", "reserve"];

/** The cut-off that an intent needs; undefined where the fill is not known or the vendor has no means. */
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
  const cutOff = cutOffFor(intent, state, usualPercent);
  if (cutOff === undefined) return false;
  return intent.kind === "hold" ? state.minPercent >= cutOff - holdSlackPercent : state.minPercent === cutOff;
}

export function intentShownBy(state: BatteryState, usualPercent: number): BatteryIntentKind {
  if (isIntentInEffect({ kind: "auto" }, state, usualPercent) || state.minPercent < usualPercent) return "auto";
  return isIntentInEffect({ kind: "hold" }, state, usualPercent) ? "hold" : "reserve";
}

import { z } from "zod";
import type { Json } from "#domain";
import { isSameSettings } from "./battery-settings.ts";
import type { BatteryState } from "./battery-state.ts";

/** What is steered: each half is read and written as a whole. */
export const batteryHalves = ["cutOff", "charge"] as const;
export type BatteryHalf = (typeof batteryHalves)[number];

/** What the hub keeps between our first command and the restoration. */
export const storedState = z.object({
  minPercent: z.number(),
  maxPercent: z.number(),
  socPercent: z.number().optional(),
  charge: z.record(z.string(), z.json()).optional(),
  isIdle: z.boolean().optional(),
  at: z.number().optional(),
  minuteOfDay: z.number().optional(),
  weekday: z.number().optional(),
  /** What our commands have reached for so far; the rest is the owner's, whatever he makes of it. Missing: all of it. */
  reached: z.array(z.enum(batteryHalves)).optional(),
});

export type StoredState = z.output<typeof storedState>;

export function reaching(before: StoredState, half: BatteryHalf): StoredState {
  return { ...before, reached: [...new Set([...(before.reached ?? []), half])] };
}

export function hasReached({ reached }: StoredState, half: BatteryHalf): boolean {
  return reached === undefined || reached.includes(half);
}

export function isBack(was: StoredState, is: StoredState): boolean {
  if (hasReached(was, "cutOff") && was.minPercent !== is.minPercent) return false;
  return !hasReached(was, "charge") || was.charge === undefined || isSameSettings(was.charge, is.charge ?? {});
}

/** Only what is known: a state must be the same after it has been in a file. */
export function toJson(state: BatteryState | StoredState): Json {
  return JSON.parse(JSON.stringify(state));
}

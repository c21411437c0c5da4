import type { Instant } from "./time.ts";

/**
 * What we want of a house battery, in words no maker uses; each driver translates it into the best its device offers.
 * `hold`: no discharging, charging from sun goes on. `reserve`: no discharging below the level.
 */
export type BatteryIntent =
  | { readonly kind: "auto" }
  | { readonly kind: "hold" }
  | { readonly kind: "reserve"; readonly percent: number }
  | { readonly kind: "charge"; readonly toPercent: number; readonly by: Instant }
  | { readonly kind: "feed-in" };

export type BatteryIntentKind = BatteryIntent["kind"];

import type { SettingAdvice } from "#domain";
import { limitReason } from "./eco-checklist-text.ts";
import { numberOf } from "./json-values.ts";
import type { GoeValues } from "./transport.ts";

export const forcedLimitA = 16;

/** Currents of this charger alone; those of a load group (`lot`, `lof`) are for all its members and never touched. */
const ownCurrents = ["amp", "ama", "mca"] as const;

export const limitedKeys: readonly string[] = ownCurrents;

/** What would change for the owner's 16 A: only what is higher comes down, nothing is ever raised. */
export function limitPlan(values: GoeValues): readonly SettingAdvice[] {
  return ownCurrents.flatMap((key) => {
    const found = numberOf(values[key]);
    if (found === undefined || found <= forcedLimitA) return [];
    return [{ plan: "limit16A", key, found, wanted: forcedLimitA, isDone: false, reason: limitReason }];
  });
}

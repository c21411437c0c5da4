import type { PeriodValue } from "./schedule.ts";

/** The vendor's names for a period's values. */
export const vendorKeys = {
  minSocOnGridPercent: "minSocOnGrid",
  targetSocPercent: "fdSoc",
  powerW: "fdPwr",
  maxSocPercent: "maxSoc",
  importLimitW: "importLimit",
  exportLimitW: "exportLimit",
  pvLimitW: "pvLimit",
  reactivePowerVar: "reactivePower",
} as const satisfies Readonly<Record<PeriodValue, string>>;

export type VendorKey = (typeof vendorKeys)[PeriodValue];

export const periodValues = [
  "minSocOnGridPercent",
  "targetSocPercent",
  "powerW",
  "maxSocPercent",
  "importLimitW",
  "exportLimitW",
  "pvLimitW",
  "reactivePowerVar",
] as const satisfies readonly PeriodValue[];

/** Part of every generation of the interface; also taken where the inverter does not list them. */
export const commonValues: ReadonlySet<PeriodValue> = new Set(["minSocOnGridPercent", "targetSocPercent", "powerW"]);

export const forceCharge = "ForceCharge";
export const forceDischarge = "ForceDischarge";

/** Forced modes come in variants such as `ForceCharge(BAT)`. */
export function isForced(workMode: string): boolean {
  return workMode.startsWith(forceCharge) || workMode.startsWith(forceDischarge);
}

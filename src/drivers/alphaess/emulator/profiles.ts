import type { PileMode } from "./charging-pile.ts";
import type { PlantNature } from "./shown-plant.ts";

/** How one kind of system differs, as far as owners' captures tell. */
export interface Profile {
  readonly nature: Omit<PlantNature, "solarKw" | "inverterKw" | "batteryKwh">;
  readonly serial: string;
  readonly pileModel: string;
  /** What the owner has chosen in the app. */
  readonly pileMode: PileMode;
  /** Without them the live object is null and only the history tells anything. */
  readonly hasLiveValues: boolean;
  /** Plug-in systems name a battery and let nobody see or steer it. */
  readonly hasOpenBattery: boolean;
  /** Whether the account may use the newer timetable. */
  readonly hasPeriodicTimetable: boolean;
  /** The interface that the configuration made for it uses. */
  readonly entry: "open" | "portal" | "legacy" | "both";
}

const usual: Omit<Profile, "nature"> = {
  serial: "ALB000000000001",
  pileModel: "SMILE-EVCT11",
  pileMode: 4,
  ...{ hasLiveValues: true, hasOpenBattery: true, hasPeriodicTimetable: false, entry: "open" },
};

const smileT10: Profile = {
  ...usual,
  nature: { inverterModel: "SMILE-T10-HV-INV", batteryModel: "SMILE-G3-BAT-8.2P", emsVersion: "V0.00.70" },
};

const profiles = {
  "SMILE-T10": smileT10,
  SMILE5: {
    ...usual,
    nature: { inverterModel: "SMILE5-INV", batteryModel: "SMILE-BAT-13.3P", emsVersion: "V0.00.62" },
    serial: "AL7000000000001",
  },
  "SMILE-G3": {
    ...usual,
    nature: { inverterModel: "SMILE-G3-S5", batteryModel: "SMILE-G3-BAT-10.1P", emsVersion: "V0.00.76" },
    serial: "ALD000000000001",
    hasPeriodicTimetable: true,
  },
  "Storion-S5": {
    ...usual,
    nature: { inverterModel: "Storion-S5", batteryModel: "M4860", emsVersion: "V0.00.41" },
    serial: "AL2000000000001",
    hasLiveValues: false,
  },
  VT1000: {
    ...usual,
    nature: { inverterModel: "VT1000", batteryModel: "VT1000-BAT", emsVersion: "V0.00.10" },
    serial: "ALV000000000001",
    hasOpenBattery: false,
  },
  /** The same system reached through the other interfaces; there the mode is still to be chosen. */
  portal: { ...smileT10, pileMode: 1, entry: "portal" },
  legacy: { ...smileT10, pileMode: 1, entry: "legacy" },
  both: { ...smileT10, pileMode: 1, entry: "both" },
} as const satisfies Readonly<Record<string, Profile>>;

export const profileNames = [
  ...(["SMILE-T10", "SMILE5", "SMILE-G3", "Storion-S5", "VT1000", "portal", "legacy", "both"] as const),
] as const satisfies readonly [keyof typeof profiles, ...(keyof typeof profiles)[]];

export function profileOf(name: string): Profile {
  return profiles[profileNames.find((known) => known === name) ?? "SMILE-T10"];
}

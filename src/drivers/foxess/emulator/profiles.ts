/** How one family of inverters differs on the wire, as far as owners' captures tell. */
export interface Profile {
  readonly deviceType: string;
  readonly productType: string;
  readonly serialStart: string;
  readonly phases: 1 | 3;
  /** What `WorkMode` accepts; empty where the family has no such setting. */
  readonly workModes: readonly string[];
  /** Numeric settings with their unit and range. */
  readonly numbers: Readonly<Record<string, NumericSetting>>;
  /** Battery variables carry a number although there is only one battery. */
  readonly hasNumberedBattery: boolean;
  /** Missing where the family has no schedule. */
  readonly schedule?: ProfileSchedule;
  readonly hasHeating: boolean;
  /** The list of variables cannot be loaded. */
  readonly lacksVariableList: boolean;
}

export interface ProfileSchedule {
  readonly modes: readonly string[];
  /** Values of a group, as its properties name them. */
  readonly keys: readonly string[];
  readonly maxGroups: number;
  /** The generations of the interface that answer. */
  readonly generations: readonly (0 | 1 | 2 | 3)[];
  /** The lowest target that is really taken. */
  readonly lowestTarget: number;
}

export interface NumericSetting {
  readonly unit: string;
  readonly min: number;
  readonly max: number;
  readonly initial: number;
  readonly ofBattery: boolean;
}

const percent = (initial: number): NumericSetting => ({ unit: "%", min: 10, max: 100, initial, ofBattery: true });
const exportLimit: NumericSetting = { unit: "W", min: 0, max: 30_000, initial: 30_000, ofBattery: false };

const commonKeys = ["minSocOnGrid", "fdSoc", "fdPwr"];
const plainModes = ["ForceDischarge", "Feedin", "SelfUse", "ForceCharge"];
const allModes = [...plainModes, "Backup", "ForceCharge(BAT)", "ForceDischarge(BAT)"];
const everyGeneration = [0, 1, 2, 3] as const;

const levels = { MinSoc: percent(10), MinSocOnGrid: percent(10) };

export const profiles = {
  KH: {
    deviceType: "KH8",
    productType: "KH",
    serialStart: "60KE8",
    phases: 1,
    workModes: ["PeakShaving", "Feedin", "SelfUse"],
    numbers: { ...levels, MaxSoc: percent(100), ExportLimit: exportLimit },
    hasNumberedBattery: false,
    schedule: {
      ...{ modes: plainModes, keys: [...commonKeys, "maxSoc"], maxGroups: 8 },
      ...{ generations: everyGeneration, lowestTarget: 10 },
    },
    hasHeating: false,
    lacksVariableList: false,
  },
  H1: {
    deviceType: "H1-5.0-E",
    productType: "H",
    serialStart: "60H15",
    phases: 1,
    workModes: ["SelfUse", "Feedin", "Backup"],
    numbers: levels,
    hasNumberedBattery: false,
    schedule: {
      ...{ modes: [...plainModes, "Backup"], keys: commonKeys, maxGroups: 8 },
      ...{ generations: everyGeneration, lowestTarget: 11 },
    },
    hasHeating: false,
    lacksVariableList: false,
  },
  H3: {
    deviceType: "H3-10.0-E",
    productType: "H3",
    serialStart: "60H3A",
    phases: 3,
    workModes: ["SelfUse", "Feedin", "Backup", "PeakShaving"],
    numbers: { ...levels, MaxSoc: percent(100), ExportLimit: exportLimit },
    hasNumberedBattery: true,
    schedule: {
      ...{ modes: allModes, keys: [...commonKeys, "maxSoc", "importLimit", "exportLimit"], maxGroups: 24 },
      ...{ generations: everyGeneration, lowestTarget: 10 },
    },
    hasHeating: true,
    lacksVariableList: false,
  },
  EVO: {
    deviceType: "EVO 10-5-H",
    productType: "812",
    serialStart: "60EV5",
    phases: 1,
    workModes: [],
    numbers: { ...levels, MaxSoc: percent(100) },
    hasNumberedBattery: true,
    schedule: {
      ...{ modes: allModes, keys: [...commonKeys, "maxSoc"], maxGroups: 96 },
      ...{ generations: [2, 3], lowestTarget: 5 },
    },
    hasHeating: true,
    lacksVariableList: true,
  },
} as const satisfies Readonly<Record<string, Profile>>;

export type ProfileName = keyof typeof profiles;

export const profileNames = ["KH", "H1", "H3", "EVO"] as const satisfies readonly ProfileName[];

export function profileOf(name: string): Profile {
  return profiles[profileNames.find((known) => known === name) ?? "KH"];
}

import type {
  BatteryRule,
  ChargerMode,
  ChargerRegulation,
  GridConnection,
  PhaseRotation,
  Problem,
  Secret,
  Sharing,
  UserWins,
} from "#domain";
import type { BoundDriver, BoundTarget } from "#driver-kit";

/** What a device may contribute to the fused house. */
export type Role = "grid" | "pv" | "battery" | "load";

export const roles: readonly Role[] = ["grid", "pv", "battery", "load"];

/** One entry of `devices`, bound to its driver; or the problem that keeps it from starting. */
export interface DeviceEntry {
  readonly id: string;
  readonly driver: string;
  readonly everyMs?: number;
  readonly roles: readonly Role[];
  readonly prefer?: number;
  /** Present when the entry is sound. */
  readonly bound?: BoundDriver;
  readonly problem?: Problem;
  /** The entry as written (variables resolved), to see on reload whether it changed. Never leaves the process. */
  readonly fingerprint: string;
}

/** One entry of `targets`. */
export interface TargetEntry {
  readonly id: string;
  readonly target: string;
  /** `house`, or the device whose values it publishes. */
  readonly from: string;
  readonly bound?: BoundTarget;
  readonly problem?: Problem;
  readonly fingerprint: string;
}

/** A goal as people write it: a time of day, every day. */
export interface DailyGoal {
  readonly energyWh?: number;
  readonly socPercent?: number;
  /** Local time of day, `07:00`. */
  readonly byTime: string;
}

export interface ChargerControl {
  readonly mode: ChargerMode;
  readonly priority: number;
  readonly minCurrentA?: number;
  readonly maxCurrentA?: number;
  readonly phases: "auto" | 1 | 3;
  readonly rotation: PhaseRotation;
  readonly regulation?: ChargerRegulation;
  readonly goal?: DailyGoal;
  readonly wakeAfterMs?: number;
}

/** A rule of the owner's own as people write it: times of day, every day. */
export interface BatteryRuleControl extends Omit<BatteryRule, "id" | "window"> {
  /** Local times of day, `12:00`; a window may go past midnight. */
  readonly fromTime?: string;
  readonly untilTime?: string;
}

export interface BatteryControl {
  readonly rules?: Readonly<Record<string, BatteryRuleControl>>;
  readonly reservePercent?: number;
  readonly isEvGuarded: boolean;
  readonly share?: Sharing;
  readonly shareW?: number;
}

/** A charger or load that no driver reads and others tell of. */
export interface SignalControl {
  /** How long after it was pushed it may be relied upon. */
  readonly maxAgeMs: number;
}

/** One home's configuration, checked and with all units in the hub's own. */
export interface HomeConfig {
  readonly version: 1;
  readonly home: {
    readonly id: string;
    readonly name: string;
    readonly timeZone: string;
    readonly currency: string;
    readonly location?: { readonly latitude: number; readonly longitude: number };
    readonly grid: GridConnection;
  };
  readonly devices: readonly DeviceEntry[];
  readonly targets: readonly TargetEntry[];
  readonly control: {
    readonly chargers: Readonly<Record<string, ChargerControl>>;
    readonly batteries: Readonly<Record<string, BatteryControl>>;
    /** Missing: until the reason for our command ends. */
    readonly userWins?: UserWins;
  };
  readonly signals: Readonly<Record<string, SignalControl>>;
  readonly http: {
    readonly host: string;
    readonly port: number;
    readonly password?: Secret;
    readonly names: readonly string[];
  };
  readonly history: { readonly path: string };
  /** What is wrong with the file and stops nothing: the home runs, and its owner hears of it. */
  readonly notes: readonly Problem[];
}

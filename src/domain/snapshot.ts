import type { BatteryIntent, BatteryIntentKind } from "./battery-intent.ts";
import type { Command } from "./command.ts";
import type { PhaseRotation, Triple } from "./phases.ts";
import type { Problem } from "./problem.ts";
import type { ChargerReading } from "./reading.ts";
import type { ChargerGoal, ChargerMode, ChargerRegulation, Request } from "./request.ts";
import type { Sharing } from "./sharing.ts";
import type { Sample, SourceId } from "./stamp.ts";
import type { Instant } from "./time.ts";

/** The house connection: what the fuse allows and how power turns into current. */
export interface GridConnection {
  readonly phases: 1 | 3;
  readonly voltageV: number;
  readonly maxCurrentA: number;
  /** The most that the house without chargers draws on one phase; a limit for fuses when the meter is too slow to see it. */
  readonly housePeakA?: number;
}

/** Per-phase currents of the grid connection with the stamp of the reading they came from. */
export interface PhaseCurrents extends Omit<Sample, "value"> {
  readonly currentA: Triple;
}

/** The owner's standing wishes for one charger, from the configuration; requests override them in memory. */
export interface ChargerSettings {
  readonly mode: ChargerMode;
  readonly priority: number;
  readonly minCurrentA: number;
  readonly maxCurrentA: number;
  readonly phases: "auto" | 1 | 3;
  readonly rotation: PhaseRotation;
  /** Missing: we. */
  readonly regulation?: ChargerRegulation;
  readonly goal?: ChargerGoal;
  /** How long a paused car may take nothing although it may charge, before it is woken; missing: it is let sleep. */
  readonly wakeAfterMs?: number;
}

/** A charger's own regulation as we feed it. */
export interface SurplusFeed {
  readonly everyMs: number;
  /** Since when the charger has not shown what it was sent, or could not be told. */
  readonly unseenSince?: Instant;
}

/** One charger as the rules see it. */
export interface ChargerSnapshot {
  readonly id: SourceId;
  readonly settings: ChargerSettings;
  readonly limits: {
    readonly minCurrentA: number;
    readonly maxCurrentA: number;
    readonly stepA: number;
    readonly phases: 1 | 3;
    readonly canSwitchPhases: boolean;
  };
  /** The last reading, however old; `goodUntil` says whether to believe it. */
  readonly reading?: ChargerReading;
  readonly goodUntil?: Instant;
  readonly actuator?: ActuatorSnapshot;
  /** Only where the charger can regulate by itself. */
  readonly feed?: SurplusFeed;
  /** How far we are with switching on the charger's own solar mode. */
  readonly regulator?: ActuatorSnapshot;
  /** Only where the charger can wake a car; how far that is. */
  readonly canWake?: boolean;
  readonly waker?: ActuatorSnapshot;
}

/** How long what a user sets by himself, at the device or in its maker's app, stands above what we want. */
export type UserWins = "until-reason-ends" | "until-unplug" | "24h";
export const userWinsChoices: readonly UserWins[] = ["until-reason-ends", "until-unplug", "24h"];

/** A rule of the owner's own for one battery, its times of day already made instants. */
export interface BatteryRule {
  readonly id: string;
  readonly intent: BatteryIntent;
  /** The lowest number comes first. */
  readonly priority: number;
  /** Missing: at all times. */
  readonly window?: { readonly isOpen: boolean; readonly changesAt: Instant };
  /** While one of these chargers and signals charges, or any where none is named; missing: whether or not. */
  readonly whileCharging?: readonly SourceId[];
  readonly solarAboveW?: number;
  readonly socAbovePercent?: number;
}

/** The owner's standing wishes for one battery. */
export interface BatterySettings {
  readonly reservePercent?: number;
  readonly isEvGuarded: boolean;
  /** Who gets the sun first: the car (default), the battery, or the battery `shareW` and the car the rest. */
  readonly share?: Sharing;
  readonly shareW?: number;
  /** Missing: until the reason for our command ends. */
  readonly userWins?: UserWins;
  readonly rules?: readonly BatteryRule[];
}

/** One house battery as the rules see it. */
export interface BatterySnapshot {
  readonly id: SourceId;
  readonly settings: BatterySettings;
  readonly intents: readonly BatteryIntentKind[];
  readonly powerW?: Sample;
  readonly socPercent?: Sample;
  readonly mode?: string;
  readonly intent?: BatteryIntent["kind"];
  readonly capacityWh?: number;
  readonly maxChargeW?: number;
  /** Its flow is not one more: another device reads the same battery, and that one's counts for the house. */
  readonly isCountedElsewhere?: true;
  readonly actuator?: ActuatorSnapshot;
}

/** How far the last command to one device has come. */
export interface ActuatorSnapshot {
  readonly command: Command;
  readonly state: "stored" | "sent" | "confirmed" | "failed" | "drifted";
  readonly since: Instant;
  /** What was there before is being put back; when that is done, there is no actuator state any more. */
  readonly isReleasing?: boolean;
  /** A user has set the device otherwise: the command is given up, and what he chose is not touched. */
  readonly isOverruled?: boolean;
  readonly problem?: Problem;
}

/** What somebody tells of a charger that no driver reads; others push it, and past `goodUntil` it says nothing any more. */
export interface SignalSnapshot extends Omit<Sample, "value"> {
  readonly id: SourceId;
  readonly isCharging: boolean;
  /** Missing where only that it charges was told. */
  readonly powerW?: number;
}

export type DeviceState = "starting" | "ok" | "stale" | "failing" | "misconfigured";

/** How a device is doing, in one line of data. */
export interface DeviceHealth {
  readonly id: SourceId;
  readonly driver: string;
  readonly state: DeviceState;
  readonly since: Instant;
  readonly lastReadingAt?: Instant;
  readonly problem?: Problem;
}

/** The fused house: the best fresh value of each kind, each with its age and origin. Derived values say so. */
export interface HouseValues {
  readonly gridW?: Sample;
  readonly gridPhases?: PhaseCurrents;
  readonly solarW?: Sample;
  readonly batteryW?: Sample;
  /** What the vendors call load: everything consumed on the site, chargers included. */
  readonly siteLoadW?: Sample;
  /** The site's load without its chargers. */
  readonly houseLoadW?: Sample;
}

/** Everything one decision looks at: plain, versioned JSON, so that a recorded day can be decided again. */
export interface Snapshot {
  readonly version: 1;
  readonly at: Instant;
  readonly grid: GridConnection;
  readonly house: HouseValues;
  readonly chargers: readonly ChargerSnapshot[];
  readonly batteries: readonly BatterySnapshot[];
  readonly devices: readonly DeviceHealth[];
  /** The last of each signal, however old. */
  readonly signals?: readonly SignalSnapshot[];
  /** Requests that came since the last decision; a decision answers each of them with a reason. */
  readonly requests: readonly Request[];
}

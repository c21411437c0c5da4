import type { Capability } from "./capability.ts";
import type { Problem } from "./problem.ts";
import type { ChargerReading } from "./reading.ts";
import type { Reason } from "./reason.ts";
import type { SharingState } from "./sharing.ts";
import type {
  ActuatorSnapshot,
  BatterySettings,
  ChargerSettings,
  DeviceHealth,
  HouseValues,
  SignalSnapshot,
} from "./snapshot.ts";
import type { Sample, SourceId } from "./stamp.ts";
import type { Instant } from "./time.ts";

/** How much of one vendor limit is used. */
export interface CallUsage {
  readonly ruleId: string;
  readonly used: number;
  readonly max: number;
  readonly perMs: number;
}

/** A charger as others see it: its wishes in force, its last reading with its age, the last command, and why. */
export interface ChargerState {
  readonly id: SourceId;
  readonly settings: ChargerSettings;
  readonly reading?: ChargerReading;
  readonly goodUntil?: Instant;
  readonly actuator?: ActuatorSnapshot;
  readonly reason?: Reason;
}

/** A house battery as others see it. */
export interface BatteryState {
  readonly id: SourceId;
  readonly settings: BatterySettings;
  readonly powerW?: Sample;
  readonly socPercent?: Sample;
  readonly mode?: string;
  /** Only where there is a charger to share with. */
  readonly sharing?: SharingState;
  readonly actuator?: ActuatorSnapshot;
  readonly reason?: Reason;
}

/** A device as others see it: health, what it offers, how much of its vendor's limits is used. */
export interface DeviceOverview extends DeviceHealth {
  readonly label: string;
  readonly capabilities: readonly Capability[];
  readonly usage: readonly CallUsage[];
}

/** The whole home at one moment, for page, API, targets and the command line: plain, versioned JSON. */
export interface HomeState {
  readonly version: 1;
  readonly at: Instant;
  readonly home: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly house: HouseValues;
  readonly chargers: readonly ChargerState[];
  readonly batteries: readonly BatteryState[];
  readonly devices: readonly DeviceOverview[];
  /** What was pushed of chargers that no driver reads. */
  readonly signals?: readonly SignalSnapshot[];
  /** The reason in force for each subject, newest first. */
  readonly reasons: readonly Reason[];
  /** What is wrong with the hub itself: storage, clock, configuration. */
  readonly problems: readonly Problem[];
}

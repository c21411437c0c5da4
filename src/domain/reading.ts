import type { BatteryIntent } from "./battery-intent.ts";
import type { PhaseValues } from "./phases.ts";
import type { Stamp } from "./stamp.ts";
import type { Instant } from "./time.ts";

/** What a meter sits on: the grid connection, or everything the site consumes (vendors' "load", chargers included). */
export type MeterPlace = "grid" | "siteLoad";

/** A power meter's values. Grid: import positive, export negative. Site load: drawing positive. */
export interface MeterReading extends Stamp {
  readonly kind: "meter";
  readonly place: MeterPlace;
  readonly powerW: number;
  readonly phases?: PhaseValues;
  /** Lifetime counters where the device has them; for `siteLoad`, `importWh` is what was consumed. */
  readonly importWh?: number;
  readonly exportWh?: number;
}

/** What the roof yields now; never negative. */
export interface SolarReading extends Stamp {
  readonly kind: "solar";
  readonly powerW: number;
  readonly energyWh?: number;
}

/** A house battery's flow (discharging positive, charging negative) and fill. */
export interface BatteryReading extends Stamp {
  readonly kind: "battery";
  readonly powerW: number;
  readonly socPercent?: number;
  readonly chargedWh?: number;
  readonly dischargedWh?: number;
}

/** What the battery's maker says it is doing, and which of our intents that amounts to (undefined: none we know). */
export interface BatteryModeReading extends Stamp {
  readonly kind: "batteryMode";
  readonly mode: string;
  readonly intent?: BatteryIntent["kind"];
}

/** Between which fill levels the battery works. */
export interface SocLimitsReading extends Stamp {
  readonly kind: "socLimits";
  readonly minPercent: number;
  readonly maxPercent?: number;
}

/** The socket's state after IEC 61851: A no car, B car waits, C charging, E no connection to the charger's controller, F fault. */
export type ChargerStatus = "A" | "B" | "C" | "E" | "F";

/** Everything a wallbox tells about itself and its car. */
export interface ChargerReading extends Stamp {
  readonly kind: "charger";
  readonly status: ChargerStatus;
  readonly powerW: number;
  /** The charger's own phases, before any rotation against the grid's conductors. */
  readonly phases?: PhaseValues;
  /** Whether the charger currently lets the car charge. */
  readonly isAllowed: boolean;
  /** The current the car may draw per phase; undefined where not allowed or not told. */
  readonly offeredCurrentA?: number;
  readonly activePhases?: 1 | 2 | 3;
  readonly sessionWh?: number;
  readonly totalWh?: number;
  /** The car is connected and takes nothing more although it may. */
  readonly isFull?: boolean;
}

/** Raw device values by the maker's own key; units and ranges stand in the capability. Null is the maker's own "none". */
export interface ValuesReading extends Stamp {
  readonly kind: "values";
  readonly values: Readonly<Record<string, string | number | boolean | null | undefined>>;
  /** When those values were true that are older than the reading as a whole; some are asked for less often. */
  readonly olderAt?: Readonly<Record<string, Instant>>;
}

export type Reading =
  | MeterReading
  | SolarReading
  | BatteryReading
  | BatteryModeReading
  | SocLimitsReading
  | ChargerReading
  | ValuesReading;

export type ReadingKind = Reading["kind"];

/** A reading as drivers write it: the hub's scheduler knows the device id and completes the source. */
export type Unstamped<R extends Reading> = R extends Reading
  ? Omit<R, "source" | "receivedAt"> & { readonly part?: string }
  : never;

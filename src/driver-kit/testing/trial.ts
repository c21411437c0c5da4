import type { Command, Instant, Json } from "#domain";
import type { Clock } from "#platform";
import type { AnyDriver } from "../driver.ts";
import type { EmulatorDefinition } from "../emulator/emulator.ts";
import type { SimulatedHome } from "../simulated-home.ts";

/** What the contract suite needs to know of a driver. */
export interface DriverTrial {
  readonly driver: AnyDriver;
  readonly emulator: EmulatorDefinition;
  makeHome(clock: Clock): SimulatedHome;
  /** The README.md in the driver's folder. */
  readonly readme: URL;
  readonly profile?: string;
  readonly unit?: string;
  /** Configuration beside what the emulator asks for. */
  readonly config?: Readonly<Record<string, Json>>;
  readonly startAt?: Instant;
  /** How old values may be by the nature of the device; 10 s for local ones and 10 min for clouds when missing. */
  readonly delayMs?: number;
  /** How far powers may be off by rounding and by what the maker leaves out; 60 W and 5 % when missing. */
  readonly toleranceW?: number;
  readonly toleranceShare?: number;
  /** Commands to try instead of those that follow from the capabilities; the device's id is `device`. */
  readonly commands?: readonly Command[];
}

/** Something every driver keeps, as a function that returns what is wrong: an empty list is a pass. */
export interface DriverLaw {
  readonly name: string;
  check(trial: DriverTrial): Promise<readonly string[]>;
}

export const deviceId = "device";

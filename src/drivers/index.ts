import type { AnyDriver, EmulatorDefinition } from "#driver-kit";
import { goeDriver, goeEmulator } from "./goe/index.ts";

/** A maker's driver with the emulator that stands in for the maker's devices. */
export interface DriverEntry {
  readonly driver: AnyDriver;
  readonly emulator: EmulatorDefinition;
}

/** The one list of drivers; adding a maker means adding its folder and one line here. */
export const drivers: readonly DriverEntry[] = [{ driver: goeDriver, emulator: goeEmulator }];

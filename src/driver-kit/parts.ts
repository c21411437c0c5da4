import type { DriverCommands } from "./commands.ts";
import type { AnyDriver } from "./driver.ts";
import type { EmulatorDefinition } from "./emulator/emulator.ts";
import type { AnyTarget } from "./target.ts";

/** A driver with its emulator: one line of the list of drivers. */
export interface DriverParts {
  readonly driver: AnyDriver;
  readonly emulator: EmulatorDefinition;
  /** `sunsteer <driver> …` */
  readonly commands?: DriverCommands;
}

/** A target with its emulator: one line of the list of targets. */
export interface TargetParts {
  readonly target: AnyTarget;
  readonly emulator: EmulatorDefinition;
}

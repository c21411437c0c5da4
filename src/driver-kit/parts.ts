import type { DriverCommands } from "./commands.ts";
import type { AnyDriver } from "./driver.ts";
import type { EmulatorDefinition } from "./emulator/emulator.ts";
import type { AnyTarget } from "./target.ts";

/** An emulator by its name; its code is loaded only where something is emulated, for a hub is short of memory. */
export interface EmulatorParts {
  readonly id: string;
  load(): Promise<EmulatorDefinition>;
}

/** A driver with its emulator: one line of the list of drivers. */
export interface DriverParts {
  readonly driver: AnyDriver;
  readonly emulator: EmulatorParts;
  /** Whether the demo's house is built with this maker's devices. */
  readonly isInDemo?: boolean;
  /** `sunsteer <driver> …` */
  readonly commands?: DriverCommands;
}

/** A target with its emulator: one line of the list of targets. */
export interface TargetParts {
  readonly target: AnyTarget;
  readonly emulator: EmulatorParts;
  /** `sunsteer <target> …` */
  readonly commands?: DriverCommands;
}

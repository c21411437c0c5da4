import type { DriverParts } from "#driver-kit";
import { foxessDriver, foxessEmulator } from "./foxess/index.ts";
import { goeDriver, goeEmulator } from "./goe/index.ts";

/** Every maker we know. A new driver is one folder and one line here. */
export const drivers: readonly DriverParts[] = [
  { driver: foxessDriver, emulator: foxessEmulator },
  { driver: goeDriver, emulator: goeEmulator },
];

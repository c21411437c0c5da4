import type { DriverParts } from "#driver-kit";
import { foxessCommands, foxessDriver, foxessEmulator } from "./foxess/index.ts";
import { goeCommands, goeDriver, goeEmulator } from "./goe/index.ts";
import { iotawattCommands, iotawattDriver, iotawattEmulator } from "./iotawatt/index.ts";

/** The one list of drivers; adding a maker means adding its folder and one line here. */
export const drivers: readonly DriverParts[] = [
  { driver: foxessDriver, emulator: foxessEmulator, commands: foxessCommands, isInDemo: true },
  { driver: goeDriver, emulator: goeEmulator, commands: goeCommands, isInDemo: true },
  { driver: iotawattDriver, emulator: iotawattEmulator, commands: iotawattCommands },
];

import type { DriverParts } from "#driver-kit";
import { alphaessCommands, alphaessDriver, alphaessEmulator } from "./alphaess/index.ts";
import { foxessCommands, foxessDriver, foxessEmulator } from "./foxess/index.ts";
import { fusionsolarCommands, fusionsolarDriver, fusionsolarEmulator } from "./fusionsolar/index.ts";
import { goeCommands, goeDriver, goeEmulator } from "./goe/index.ts";
import { growattCommands, growattDriver, growattEmulator } from "./growatt/index.ts";
import { iotawattCommands, iotawattDriver, iotawattEmulator } from "./iotawatt/index.ts";

/** The one list of drivers; adding a maker means adding its folder and one line here. */
export const drivers: readonly DriverParts[] = [
  { driver: alphaessDriver, emulator: alphaessEmulator, commands: alphaessCommands },
  { driver: foxessDriver, emulator: foxessEmulator, commands: foxessCommands, isInDemo: true },
  { driver: fusionsolarDriver, emulator: fusionsolarEmulator, commands: fusionsolarCommands },
  { driver: goeDriver, emulator: goeEmulator, commands: goeCommands, isInDemo: true },
  { driver: growattDriver, emulator: growattEmulator, commands: growattCommands },
  { driver: iotawattDriver, emulator: iotawattEmulator, commands: iotawattCommands },
];

import type { TargetParts } from "#driver-kit";
import { chargehqCommands, chargehqEmulator, chargehqTarget } from "./chargehq/index.ts";

/** Everybody who can be told of the home. A new target is one folder and one line here. */
export const targets: readonly TargetParts[] = [
  { target: chargehqTarget, emulator: chargehqEmulator, commands: chargehqCommands },
];

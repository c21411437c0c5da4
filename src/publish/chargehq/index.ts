/** ChargeHQ: the target for the house, the emulator, and the client, which works without the house. */
import type { DriverCommands, EmulatorParts } from "#driver-kit";

export * from "./client.ts";
export { chargehqTarget } from "./target.ts";

/** Stands in for the devices in tests and demos. */
export const chargehqEmulator: EmulatorParts = {
  id: "chargehq",
  load: async () => (await import("./emulator.ts")).chargehqEmulator,
};

/** `sunsteer chargehq …`; the words are loaded only where they are used. */
export const chargehqCommands: DriverCommands = {
  summary: "ChargeHQ by itself: one push of the present values",
  load: async () => (await import("./commands.ts")).chargehqCommandList,
};

/** Growatt: the driver for the house, the emulator, and the client, which works without the house. */
import type { DriverCommands, EmulatorParts } from "#driver-kit";

export * from "./client.ts";
export { growattDriver } from "./driver.ts";

/** Stands in for the cloud in tests and demos. */
export const growattEmulator: EmulatorParts = {
  id: "growatt",
  load: async () => (await import("./emulator.ts")).growattEmulator,
};

/** `sunsteer growatt …`; the words are loaded only where they are used. */
export const growattCommands: DriverCommands = {
  summary: "a Growatt account by itself: its plants and their present values",
  load: async () => (await import("./commands.ts")).growattCommandList,
};

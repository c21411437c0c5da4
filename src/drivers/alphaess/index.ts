/** AlphaESS: the driver for the house, the emulator, and the client, which works without the house. */
import type { DriverCommands, EmulatorParts } from "#driver-kit";

export * from "./client.ts";
export { alphaessDriver } from "./driver.ts";

/** Stands in for the maker's clouds in tests and demos. */
export const alphaessEmulator: EmulatorParts = {
  id: "alphaess",
  load: async () => (await import("./emulator.ts")).alphaessEmulator,
};

/** `sunsteer alphaess …`; the words are loaded only where they are used. */
export const alphaessCommands: DriverCommands = {
  summary: "an AlphaESS system by itself: values, settings, battery levels, wallbox, timetable",
  load: async () => (await import("./commands.ts")).alphaessCommandList,
};

/** FoxESS: the driver for the house, the emulator, and the client, which works without the house. */
import type { DriverCommands, EmulatorParts } from "#driver-kit";

export * from "./client.ts";
export { foxessDriver } from "./driver.ts";

/** Stands in for the devices in tests and demos. */
export const foxessEmulator: EmulatorParts = {
  id: "foxess",
  load: async () => (await import("./emulator.ts")).foxessEmulator,
};

/** `sunsteer foxess …`; the words are loaded only where they are used. */
export const foxessCommands: DriverCommands = {
  summary: "a FoxESS inverter by itself: work mode, live values, settings, battery levels, calls left",
  load: async () => (await import("./commands.ts")).foxessCommandList,
};

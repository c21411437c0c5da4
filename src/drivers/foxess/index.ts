/** FoxESS: the driver for the house, the emulator, and the client, which works without the house. */
import type { DriverCommands } from "#driver-kit";

export * from "./client.ts";
export { foxessDriver } from "./driver.ts";
export { foxessEmulator } from "./emulator.ts";

/** `sunsteer foxess …`; the words are loaded only where they are used. */
export const foxessCommands: DriverCommands = {
  summary: "a FoxESS inverter by itself: work mode, live values, settings, battery levels, calls left",
  load: async () => (await import("./commands.ts")).foxessCommandList,
};

/** FoxESS: the driver for the house, the emulator, and the client, which works without the house. */
export * from "./client.ts";
export { foxessDriver } from "./driver.ts";
export { foxessEmulator } from "./emulator.ts";

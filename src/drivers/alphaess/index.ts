/** AlphaESS: the driver for the house, the emulator, and the client, which works without the house. */
export * from "./client.ts";
export { alphaessDriver } from "./driver.ts";
export { alphaessEmulator } from "./emulator.ts";

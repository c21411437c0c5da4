/** ChargeHQ: the target for the house, the emulator, and the client, which works without the house. */
export * from "./client.ts";
export { chargehqEmulator } from "./emulator.ts";
export { chargehqTarget } from "./target.ts";

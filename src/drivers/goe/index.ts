/** go-eCharger: the driver, its emulator, and the client as a library of its own. */
export * from "./client.ts";
export { createGoeDriver, type GoeWaysOut, goeDriver } from "./driver.ts";
export { goeEmulator } from "./emulator.ts";
export { findGoeKey, type GoeChoice, type GoeElement, type GoeKey, type GoeType, goeKeys } from "./keys.ts";
export type { GoeAnswer, GoeTransport, GoeValues, GoeWriteResult } from "./transport.ts";

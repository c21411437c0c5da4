/** Huawei FusionSolar: the driver for the house, the emulator, and the client, which works without the house. */
import type { DriverCommands, EmulatorParts } from "#driver-kit";

export * from "./client.ts";
export { derivePlant, type PlantFlows, type Use } from "./derivation/derive-plant.ts";
export { fusionsolarDriver } from "./driver.ts";

/** Stands in for the cloud in tests and demos. */
export const fusionsolarEmulator: EmulatorParts = {
  id: "fusionsolar",
  load: async () => (await import("./emulator.ts")).fusionsolarEmulator,
};

/** `sunsteer fusionsolar …`; the words are loaded only where they are used. */
export const fusionsolarCommands: DriverCommands = {
  summary: "a Huawei FusionSolar account by itself: its plants, their devices, live values",
  load: async () => (await import("./commands.ts")).fusionsolarCommandList,
};

/** go-eCharger: the driver, its emulator, and the client as a library of its own. */
import type { DriverCommands, EmulatorParts } from "#driver-kit";

export * from "./client.ts";
export { createGoeDriver, type GoeWaysOut, goeDriver } from "./driver.ts";
export { ecoChecklist } from "./eco-checklist.ts";
export { findGoeKey, type GoeChoice, type GoeElement, type GoeKey, type GoeType, goeKeys } from "./keys.ts";
export { limitPlan } from "./limit-plan.ts";
export type { GoeAnswer, GoeTransport, GoeValues, GoeWriteResult } from "./transport.ts";

/** Stands in for the devices in tests and demos. */
export const goeEmulator: EmulatorParts = {
  id: "goe",
  load: async () => (await import("./emulator.ts")).goeEmulator,
};

/** `sunsteer goe …`; the words are loaded only where they are used. */
export const goeCommands: DriverCommands = {
  summary: "a go-e charger by itself: every key of it, start and stop, solar powers",
  load: async () => (await import("./commands.ts")).goeCommandList,
};

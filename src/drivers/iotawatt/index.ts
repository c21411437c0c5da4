/** IoTaWatt: the driver for the house, the emulator, and the client, which works without the house. */
import type { DriverCommands, EmulatorParts } from "#driver-kit";

export * from "./client.ts";
export { iotawattDriver } from "./driver.ts";

/** Stands in for the device in tests and demos. */
export const iotawattEmulator: EmulatorParts = {
  id: "iotawatt",
  load: async () => (await import("./emulator.ts")).iotawattEmulator,
};

/** `sunsteer iotawatt …`; the words are loaded only where they are used. */
export const iotawattCommands: DriverCommands = {
  summary: "an IoTaWatt by itself: its series and present values",
  load: async () => (await import("./commands.ts")).iotawattCommandList,
};

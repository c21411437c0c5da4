/** What drivers and targets are made of, and how their emulators stand on the simulated house. */
export * from "./account/accounts.ts";
export * from "./account/call-rules.ts";
export * from "./account/session.ts";
export * from "./commands.ts";
export * from "./driver.ts";
export type { EmulatorCall } from "./emulator/call-log.ts";
export * from "./emulator/create-emulator.ts";
export * from "./emulator/emulator.ts";
export type { ActiveFault, FaultOptions, FaultSwitch } from "./emulator/fault-switch.ts";
export * from "./emulator/faults.ts";
export type { QuirkSwitch, Quirks } from "./emulator/quirks.ts";
export * from "./emulator/serve-emulator.ts";
export * from "./parts.ts";
export * from "./patience/backoff.ts";
export * from "./patience/circuit.ts";
export * from "./patience/retry.ts";
export * from "./simulated-home.ts";
export * from "./target.ts";

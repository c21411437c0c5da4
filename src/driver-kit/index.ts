/** What drivers and targets are made of, and how their emulators stand on the simulated house. */
export * from "./account/call-rules.ts";
export * from "./account/session.ts";
export * from "./driver.ts";
export * from "./emulator/emulator.ts";
export * from "./emulator/faults.ts";
export * from "./simulated-home.ts";

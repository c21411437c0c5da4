/** The words of the home. Everything here is plain data and a few pure functions; it imports nothing. */
export * from "./battery-intent.ts";
export * from "./capability.ts";
export * from "./command.ts";
export * from "./decision.ts";
export * from "./driver-text.ts";
export * from "./home-state.ts";
export * from "./json.ts";
export * from "./phases.ts";
export * from "./point.ts";
export * from "./problem.ts";
export * from "./reading.ts";
export * from "./reason.ts";
export * from "./request.ts";
export * from "./secret.ts";
export * from "./snapshot.ts";
export * from "./stamp.ts";
export * from "./time.ts";

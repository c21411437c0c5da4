/** The contract suites that every driver and every target passes. */
export { describeDriver, driverLaws } from "./describe-driver.ts";
export { describeTarget, type TargetLaw, type TargetTrial, targetLaws } from "./describe-target.ts";
export { generalCodes } from "./general-codes.ts";
export { emptyHomeState, sampleHomeState } from "./sample-home-state.ts";
export type { DriverLaw, DriverTrial } from "./trial.ts";

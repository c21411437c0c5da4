/** The contract suites that every driver and every target passes. */
export { describeDriver, driverLaws } from "./describe-driver.ts";
export { generalCodes } from "./general-codes.ts";
export type { DriverLaw, DriverTrial } from "./trial.ts";

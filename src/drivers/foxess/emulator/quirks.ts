/** What owners met with single models, firmwares or days of the cloud. */
export const quirkNames = [
  /** The mode was chosen in the app: the schedule reads as null. */
  "set-in-app",
  /** The newest generation of the scheduler reads but does not write (41200). */
  "v3-write-fails",
  /** The whole cloud answers 41200. */
  "load-fails",
  /** Valid keys are answered with 40256 "no token". */
  "no-token",
  /** The device's details deny a scheduler that it has. */
  "detail-denies-scheduler",
  /** The inverter has no schedule, only two daily charge times. */
  "no-schedule",
  /** The lowest levels cannot be written, schedule or not (44098). */
  "levels-fail",
  /** A battery below its lowest level is filled up to it from the grid. */
  "fills-to-level",
  /** The stored energy comes with another unit than it is in. */
  "wrong-residual-unit",
] as const;

export type QuirkName = (typeof quirkNames)[number];

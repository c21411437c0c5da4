/** Who gets the sun first where a house battery and a car want it. */
export type Sharing = (typeof sharings)[number];
export const sharings = ["car-first", "share", "battery-first"] as const;

/** No house has more than this to share; a larger number is a slip of the pen. */
export const mostShareW = 100_000;

/** Who gets the sun first where a house battery and a car want it. */
export type Sharing = (typeof sharings)[number];
export const sharings = ["car-first", "share", "battery-first"] as const;

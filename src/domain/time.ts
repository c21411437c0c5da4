/** A point in time: milliseconds since 1970-01-01 UTC. Plain number, so that snapshots stay plain JSON. */
export type Instant = number;

export const secondMs = 1_000;
export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

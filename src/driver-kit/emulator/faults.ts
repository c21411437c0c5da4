/** The ways in which devices and networks fail; every emulator can be told to show each of them. */
export const faultKinds = [
  /** The wire: done by the emulator server for everybody. */
  "slow",
  "hang",
  "reset",
  "half-reply",
  "html",
  "rate-limited",
  "unavailable",
  "dead",
  /** The vendor: shown by each emulator in the vendor's own way. */
  "expired-login",
  "stale-values",
  "nulls",
  "unknown-keys",
  "clock-skew",
  "ignored-writes",
] as const;

export type FaultKind = (typeof faultKinds)[number];

/** Which faults are on at this moment. */
export interface Faults {
  isActive(kind: FaultKind): boolean;
}

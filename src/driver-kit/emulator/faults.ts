import type { Instant } from "#domain";

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
  /**
   * When the fault that is on now was switched on. With `expired-login`, logins given before it have ended and
   * later ones are good; with `stale-values`, the device goes on telling what it knew then.
   */
  since(kind: FaultKind): Instant | undefined;
}

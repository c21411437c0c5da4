/** What owners met with single accounts, servers or firmwares. */
export const quirkNames = [
  /** The token of a login comes as a cookie only. */
  "cookie-only",
  /** An account from before the newer list of plants: `stations` is not granted. */
  "older-account",
  /** Numbers come as text. */
  "texts",
  /** The grid meter tells kilowatts. */
  "kilowatts",
  /** A positive battery power is discharging. */
  "discharge-positive",
  /** The meter at the grid is out of contact. */
  "meter-offline",
  /** The battery is out of contact. */
  "battery-offline",
  /** Replies lack the inverter's power. */
  "missing-power",
  /** The installer has not ticked the battery's data points. */
  "no-battery-points",
  /** Lifetime counters fall back at times. */
  "falling-counters",
  /** A success has a text beside it. */
  "message",
  /** The login's end is told in the short form. */
  "short-305",
  /** Another program logs in whenever we have. */
  "rival",
  /** No plant is bound to the account. */
  "no-plants",
  /** The maker has replaced the devices: their numbers mean nothing any more. */
  "unknown-devices",
  /** The account's time is over. */
  "expired-account",
  /** The owner has not authorised the account (any more). */
  "withdrawn",
  /** The whole cloud is overloaded. */
  "overload",
  /** The account has moved to another host. */
  "moved",
  /** The maker has given the plants new codes. */
  "new-codes",
] as const;

/** Ways in which single accounts, firmwares and days of this cloud differ. */
export const quirkNames: readonly string[] = [
  /** Grid powers in kilowatts, as one client says they are. */
  "kilowatts",
  /** The meter's clamp is the wrong way round, while the load is right. */
  "flipped-meter",
  /** No meter: everything about grid and load is zero for ever. */
  "no-meter",
  "no-plants",
  "two-plants",
  /** A second device of the same kind, which gives half of the sun. */
  "two-devices",
  /** The second one has sent nothing. */
  "second-silent",
  /** A meter and a sensor in the list, of kinds that have no values. */
  "accessories",
  /** Around midnight: counters tell nothing. */
  "zero-counters",
  /** The account is kept on another region's server. */
  "wrong-domain",
  "system-error",
  "device-gone",
  /** Library names as programs are refused. */
  "picky-about-agents",
  "login-moved",
  "locked",
];

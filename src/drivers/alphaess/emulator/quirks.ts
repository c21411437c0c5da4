/** Reported of single models, firmwares and days; each can be switched on. */
export const quirkNames: readonly string[] = [
  /** The account has no system any more. */
  "no-systems",
  /** A second system stands in the account. */
  "two-systems",
  /** The caller's address is not on the account's list; the text still speaks of the time stamp. */
  "not-on-allow-list",
  /** A wrong time stamp under its own code, and not under that of the list. */
  "clock-code-6006",
  /** 6026 and nulls as right after midnight. */
  "busy",
  "offline",
  /** The portal's own pace: ten seconds between calls. */
  "ten-seconds",
  /** Earlier paces of writing. */
  ...["writes-ten-minutes", "writes-daily"],
  /** Settings are taken and never reach the inverter. */
  "settings-not-applied",
  /** The charge stop limits the sun as well, as some hope. */
  "charge-stop-stops-sun",
  /** Settings read as before until the inverter has taken them. */
  "slow-read-back",
  /** The day's counters fall to zero for a while. */
  "counters-drop",
  "slow-wallbox",
  "start-ignored",
  "pile-fault",
  /** Overnight the maker signs in another way, as in October 2022. */
  "legacy-signature-changed",
  ...["legacy-moved", "legacy-refresh-dead"],
  ...["portal-flat-pile", "portal-no-expiry", "portal-expiry-in-body"],
];

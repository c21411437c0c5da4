import type { Snapshot } from "#domain";
import type { Attention } from "#driver-kit";

/** Inverters show a few watts of their own at night. */
const darkW = 50;

/** How closely the house needs to be looked at; what is not known to be quiet counts as usual. */
export function attentionTo({ at, chargers, signals = [], house }: Snapshot): Attention {
  const isCharging =
    chargers.some(({ reading, goodUntil }) => reading?.status === "C" && goodUntil !== undefined && goodUntil >= at) ||
    signals.some((signal) => signal.isCharging && signal.goodUntil >= at);
  if (isCharging) return "close";
  const { solarW } = house;
  return solarW !== undefined && solarW.goodUntil >= at && solarW.value < darkW ? "idle" : "usual";
}

import type { KeyStore } from "./key-store.ts";

/** What the charging logic concludes in one second. `reason` is the number shown as `modelStatus`. */
export interface Decision {
  readonly isAllowed: boolean;
  readonly reason: number;
}

/** What is going on beside the settings. */
export interface Circumstances {
  readonly hasSurplus: boolean;
  readonly isPretendingUnplug: boolean;
  readonly isSwitchingPhases: boolean;
  readonly isInMinimumPause: boolean;
  readonly isBlockedByTimer: boolean;
  readonly isPriceLow: boolean;
  readonly isKeepingAlive: boolean;
  /** The other chargers on the line leave less than a car needs. */
  readonly isLineTaken: boolean;
}

const yes = (reason: number): Decision => ({ isAllowed: true, reason });
const no = (reason: number): Decision => ({ isAllowed: false, reason });

/** The order in which the firmware asks: fault, access, force, pauses it owes the hardware, limits, then its mode. */
export function decideCharging(keys: KeyStore, now: Circumstances): Decision {
  if (keys.number("err") !== 0) return no(26);
  if (keys.number("amt") === 0) return no(1);
  if (keys.number("acs") === 1 && keys.isNull("trx")) return no(2);
  if (keys.number("frc") === 1) return no(4);
  if (now.isPretendingUnplug) return no(22);
  if (now.isSwitchingPhases) return no(23);
  if (now.isLineTaken) return no(27);
  if (keys.number("frc") === 2) return yes(3);
  if (now.isInMinimumPause) return no(24);
  if (!keys.isNull("dwo") && keys.number("wh") >= keys.number("dwo")) return no(6);
  if (now.isBlockedByTimer) return no(5);
  const decision = decideByMode(keys, now);
  return !decision.isAllowed && now.isKeepingAlive ? yes(19) : decision;
}

function decideByMode(keys: KeyStore, now: Circumstances): Decision {
  switch (keys.number("lmo")) {
    case 4:
      if (now.isPriceLow) return yes(7);
      if (now.hasSurplus) return yes(12);
      return keys.flag("acp") ? no(17) : yes(20);
    case 5:
      return keys.number("wh") < keys.number("ate") ? yes(10) : no(18);
    default:
      return yes(15);
  }
}

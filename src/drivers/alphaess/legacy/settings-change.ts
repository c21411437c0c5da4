import { fail, type Json } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import { checkMode, socRanges } from "../limits.ts";
import { numberOf } from "../reply-values.ts";
import { checkSocOrder } from "../soc-order.ts";
import type { Settings } from "../surface.ts";
import type { SettingsChange } from "./settings.ts";

const levels: ReadonlySet<string> = new Set(["bat_use_cap", "bat_high_cap"]);
const switches: ReadonlySet<string> = new Set(["grid_charge", "ctr_dis"]);
const time = /^time_(?:cha|dis)[fe][12]a$/;

/** Settings that are known to have a range are checked before anything is sent; all others are the caller's business. */
export function settingsChange(wanted: Settings, call?: CallOptions): SettingsChange {
  const isPuttingBack = call?.purpose === "restore";
  const entries = Object.entries(wanted).flatMap(([key, value]) =>
    value === undefined ? [] : [[key, isPuttingBack ? value : checkedSetting(key, value)] as const],
  );
  const changes: Settings = Object.fromEntries(entries);
  return {
    over: (before) => {
      const next = { ...before, ...changes };
      if (entries.some(([key]) => levels.has(key)))
        checkSocOrder(numberOf(next["bat_use_cap"]), numberOf(next["bat_high_cap"]), call);
      return changes;
    },
  };
}

/** Levels and switches go as text and without decimals, as the maker's own pages send them. */
function checkedSetting(key: string, value: Json): Json {
  if (levels.has(key)) return checkedLevel(value);
  if (switches.has(key)) return value === true || numberOf(value) === 1 ? "1" : "0";
  if (key === "chargingmode") return String(checkMode(numberOf(value) ?? Number.NaN));
  if (time.test(key) && !(typeof value === "string" && /^(?:[01]\d|2[0-3]):(?:00|15|30|45)$/.test(value)))
    throw fail("invalid", "alphaess.off-grid", { facts: { found: String(value), gridMinutes: 15 } });
  return value;
}

function checkedLevel(value: Json): Json {
  const percent = numberOf(value);
  const { lowestPercent, highestPercent } = socRanges.server;
  const isSound = percent !== undefined && percent >= lowestPercent && percent <= highestPercent;
  if (isSound && Number.isInteger(percent)) return String(percent);
  throw fail("invalid", "alphaess.soc-range", { facts: { found: String(value), lowestPercent, highestPercent } });
}

import { z } from "zod";
import { fail, type Json } from "#domain";
import type { CallOptions } from "#platform/for-clients";
import { checkSocWindow, socRanges } from "../limits.ts";
import { written } from "../local-time.ts";
import { flag, numberOf } from "../reply-values.ts";
import type { AlphaessSurface, Settings, SocWindow, TimeSlot, Timetable } from "../surface.ts";
import { checkedSlots, slotOf } from "../time-slots.ts";
import type { Exchange } from "./exchange.ts";

/** The cloud keeps two stores, one for charging and one for discharging; each is always written as a whole. */
interface Store {
  readonly read: string;
  readonly write: string;
  readonly numbers: readonly string[];
  readonly times: readonly string[];
}

const charge: Store = {
  read: "/getChargeConfigInfo",
  write: "/updateChargeConfigInfo",
  numbers: ["gridCharge", "batHighCap"],
  times: ["timeChaf1", "timeChae1", "timeChaf2", "timeChae2"],
};

const discharge: Store = {
  read: "/getDisChargeConfigInfo",
  write: "/updateDisChargeConfigInfo",
  numbers: ["ctrDis", "batUseCap"],
  times: ["timeDisf1", "timeDise1", "timeDisf2", "timeDise2"],
};

const stores = [charge, discharge];

/** The keys that `changeSettings` takes. */
export const settingKeys: readonly string[] = stores.flatMap(({ numbers, times }) => [...numbers, ...times]);

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const storeReply = z.record(z.string(), z.unknown()).nullish();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

type SettingMethods = Pick<
  AlphaessSurface,
  "settings" | "changeSettings" | "socWindow" | "changeSocWindow" | "timetable" | "changeTimetable"
>;

export function createSettings(exchange: Exchange): SettingMethods {
  /** The store as the cloud has it, keys of later versions included. */
  const readStore = async (serial: string, store: Store, call?: CallOptions): Promise<Record<string, Json>> => {
    const told = await exchange({ path: store.read, query: { sysSn: serial } }, storeReply, call);
    const known: Record<string, Json> = {};
    for (const [key, value] of Object.entries(told ?? {})) {
      const parsed = scalar.safeParse(value);
      if (parsed.success && key !== "sysSn" && parsed.data !== null) known[key] = parsed.data;
    }
    return known;
  };

  const changeStore = async (serial: string, store: Store, changes: Record<string, Json>, call?: CallOptions) => {
    await exchange.beforeReading(store.write, call);
    const present = await readStore(serial, store, call);
    const next = { ...present, ...changes };
    if (Object.entries(changes).every(([key, value]) => isSame(present[key], value))) return;
    const missing = [...store.numbers, ...store.times].filter((key) => next[key] === undefined);
    // Written as a whole, what is missing here would be lost there.
    if (missing.length > 0)
      throw fail("unreachable", "alphaess.settings-untold", { facts: { serial, missing: missing.join(", ") } });
    await exchange({ path: store.write, body: { ...next, sysSn: serial } }, z.unknown(), call);
  };

  const settings = async (serial: string, call?: CallOptions): Promise<Settings> => ({
    ...(await readStore(serial, charge, call)),
    ...(await readStore(serial, discharge, call)),
  });

  const changeSettings = async (serial: string, changes: Settings, call?: CallOptions) => {
    const checked = Object.entries(changes).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, checkedSetting(key, value)] as const],
    );
    for (const store of stores) {
      const own = checked.filter(([key]) => store.numbers.includes(key) || store.times.includes(key));
      if (own.length > 0) await changeStore(serial, store, Object.fromEntries(own), call);
    }
  };

  return {
    settings,
    changeSettings,
    socWindow: async (serial, call) => windowOf(await settings(serial, call), serial),
    changeSocWindow: async (serial, window, call) => {
      checkSocWindow(window, socRanges.server);
      await changeSettings(serial, { batHighCap: window.maxPercent, batUseCap: window.minPercent }, call);
    },
    timetable: async (serial, call) => timetableOf(await settings(serial, call), serial),
    changeTimetable: async (serial, changes, call) => changeSettings(serial, settingsOf(changes), call),
  };
}

function isSame(present: Json | undefined, wanted: Json): boolean {
  const [was, is] = [numberOf(present), numberOf(wanted)];
  return was !== undefined && is !== undefined ? was === is : present === wanted;
}

/** Fails before anything is sent. */
function checkedSetting(key: string, value: Json): Json {
  if (key === "gridCharge" || key === "ctrDis") return flag.parse(value) ? 1 : 0;
  if (key === "batHighCap" || key === "batUseCap") {
    const percent = numberOf(value);
    const { lowestPercent, highestPercent } = socRanges.server;
    if (percent === undefined || percent < lowestPercent || percent > highestPercent)
      throw fail("invalid", "alphaess.soc-range", { facts: { found: String(value), lowestPercent, highestPercent } });
    return percent;
  }
  if (!settingKeys.includes(key))
    throw fail("invalid", "alphaess.unknown-setting", { facts: { found: key, allowed: settingKeys.join(", ") } });
  const parsed = time.safeParse(value);
  if (!parsed.success || Number(parsed.data.slice(3)) % 15 !== 0)
    throw fail("invalid", "alphaess.off-grid", { facts: { found: String(value), gridMinutes: 15 } });
  return parsed.data;
}

function windowOf(settings: Settings, serial: string): SocWindow {
  const [minPercent, maxPercent] = [numberOf(settings["batUseCap"]), numberOf(settings["batHighCap"])];
  if (minPercent !== undefined && maxPercent !== undefined) return { minPercent, maxPercent };
  throw fail("unreachable", "alphaess.settings-untold", { facts: { serial, missing: "batUseCap, batHighCap" } });
}

function timetableOf(settings: Settings, serial: string): Timetable {
  const { minPercent, maxPercent } = windowOf(settings, serial);
  const slots = (name: "Cha" | "Dis") =>
    ["1", "2"].flatMap((index) =>
      slotOf(textOf(settings[`time${name}f${index}`]), textOf(settings[`time${name}e${index}`])),
    );
  return {
    isChargeOn: flag.parse(settings["gridCharge"]),
    chargeSlots: slots("Cha"),
    chargeStopPercent: maxPercent,
    isDischargeOn: flag.parse(settings["ctrDis"]),
    dischargeSlots: slots("Dis"),
    dischargeCutOffPercent: minPercent,
  };
}

function textOf(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** Times and switch go together, since the vendor's app forgets the times of what is switched off. */
export function settingsOf(changes: Partial<Timetable>): Settings {
  const { isChargeOn, isDischargeOn, chargeStopPercent, dischargeCutOffPercent } = changes;
  return {
    ...(changes.chargeSlots === undefined ? {} : timesOf("Cha", changes.chargeSlots)),
    ...(changes.dischargeSlots === undefined ? {} : timesOf("Dis", changes.dischargeSlots)),
    ...(isChargeOn === undefined ? {} : { gridCharge: isChargeOn ? 1 : 0 }),
    ...(isDischargeOn === undefined ? {} : { ctrDis: isDischargeOn ? 1 : 0 }),
    ...(chargeStopPercent === undefined ? {} : { batHighCap: chargeStopPercent }),
    ...(dischargeCutOffPercent === undefined ? {} : { batUseCap: dischargeCutOffPercent }),
  };
}

function timesOf(name: "Cha" | "Dis", slots: readonly TimeSlot[]): Settings {
  const [first, second] = checkedSlots(slots, 2);
  const pair = (slot: TimeSlot | undefined, index: number) => ({
    [`time${name}f${index}`]: written(slot?.fromMinute ?? 0),
    [`time${name}e${index}`]: written(slot?.untilMinute ?? 0),
  });
  return { ...pair(first, 1), ...pair(second, 2) };
}

import { z } from "zod";
import { fail, type Json } from "#domain";
import type { CallOptions, Clock } from "#platform/for-clients";
import { checkSocWindow, socRanges } from "../limits.ts";
import { written } from "../local-time.ts";
import { flag, numberOf } from "../reply-values.ts";
import type { AlphaessSurface, Settings, SocWindow, TimeSlot, Timetable } from "../surface.ts";
import { checkedSlots, slotOf } from "../time-slots.ts";
import { changeBothStores } from "./change-settings.ts";
import { configStores, createConfigStores } from "./config-stores.ts";
import type { Exchange } from "./exchange.ts";

/** The keys that `changeSettings` takes. */
export const settingKeys: readonly string[] = [...configStores.charge.keys, ...configStores.discharge.keys];

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

type SettingMethods = Pick<
  AlphaessSurface,
  "settings" | "changeSettings" | "socWindow" | "changeSocWindow" | "timetable" | "changeTimetable"
>;

export function createSettings(exchange: Exchange, clock: Pick<Clock, "sleep">): SettingMethods {
  const stores = createConfigStores(exchange);

  const settings = async (serial: string, call?: CallOptions): Promise<Settings> => ({
    ...(await stores.read(serial, configStores.charge, call)),
    ...(await stores.read(serial, configStores.discharge, call)),
  });

  const changeSettings = async (serial: string, changes: Settings, call?: CallOptions) => {
    const isPuttingBack = call?.purpose === "restore";
    const checked = Object.entries(changes).flatMap(([key, value]) =>
      value === undefined ? [] : [[key, isPuttingBack ? value : checkedSetting(key, value)] as const],
    );
    await changeBothStores({ stores, clock, serial }, Object.fromEntries(checked), call);
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

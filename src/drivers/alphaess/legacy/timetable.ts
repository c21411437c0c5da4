import { fail, type Json } from "#domain";
import { checkSocWindow } from "../limits.ts";
import { written } from "../local-time.ts";
import { numberOf } from "../reply-values.ts";
import type { Settings, SocWindow, TimeSlot, Timetable } from "../surface.ts";
import { checkedSlots, slotOf } from "../time-slots.ts";

export function socWindowIn(settings: Settings): SocWindow {
  const minPercent = numberOf(settings["bat_use_cap"]);
  const maxPercent = numberOf(settings["bat_high_cap"]);
  if (minPercent !== undefined && maxPercent !== undefined) return { minPercent, maxPercent };
  const serial = textIn(settings["sys_sn"]) ?? "-";
  throw fail("unreachable", "alphaess.settings-untold", { facts: { serial, missing: "bat_use_cap, bat_high_cap" } });
}

/** As text and without decimals, as the maker's own pages send it. */
export function settingsOfWindow(window: SocWindow): Settings {
  checkSocWindow(window);
  return { bat_use_cap: String(window.minPercent), bat_high_cap: String(window.maxPercent) };
}

export function timetableIn(settings: Settings): Timetable {
  const { minPercent, maxPercent } = socWindowIn(settings);
  const slots = (start: string) =>
    ([1, 2] as const).flatMap((number) =>
      slotOf(textIn(settings[`${start}f${number}a`]), textIn(settings[`${start}e${number}a`])),
    );
  return {
    isChargeOn: numberOf(settings["grid_charge"]) === 1,
    chargeSlots: slots("time_cha"),
    chargeStopPercent: maxPercent,
    isDischargeOn: numberOf(settings["ctr_dis"]) === 1,
    dischargeSlots: slots("time_dis"),
    dischargeCutOffPercent: minPercent,
  };
}

/** Only what is named; switches keep their times, since all of it is written as a whole anyway. */
export function settingsOfTimetable(changes: Partial<Timetable>): Settings {
  const { isChargeOn, isDischargeOn, chargeSlots, dischargeSlots } = changes;
  const { chargeStopPercent, dischargeCutOffPercent } = changes;
  return {
    ...(dischargeCutOffPercent === undefined ? {} : { bat_use_cap: String(dischargeCutOffPercent) }),
    ...(chargeStopPercent === undefined ? {} : { bat_high_cap: String(chargeStopPercent) }),
    ...(isChargeOn === undefined ? {} : { grid_charge: isChargeOn ? "1" : "0" }),
    ...(isDischargeOn === undefined ? {} : { ctr_dis: isDischargeOn ? "1" : "0" }),
    ...(chargeSlots === undefined ? {} : timesOf("time_cha", chargeSlots)),
    ...(dischargeSlots === undefined ? {} : timesOf("time_dis", dischargeSlots)),
  };
}

/** There are always two; equal times are an empty one. */
function timesOf(start: string, slots: readonly TimeSlot[]): Settings {
  const checked = checkedSlots(slots, 2);
  const off: TimeSlot = { fromMinute: 0, untilMinute: 0 };
  const [one = off, two = off] = checked;
  return Object.fromEntries(
    [one, two].flatMap(({ fromMinute, untilMinute }, index) => [
      [`${start}f${index + 1}a`, written(fromMinute)],
      [`${start}e${index + 1}a`, written(untilMinute)],
    ]),
  );
}

function textIn(value: Json | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

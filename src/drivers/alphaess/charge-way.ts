import { slotsCharging, slotsSettings } from "./battery-settings.ts";
import type { ChargeSettings, GridCharging } from "./battery-state.ts";
import { type OurRows, rowSettings, rowsCharging, rowsWith, timetableOf } from "./charge-rows.ts";

/** What settings of either timetable amount to on this weekday. */
export function gridChargingIn(settings: ChargeSettings, weekday: number | undefined): GridCharging {
  const timetable = timetableOf(settings);
  return timetable === undefined ? slotsCharging(settings) : rowsCharging(timetable, weekday);
}

/** The settings of the same kind that charge in a time of ours. */
export function chargeSettingsFor(own: ChargeSettings, ours: OurRows): ChargeSettings {
  const timetable = timetableOf(own);
  return timetable === undefined ? slotsSettings(own, ours) : rowSettings(rowsWith(timetable, ours));
}

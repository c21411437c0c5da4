import { type BatteryIntent, hourMs, type Instant, minuteMs } from "#domain";
import type { BatteryState, GridCharging } from "./battery-state.ts";
import { gridChargingIn } from "./charge-way.ts";
import { socRanges } from "./limits.ts";
import { minuteOfDay, minutesPerDay } from "./local-time.ts";
import type { SocWindow, TimeSlot } from "./surface.ts";
import { checkedSlots, gridMinutes, lastMinute } from "./time-slots.ts";

export type ChargeIntent = Extract<BatteryIntent, { kind: "charge" }>;

/** A time repeats every day: it must not meet itself. */
const longestMs = 23 * hourMs;
/** Written anew as soon as less than this is left of it and more is needed. */
const renewBelowMinutes = 30;
/** Lower ones are refused for charging. */
const lowestStopPercent = 10;

/**
 * From the quarter of an hour that has begun, for the inverter hears of it minutes later, to the one in which the time
 * is up. A hub that dies leaves nothing behind that goes on after that; the maker's times have no date, so what is left
 * comes back daily until a hub takes it away.
 */
export function chargeSlots({ by }: ChargeIntent, now: Instant, timeZone: string): readonly TimeSlot[] {
  const fromMinute = Math.floor(minuteOfDay(now, timeZone) / gridMinutes) * gridMinutes;
  const end = Math.min(by, now + longestMs);
  const untilMinute = Math.ceil(minuteOfDay(end, timeZone) / gridMinutes) * gridMinutes;
  return checkedSlots([{ fromMinute, untilMinute: untilMinute === 0 ? minutesPerDay : untilMinute }], 2);
}

/** Where charging stops; it stays above the discharge cut-off, or the cloud refuses both. */
export function chargeStop({ toPercent }: ChargeIntent, minPercent: number): number {
  const lowest = Math.max(lowestStopPercent, Math.floor(minPercent) + 1);
  return Math.min(Math.max(Math.round(toPercent), lowest), socRanges.server.highestPercent);
}

/** Whether the battery is charged as asked, and for long enough not to be written anew. */
export function doesCharge(intent: ChargeIntent, state: BatteryState): boolean {
  const { charge, at, minuteOfDay: minute, isIdle } = state;
  if (charge === undefined || at === undefined || minute === undefined || isIdle === true) return false;
  const charging = gridChargingIn(charge, state.weekday);
  if (!charging.isOn || charging.stopPercent !== chargeStop(intent, state.minPercent)) return false;
  const needed = Math.min(renewBelowMinutes, Math.ceil((intent.by - at) / minuteMs));
  for (let ahead = 0; ahead < needed; ahead += 1)
    if (!isWithin(charging, (minute + ahead) % minutesPerDay)) return false;
  return true;
}

/** Whether this can be a time of ours, whatever it was asked for: on, alone or in two pieces around midnight, and now. */
export function isLikeOurs(charging: GridCharging, minute: number): boolean {
  const [first, second] = charging.slots.toSorted((one, other) => other.fromMinute - one.fromMinute);
  const isOne = second === undefined || (first?.untilMinute === lastMinute && second.fromMinute === 0);
  return charging.isOn && first !== undefined && isOne && isWithin(charging, minute);
}

/** Whether the system charges from the grid now, by whoever's time it may be. */
export function isChargeTime({ charge, minuteOfDay: minute, weekday }: Omit<BatteryState, keyof SocWindow>): boolean {
  if (charge === undefined || minute === undefined) return false;
  const { isOn, slots } = gridChargingIn(charge, weekday);
  return isOn && isIn(slots, minute);
}

/** The last quarter before midnight cannot be written. */
export function isWithin({ slots }: GridCharging, minute: number): boolean {
  return minute >= lastMinute || isIn(slots, minute);
}

function isIn(slots: readonly TimeSlot[], minute: number): boolean {
  return slots.some(({ fromMinute, untilMinute }) => fromMinute <= minute && minute < untilMinute);
}

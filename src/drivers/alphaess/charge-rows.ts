import { z } from "zod";
import type { ChargeSettings, GridCharging } from "./battery-state.ts";
import { bodyOf } from "./open/periodic.ts";
import type { PeriodicSlot, PeriodicTimetable, TimeSlot } from "./surface.ts";
import { gridMinutes, lastMinute } from "./time-slots.ts";

/** What the owner has switched on in the newer timetable; it can only be written, so it has to be told. */
export type SwitchedOn = "off" | "charge" | "discharge" | "both";
export const switchedOns: readonly SwitchedOn[] = ["off", "charge", "discharge", "both"];

export function switchesOf(on: SwitchedOn) {
  return { isChargeOn: on === "charge" || on === "both", isDischargeOn: on === "discharge" || on === "both" };
}

const rows = z.array(
  z.object({
    fromMinute: z.number(),
    untilMinute: z.number(),
    limitPercent: z.number(),
    powerW: z.number().exactOptional(),
    weekdays: z.array(z.number()).exactOptional(),
  }),
);
const kept = z.object({ cycle: z.enum(["daily", "weekly"]), charge: rows, discharge: rows });

/** The newer timetable, kept as settings are. */
export function rowSettings({ cycle, charge, discharge }: PeriodicTimetable): ChargeSettings {
  return { cycle, charge: charge.map(jsonOf), discharge: discharge.map(jsonOf) };
}

function jsonOf({ fromMinute, untilMinute, limitPercent, powerW, weekdays }: PeriodicSlot) {
  return {
    ...{ fromMinute, untilMinute, limitPercent },
    ...(powerW === undefined ? {} : { powerW }),
    ...(weekdays === undefined ? {} : { weekdays: [...weekdays].sort() }),
  };
}

/** Undefined for settings of the older timetable. */
export function timetableOf(settings: ChargeSettings): PeriodicTimetable | undefined {
  return settings["cycle"] === undefined ? undefined : kept.parse(settings);
}

export interface OurRows {
  readonly slots: readonly TimeSlot[];
  readonly stopPercent: number;
  readonly powerW: number | undefined;
  readonly now: { readonly minute: number; readonly weekday: number };
}

/**
 * Ours in place of the owner's times for charging; his for discharging stay where ours leave room. Fails where his could
 * not be written again, before anything is sent.
 */
export function rowsWith(own: PeriodicTimetable, { slots, stopPercent, powerW, now }: OurRows): PeriodicTimetable {
  const { cycle, discharge } = own;
  bodyOf({ ...own, ...switchesOf("both") });
  const tomorrow = (now.weekday % 7) + 1;
  const charge = slots.map((slot) => ({
    ...slot,
    limitPercent: stopPercent,
    ...(powerW === undefined ? {} : { powerW }),
    ...(cycle === "weekly" ? { weekdays: [slot.untilMinute > now.minute ? now.weekday : tomorrow] } : {}),
  }));
  const left = discharge.flatMap((row) => without(row, slots));
  const [first] = discharge;
  // Neither list may be empty.
  const rest = left.length > 0 || first === undefined ? left : [{ ...first, ...freeQuarter(slots) }];
  return { cycle, charge, discharge: rest };
}

/** Whether it is switched on cannot be read; only rows of today and tomorrow can be ours. */
export function rowsCharging({ charge }: PeriodicTimetable, weekday: number | undefined): GridCharging {
  const near = charge.filter(
    ({ weekdays }) =>
      weekdays === undefined ||
      weekday === undefined ||
      weekdays.includes(weekday) ||
      weekdays.includes((weekday % 7) + 1),
  );
  const [first] = near;
  const isOneLevel = near.every(({ limitPercent }) => limitPercent === first?.limitPercent);
  return { isOn: true, slots: near, stopPercent: isOneLevel ? first?.limitPercent : undefined };
}

function without(row: PeriodicSlot, others: readonly TimeSlot[]): readonly PeriodicSlot[] {
  return others.reduce<readonly PeriodicSlot[]>(
    (pieces, { fromMinute, untilMinute }) =>
      pieces.flatMap((piece) =>
        [
          { ...piece, untilMinute: Math.min(piece.untilMinute, fromMinute) },
          { ...piece, fromMinute: Math.max(piece.fromMinute, untilMinute) },
        ].filter((left) => left.fromMinute < left.untilMinute),
      ),
    [row],
  );
}

function freeQuarter(slots: readonly TimeSlot[]): TimeSlot {
  for (let fromMinute = 0; fromMinute < lastMinute; fromMinute += gridMinutes) {
    const untilMinute = fromMinute + gridMinutes;
    if (slots.every((slot) => untilMinute <= slot.fromMinute || slot.untilMinute <= fromMinute))
      return { fromMinute, untilMinute };
  }
  return { fromMinute: 0, untilMinute: gridMinutes };
}

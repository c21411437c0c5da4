import { fail } from "#domain";
import { minuteOf, minutesPerDay, written } from "./local-time.ts";
import type { TimeSlot } from "./surface.ts";

/** Devices look at the clock in quarters of an hour; other times are taken by the cloud and never acted upon. */
export const gridMinutes = 15;
/** The last time that can be written; there is no 24:00. */
export const lastMinute = 23 * 60 + 45;

/** Slots as they can be written: on the grid, and what runs past midnight in two pieces. */
export function checkedSlots<S extends TimeSlot>(slots: readonly S[], most: number): readonly S[] {
  const split = slots.flatMap((slot) => {
    checkMinute(slot.fromMinute);
    checkMinute(slot.untilMinute);
    return withinDay(slot);
  });
  if (split.length > most) throw fail("invalid", "alphaess.too-many-slots", { facts: { found: split.length, most } });
  checkOverlap(split);
  return split;
}

function withinDay<S extends TimeSlot>(slot: S): readonly S[] {
  const { fromMinute } = slot;
  const untilMinute = Math.min(slot.untilMinute, lastMinute);
  if (fromMinute === untilMinute) throw fail("invalid", "alphaess.empty-slot", { facts: { at: written(fromMinute) } });
  if (fromMinute < untilMinute) return [{ ...slot, untilMinute }];
  const evening = { ...slot, untilMinute: lastMinute };
  const morning = { ...slot, fromMinute: 0, untilMinute };
  return [evening, morning].filter((piece) => piece.fromMinute < piece.untilMinute);
}

function checkMinute(minute: number): void {
  if (Number.isInteger(minute) && minute >= 0 && minute <= minutesPerDay && minute % gridMinutes === 0) return;
  throw fail("invalid", "alphaess.off-grid", {
    facts: { found: Number.isInteger(minute) && minute >= 0 ? written(minute) : minute, gridMinutes },
  });
}

function checkOverlap(slots: readonly TimeSlot[]): void {
  const inOrder = slots.toSorted((a, b) => a.fromMinute - b.fromMinute);
  const late = inOrder.find((slot, index) => slot.fromMinute < (inOrder[index - 1]?.untilMinute ?? 0));
  if (late !== undefined) throw fail("invalid", "alphaess.slots-overlap", { facts: { at: written(late.fromMinute) } });
}

/** A written pair; equal times mean that the slot is off. */
export function slotOf(from: string | undefined, until: string | undefined): readonly TimeSlot[] {
  const [fromMinute, untilMinute] = [minuteOf(from), minuteOf(until)];
  if (fromMinute === undefined || untilMinute === undefined || fromMinute === untilMinute) return [];
  return [{ fromMinute, untilMinute }];
}

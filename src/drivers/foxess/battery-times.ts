import type { BatteryIntent } from "#domain";
import { neededMinutes, stretchFor } from "./battery-schedule.ts";
import type { BatteryState } from "./battery-state.ts";
import type { ChargeTime } from "./endpoints/charge-times.ts";
import { minutesPerDay, overlapIn, splitAtMidnight } from "./minute-of-day.ts";

const places = 2;

/** A time charges up to the highest level; at the one that was asked for it becomes a hold. */
function kindFor(intent: BatteryIntent, { socPercent }: BatteryState): ChargeTime["kind"] | undefined {
  if (intent.kind === "hold") return "hold";
  if (intent.kind !== "charge") return undefined;
  return socPercent !== undefined && socPercent >= intent.toPercent ? "hold" : "charge";
}

/**
 * The two daily times with one of ours among them; undefined where the intent has none, or where the owner's own leave no
 * place: those stay.
 */
export function timesWith(
  intent: BatteryIntent,
  before: BatteryState,
  state: Pick<BatteryState, "at" | "minuteOfDay" | "socPercent">,
): readonly ChargeTime[] | undefined {
  const kind = kindFor(intent, state);
  const { minuteOfDay, at } = state;
  if (kind === undefined || minuteOfDay === undefined || at === undefined) return undefined;
  const ours = splitAtMidnight({ kind, ...stretchFor(intent, minuteOfDay, at) });
  const times = [...(before.times ?? []), ...ours];
  return times.length > places || overlapIn(times) !== undefined ? undefined : times;
}

/** Whether a daily time does what is wanted, and for long enough not to be written anew. */
export function doTimes(intent: BatteryIntent, state: BatteryState): boolean {
  const { times = [], minuteOfDay, at } = state;
  const kind = kindFor(intent, state);
  if (kind === undefined || minuteOfDay === undefined || at === undefined) return false;
  for (let ahead = 0; ahead < neededMinutes(intent, at); ahead += 1) {
    const minute = (minuteOfDay + ahead) % minutesPerDay;
    const isThere = times.some(
      (time) =>
        time.fromMinute <= minute && minute < time.untilMinute && (time.kind === kind || intent.kind === "hold"),
    );
    if (!isThere) return false;
  }
  return true;
}

export function isSameTimes(one: readonly ChargeTime[], other: readonly ChargeTime[]): boolean {
  const written = (times: readonly ChargeTime[]) =>
    times.map(({ kind, fromMinute, untilMinute }) => [kind, fromMinute, untilMinute].join()).sort();
  return written(one).join(";") === written(other).join(";");
}

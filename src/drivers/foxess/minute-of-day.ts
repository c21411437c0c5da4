/** A moment of the local day in minutes; 1440 is its end. */
export const minutesPerDay = 1440;

export interface WallClock {
  readonly hour: number;
  readonly minute: number;
}

export function minuteOf({ hour, minute }: WallClock): number {
  return hour * 60 + minute;
}

export function wallClockOf(minuteOfDay: number): WallClock {
  return { hour: Math.floor(minuteOfDay / 60), minute: minuteOfDay % 60 };
}

/** `07:30`; the end of the day is `24:00`. */
export function writtenMinute(minuteOfDay: number): string {
  const { hour, minute } = wallClockOf(minuteOfDay);
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** A stretch of the local day; `untilMinute` is no longer part of it, and before `fromMinute` it lies in the next day. */
export interface DayStretch {
  readonly fromMinute: number;
  readonly untilMinute: number;
}

export function writtenStretch({ fromMinute, untilMinute }: DayStretch): string {
  return `${writtenMinute(fromMinute)}–${writtenMinute(untilMinute)}`;
}

/** Whole minutes of one day, and not without length. */
export function isStretch({ fromMinute, untilMinute }: DayStretch): boolean {
  return (
    Number.isInteger(fromMinute) &&
    Number.isInteger(untilMinute) &&
    fromMinute >= 0 &&
    fromMinute < minutesPerDay &&
    untilMinute >= 0 &&
    untilMinute <= minutesPerDay &&
    fromMinute !== untilMinute
  );
}

/** The same without crossing midnight: the inverter knows one day, so what goes beyond it becomes a second stretch. */
export function splitAtMidnight<T extends DayStretch>(stretch: T): readonly T[] {
  const { fromMinute, untilMinute } = stretch;
  if (untilMinute > fromMinute) return [stretch];
  const evening = { ...stretch, untilMinute: minutesPerDay };
  return untilMinute === 0 ? [evening] : [evening, { ...stretch, fromMinute: 0 }];
}

/** The first two that have a minute in common; they come without crossing midnight. */
export function overlapIn<T extends DayStretch>(stretches: readonly T[]): readonly [T, T] | undefined {
  const sorted = [...stretches].sort((one, other) => one.fromMinute - other.fromMinute);
  for (const [index, next] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before !== undefined && next.fromMinute < before.untilMinute) return [before, next];
  }
  return undefined;
}

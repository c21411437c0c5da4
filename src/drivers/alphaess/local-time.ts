import { dayMs, type Instant, minuteMs } from "#domain";

/** `2026-06-17` by the wall clock of a time zone. */
export function localDate(at: Instant, timeZone: string): string {
  return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short" }).format(at);
}

const wallTime = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(?::(\d{2}))?/;

/** The moment that `2026-06-17 12:00:04` of a time zone means; undefined for anything else. */
export function instantOf(written: string, timeZone: string): Instant | undefined {
  const [, date, time, seconds = "00"] = wallTime.exec(written) ?? [];
  // Undefined parts would make a text that `Date.parse` takes for the year 2000.
  if (date === undefined || time === undefined) return undefined;
  const asUtc = Date.parse(`${date}T${time}:${seconds}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  // The offset that holds there is known only at the moment sought: one step towards it is enough, but at changes of hour.
  const guess = asUtc - offsetMs(asUtc, timeZone);
  return asUtc - offsetMs(guess, timeZone);
}

function offsetMs(at: Instant, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit" },
    ...{ minute: "2-digit", second: "2-digit" },
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value ?? 0);
  const wall = Date.UTC(
    ...([part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")] as const),
  );
  return Math.round((wall - at) / minuteMs) * minuteMs;
}

/** How many minutes of the day a wall clock of the time zone shows as passed. */
export function minuteOfDay(at: Instant, timeZone: string): number {
  return Math.floor(((at + offsetMs(at, timeZone)) % dayMs) / minuteMs);
}

/** 1 is Monday. */
export function weekdayOf(at: Instant, timeZone: string): number {
  return new Date(at + offsetMs(at, timeZone)).getUTCDay() || 7;
}

export function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** Where the machine stands. */
export function machineTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

export const minutesPerDay = dayMs / minuteMs;

/** `07:30` as minutes of the day; undefined for anything else. */
export function minuteOf(written: string | undefined): number | undefined {
  const [, hours, minutes] = /^(\d{1,2}):(\d{2})/.exec(written ?? "") ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  return Number.isFinite(minute) && minute < minutesPerDay && Number(minutes) < 60 ? minute : undefined;
}

export function written(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
}

import type { Instant } from "#domain";

const units = ["y", "M", "w", "d", "h", "m", "s"] as const;
export type TimeUnit = (typeof units)[number];

export function toUnit(text: string | undefined): TimeUnit | undefined {
  return units.find((unit) => unit === text);
}

const iso = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d))?)?)?)?)?(Z?)$/i;
const relative = /^([yMwdhms])((?:[+-]\d*[yMwdhms])*)$/;

/** Unix seconds or milliseconds, local time in ISO form, or a beginning with offsets such as `d-1d`. */
export function parseTime(text: string, now: Instant, timeZone: string): Instant | undefined {
  if (/^\d{10}$/.test(text)) return Number(text) * 1_000;
  if (/^\d{13}$/.test(text)) return Number(text);
  const written = iso.exec(text);
  if (written !== null) {
    const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = written
      .slice(1, 7)
      .map((part) => (part === undefined ? undefined : Number(part)));
    const wall = Date.UTC(year, month - 1, day, hour, minute, second);
    return written[7] === "" ? fromWall(wall, timeZone) : wall;
  }
  return parseRelative(text, now, timeZone);
}

function parseRelative(text: string, now: Instant, timeZone: string): Instant | undefined {
  const [, base, offsets = ""] = relative.exec(text) ?? [];
  const unit = toUnit(base);
  if (unit === undefined) return undefined;
  let at = startOf(now, unit, timeZone);
  for (const [, sign, count = "", name] of offsets.matchAll(/([+-])(\d*)([yMwdhms])/g)) {
    const offsetUnit = toUnit(name);
    if (offsetUnit === undefined) return undefined;
    at = moved(at, Number(count || "1") * (sign === "-" ? -1 : 1), offsetUnit, timeZone);
  }
  return at;
}

function startOf(now: Instant, unit: TimeUnit, timeZone: string): Instant {
  if (unit === "s") return Math.floor(now / 5_000) * 5_000;
  const wall = new Date(toWall(now, timeZone));
  const [year, month, day] = [wall.getUTCFullYear(), wall.getUTCMonth(), wall.getUTCDate()];
  const [hour, minute] = [wall.getUTCHours(), wall.getUTCMinutes()];
  switch (unit) {
    case "y":
      return fromWall(Date.UTC(year, 0, 1), timeZone);
    case "M":
      return fromWall(Date.UTC(year, month, 1), timeZone);
    case "w":
      return fromWall(Date.UTC(year, month, day - wall.getUTCDay()), timeZone);
    case "d":
      return fromWall(Date.UTC(year, month, day), timeZone);
    case "h":
      return fromWall(Date.UTC(year, month, day, hour), timeZone);
    case "m":
      return fromWall(Date.UTC(year, month, day, hour, minute), timeZone);
  }
}

/** Days and longer by the calendar of the device, the rest by the clock. */
export function moved(at: Instant, count: number, unit: TimeUnit, timeZone: string): Instant {
  const wall = new Date(toWall(at, timeZone));
  switch (unit) {
    case "s":
      return at + count * 1_000;
    case "m":
      return at + count * 60_000;
    case "h":
      return at + count * 3_600_000;
    case "d":
      return fromWall(wall.setUTCDate(wall.getUTCDate() + count), timeZone);
    case "w":
      return fromWall(wall.setUTCDate(wall.getUTCDate() + 7 * count), timeZone);
    case "M":
      return fromWall(wall.setUTCMonth(wall.getUTCMonth() + count), timeZone);
    case "y":
      return fromWall(wall.setUTCFullYear(wall.getUTCFullYear() + count), timeZone);
  }
}

/** Wall time as if it were UTC. */
function toWall(at: Instant, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    ...{ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" },
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((each) => each.type === type)?.value);
  return Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
}

function fromWall(wall: number, timeZone: string): Instant {
  const guess = wall - (toWall(wall, timeZone) - wall);
  return guess - (toWall(guess, timeZone) - wall);
}

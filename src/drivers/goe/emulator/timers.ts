import type { Json } from "#domain";
import type { KeyStore } from "./key-store.ts";

interface Range {
  readonly fromS: number;
  readonly toS: number;
}

/** Whether the day's timer keeps the car from charging now; weekdays, Saturday and Sunday have one each. */
export function isBlockedByTimer(keys: KeyStore, utcMs: number): boolean {
  const local = new Date(utcMs + keys.number("lto"));
  const day = local.getUTCDay();
  const timer = objectOf(keys.get(day === 0 ? "sch_sund" : day === 6 ? "sch_satur" : "sch_week"));
  const nowS = (local.getUTCHours() * 60 + local.getUTCMinutes()) * 60 + local.getUTCSeconds();
  const isInside = rangesOf(timer["ranges"]).some(({ fromS, toS }) => nowS >= fromS && nowS < toS);
  switch (timer["control"]) {
    case 1:
    case 3:
      return !isInside;
    case 2:
    case 4:
      return isInside;
    default:
      return false;
  }
}

function rangesOf(list: Json | undefined): readonly Range[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry: Json) => {
    const { begin, end } = objectOf(entry);
    return { fromS: secondOfDay(begin), toS: secondOfDay(end) };
  });
}

function secondOfDay(time: Json | undefined): number {
  const { hour, minute, second } = objectOf(time);
  const numberOf = (value: Json | undefined) => (typeof value === "number" ? value : 0);
  return (numberOf(hour) * 60 + numberOf(minute)) * 60 + numberOf(second);
}

type Members = { readonly [member: string]: Json | undefined };

function objectOf(value: Json | undefined): Members {
  return isMembers(value) ? value : {};
}

function isMembers(value: Json | undefined): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

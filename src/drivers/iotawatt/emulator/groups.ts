import type { Instant } from "#domain";
import { moved, type TimeUnit, toUnit } from "./times.ts";

/** How a time range is cut into rows. */
export type Group = "all" | { readonly count: number; readonly unit: TimeUnit };

const unitMs: Readonly<Record<TimeUnit, number>> = {
  ...{ y: 365 * 86_400_000, M: 30 * 86_400_000, w: 7 * 86_400_000, d: 86_400_000 },
  ...{ h: 3_600_000, m: 60_000, s: 1_000 },
};

/** The device chooses so that a graph has a few hundred points. */
const autoRows = 360;

/** `auto`, `all`, `<n>{s|m|h|d|w|M|y}`, or seconds in steps of five. */
export function parseGroup(text: string, rangeMs: number): Group | undefined {
  if (text === "all") return "all";
  if (text === "auto") {
    const seconds = Math.max(5, Math.ceil(rangeMs / 1_000 / autoRows / 5) * 5);
    return { count: seconds, unit: "s" };
  }
  const match = /^(\d+)([smhdwMy]?)$/.exec(text);
  if (match === null) return undefined;
  const count = Number(match[1]);
  const unit = toUnit(match[2] === "" ? "s" : match[2]);
  if (unit === undefined || count === 0 || (unit === "s" && count % 5 !== 0)) return undefined;
  return { count, unit };
}

export function* spansOf(
  group: Group,
  begin: Instant,
  end: Instant,
  timeZone: string,
): Generator<readonly [Instant, Instant]> {
  if (group === "all") {
    yield [begin, end];
    return;
  }
  for (let from = begin; from < end; ) {
    const next = moved(from, group.count, group.unit, timeZone);
    const until = Math.max(next, from + Math.min(unitMs[group.unit], 5_000));
    yield [from, Math.min(until, end)];
    from = until;
  }
}

import { type Instant, minuteMs } from "#domain";

const pattern = /^(\d{4})-(\d{2})-(\d{2}) (\d{2}):(\d{2}):(\d{2})(?: \S*?)?([+-])(\d{2}):?(\d{2})$/;

/**
 * The moment a reply speaks of: `2025-09-14 18:43:09 BST+0100` is local wall time with its offset, although the vendor's
 * document calls it UTC. Undefined for anything else.
 */
export function parseVendorTime(text: string | undefined): Instant | undefined {
  return parse(text)?.at;
}

/** How far the device's local time is ahead of UTC, as the same replies tell. */
export function parseVendorOffset(text: string | undefined): number | undefined {
  return parse(text)?.offsetMs;
}

function parse(text: string | undefined): { readonly at: Instant; readonly offsetMs: number } | undefined {
  const parts = text === undefined ? undefined : pattern.exec(text)?.slice(1);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(0, 6).map(Number);
  const isPossible = month >= 1 && month <= 12 && day >= 1 && day <= 31 && hour < 24 && minute < 60 && second < 60;
  if (!isPossible) return undefined;
  const offsetMs = (Number(parts[7]) * 60 + Number(parts[8])) * (parts[6] === "-" ? -1 : 1) * minuteMs;
  return { at: Date.UTC(year, month - 1, day, hour, minute, second) - offsetMs, offsetMs };
}

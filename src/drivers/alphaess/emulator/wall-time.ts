import type { Instant } from "#domain";

/** `2026-06-17 12:00:09`, by the clock on the house's wall. */
export function localStamp(at: Instant, timeZone: string): string {
  return new Date(at).toLocaleString("sv-SE", { timeZone });
}

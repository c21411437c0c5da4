import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { hourMs } from "#domain";
import { nextTimeOfDay } from "./next-time-of-day.ts";

const berlin = "Europe/Berlin";
const rows: readonly [string, timeOfDay: string, now: string, expected: string][] = [
  ["later today", "07:00", "2026-06-01T04:00:00Z", "2026-06-01T05:00:00Z"],
  ["already past, so tomorrow", "07:00", "2026-06-01T05:00:00Z", "2026-06-02T05:00:00Z"],
  ["the local day counts, not the day in UTC", "00:30", "2026-06-01T22:10:00Z", "2026-06-01T22:30:00Z"],
  ["a night with the clocks going back", "07:00", "2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z"],
  ["a time that the clocks skip moves behind the gap", "02:30", "2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z"],
  ["the day after a moved time has its own again", "02:30", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z"],
  ["a time that comes twice is the first of the two", "02:30", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z"],
];

for (const [name, timeOfDay, now, expected] of rows) {
  test(`a time of day becomes its next instant: ${name}`, () => {
    assert.equal(nextTimeOfDay(timeOfDay, berlin, Date.parse(now)), Date.parse(expected));
  });
}

test("the next such time is always ahead, and never more than a day with a clock change away", () => {
  const zones = fc.constantFrom(berlin, "Europe/London", "America/New_York", "Australia/Lord_Howe", "UTC");
  const times = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }));
  fc.assert(
    fc.property(zones, times, fc.integer({ min: 1.7e12, max: 1.9e12 }), (zone, [hour, minute], now) => {
      const timeOfDay = `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
      const aheadMs = nextTimeOfDay(timeOfDay, zone, now) - now;
      assert.ok(aheadMs > 0 && aheadMs <= 26 * hourMs, `${aheadMs / hourMs} h ahead`);
    }),
  );
});

test("a moment between two milliseconds, as faster clocks have them, is taken as well", () => {
  const justBefore = Date.parse("2026-06-01T05:00:00Z") - 0.25;
  assert.equal(nextTimeOfDay("07:00", berlin, justBefore), Date.parse("2026-06-01T05:00:00Z"));
});

test("a time of day that makes no sense is refused", () => {
  assert.throws(() => nextTimeOfDay("25:00", berlin, 0), RangeError);
});

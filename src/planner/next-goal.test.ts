import assert from "node:assert/strict";
import { test } from "node:test";
import { nextGoal } from "./next-goal.ts";

const berlin = "Europe/Berlin";
const rows: readonly [string, by: string, now: string, expected: string][] = [
  ["later today", "07:00", "2026-06-01T04:00:00Z", "2026-06-01T05:00:00Z"],
  ["already past, so tomorrow", "07:00", "2026-06-01T05:00:00Z", "2026-06-02T05:00:00Z"],
  ["the local day counts, not the day in UTC", "00:30", "2026-06-01T22:10:00Z", "2026-06-01T22:30:00Z"],
  ["a night with the clocks going back", "07:00", "2026-10-24T20:00:00Z", "2026-10-25T06:00:00Z"],
  ["a time that the clocks skip moves behind the gap", "02:30", "2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z"],
  ["a time that comes twice is the first of the two", "02:30", "2026-10-24T23:00:00Z", "2026-10-25T00:30:00Z"],
];

for (const [name, by, now, expected] of rows) {
  test(`a standing goal becomes the next instant of its time: ${name}`, () => {
    const goal = nextGoal({ energyWh: 10_000, by }, berlin, Date.parse(now));
    assert.deepEqual(goal, { energyWh: 10_000, by: Date.parse(expected) });
  });
}

test("a time of day that makes no sense is refused", () => {
  assert.throws(() => nextGoal({ by: "25:00" }, berlin, 0), RangeError);
});

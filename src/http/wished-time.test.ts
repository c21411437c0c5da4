import assert from "node:assert/strict";
import { test } from "node:test";
import { hourMs, minuteMs } from "#domain";
import { toInstant } from "./wished-time.ts";

const berlinNoon = Date.UTC(2025, 5, 21, 10);

test("a time of day means its next occurrence in the home's time zone", () => {
  assert.equal(toInstant("12:30", berlinNoon, "Europe/Berlin"), berlinNoon + 30 * minuteMs);
  assert.equal(toInstant("07:00", berlinNoon, "Europe/Berlin"), berlinNoon + 19 * hourMs);
  assert.equal(toInstant("12:00", berlinNoon, "Europe/Berlin"), berlinNoon + 24 * hourMs);
});

test("in the night of the clock change, seven in the morning stays seven", () => {
  const eveningBefore = Date.UTC(2025, 9, 25, 18);
  assert.equal(toInstant("07:00", eveningBefore, "Europe/Berlin"), Date.UTC(2025, 9, 26, 6));
});

test("a full date and time is taken as it is", () => {
  assert.equal(toInstant("2025-06-22T07:00:00+02:00", berlinNoon, "Europe/Berlin"), Date.UTC(2025, 5, 22, 5));
});

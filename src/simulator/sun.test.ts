import assert from "node:assert/strict";
import { test } from "node:test";
import { clearSkyOn, sunPosition } from "./sun.ts";

const berlin = { latitude: 52.52, longitude: 13.405 };
const degrees = 180 / Math.PI;

function highestElevation(day: string): { degrees: number; at: number } {
  let best = { degrees: -90, at: 0 };
  for (let at = Date.parse(`${day}T09:00:00Z`); at < Date.parse(`${day}T13:00:00Z`); at += 60_000) {
    const elevation = sunPosition(at, berlin).elevationRad * degrees;
    if (elevation > best.degrees) best = { degrees: elevation, at };
  }
  return best;
}

test("the sun culminates in Berlin as the almanac says: 60.9° in June, 14.1° in December", () => {
  assert.ok(Math.abs(highestElevation("2026-06-21").degrees - 60.92) < 0.05);
  assert.ok(Math.abs(highestElevation("2026-12-21").degrees - 14.04) < 0.05);
});

test("the sun stands in the south at its highest, in the east before and in the west after", () => {
  const { at } = highestElevation("2026-06-21");
  // Solar noon: 12:00 − 13.405° × 4 min + 1.8 min of equation of time on that day.
  assert.ok(Math.abs(at - Date.parse("2026-06-21T11:08:10Z")) < 120_000, new Date(at).toISOString());
  const azimuth = (atMs: number) => (sunPosition(atMs, berlin).azimuthRad * degrees + 360) % 360;
  assert.ok(Math.abs(azimuth(at) - 180) < 1);
  assert.ok(azimuth(at - 4 * 3_600_000) < 120);
  assert.ok(azimuth(at + 4 * 3_600_000) > 240);
});

test("a clear sky gives a tilted roof about 1 000 W/m² at summer noon and nothing at night", () => {
  const south = { tiltDegrees: 35, azimuthDegrees: 180 };
  const noon = sunPosition(Date.parse("2026-06-21T11:08:00Z"), berlin);
  assert.ok(Math.abs(clearSkyOn(south, noon) - 1_000) < 80, `${clearSkyOn(south, noon)}`);
  assert.equal(clearSkyOn(south, sunPosition(Date.parse("2026-06-21T23:00:00Z"), berlin)), 0);
});

test("an east roof is best in the morning and a west roof in the afternoon", () => {
  const east = { tiltDegrees: 35, azimuthDegrees: 90 };
  const west = { tiltDegrees: 35, azimuthDegrees: 270 };
  const morning = sunPosition(Date.parse("2026-06-21T06:00:00Z"), berlin);
  const evening = sunPosition(Date.parse("2026-06-21T16:00:00Z"), berlin);
  assert.ok(clearSkyOn(east, morning) > 3 * clearSkyOn(west, morning));
  assert.ok(clearSkyOn(west, evening) > 3 * clearSkyOn(east, evening));
});

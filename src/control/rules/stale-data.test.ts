import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChargerMode } from "#domain";
import { charging, noon, startRun } from "../testing/test-house.ts";

const s = 1000;

/** A meter every 10 s falls silent at noon; the car charges with 10 A in the given mode. */
function silence(mode: ChargerMode) {
  const run = startRun();
  const charger = { settings: { mode }, reading: charging(10) };
  const base = { gridA: [0, 0, 0] as const, gridGoodMs: 12 * s, gridW: 0 };
  for (let second = -60; second <= 0; second += 10) run.step({ ...base, now: noon + second * s, chargers: [charger] });
  return (second: number, currentA: number, hasMeter = false) => {
    const now = noon + second * s;
    const reading = currentA === 0 ? { status: "B" as const } : charging(currentA);
    const step = run.step({
      ...base,
      now,
      gridAt: hasMeter ? now : noon,
      gridW: hasMeter ? -2500 : 0,
      chargers: [{ settings: { mode }, reading }],
    });
    return [step.told, step.why];
  };
}

test("solar holds, lowers to the minimum and stops within two periods of the meter, and is back at once", () => {
  const at = silence("solar");
  assert.deepEqual(at(11, 10), ["", "solar.charging"]);
  assert.deepEqual(at(13, 10), ["", "stale-data.holding"]);
  assert.deepEqual(at(16, 10), ["6 A × 1", "stale-data.lowered"]);
  assert.deepEqual(at(20, 6), ["stop", "stale-data.stopped"]);
  assert.deepEqual(at(300, 0), ["", "solar.no-data"]);
  assert.deepEqual(at(310, 0, true), ["10 A × 1", "solar.charging"]);
});

test("solar with minimum goes down to the minimum and stays there", () => {
  const at = silence("solar+min");
  assert.deepEqual(at(16, 10), ["6 A × 1", "stale-data.lowered"]);
  assert.deepEqual(at(300, 6), ["", "stale-data.lowered"]);
});

test("fast goes on within what the fuse bears without a meter, and says so", () => {
  const at = silence("fast");
  assert.deepEqual(at(300, 16), ["", "stale-data.without-meter"]);
});

test("without any meter from the start nothing starts, and a charging car is not stopped at once", () => {
  assert.equal(startRun().step({ chargers: [{}] }).told, "");
  const run = startRun();
  assert.deepEqual(run.step({ chargers: [{ reading: charging(8) }] }).told, "");
  assert.equal(run.step({ now: noon + 60 * s, chargers: [{ reading: charging(8) }] }).told, "");
  assert.equal(run.step({ now: noon + 120 * s, chargers: [{ reading: charging(8) }] }).told, "stop");
});

test("a battery that says nothing makes the sun unknown: what it gives must not look like sun", () => {
  const step = startRun().step({ gridW: -3000, chargers: [{}], batteries: [{}] });
  assert.deepEqual([step.told, step.why], ["", "solar.no-data"]);
});

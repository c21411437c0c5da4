import assert from "node:assert/strict";
import { test } from "node:test";
import { hourMs, minuteMs } from "#domain";
import { latestStart } from "./latest-start.ts";

const by = Date.UTC(2026, 5, 1, 7);

test("full power starts early enough for the energy, a slowing car and a late start", () => {
  assert.equal(latestStart({ energyWh: 10_000, by, powerW: 11_000 }), by - hourMs - 5 * minuteMs);
});

test("nothing left to charge needs no start before the time itself", () => {
  assert.equal(latestStart({ energyWh: 0, by, powerW: 11_000 }), by);
});

test("without power there is no start that is early enough", () => {
  assert.equal(latestStart({ energyWh: 1, by, powerW: 0 }), Number.NEGATIVE_INFINITY);
  assert.equal(latestStart({ energyWh: 1, by, powerW: Number.NaN }), Number.NEGATIVE_INFINITY);
});

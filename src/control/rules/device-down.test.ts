import assert from "node:assert/strict";
import { test } from "node:test";
import { charging, noon, startRun } from "../testing/test-house.ts";

test("a failing charger gets no new command, and one that is back gets it at once", () => {
  const run = startRun();
  const house = { gridW: 0, chargers: [{ settings: { mode: "off" as const }, reading: charging(8) }] };
  const down = run.step({ ...house, failing: ["wallbox"] });
  assert.deepEqual([down.told, down.why], ["", "device-down.waiting"]);
  assert.equal(run.step({ ...house, now: noon + 1000 }).told, "stop");
});

test("a part fails with its device", () => {
  const chargers = [{ id: "alpha.EV1", settings: { mode: "fast" as const } }];
  assert.equal(startRun().step({ gridW: 0, chargers, failing: ["alpha"] }).told, "");
});

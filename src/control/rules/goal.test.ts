import assert from "node:assert/strict";
import { test } from "node:test";
import { charging, noon, startRun } from "../testing/test-house.ts";

const hourMs = 3_600_000;
const by = noon + 4 * hourMs;
const settings = { goal: { energyWh: 7_360, by } };
const waiting = (sessionWh: number) => ({ settings, reading: { status: "B" as const, sessionWh } });
/** 7,360 Wh at 3,680 W are two hours, 2:12 with a car that slows down, and 5 minutes to spare. */
const startAt = by - 2.2 * hourMs - 5 * 60_000;

const rows: readonly [string, now: number, sessionWh: number, told: string, why: string][] = [
  ["long before, the sun may still do it", noon, 0, "", "goal.waiting"],
  ["just before the latest start", startAt - 1000, 0, "", "goal.waiting"],
  ["at the latest start full power begins", startAt, 0, "16 A × 1", "goal.charging"],
  ["what the car already has counts", startAt, 5_000, "", "goal.waiting"],
  ["a reached goal leaves the car to the sun", startAt, 7_360, "", "solar.waiting"],
  ["a goal whose time has passed does nothing", by, 0, "", "solar.waiting"],
];

for (const [name, now, sessionWh, told, why] of rows) {
  test(name, () => {
    const step = startRun().step({ now, gridW: 0, gridA: [0, 0, 0], chargers: [waiting(sessionWh)] });
    assert.deepEqual([step.told, step.why], [told, why]);
  });
}

test("once begun, full power goes on although the car gains on the plan", () => {
  const run = startRun();
  run.step({ now: startAt, gridW: 0, gridA: [0, 0, 0], chargers: [waiting(0)] });
  const reading = { ...charging(16), sessionWh: 500 };
  const step = run.step({ now: startAt + 60_000, gridW: 3680, gridA: [16, 0, 0], chargers: [{ settings, reading }] });
  assert.deepEqual([step.told, step.why], ["", "goal.charging"]);
});

test("a goal asked for is reported once when it is reached, and once when it is missed", () => {
  for (const [sessionWh, now, effect] of [
    [8_000, noon + 1000, "goal.reached"],
    [100, by, "goal.missed"],
  ] as const) {
    const run = startRun();
    const request = { kind: "chargerGoal", charger: "wallbox", goal: settings.goal } as const;
    run.step({ gridW: 0, chargers: [{ reading: { status: "B", sessionWh: 0 } }], requests: [request] });
    const over = { now, gridW: 0, chargers: [{ reading: { status: "B" as const, sessionWh } }] };
    assert.match(run.step(over).why, new RegExp(effect));
    assert.doesNotMatch(run.step(over).why, /goal/);
  }
});

test("an off charger stays off, goal or not", () => {
  const charger = { settings: { ...settings, mode: "off" as const }, reading: { status: "B" as const } };
  const step = startRun().step({ now: startAt, gridW: 0, chargers: [charger] });
  assert.deepEqual([step.told, step.why], ["", "mode.off"]);
});

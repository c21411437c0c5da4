import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActuatorSnapshot } from "#domain";
import { charging, noon, startRun, tellCommand } from "../testing/test-house.ts";

const s = 1000;
const told = (currentA: number, since: number): ActuatorSnapshot => ({
  command: { kind: "charger", target: "wallbox", setting: { isAllowed: true, currentA, phases: 1 } },
  state: "confirmed",
  since,
});

test("a charger that takes more than it was told is told again, then stopped, then left stopped", () => {
  const run = startRun();
  let actuator = told(6, noon - 60 * s);
  const seen: string[] = [];
  for (let second = 0; second <= 150; second += 10) {
    const now = noon + second * s;
    const charger = {
      settings: { mode: "solar+min" as const },
      reading: { ...charging(6), powerW: 16 * 230 },
      actuator,
    };
    const step = run.step({ now, gridW: 3680, gridA: [16, 0, 0], chargers: [charger] });
    for (const { command } of step.commands) {
      seen.push(`${second}: ${tellCommand(command)} ${step.why}`);
      actuator = { command, state: "confirmed", since: now };
    }
  }
  assert.deepEqual(seen, [
    "30: 6 A × 1 not-obeying.repeating",
    "60: 6 A × 1 not-obeying.repeating",
    "90: stop not-obeying.stopped",
    "120: stop not-obeying.stopped",
    "150: stop not-obeying.stopped",
  ]);
});

test("a car that is still ramping down is not disobeying", () => {
  const run = startRun();
  for (let second = 0; second <= 15; second += 5) {
    const charger = {
      settings: { mode: "solar+min" as const },
      reading: { ...charging(6), powerW: 16 * 230 },
      actuator: told(6, noon),
    };
    const step = run.step({ now: noon + second * s, gridW: 3680, gridA: [16, 0, 0], chargers: [charger] });
    assert.equal(step.told, "");
  }
});

test("after the stop is over, a charger that obeys again is used again", () => {
  const excess = { since: noon, repeats: 2, lastAt: noon, stoppedUntil: noon + 600 * s };
  const run = startRun({ version: 1, chargers: { wallbox: { mode: "fast", excess } }, batteries: {} });
  const chargers = [{ reading: { status: "B" as const } }];
  assert.equal(run.step({ now: noon + 599 * s, gridW: 0, gridA: [0, 0, 0], chargers }).why, "not-obeying.stopped");
  assert.equal(run.step({ now: noon + 600 * s, gridW: 0, gridA: [0, 0, 0], chargers }).told, "16 A × 1");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { minuteMs, type Quality, type SignalSnapshot } from "#domain";
import { noon, startRun, type TestBattery, type TestRun } from "../testing/test-house.ts";

interface Told {
  readonly powerW?: number;
  readonly isCharging?: boolean;
  /** Minutes after noon at which it was pushed. */
  readonly minute?: number;
}

const maxAgeMs = 10 * minuteMs;

function ohme({ powerW, isCharging = true, minute = 0 }: Told): SignalSnapshot {
  const at = noon + minute * minuteMs;
  const quality: Quality = powerW === undefined ? "estimated" : "measured";
  const power = powerW === undefined ? {} : { powerW };
  return { id: "ohme", source: "ohme", isCharging, ...power, at, goodUntil: at + maxAgeMs, quality };
}

function step(run: TestRun, minute: number, gridW: number, signals: readonly SignalSnapshot[], battery?: TestBattery) {
  const now = noon + minute * minuteMs;
  const { told, why, reasons } = run.step({ now, gridW, signals, batteries: [{ flowW: 0, ...battery }] });
  return { told, why, reasons };
}

const held: TestBattery = {
  actuator: {
    command: { kind: "batteryIntent", target: "roof", intent: { kind: "hold" } },
    state: "confirmed",
    since: noon,
  },
};

const rows: readonly [name: string, signal: Told, gridW: number, battery: TestBattery, told: string, why: string][] = [
  ["says that it charges, and nothing else is known", {}, 0, {}, "hold", "ev-guard.holding-signal"],
  ["charges from the grid", { powerW: 7_000 }, 7_500, {}, "hold", "ev-guard.holding"],
  ["charges out of the battery", { powerW: 3_000 }, 0, { flowW: 3_000 }, "hold", "ev-guard.holding"],
  ["charges, and the sun gives all of it", { powerW: 3_000 }, -500, {}, "", ""],
  ["charges, and the battery that fills beside it gets the rest", { powerW: 3_000 }, 0, { flowW: -1_000 }, "", ""],
  ["says that it does not charge", { isCharging: false }, 0, { flowW: 1_000 }, "", ""],
  ["stands by", { powerW: 5, isCharging: false }, 0, { flowW: 1_000 }, "", ""],
  ["is about a battery whose owner does not mind", {}, 0, { settings: { isEvGuarded: false } }, "", ""],
  ["is about a battery that cannot be held", {}, 0, { intents: [] }, "", "ev-guard.unavailable-signal"],
  ["is too old", { minute: -11 }, 0, { flowW: 1_000 }, "", ""],
  ["makes no sense", { powerW: Number.NaN }, 0, {}, "", ""],
];

for (const [name, signal, gridW, battery, told, why] of rows)
  test(`a signalled charger ${name}`, () => {
    const seen = step(startRun(), 0, gridW, [ohme(signal)], battery);
    assert.deepEqual([seen.told, seen.why], [told, why]);
  });

test("the hold lasts as long as the signal is renewed", () => {
  const run = startRun();
  assert.equal(step(run, 0, 0, [ohme({})]).told, "hold");
  for (let minute = 5; minute < 60; minute += 5) {
    const seen = step(run, minute, 0, [ohme({ minute })], held);
    assert.deepEqual([seen.told, seen.why], ["", "ev-guard.holding-signal"]);
  }
});

test("a signal that stops coming ends the hold some minutes after its maximum age, and is named", () => {
  const run = startRun();
  assert.equal(step(run, 0, 0, [ohme({})]).told, "hold");
  assert.equal(step(run, 10, 0, [ohme({})], held).why, "ev-guard.holding-signal");
  const lost = step(run, 10.1, 0, [ohme({})], held);
  assert.deepEqual([lost.told, lost.why, lost.reasons[0]?.because["signal"]], ["", "ev-guard.signal-lost", "ohme"]);
  assert.equal(step(run, 13, 0, [ohme({})], held).why, "ev-guard.signal-lost");
  assert.deepEqual(step(run, 13.2, 0, [ohme({})], held).told, "-hold");
});

test("a signal that says no more ends the hold without a word of loss", () => {
  const run = startRun();
  step(run, 0, 0, [ohme({})]);
  assert.equal(step(run, 1, 0, [ohme({ isCharging: false, minute: 1 })], held).why, "ev-guard.ending");
  assert.equal(step(run, 4, 0, [ohme({ isCharging: false, minute: 1 })], held).told, "-hold");
});

test("after a restart, which forgets signals, the hold ends by itself", () => {
  const run = startRun();
  step(run, 0, 0, [ohme({})]);
  assert.equal(step(run, 1, 0, [], held).why, "ev-guard.ending");
  assert.equal(step(run, 4, 0, [], held).told, "-hold");
});

test("a decision looks again the moment a signal gets too old", () => {
  const { reasons } = step(startRun(), 9.9, 0, [ohme({})]);
  assert.equal(reasons[0]?.reviewAt, noon + maxAgeMs + 1);
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ActuatorSnapshot, BatteryIntent, ChargerMode } from "#domain";
import { charging, noon, startRun, type TestBattery, type TestRun } from "../testing/test-house.ts";

const minuteMs = 60_000;
const done = (intent: BatteryIntent, since: number): ActuatorSnapshot => ({
  command: { kind: "batteryIntent", target: "roof", intent },
  state: "confirmed",
  since,
});

interface Row {
  readonly minute: number;
  readonly mode: ChargerMode;
  readonly carA: number;
  readonly gridW: number;
  readonly battery?: TestBattery;
}

function step(run: TestRun, { minute, mode, carA, gridW, battery }: Row) {
  const reading = carA === 0 ? { status: "B" as const } : charging(carA);
  const actuator: ActuatorSnapshot = {
    command: { kind: "charger", target: "wallbox", setting: { isAllowed: true, currentA: carA, phases: 1 } },
    state: "confirmed",
    since: noon - minuteMs,
  };
  const now = noon + minute * minuteMs;
  const charger = { settings: { mode }, reading, ...(carA === 0 ? {} : { actuator }) };
  const result = run.step({ now, gridW, gridA: [0, 0, 0], chargers: [charger], batteries: [{ flowW: 0, ...battery }] });
  const forBattery = result.commands.filter(({ command }) => command.target === "roof");
  return {
    told: forBattery
      .map(
        ({ command, isRelease }) =>
          `${isRelease ? "-" : ""}${command.kind === "batteryIntent" ? command.intent.kind : ""}`,
      )
      .join(),
    why: result.reasons
      .filter(({ subject }) => subject === "roof")
      .map(({ rule, effect }) => `${rule}.${effect}`)
      .join(),
    purpose: forBattery.map(({ purpose }) => purpose).join(),
  };
}

test("fast charging holds the battery, and gives it back some minutes after the car has finished", () => {
  const run = startRun();
  const held = { actuator: done({ kind: "hold" }, noon) };
  assert.deepEqual(step(run, { minute: 0, mode: "fast", carA: 16, gridW: 3000 }), {
    told: "hold",
    why: "ev-guard.holding",
    purpose: "guard",
  });
  assert.equal(step(run, { minute: 1, mode: "fast", carA: 16, gridW: 3000, battery: held }).told, "");
  assert.equal(step(run, { minute: 2, mode: "solar", carA: 0, gridW: 0, battery: held }).why, "ev-guard.ending");
  assert.equal(step(run, { minute: 4, mode: "solar", carA: 0, gridW: 0, battery: held }).why, "ev-guard.ending");
  const released = step(run, { minute: 5, mode: "solar", carA: 0, gridW: 0, battery: held });
  assert.deepEqual(released, { told: "-hold", why: "restore.given-back", purpose: "restore" });
  assert.deepEqual(step(run, { minute: 6, mode: "solar", carA: 0, gridW: 0 }), { told: "", why: "", purpose: "" });
});

const guardRows: readonly [
  string,
  ChargerMode,
  carA: number,
  gridW: number,
  TestBattery,
  toldAt0: string,
  toldAt2: string,
][] = [
  ["fast within the sun needs no guard", "fast", 16, -500, {}, "", ""],
  ["solar needs no guard", "solar", 8, 0, {}, "", ""],
  ["the minimum beyond the sun needs it after a while", "solar+min", 6, 1300, {}, "", "hold"],
  ["a battery whose owner does not mind is left alone", "fast", 16, 3000, { settings: { isEvGuarded: false } }, "", ""],
  ["a battery that cannot hold is left alone", "fast", 16, 3000, { intents: [] }, "", ""],
  ["a hold that the owner set himself is not ours", "fast", 16, 3000, { intent: "hold" }, "", ""],
];

for (const [name, mode, carA, gridW, battery, at0, at2] of guardRows) {
  test(`guard: ${name}`, () => {
    const run = startRun();
    assert.equal(step(run, { minute: 0, mode, carA, gridW, battery }).told, at0);
    assert.equal(step(run, { minute: 2, mode, carA, gridW, battery }).told, at2);
  });
}

test("a short dip below the minimum does not touch the battery", () => {
  const run = startRun();
  for (const [minute, gridW] of [
    [0, 1300],
    [0.5, 0],
    [1.2, 1300],
    [1.6, 0],
  ] as const) {
    assert.equal(step(run, { minute, mode: "solar+min", carA: 6, gridW }).told, "");
  }
});

test("what the owner asks of the battery is done, and given back when the wish ends", () => {
  const run = startRun();
  const intent = { kind: "reserve", percent: 30 } as const;
  const batteries = [{ flowW: 0 }];
  const first = run.step({ gridW: 0, batteries, requests: [{ kind: "batteryIntent", battery: "roof", intent }] });
  assert.deepEqual([first.told, first.why], ["reserve", "battery-request.wanted"]);
  const held = [{ flowW: 0, actuator: done(intent, noon) }];
  assert.equal(run.step({ now: noon + minuteMs, gridW: 0, batteries: held }).told, "");
  const ended = run.step({
    now: noon + 2 * minuteMs,
    gridW: 0,
    batteries: held,
    requests: [{ kind: "batteryIntent", battery: "roof" }],
  });
  assert.deepEqual([ended.told, ended.why], ["-reserve", "restore.given-back"]);
});

test("the guard wins over a reserve, the owner's other wishes win over the guard", () => {
  const reserve = { settings: { isEvGuarded: true, reservePercent: 20 } };
  assert.equal(step(startRun(), { minute: 0, mode: "fast", carA: 16, gridW: 3000, battery: reserve }).told, "hold");
  assert.equal(
    step(startRun(), {
      minute: 0,
      mode: "fast",
      carA: 0,
      gridW: 0,
      battery: { settings: { isEvGuarded: false, reservePercent: 20 } },
    }).told,
    "reserve",
  );
  const run = startRun();
  const asked = run.step({
    gridW: 3000,
    gridA: [0, 0, 0],
    chargers: [{ settings: { mode: "fast" }, reading: charging(16) }],
    batteries: [{ flowW: 0 }],
    requests: [{ kind: "batteryIntent", battery: "roof", intent: { kind: "auto" } }],
  });
  assert.match(asked.told, /auto/);
});

test("after a crash without memory, a hold that nobody wants any more is given back", () => {
  const row = {
    minute: 0,
    mode: "solar",
    carA: 0,
    gridW: 0,
    battery: { actuator: done({ kind: "hold" }, noon - 60_000) },
  } as const;
  assert.deepEqual(step(startRun(), row), { told: "-hold", why: "restore.after-restart", purpose: "restore" });
});

test("a release under way is not asked for again, a failed one is, after a pause", () => {
  const run = startRun();
  const hold = done({ kind: "hold" }, noon - minuteMs);
  const row = (minute: number, actuator: ActuatorSnapshot) =>
    step(run, { minute, mode: "solar", carA: 0, gridW: 0, battery: { actuator } }).told;
  assert.equal(row(0, hold), "-hold");
  assert.equal(row(1, { ...hold, state: "sent", since: noon, isReleasing: true }), "");
  const failed: ActuatorSnapshot = { ...hold, state: "failed", since: noon + minuteMs, isReleasing: true };
  assert.equal(row(1.2, failed), "");
  assert.equal(row(1.6, failed), "-hold");
});

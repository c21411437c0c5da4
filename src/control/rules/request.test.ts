import assert from "node:assert/strict";
import { test } from "node:test";
import type { RequestBody } from "#domain";
import { charging, noon, startRun } from "../testing/test-house.ts";

const charger = "wallbox";
const house = { gridW: 0, chargers: [{}], batteries: [{ flowW: 0 }] };

const rows: readonly [string, RequestBody, answer: string][] = [
  ["a mode", { kind: "chargerMode", charger, mode: "fast" }, "mode-set"],
  ["a mode for an unknown charger", { kind: "chargerMode", charger: "x", mode: "fast" }, "unknown-device"],
  ["limits", { kind: "chargerLimits", charger, minCurrentA: 8, maxCurrentA: 10, priority: 2 }, "limits-set"],
  ["a minimum below the charger's", { kind: "chargerLimits", charger, minCurrentA: 5 }, "limits-refused"],
  ["a maximum above the charger's", { kind: "chargerLimits", charger, maxCurrentA: 32 }, "limits-refused"],
  [
    "a minimum above the maximum",
    { kind: "chargerLimits", charger, minCurrentA: 12, maxCurrentA: 8 },
    "limits-refused",
  ],
  ["a limit that is no number", { kind: "chargerLimits", charger, maxCurrentA: Number.NaN }, "limits-refused"],
  ["phases", { kind: "chargerPhases", charger, phases: 3 }, "phases-set"],
  ["a goal", { kind: "chargerGoal", charger, goal: { energyWh: 5000, by: noon + 3_600_000 } }, "goal-set"],
  ["no goal", { kind: "chargerGoal", charger }, "goal-cleared"],
  ["a goal in the past", { kind: "chargerGoal", charger, goal: { energyWh: 5000, by: noon } }, "goal-past"],
  ["a goal without energy", { kind: "chargerGoal", charger, goal: { by: noon + 1 } }, "goal-empty"],
  ["a goal by fill", { kind: "chargerGoal", charger, goal: { socPercent: 80, by: noon + 1 } }, "goal-needs-energy"],
  ["a stop", { kind: "chargerStop", charger, forS: 300 }, "stop-set"],
  ["a stop of less than nothing", { kind: "chargerStop", charger, forS: -1 }, "duration-refused"],
  ["a stop for ever", { kind: "chargerStop", charger, forS: Number.POSITIVE_INFINITY }, "duration-refused"],
  ["a hold", { kind: "batteryIntent", battery: "roof", intent: { kind: "hold" } }, "battery-set"],
  ["no wish", { kind: "batteryIntent", battery: "roof" }, "battery-cleared"],
  [
    "an intent it does not have",
    { kind: "batteryIntent", battery: "roof", intent: { kind: "feed-in" } },
    "battery-refused",
  ],
  [
    "a reserve of 120 %",
    { kind: "batteryIntent", battery: "roof", intent: { kind: "reserve", percent: 120 } },
    "battery-refused",
  ],
  [
    "a battery that is not there",
    { kind: "batteryIntent", battery: "cellar", intent: { kind: "hold" } },
    "unknown-device",
  ],
];

for (const [name, body, answer] of rows) {
  test(`a request for ${name} is answered ${answer}`, () => {
    assert.deepEqual(startRun().step({ ...house, requests: [body] }).answers, [answer]);
  });
}

test("what was refused changes nothing", () => {
  const run = startRun();
  run.step({ ...house, requests: [{ kind: "chargerLimits", charger, maxCurrentA: 32 }] });
  assert.equal(run.memory().chargers[charger]?.maxCurrentA, undefined);
});

test("a stop survives in memory, ends by itself and the car goes on", () => {
  const run = startRun();
  const fast = { settings: { mode: "fast" as const }, reading: charging(16) };
  const stop = run.step({ gridW: 0, chargers: [fast], requests: [{ kind: "chargerStop", charger, forS: 300 }] });
  assert.deepEqual([stop.told, stop.why], ["stop", "mode.stopped"]);
  const restarted = startRun(JSON.parse(JSON.stringify(run.memory())));
  const stopped = { ...fast, reading: { ...charging(16), isAllowed: false, powerW: 0, status: "B" as const } };
  assert.equal(restarted.step({ now: noon + 299_000, gridW: 0, chargers: [stopped] }).told, "");
  const ended = restarted.step({ now: noon + 300_000, gridW: 0, chargers: [stopped] });
  assert.deepEqual([ended.told, ended.answers], ["16 A × 1", ["stop-ended"]]);
});

test("choosing a mode ends a stop", () => {
  const run = startRun();
  const reading = { status: "B" as const };
  run.step({ gridW: 0, chargers: [{ reading }], requests: [{ kind: "chargerStop", charger, forS: 300 }] });
  const started = run.step({
    now: noon + 1000,
    gridW: 0,
    chargers: [{ reading }],
    requests: [{ kind: "chargerMode", charger, mode: "fast" }],
  });
  assert.deepEqual([started.told, started.why], ["16 A × 1", "mode.fast"]);
});

test("a wish for a battery with a time ends at that time", () => {
  const run = startRun();
  const batteries = [{ intents: ["charge" as const], flowW: 0 }];
  const intent = { kind: "charge" as const, toPercent: 80, by: noon + 60_000 };
  run.step({ gridW: 0, batteries, requests: [{ kind: "batteryIntent", battery: "roof", intent }] });
  assert.deepEqual(run.step({ now: noon + 60_000, gridW: 0, batteries }).answers, ["battery-ended"]);
});

test("a raw value is sent once, as the user's wish, and no rule ever sends one", () => {
  const run = startRun();
  const body: RequestBody = { kind: "value", device: "wallbox", key: "amp", value: 10, isConfirmed: true };
  const known = { ...house, failing: ["wallbox"] };
  const { commands, answers } = run.step({ ...known, requests: [body] });
  assert.deepEqual(answers, ["value-set"]);
  const sent = commands.filter(({ command }) => command.kind === "value");
  assert.equal(sent.length, 1);
  assert.deepEqual(sent[0]?.command, { kind: "value", target: "wallbox", key: "amp", value: 10, isConfirmed: true });
  assert.deepEqual([sent[0]?.purpose, sent[0]?.reason.effect], ["user", "value-set"]);
  const later = run.step(known).commands.filter(({ command }) => command.kind === "value");
  assert.deepEqual(later, []);
  assert.deepEqual(run.step({ ...house, requests: [{ ...body, device: "nobody" }] }).answers, ["unknown-device"]);
});

test("a stop ends when it is taken back, and when somebody starts the charger elsewhere", () => {
  const taken = startRun();
  taken.step({ ...house, requests: [{ kind: "chargerStop", charger, forS: 600 }] });
  assert.deepEqual(taken.step({ ...house, requests: [{ kind: "chargerStop", charger, forS: 0 }] }).answers, [
    "stop-cleared",
  ]);
  const yielding = startRun();
  const stopped = { command: { kind: "charger", target: charger, setting: { isAllowed: false } } } as const;
  const now = noon + 120_000;
  const settings = { mode: "fast" } as const;
  yielding.step({ ...house, requests: [{ kind: "chargerStop", charger, forS: 600 }] });
  const held = { ...stopped, state: "confirmed", since: noon } as const;
  const still = yielding.step({ ...house, now, chargers: [{ settings, actuator: held }] });
  assert.equal(still.why, "mode.stopped");
  const drifted = { ...stopped, state: "drifted", since: noon } as const;
  const after = yielding.step({
    ...house,
    now,
    gridA: [0, 0, 0],
    chargers: [{ settings, actuator: drifted, reading: charging(16) }],
  });
  assert.deepEqual([after.answers, after.why.split(", ")[0]], [["stop-by-user-ended"], "mode.fast"]);
});

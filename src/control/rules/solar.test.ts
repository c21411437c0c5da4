import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChargerMode } from "#domain";
import { charging, noon, startRun, type TestBattery, type TestCharger } from "../testing/test-house.ts";

/** Minute, grid, the car's current (0: not allowed), battery flow, what is told and why. */
type Row = readonly [minute: number, gridW: number, carA: number, batteryW: number, told: string, why: string];

function day(name: string, rows: readonly Row[], charger: TestCharger = {}, battery: TestBattery = {}) {
  test(name, () => {
    const run = startRun();
    rows.forEach(([minute, gridW, carA, batteryW, told, why], index) => {
      const now = noon + minute * 60_000;
      const reading =
        carA === 0 ? { status: "B" as const } : charging(carA, charger.reading?.activePhases === 3 ? 3 : 1);
      const step = run.step({
        now,
        gridW,
        gridA: [0, 0, 0],
        chargers: [{ ...charger, reading }],
        batteries: [{ intents: [], fillPercent: 50, flowW: batteryW, ...battery }],
      });
      assert.deepEqual([step.told, step.why.split(", ")[0]], [told, why], `row ${index}, minute ${minute}`);
    });
  });
}

day("a car starts once waiting has cost what a start costs, follows the sun, bridges a cloud and stops", [
  [0, -1000, 0, 0, "", "solar.waiting"],
  [1, -2000, 0, 0, "", "solar.starting-soon"],
  [2, -2000, 0, 0, "8 A × 1", "solar.charging"],
  [3, -160, 8, 0, "", "solar.charging"],
  [4, -700, 8, 0, "11 A × 1", "solar.charging"],
  [5, 300, 11, 0, "9 A × 1", "solar.charging"],
  [6, 1200, 9, 0, "6 A × 1", "solar.bridging"],
  [7, 900, 6, 0, "", "solar.bridging"],
  [8, 1000, 6, 0, "stop", "solar.stopped"],
  [9, 0, 0, 0, "", "solar.waiting"],
]);

day("a short cloud does not stop a car", [
  [0, -2000, 0, 0, "", "solar.starting-soon"],
  [1, -2000, 0, 0, "", "solar.starting-soon"],
  [2, -2000, 0, 0, "8 A × 1", "solar.charging"],
  [3, 700, 8, 0, "6 A × 1", "solar.bridging"],
  [3.5, -800, 6, 0, "9 A × 1", "solar.charging"],
]);

day("a discharging battery is not sun", [
  [0, 0, 0, 3000, "", "solar.waiting"],
  [1, -2000, 0, 2000, "", "solar.waiting"],
]);

day("a charging battery makes room for the car", [
  [0, 0, 0, -3000, "", "solar.starting-soon"],
  [1, 0, 0, -3000, "13 A × 1", "solar.charging"],
]);

day(
  "the battery goes first below its reserve",
  [[0, 0, 0, -3000, "", "solar.waiting"]],
  {},
  {
    settings: { isEvGuarded: false, reservePercent: 60 },
  },
);

day(
  "the battery goes first where the owner says so",
  [[0, 0, 0, -3000, "", "solar.waiting"]],
  {},
  {
    settings: { isEvGuarded: false, share: "battery-first" },
  },
);

day(
  "a battery with a share of 2 kW leaves the car the rest",
  [
    [0, 0, 0, -3500, "", "solar.starting-soon"],
    [1, 0, 0, -3500, "", "solar.starting-soon"],
    [2, 0, 0, -3500, "6 A × 1", "solar.charging"],
  ],
  {},
  { settings: { isEvGuarded: false, share: "share", shareW: 2000 } },
);

day("the first decision after a start leaves a charging car alone", [[0, -100, 8, 0, "", "solar.charging"]]);

day(
  "solar with minimum charges without sun and more with it",
  [
    [0, 500, 0, 0, "6 A × 1", "solar.above-sun"],
    [1, 1380, 6, 0, "", "solar.above-sun"],
    [2, -900, 6, 0, "7 A × 1", "solar.charging"],
    [3, -670, 7, 0, "8 A × 1", "solar.charging"],
    [4, -440, 8, 0, "9 A × 1", "solar.charging"],
  ],
  { settings: { mode: "solar+min" } },
);

day(
  "half amps where the charger has them",
  [
    [0, -2000, 0, 0, "", "solar.starting-soon"],
    [1, -2000, 0, 0, "", "solar.starting-soon"],
    [2, -2000, 0, 0, "8.5 A × 1", "solar.charging"],
  ],
  { limits: { stepA: 0.5 } },
);

test("phases go up when one phase wastes sun, come down when three are too many, with a rest between", () => {
  const run = startRun();
  let set = { isAllowed: true, currentA: 16, phases: 1 as 1 | 3 };
  const changes: [minute: number, phases: number][] = [];
  for (let second = 0; second <= 1800; second += 10) {
    const now = noon + second * 1000;
    const sunW = second < 240 ? 6000 : 2500;
    const reading = set.isAllowed
      ? charging(set.currentA, set.phases)
      : { status: "B" as const, activePhases: set.phases };
    const gridW = (reading.powerW ?? 0) - sunW;
    const chargers = [{ settings: { phases: "auto" as const }, reading }];
    const [command] = run.step({ now, gridW, gridA: [0, 0, 0], chargers }).commands;
    if (command?.command.kind !== "charger") continue;
    const { isAllowed, currentA = 6, phases = set.phases } = command.command.setting;
    if (isAllowed && phases !== set.phases) changes.push([second / 60, phases]);
    set = { isAllowed, currentA, phases };
  }
  assert.deepEqual(
    changes.map(([, phases]) => phases),
    [3, 1],
  );
  const [up = [0], down = [0]] = changes;
  assert.ok(up[0] > 1 && up[0] < 4, `up at ${up[0]} min`);
  assert.ok(down[0] - up[0] >= 10, `down at ${down[0]} min`);
});

test("right after a change to three phases the car's old single phase is not taken for a car that only has one", () => {
  const run = startRun({
    version: 1,
    chargers: {
      wallbox: { solar: { isOn: true, phases: 3, regretWh: 0, phaseRegretWh: 0 }, phaseSwitchedAt: noon - 2000 },
    },
    batteries: {},
  });
  const reading = { ...charging(16), activePhases: 3 as const, phases: { currentA: [16, 0, 0] as const } };
  const chargers = [{ settings: { phases: "auto" as const }, reading }];
  assert.equal(run.step({ gridW: 3680 - 7600, gridA: [0, 0, 0], chargers }).told, "11 A × 3");
});

test("a car that uses one of three phases gets the current that its one phase can turn into the sun left over", () => {
  const reading = { ...charging(6), activePhases: 3 as const, phases: { currentA: [6, 0, 0] as const } };
  const chargers = [{ settings: { phases: 3 as const }, reading }];
  assert.equal(startRun().step({ gridW: 1380 - 2500, gridA: [0, 0, 0], chargers }).told, "10 A × 3");
});

test("a stale error is not added up: with one slow sample the current does not climb decision after decision", () => {
  const run = startRun();
  const gridAt = noon;
  let currentA = 8;
  run.step({
    gridW: -500,
    gridAt,
    gridGoodMs: 400_000,
    chargers: [{ reading: charging(8) }],
    grid: { housePeakA: 10 },
  });
  for (let second = 15; second <= 300; second += 15) {
    const now = noon + second * 1000;
    const reading = charging(currentA);
    const step = run.step({
      now,
      gridW: -500,
      gridAt,
      gridGoodMs: 400_000,
      chargers: [{ reading }],
      grid: { housePeakA: 10 },
    });
    const [command] = step.commands;
    if (command?.command.kind === "charger") currentA = command.command.setting.currentA ?? currentA;
    else currentA = 10;
    assert.ok(currentA <= 10, `${second} s: ${currentA} A`);
  }
});

test("a sample from the middle of a car's ramp is passed over: the meter saw it already, the charger not yet", () => {
  const run = startRun();
  const house = { gridA: [0, 0, 0] as const, chargers: [{ reading: charging(6) }] };
  assert.equal(run.step({ ...house, gridW: -920 }).told, "10 A × 1");
  assert.equal(run.step({ ...house, now: noon + 5_000, gridW: 0 }).told, "");
});

test("a delayed sample is set against what the car drew then, not now", () => {
  const run = startRun();
  const slow = { gridGoodMs: 400_000, grid: { housePeakA: 10 } };
  run.step({ ...slow, gridW: -2600, chargers: [{ reading: charging(6) }] });
  run.step({ ...slow, now: noon + 60_000, gridW: -2600, gridAt: noon, chargers: [{ reading: charging(16) }] });
  const step = run.step({
    ...slow,
    now: noon + 120_000,
    gridW: -2600,
    gridAt: noon + 30_000,
    chargers: [{ reading: charging(16) }],
  });
  const [reason] = step.reasons;
  assert.equal(reason?.because["surplusW"], 6 * 230 + 2600);
});

const two = (first: TestCharger, second: TestCharger, gridW: number, mode: ChargerMode = "solar") => {
  const run = startRun();
  return [0, 1, 2].map((minute) => {
    const settings = (charger: TestCharger) => ({ ...charger, settings: { mode, ...charger.settings } });
    const chargers = [
      { id: "a", ...settings(first) },
      { id: "b", ...settings(second) },
    ];
    return run.step({ now: noon + minute * 60_000, gridW, gridA: [0, 0, 0], chargers });
  });
};

test("the car with priority gets the sun, the other one hears why not", () => {
  const last = two({ settings: { priority: 1 } }, { settings: { priority: 2 } }, -2000).at(-1);
  assert.deepEqual([last?.told, last?.why], ["8 A × 1", "solar.charging, solar.others-first"]);
});

test("cars of equal rank share the sun to the last whole ampere", () => {
  const told = two({}, {}, -4000).map((step) => step.told);
  assert.ok(told.includes("8 A × 1, 9 A × 1"), told.join(" / "));
});

test("a battery bridges a longer cloud, but not one that is held or guarded through either device that reads it", () => {
  /** Minutes until a car stops that has lost the sun. */
  const bridgedFor = (...batteries: readonly TestBattery[]) => {
    const run = startRun();
    for (let minute = 0; minute < 15; minute += 0.5) {
      const chargers = [{ reading: charging(6) }];
      const isSunny = minute < 2;
      const flows = batteries.map((battery) => ({ ...battery, flowW: isSunny ? -500 : 1_000 }));
      const { told } = run.step({
        now: noon + minute * 60_000,
        gridW: 0,
        gridA: [0, 0, 0],
        chargers,
        batteries: flows,
      });
      if (told === "stop") return minute - 2;
    }
    return Number.NaN;
  };
  const left = { intents: [], fillPercent: 50, settings: { isEvGuarded: false } } as const;
  const again = { ...left, id: "cloud", isCountedElsewhere: true } as const;
  const guarded = { settings: { isEvGuarded: true } };
  const [short, long] = [bridgedFor({ ...left, ...guarded }), bridgedFor(left)];
  assert.ok(long > short, `${long} and ${short} minutes`);
  assert.equal(bridgedFor(left, again), long);
  assert.equal(bridgedFor(left, { ...again, ...guarded }), short);
  assert.equal(bridgedFor({ ...left, ...guarded }, again), short);
});

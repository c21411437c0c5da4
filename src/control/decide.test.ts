import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  type ActuatorSnapshot,
  type ChargerMode,
  type ChargerStatus,
  chargerModes,
  isReasonKey,
  ruleIds,
} from "#domain";
import { decide, safetyRules, wishRules } from "./decide.ts";
import { viewHouse } from "./house-view.ts";
import { initialMemory } from "./memory.ts";
import { type Draft, proposalOf } from "./rule.ts";
import {
  charging,
  deepFreeze,
  noon,
  snapshotOf,
  startRun,
  type TestCharger,
  type TestHouse,
} from "./testing/test-house.ts";

test("the rules run in the order the domain names them, safety last", () => {
  assert.deepEqual(
    [...wishRules, ...safetyRules].map(({ id }) => id),
    [...ruleIds],
  );
});

const told = (state: ActuatorSnapshot["state"], since: number): ActuatorSnapshot => ({
  command: { kind: "charger", target: "wallbox", setting: { isAllowed: true, currentA: 16, phases: 1 } },
  state,
  since,
});

const fastHouse = (actuator?: ActuatorSnapshot, now = noon): TestHouse => ({
  now,
  gridW: 0,
  gridA: [0, 0, 0],
  chargers: [{ settings: { mode: "fast" }, ...(actuator === undefined ? {} : { actuator }) }],
});

const repeats: readonly [string, ActuatorSnapshot, expected: string][] = [
  ["stored", told("stored", noon + 1000), ""],
  ["sent", told("sent", noon + 1000), ""],
  ["confirmed", told("confirmed", noon + 1000), ""],
  ["just failed", told("failed", noon + 35_000), ""],
  ["failed a while ago", told("failed", noon + 1000), "16 A × 1"],
  ["drifted", told("drifted", noon + 1000), "16 A × 1"],
  [
    "failed until the maker allows it again",
    {
      ...told("failed", noon + 1000),
      problem: { kind: "rate-limited", code: "x", facts: {}, isRetryable: true, retryAt: noon + 90_000 },
    },
    "",
  ],
];

for (const [name, actuator, expected] of repeats) {
  test(`a command that is ${name} is ${expected === "" ? "not " : ""}said again`, () => {
    const run = startRun();
    assert.equal(run.step(fastHouse()).told, "16 A × 1");
    assert.equal(run.step(fastHouse(actuator, noon + 40_000)).told, expected);
  });
}

test("deciding again before the hub has shown the command does not send it twice", () => {
  const run = startRun();
  assert.equal(run.step(fastHouse()).told, "16 A × 1");
  assert.equal(run.step(fastHouse(undefined, noon + 500)).told, "");
});

const anyNumber = fc.oneof(
  fc.constantFrom(undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY),
  fc.integer({ min: -20_000, max: 20_000 }),
);
const anyCharger = fc.record({
  mode: fc.constantFrom<ChargerMode>(...chargerModes),
  status: fc.constantFrom<ChargerStatus>("A", "B", "C", "E", "F"),
  isAllowed: fc.boolean(),
  powerW: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 11_000 })),
  offeredCurrentA: fc.integer({ min: 6, max: 16 }),
  priority: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 3 })),
  phases: fc.constantFrom<"auto" | 1 | 3>("auto", 1, 3),
  rotation: fc.constantFrom<readonly [1 | 2 | 3, 1 | 2 | 3, 1 | 2 | 3]>([1, 2, 3], [2, 3, 1], [3, 1, 2]),
  minCurrentA: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 20 })),
  maxCurrentA: fc.oneof(fc.constant(Number.NaN), fc.integer({ min: 0, max: 40 })),
  isSilent: fc.boolean(),
  isUnknown: fc.boolean(),
  canSwitchPhases: fc.boolean(),
});
const anyHouse = fc.record({
  gridW: anyNumber,
  gridA: fc.option(
    fc.tuple(fc.integer({ min: -30, max: 60 }), fc.integer({ min: -30, max: 60 }), fc.integer({ min: -30, max: 60 })),
    { nil: undefined },
  ),
  maxCurrentA: fc.integer({ min: 10, max: 63 }),
  housePeakA: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
  batteryW: anyNumber,
  chargers: fc.array(anyCharger, { minLength: 1, maxLength: 3 }),
});
type AnyHouse = typeof anyHouse extends fc.Arbitrary<infer T> ? T : never;

function build(random: AnyHouse, now = noon): TestHouse {
  const { gridW, gridA, batteryW, maxCurrentA, housePeakA } = random;
  return {
    now,
    gridW,
    ...(gridA === undefined ? {} : { gridA }),
    grid: { maxCurrentA, ...(housePeakA === undefined ? {} : { housePeakA }) },
    batteries: batteryW === undefined ? [] : [{ flowW: batteryW }],
    chargers: random.chargers.map((one, index): TestCharger => {
      const {
        status,
        isAllowed,
        powerW,
        offeredCurrentA,
        canSwitchPhases,
        mode,
        priority,
        phases,
        rotation,
        minCurrentA,
        maxCurrentA: mostA,
      } = one;
      return {
        id: `c${index}`,
        settings: { mode, priority, phases, rotation, minCurrentA, maxCurrentA: mostA },
        limits: { canSwitchPhases },
        reading: one.isUnknown ? undefined : { status, isAllowed, powerW, offeredCurrentA },
        ...(one.isSilent ? { goodUntil: now - 1 } : {}),
      };
    }),
  };
}

test("no command is ever above what charger, owner and fuse allow, and each has a reason of the catalogue", () => {
  fc.assert(
    fc.property(fc.array(anyHouse, { minLength: 1, maxLength: 5 }), (houses) => {
      const run = startRun();
      houses.forEach((random, index) => {
        const house = build(random, noon + index * 60_000);
        const { commands, reasons } = run.step(house);
        for (const { rule, effect, reviewAt, at } of reasons) {
          assert.ok(isReasonKey(`${rule}.${effect}`));
          assert.ok(reviewAt > at && reviewAt <= at + 60_000);
        }
        for (const { command, reason } of commands) {
          assert.equal(reason.subject, command.target);
          if (command.kind !== "charger" || !command.setting.isAllowed) continue;
          const { currentA = Number.NaN } = command.setting;
          const owner = random.chargers[Number(command.target.slice(1))];
          const mostA = Number.isFinite(owner?.maxCurrentA) ? (owner?.maxCurrentA ?? 0) : 16;
          assert.ok(currentA >= 6 && currentA <= Math.min(16, Math.max(mostA, 6)), `${currentA} A of ${mostA} A`);
          assert.ok(currentA <= random.maxCurrentA);
        }
      });
    }),
    { numRuns: 300 },
  );
});

test("on each conductor all chargers together stay within fuse minus house", () => {
  fc.assert(
    fc.property(anyHouse, (random) => {
      const idle = random.chargers.map((one) => ({
        ...one,
        status: "B" as const,
        isAllowed: false,
        powerW: 0,
        isSilent: false,
        isUnknown: false,
      }));
      const house = build({ ...random, chargers: idle });
      const sums: [number, number, number] = [0, 0, 0];
      for (const { command } of startRun().step(house).commands) {
        if (command.kind !== "charger" || !command.setting.isAllowed) continue;
        const owner = idle[Number(command.target.slice(1))];
        const phases = command.setting.phases ?? 3;
        for (const conductor of (owner?.rotation ?? [1, 2, 3]).slice(0, phases))
          sums[conductor === 1 ? 0 : conductor === 2 ? 1 : 2] += command.setting.currentA ?? 0;
      }
      const { gridA, maxCurrentA, housePeakA } = random;
      sums.forEach((sumA, index) => {
        const houseA = gridA?.[index] ?? housePeakA ?? maxCurrentA / 2;
        assert.ok(
          sumA === 0 || sumA <= maxCurrentA - houseA + 1e-9,
          `conductor ${index + 1}: ${sumA} A beside ${houseA} A`,
        );
      });
    }),
    { numRuns: 300 },
  );
});

for (const rule of safetyRules) {
  test(`${rule.id} only ever tightens, whatever was proposed`, () => {
    const anySetting = fc.record({
      isAllowed: fc.boolean(),
      currentA: fc.integer({ min: 0, max: 80 }),
      phases: fc.constantFrom<1 | 3>(1, 3),
    });
    const anyProposal = fc.record({
      setting: anySetting,
      feed: fc.constantFrom("none" as const, "sun" as const, "sun-or-minimum" as const, "grid" as const),
    });
    fc.assert(
      fc.property(
        anyHouse,
        fc.array(anyProposal, { minLength: 3, maxLength: 3 }),
        fc.boolean(),
        (random, proposals, isDown) => {
          const built = build(random);
          const house = viewHouse(deepFreeze(snapshotOf({ ...built, failing: isDown ? ["c0"] : [] })), noon);
          const chargers = Object.fromEntries(proposals.map((proposal, index) => [`c${index}`, proposal]));
          const excess = { since: noon - 99_000, repeats: 2, lastAt: noon - 40_000 };
          const memory = {
            ...initialMemory(),
            blindSince: noon - 130_000,
            chargers: { c0: { excess }, c1: { excess: { ...excess, stoppedUntil: noon + 1 } } },
          };
          const before: Draft = deepFreeze({ memory, chargers, batteries: {}, answers: [], orders: [], reasons: {} });
          const after = rule.apply(house, before);
          for (const { id } of house.chargers) {
            const was = proposalOf(before, id).setting;
            const is = proposalOf(after, id).setting;
            assert.ok(was !== undefined && is !== undefined);
            assert.equal(is.phases, was.phases);
            assert.ok(
              !is.isAllowed || (was.isAllowed && is.currentA <= was.currentA),
              `${JSON.stringify(was)} → ${JSON.stringify(is)}`,
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
}

test("unknown or senseless values never start a car in solar mode", () => {
  const senseless = fc.constantFrom(undefined, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY);
  fc.assert(
    fc.property(senseless, fc.array(fc.constantFrom(1, 30, 300), { minLength: 1, maxLength: 20 }), (gridW, gapsS) => {
      const run = startRun();
      let now = noon;
      for (const gapS of gapsS) {
        now += gapS * 1000;
        assert.equal(run.step({ now, gridW, chargers: [{}] }).told, "");
      }
    }),
  );
});

test("equal inputs give byte-equal decisions, also after memory and snapshot went through a file", () => {
  fc.assert(
    fc.property(fc.array(anyHouse, { minLength: 1, maxLength: 6 }), (houses) => {
      let live = initialMemory();
      let replayed = initialMemory();
      houses.forEach((random, index) => {
        const now = noon + index * 20_000;
        const snapshot = snapshotOf(build(random, now));
        const first = decide(live, snapshot, now);
        assert.equal(JSON.stringify(decide(live, snapshot, now)), JSON.stringify(first));
        const second = decide(replayed, snapshot, now);
        assert.equal(JSON.stringify(second), JSON.stringify(first));
        live = first.memory;
        replayed = JSON.parse(JSON.stringify(second.memory));
      });
    }),
    { numRuns: 100 },
  );
});

/** A car that follows within seconds, as cars do: it ramps, starts late and obeys in whole seconds. */
function closedLoop(sunW: (second: number) => number, houseW: (second: number) => number, seconds: number) {
  const run = startRun();
  let set = { isAllowed: false, currentA: 6 };
  let drawA = 0;
  let startsAt = 0;
  let actuator: ActuatorSnapshot | undefined;
  const result = { carWh: 0, gridWh: 0, spareWh: 0, starts: 0, commands: 0 };
  for (let second = 0; second < seconds; second += 1) {
    const goalA = set.isAllowed && second >= startsAt ? set.currentA : 0;
    drawA = drawA < goalA ? Math.min(goalA, drawA + 1.5) : Math.max(goalA, drawA - 3);
    const carW = drawA * 230;
    const gridW = houseW(second) + carW - sunW(second);
    result.carWh += carW / 3600;
    result.gridWh += Math.min(carW, Math.max(0, gridW)) / 3600;
    result.spareWh += Math.max(0, -gridW) / 3600;
    if (second % 5 !== 0) continue;
    const now = noon + second * 1000;
    const reading = {
      ...(drawA > 0 ? charging(set.currentA) : { status: "B" as const, isAllowed: set.isAllowed }),
      powerW: carW,
    };
    const chargers = [{ reading, ...(actuator === undefined ? {} : { actuator }) }];
    for (const { command } of run.step({ now, gridW, gridA: [0, 0, 0], chargers }).commands) {
      if (command.kind !== "charger") continue;
      const { isAllowed, currentA = 6 } = command.setting;
      if (isAllowed && !set.isAllowed) [startsAt, result.starts] = [second + 10, result.starts + 1];
      set = { isAllowed, currentA };
      actuator = { command, state: "confirmed", since: now };
      result.commands += 1;
    }
  }
  return result;
}

test("a clear day: the car takes nearly all the sun left over, nearly no grid, with one start", () => {
  const dayS = 8 * 3600;
  const sun = (second: number) => 3800 * Math.sin((Math.PI * second) / dayS);
  const day = closedLoop(sun, () => 300, dayS);
  assert.equal(day.starts, 1);
  assert.ok(day.gridWh / day.carWh < 0.01, `${day.gridWh} Wh of ${day.carWh} Wh from the grid`);
  assert.ok(day.carWh / (day.carWh + day.spareWh) > 0.85, `${day.carWh} Wh of ${day.carWh + day.spareWh} Wh`);
});

test("steps of the house load and clouds neither make the current swing nor the relay clatter", () => {
  const cloudy = (second: number) => (second % 240 < 60 ? 2600 : 4200);
  const day = closedLoop(cloudy, (second) => (second % 600 < 300 ? 300 : 500), 2 * 3600);
  assert.ok(day.starts <= 2, `${day.starts} starts`);
  assert.ok(day.gridWh / day.carWh < 0.05, `${day.gridWh} Wh of ${day.carWh} Wh from the grid`);
  assert.ok(day.commands < 250, `${day.commands} commands`);
});

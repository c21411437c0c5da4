import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { Json } from "#domain";
import { decide } from "./decide.ts";
import { initialMemory } from "./memory.ts";
import { readMemory } from "./stored-memory.ts";
import { charging, noon, snapshotOf, startRun } from "./testing/test-house.ts";

test("a memory that was stored is read back as it was", () => {
  const run = startRun();
  const requests = [
    { kind: "chargerGoal", charger: "wallbox", goal: { energyWh: 5000, by: noon + 9_000_000 } },
    { kind: "chargerStop", charger: "wallbox", forS: 60 },
    { kind: "batteryIntent", battery: "roof", intent: { kind: "reserve", percent: 30 } },
  ] as const;
  run.step({ gridW: 0, chargers: [{ reading: charging(8) }], batteries: [{ flowW: 0 }], requests });
  const stored = JSON.stringify(run.memory());
  const { memory, reason } = readMemory(JSON.parse(stored), noon);
  assert.equal(reason, undefined);
  assert.equal(JSON.stringify(memory), stored);
});

const broken: readonly [string, Json][] = [
  ["another version", { ...initialMemory(), version: 2 }],
  ["no object", "memory"],
  ["a list", []],
  ["nothing inside", {}],
  ["a number that is a word", { version: 1, chargers: {}, batteries: {}, at: "noon" }],
  ["a mode nobody knows", { version: 1, chargers: { w: { mode: "turbo" } }, batteries: {} }],
  ["half a pair of draws", { version: 1, chargers: { w: { draws: [1, 2, 3] } }, batteries: {} }],
  ["an intent without its level", { version: 1, chargers: {}, batteries: { b: { intent: { kind: "reserve" } } } }],
];

for (const [name, json] of broken) {
  test(`a memory with ${name} is replaced by a fresh one, with a reason`, () => {
    const { memory, reason } = readMemory(json, noon);
    assert.deepEqual(memory, initialMemory());
    assert.deepEqual([reason?.rule, reason?.effect], ["restore", "memory-lost"]);
  });
}

test("whatever was stored, a decision comes out", () => {
  const snapshot = snapshotOf({ gridW: -3000, chargers: [{}], batteries: [{ flowW: 0 }] });
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (noise) => {
      const memory = readMemory(JSON.parse(JSON.stringify({ ...initialMemory(), ...noise })), noon).memory;
      assert.equal(decide(memory, snapshot, noon).memory.version, 1);
    }),
  );
});

test("nothing stored is a first start, which needs no reason", () => {
  assert.deepEqual(readMemory(undefined, noon), { memory: initialMemory() });
});

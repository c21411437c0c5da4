import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Json } from "#domain";
import { type Circumstances, decideCharging } from "./decision.ts";
import { createKeyStore } from "./key-store.ts";

type Values = Readonly<Record<string, Json>>;

const calm: Circumstances = {
  ...{ hasSurplus: false, isPretendingUnplug: false, isSwitchingPhases: false, isInMinimumPause: false },
  ...{ isBlockedByTimer: false, isPriceLow: false, isKeepingAlive: false, isLineTaken: false },
};
const free: Values = {
  err: 0,
  amt: 32,
  acs: 0,
  trx: null,
  frc: 0,
  dwo: null,
  wh: 5_000,
  ate: 18_000,
  lmo: 3,
  acp: true,
};

function decide(values: Values, now: Partial<Circumstances> = {}) {
  const { isAllowed, reason } = decideCharging(createKeyStore({ ...free, ...values }), { ...calm, ...now });
  return `${isAllowed ? "yes" : "no"} ${reason}`;
}

/** Each stands in the way although everything after it would let the car charge, or decides otherwise. */
const inOrder: readonly (readonly [name: string, values: Values, now: Partial<Circumstances>, expected: string])[] = [
  ["an error", { err: 3 }, {}, "no 26"],
  ["overheating", { amt: 0 }, {}, "no 1"],
  ["locked access", { acs: 1 }, {}, "no 2"],
  ["force off", { frc: 1 }, {}, "no 4"],
  ["pretending to unplug", {}, { isPretendingUnplug: true }, "no 22"],
  ["changing phases", {}, { isSwitchingPhases: true }, "no 23"],
  ["no current left on the line", {}, { isLineTaken: true }, "no 27"],
  ["force on", { frc: 2 }, {}, "yes 3"],
  ["the shortest pause", {}, { isInMinimumPause: true }, "no 24"],
  ["the energy limit", { dwo: 5_000 }, {}, "no 6"],
  ["a timer", {}, { isBlockedByTimer: true }, "no 5"],
];

describe("what an emulated charger decides in its second", () => {
  for (const [place, [name, values, now, expected]] of inOrder.entries()) {
    it(`${name} comes before all that is asked after it`, () => {
      const later = inOrder.slice(place + 1);
      const allValues = Object.assign({}, ...later.map(([, each]) => each), values);
      const allNow = Object.assign({}, ...later.map(([, , each]) => each), now);
      assert.equal(decide(allValues, allNow), expected);
      assert.equal(decide(values, now), expected, "and holds by itself");
    });
  }

  it("a transaction opens locked access", () => {
    assert.equal(decide({ acs: 1, trx: 0 }), "yes 15");
  });

  it("with nothing in the way its mode decides", () => {
    assert.equal(decide({ lmo: 3 }), "yes 15");
    assert.equal(decide({ lmo: 4 }, { isPriceLow: true, hasSurplus: true }), "yes 7");
    assert.equal(decide({ lmo: 4 }, { hasSurplus: true }), "yes 12");
    assert.equal(decide({ lmo: 4, acp: true }), "no 17");
    assert.equal(decide({ lmo: 4, acp: false }), "yes 20");
    assert.equal(decide({ lmo: 5 }), "yes 10");
    assert.equal(decide({ lmo: 5, wh: 18_000 }), "no 18");
  });

  it("a car is kept awake where the mode would let it wait", () => {
    assert.equal(decide({ lmo: 4 }, { isKeepingAlive: true }), "yes 19");
    assert.equal(decide({ lmo: 3 }, { isKeepingAlive: true }), "yes 15");
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createFirstSights } from "./first-sight.ts";

function startSights() {
  let now = 1_000_000;
  const dated = createFirstSights({ now: () => now });
  return { dated, wait: (ms: number) => (now += ms) };
}

const values = { batteryW: -1_500, gridW: 20, solarW: 3_000, socPercent: 50, chargerW: [] };

describe("the age of AlphaESS values", () => {
  it("is counted from the first sight while the cloud repeats itself", () => {
    const { dated, wait } = startSights();
    const { at: first } = dated(values);
    wait(60_000);
    assert.equal(dated(values).at, first);
    wait(60_000);
    assert.equal(dated({ ...values, gridW: 21 }).at, (first ?? 0) + 120_000);
  });

  it("is that of the upload where the cloud names it, whatever its zone", () => {
    const { dated, wait } = startSights();
    const night = { batteryW: 0, gridW: 0, chargerW: [], sample: "2026-06-17 02:00:00" };
    const { at: first } = dated(night);
    wait(60_000);
    assert.equal(dated(night).at, first);
    assert.equal(dated({ ...night, sample: "2026-06-17 02:01:00" }).at, (first ?? 0) + 60_000);
  });

  const still = { batteryW: 0, gridW: 0, solarW: 0, loadW: 0, socPercent: 100, chargerW: [] };
  for (const [name, told, isFrozen] of [
    ["the sun is up and the battery full", { ...still, solarW: 3_000, gridW: -2_500, loadW: 500 }, true],
    ["the sun just rises", { ...still, solarW: 60, gridW: 90, loadW: 150 }, true],
    ["the house takes what it needs from the grid", { ...still, gridW: 350, loadW: 350, socPercent: 10 }, true],
    ["little is used at night", { ...still, gridW: 120, loadW: 120, socPercent: 10 }, false],
    ["nothing flows at all", still, false],
    ["the cloud tells the level alone", { socPercent: 40, chargerW: [] }, false],
  ] as const)
    it(`${isFrozen ? "is counted from the first sight" : "is none"} where ${name}, and all of it repeats`, () => {
      const { dated, wait } = startSights();
      const { at: first = 0 } = dated(told);
      for (let poll = 1; poll <= 20; poll += 1) {
        wait(30_000);
        assert.equal(dated(told).at, isFrozen ? first : first + poll * 30_000);
      }
      assert.equal(dated({ ...told, gridW: 1 }).at, first + 600_000, "a single new digit is a new measurement");
    });

  it("is the vendor's own where it tells one", () => {
    const { dated } = startSights();
    assert.equal(dated({ ...values, at: 7 }).at, 7);
  });
});

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

  it("is none where nothing is stored: a house at rest stays the same", () => {
    const { dated, wait } = startSights();
    const { at: first } = dated({ ...values, batteryW: 0 });
    wait(60_000);
    assert.equal(dated({ ...values, batteryW: 0 }).at, (first ?? 0) + 60_000);
  });

  it("is the vendor's own where it tells one", () => {
    const { dated } = startSights();
    assert.equal(dated({ ...values, at: 7 }).at, 7);
  });
});

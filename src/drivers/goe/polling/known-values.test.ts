import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createKnownValues } from "./known-values.ts";

describe("what is known of a charger", () => {
  it("carries each value with its own time, and the reading with the latest", () => {
    const known = createKnownValues();
    known.learn({ fna: "Garage", amp: 16 }, 1_000);
    known.learn({ rssi: -60, amp: 10 }, 61_000);
    const { at, values, olderAt } = known.reading(61_000);
    assert.equal(at, 61_000);
    assert.deepEqual(values, { fna: "Garage", amp: 10, rssi: -60 });
    assert.deepEqual(olderAt, { fna: 1_000 });
  });

  it("is not set back by an answer that was asked for earlier and came later", () => {
    const known = createKnownValues();
    known.learn({ car: 2 }, 5_000);
    known.learn({ car: 1, fna: "Garage" }, 3_000);
    assert.deepEqual(known.of(), { car: 2, fna: "Garage" });
  });

  it("stays when the charger has no value just now, and ends only where none is a value", () => {
    const known = createKnownValues();
    known.learn({ amp: 16, dwo: 5_000 }, 1_000);
    known.learn({ amp: null, dwo: null }, 2_000);
    assert.deepEqual(known.of(), { amp: 16, dwo: null });
    assert.deepEqual(known.reading(2_000).olderAt, { amp: 1_000 });
  });

  it("tells a moment by the uptime of its own answer", () => {
    const known = createKnownValues();
    known.learn({ rbt: 100_000, lccfc: 40_000 }, 1_000);
    known.learn({ rbt: 900_000, rssi: -60 }, 801_000);
    const { values, olderAt } = known.reading(801_000);
    assert.deepEqual(values, { lccfc: 60, rbt: 900_000, rssi: -60 });
    assert.deepEqual(olderAt, { lccfc: 1_000 });
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, minuteMs, secondMs } from "#domain";
import { createRandom } from "#platform";
import { presetStartAt, presets } from "#simulator";
import { type FastHome, openFastHome } from "./support/fast-home.ts";

const { scenario } = presets["two-chargers"];
const startAt = presetStartAt("two-chargers");
const fuseA = 20;
const meterEveryMs = 5 * secondMs;
/** A charger takes a second to take a setting in, and a car ramps down by one to two amperes a second. */
const reactionS = 2 + fuseA / 1.5;

const chargers = {
  wallbox: { mode: "fast", priority: 1, rotation: [2, 3, 1] },
  carport: { mode: "fast", priority: 2, rotation: [3, 1, 2] },
};

/** For each second of physics: by how much each conductor is above the fuse, and for how long without a break. */
function watchFuse(house: FastHome) {
  const overS = [0, 0, 0];
  let longestS = 0;
  let highestA = 0;
  let ampSeconds = 0;
  house.home.onStep(() => {
    for (const [phase, currentA] of house.home.meter.phaseCurrentA.entries()) {
      // The meter's current has no sign of its own; what flows out strains no fuse of ours.
      const isImport = (house.home.meter.phasePowerW[phase] ?? 0) > 0;
      const beyondA = isImport ? Math.abs(currentA) - fuseA : 0;
      const isOver = beyondA > 0.1;
      overS[phase] = isOver ? (overS[phase] ?? 0) + 1 : 0;
      longestS = Math.max(longestS, overS[phase] ?? 0);
      highestA = Math.max(highestA, Math.abs(currentA));
      if ((overS[phase] ?? 0) > meterEveryMs / secondMs + reactionS) ampSeconds += beyondA;
    }
  });
  return () => ({ longestS, highestA, ampSeconds });
}

async function unsettledHouse(house: FastHome, forMs: number) {
  const random = createRandom(9);
  for (let at = 0; at < forMs; at += 2 * minuteMs) {
    house.home.change({ loadW: Math.round(random.next() * 7_000) });
    await house.clock.runFor(2 * minuteMs);
  }
}

describe("two cars on one connection", () => {
  it("overload no conductor for longer than the meter's period and a charger's reaction", async (test) => {
    const house = openFastHome({ scenario, startAt, chargers, meterEveryMs, grid: { maxCurrentA: fuseA } });
    for (const id of house.home.wallboxIds()) house.home.change({ id, carConnected: true, carSocPercent: 10 });
    house.home.change({ pvW: 0, batterySocPercent: 10 });
    const seen = watchFuse(house);
    house.start();
    await unsettledHouse(house, 2 * hourMs);
    const { longestS, highestA, ampSeconds } = seen();
    test.diagnostic(`longest overload ${longestS} s, highest current ${highestA.toFixed(1)} A of ${fuseA} A`);
    assert.ok(highestA > 0.8 * fuseA, `${highestA} A: the connection is used`);
    assert.equal(ampSeconds, 0, `${longestS} s above the fuse`);
    await house.close();
  });

  it("share what is there by priority", async () => {
    const house = openFastHome({ scenario, startAt, chargers, meterEveryMs, grid: { maxCurrentA: 16 } });
    for (const id of house.home.wallboxIds()) house.home.change({ id, carConnected: true, carSocPercent: 10 });
    house.home.change({ pvW: 0, loadW: 600, batterySocPercent: 10 });
    house.start();
    await house.clock.runFor(10 * minuteMs);
    const powerW = (id: string) => house.home.wallbox(id).powerW;
    assert.ok(powerW("wallbox") > 3_000 && powerW("wallbox") > powerW("carport"));
    await house.close();
  });

  it("stay within the fuse less the declared house where no fast meter watches", async () => {
    const grid = { maxCurrentA: fuseA, housePeakA: 8 };
    const house = openFastHome({ scenario, startAt, chargers, hasMeter: false, grid });
    for (const id of house.home.wallboxIds()) house.home.change({ id, carConnected: true, carSocPercent: 10 });
    house.home.change({ pvW: 0, loadW: 1_000 });
    let highestA = 0;
    house.start();
    await house.clock.runFor(minuteMs);
    house.home.onStep(() => {
      const sums = [0, 0, 0];
      for (const [id, [l1, l2, l3]] of [
        ["wallbox", [1, 2, 0]],
        ["carport", [2, 0, 1]],
      ] as const) {
        const own = house.home.wallbox(id).currentA;
        for (const [index, phase] of [l1, l2, l3].entries()) sums[phase] = (sums[phase] ?? 0) + (own[index] ?? 0);
      }
      highestA = Math.max(highestA, ...sums);
    });
    await house.clock.runFor(hourMs);
    assert.ok(highestA > 6 && highestA <= fuseA - grid.housePeakA + 0.5, `${highestA} A`);
    await house.close();
  });
});

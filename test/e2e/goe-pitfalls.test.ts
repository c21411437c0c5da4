import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, minuteMs, secondMs } from "#domain";
import type { Scenario } from "#simulator";
import { openFastHome } from "./support/fast-home.ts";

/** What owners have reported of these chargers, as far as it takes a whole house to see it. */

const startAt = Date.parse("2026-06-17T11:00:00+02:00");
const roof = { id: "roof", ratedW: 9_000, arrays: [{ peakW: 9_800, tiltDegrees: 35, azimuthDegrees: 180 }] };

function openHouse(
  settings: object,
  { inverter = roof, ...more }: { readonly inverter?: object; readonly profile?: string } = {},
) {
  const scenario: Scenario = {
    name: "pitfalls",
    startAt: "2026-06-17T11:00:00+02:00",
    weather: { cover: 0 },
    inverters: [{ ...roof, ...inverter }],
    wallboxes: [{ id: "wallbox", car: { capacityWh: 90_000, socPercent: 10 } }],
  };
  return openFastHome({ scenario, startAt, chargers: { wallbox: { mode: "solar", ...settings } }, ...more });
}

describe("changing phases", () => {
  it("never happens twice within ten minutes, however the sun comes and goes", async () => {
    const house = openHouse({ phases: "auto" });
    const changedAt: number[] = [];
    house.start();
    await house.clock.runFor(2 * minuteMs);
    for (let round = 0; round < 40; round += 1) {
      house.home.change({ pvW: round % 2 === 0 ? 8_000 : 2_200, loadW: 300 });
      for (let look = 0; look < 12; look += 1) {
        const before = house.asked.length;
        await house.clock.runFor(15 * secondMs);
        const since = house.asked.slice(before);
        if (since.some((url) => /[?&]psm=/.test(url))) changedAt.push(house.clock.now());
      }
    }
    await house.close();
    const gaps = changedAt.slice(1).map((at, index) => at - (changedAt[index] ?? at));
    assert.ok(changedAt.length >= 4, `${changedAt.length} changes: nothing was tried`);
    assert.ok(Math.min(...gaps) >= 10 * minuteMs - 15 * secondMs, gaps.join(", "));
  });
});

describe("the feed of a charger that regulates itself", () => {
  it("raises an alarm when the charger shows no powers for half a minute, and ends it by itself", async () => {
    const house = openHouse({ regulation: "charger" });
    const hub = house.start();
    const codes = () => hub.state().problems.map(({ code }) => code);
    await house.clock.runFor(10 * minuteMs);
    assert.equal((await house.keys())["lmo"], 4);
    house.charger.faults.set("ignored-writes");
    await house.clock.runFor(25 * secondMs);
    assert.ok(!codes().includes("surplus.not-received"));
    await house.clock.runFor(40 * secondMs);
    assert.equal((await house.keys())["pgrid"], null);
    assert.ok(codes().includes("surplus.not-received"), codes().join());
    house.charger.faults.clear();
    await house.clock.runFor(20 * minuteMs);
    assert.deepEqual(codes(), []);
    assert.equal((await house.keys())["lmo"], 4);
    await house.close();
  });

  it("does not let it empty the home battery into the car", async () => {
    const battery = { capacityWh: 10_000, maxChargeW: 5_000, maxDischargeW: 5_000, socPercent: 60 };
    const house = openHouse({ regulation: "charger" }, { inverter: { battery } });
    house.start();
    house.home.change({ pvW: 5_000, loadW: 400 });
    await house.clock.runFor(20 * minuteMs);
    assert.ok(house.home.wallbox().powerW > 3_000, "it charges on sun");
    let givenWh = 0;
    const stop = house.home.onStep(() => {
      const { battery: store } = house.home.inverter("roof");
      givenWh += Math.max(0, store?.powerW ?? 0) / 3_600;
    });
    house.home.change({ pvW: 0, loadW: 400 });
    await house.clock.runFor(hourMs);
    stop();
    assert.ok(house.home.wallbox().powerW < 50, "and stops without it");
    // The house itself takes 400 Wh; for a few minutes the charger has to notice.
    assert.ok(givenWh < 1_100, `${givenWh} Wh out of the battery`);
    await house.close();
  });
});

describe("a forced state that the charger takes and ignores", () => {
  it("is repeated, and told when that does not help", async () => {
    const house = openHouse({ mode: "fast" });
    const hub = house.start();
    await house.clock.runFor(2 * minuteMs);
    house.charger.quirks.set("frc-ignored", true);
    const wish = { kind: "chargerMode", charger: "wallbox", mode: "off" } as const;
    await house.finish(hub.request(wish, "test"));
    const before = house.asked.length;
    await house.clock.runFor(5 * minuteMs);
    const tries = house.asked.slice(before).filter((url) => /[?&]frc=1/.test(url)).length;
    assert.ok(tries >= 2, `${tries} tries`);
    const reasons = await house.finish(house.history.reasons({ limit: 20 }));
    const told = reasons.filter(({ rule }) => rule === "not-obeying").map(({ effect }) => effect);
    assert.deepEqual(told, ["stopped", "repeating", "repeating"]);
    await house.close();
  });
});

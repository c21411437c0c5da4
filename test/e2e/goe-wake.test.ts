import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minuteMs, secondMs } from "#domain";
import type { Scenario } from "#simulator";
import { type ChargerWay, openFastHome } from "./support/fast-home.ts";

const startAt = Date.parse("2026-06-17T11:00:00+02:00");
const stopS = 10 * 60;

/** A house whose car falls asleep five minutes after it was kept from charging. */
function openHouse(settings: object, via: ChargerWay = "local") {
  const scenario: Scenario = {
    name: "wake",
    startAt: "2026-06-17T11:00:00+02:00",
    weather: { cover: 0 },
    inverters: [{ id: "roof", ratedW: 9_000, arrays: [{ peakW: 9_800, tiltDegrees: 35, azimuthDegrees: 180 }] }],
    wallboxes: [{ id: "wallbox", car: { capacityWh: 90_000, socPercent: 10, sleepsAfterPauseMinutes: 5 } }],
  };
  return openFastHome({ scenario, startAt, via, chargers: { wallbox: settings } });
}

type House = ReturnType<typeof openHouse>;

/** Charges, is stopped for ten minutes, and may again. */
async function pause(house: House) {
  const hub = house.start();
  await house.clock.runFor(5 * minuteMs);
  assert.ok(house.home.wallbox().powerW > 1_000, "it charges first");
  const stop = { kind: "chargerStop", charger: "wallbox", forS: stopS } as const;
  await house.finish(hub.request(stop, "test"));
  await house.clock.runFor(stopS * secondMs + minuteMs);
  const { car, alw } = await house.keys();
  assert.deepEqual([car, alw], [4, true], "it is asleep although it may charge");
  return hub;
}

async function told(house: House): Promise<readonly string[]> {
  const reasons = await house.finish(house.history.reasons({ limit: 100 }));
  return reasons
    .filter(({ rule }) => rule === "wake-up")
    .map(({ effect }) => effect)
    .reverse();
}

const pretended = (house: House) => house.asked.filter((url) => url.endsWith("su=true")).length;

describe("a car that fell asleep while it was kept from charging", () => {
  for (const [mode, via] of [
    ["fast", "local"],
    ["solar", "local"],
    ["fast", "websocket"],
  ] as const) {
    it(`is woken after the owner's patience (${mode}, ${via}), and the charger's setting put back`, async () => {
      const house = openHouse({ mode, wakeAfter: "3m" }, via);
      await pause(house);
      await house.clock.runFor(minuteMs);
      assert.equal(house.home.wallbox().powerW, 0, "not before");
      await house.clock.runFor(6 * minuteMs);
      assert.ok(house.home.wallbox().powerW > 1_000, "it charges again");
      assert.deepEqual(await told(house), ["trying", "woken"]);
      assert.equal((await house.keys())["su"], false);
      await house.close();
    });
  }

  it("is left asleep where the owner said nothing of it", async () => {
    const house = openHouse({ mode: "fast" });
    await pause(house);
    await house.clock.runFor(30 * minuteMs);
    assert.equal(house.home.wallbox().powerW, 0);
    assert.deepEqual(await told(house), []);
    assert.equal(pretended(house), 0);
    await house.close();
  });

  it("is woken where the charger regulates itself, too", async () => {
    const house = openHouse({ mode: "solar", regulation: "charger", wakeAfter: "3m" });
    await pause(house);
    await house.clock.runFor(15 * minuteMs);
    assert.ok(house.home.wallbox().powerW > 1_000, "it charges again");
    assert.ok((await told(house)).includes("woken"));
    assert.equal((await house.keys())["su"], false);
    await house.close();
  });
});

describe("a car that takes nothing for reasons of its own", () => {
  it("is not disturbed when it is full", async () => {
    const house = openHouse({ mode: "fast", wakeAfter: "3m" });
    house.start();
    await house.clock.runFor(5 * minuteMs);
    house.home.change({ carSocPercent: 100 });
    await house.clock.runFor(40 * minuteMs);
    assert.equal(pretended(house), 0);
    assert.equal(house.asked.filter((url) => /[?&]frc=1/.test(url)).length, 0);
    await house.close();
  });

  it("is tried once when it was full before it was paused unnoticed, and then let alone", async () => {
    const house = openHouse({ mode: "fast", wakeAfter: "3m" });
    await pause(house);
    house.home.change({ carSocPercent: 100 });
    await house.clock.runFor(40 * minuteMs);
    assert.deepEqual(await told(house), ["trying", "in-vain"]);
    assert.equal(pretended(house), 1);
    const { su, frc } = await house.keys();
    assert.deepEqual({ su, frc }, { su: false, frc: 2 });
    await house.close();
  });
});

it("a hub that ends in the middle of waking puts the charger's setting back", async () => {
  const house = openHouse({ mode: "fast", wakeAfter: "3m" });
  const hub = await pause(house);
  for (let second = 0; second < 600 && (await house.keys())["su"] !== true; second += 1) {
    await house.clock.runFor(secondMs);
  }
  assert.equal((await house.keys())["su"], true);
  await house.finish(hub.stop());
  assert.equal((await house.keys())["su"], false);
  await house.close();
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { hourMs, minuteMs } from "#domain";
import type { Scenario } from "#simulator";
import { type ChargerWay, chargerWays, type FastHome, openFastHome } from "./support/fast-home.ts";

const startAt = Date.parse("2026-06-17T11:00:00+02:00");
const scenario: Scenario = {
  name: "regulation ways",
  startAt: "2026-06-17T11:00:00+02:00",
  weather: { cover: 0.35, cycleS: 600 },
  inverters: [{ id: "roof", ratedW: 9_000, arrays: [{ peakW: 9_800, tiltDegrees: 35, azimuthDegrees: 180 }] }],
  wallboxes: [{ id: "wallbox", car: { capacityWh: 90_000, socPercent: 10 } }],
};

function openHouse(via: ChargerWay, more: object = {}): FastHome {
  const chargers = { wallbox: { mode: "solar", regulation: "charger" } };
  return openFastHome({ scenario, startAt, chargers, via, ...more });
}

const described = z.object({ keys: z.record(z.string(), z.json()) });

/** What the charger itself says, whatever way in it has. */
function inside(house: FastHome) {
  house.home.advance();
  return described.parse(house.charger.describe()).keys;
}

const problemsOf = (hub: ReturnType<FastHome["start"]>) => hub.state().problems.map(({ code }) => code);

describe("two hours of sun, with the charger as owner of the loop", () => {
  for (const via of chargerWays) {
    it(`fill the car with hardly any grid power over ${via}`, async (test) => {
      const house = openHouse(via);
      let carWh = 0;
      let gridWh = 0;
      let regulatedS = 0;
      const hub = house.start();
      await house.clock.runFor(3 * minuteMs);
      house.home.onStep(() => {
        const carW = house.home.wallbox().powerW;
        carWh += carW / 3_600;
        gridWh += Math.min(carW, Math.max(0, house.home.meter.powerW)) / 3_600;
      });
      for (let minute = 0; minute < 120; minute += 1) {
        await house.clock.runFor(minuteMs);
        if (inside(house)["lmo"] === 4) regulatedS += 60;
      }
      test.diagnostic(
        `${via}: ${(carWh / 1_000).toFixed(1)} kWh into the car, ${((100 * gridWh) / carWh).toFixed(1)} % from the grid, ${regulatedS} s self-regulated`,
      );
      assert.ok(carWh > 7_000, `${carWh} Wh`);
      assert.ok(gridWh / carWh < 0.08, `${gridWh} Wh from the grid`);
      assert.equal(regulatedS, (2 * hourMs) / 1_000);
      assert.deepEqual(problemsOf(hub), []);
      await house.close();
      const { lmo, frc } = inside(house);
      assert.deepEqual({ lmo, frc }, { lmo: 3, frc: 0 });
    });
  }
});

const feedsOverHttp = ({ asked }: FastHome) => asked.filter((url) => url.includes("/api/set?ids="));
const effects = async (house: FastHome) =>
  (await house.finish(house.history.reasons({ limit: 100 }))).map(({ rule, effect }) => `${rule}.${effect}`);

/** The broker restarts, after which this firmware takes no powers over MQTT any more. */
async function restartBroker(house: FastHome) {
  house.charger.quirks.set("ids-deaf-after-broker-restart", true);
  house.broker().setUp(false);
  await house.clock.runFor(2_000);
  house.broker().setUp(true);
}

describe("a charger that takes no powers over MQTT after the broker's restart", () => {
  it("gets them over HTTP where its address is known, and goes on regulating without a break", async () => {
    const house = openHouse("mqtt", { entry: { host: "wallbox.emulator" } });
    const hub = house.start();
    await house.clock.runFor(10 * minuteMs);
    assert.deepEqual([inside(house)["lmo"], feedsOverHttp(house).length], [4, 0]);
    await restartBroker(house);
    let silentS = 0;
    for (let second = 0; second < 300; second += 1) {
      await house.clock.runFor(1_000);
      if (inside(house)["pgrid"] === null) silentS += 1;
    }
    assert.ok(silentS < 15, `${silentS} s without powers`);
    assert.ok(feedsOverHttp(house).length > 40);
    assert.deepEqual([inside(house)["lmo"], problemsOf(hub)], [4, []]);
    house.charger.quirks.set("ids-deaf-after-broker-restart", false);
    await house.set("rst=true");
    await house.clock.runFor(15 * minuteMs);
    const before = feedsOverHttp(house).length;
    await house.clock.runFor(5 * minuteMs);
    assert.equal(feedsOverHttp(house).length, before, "over MQTT again once the charger hears there");
    await house.close();
  });

  it("raises an alarm after half a minute where only MQTT is known, is steered by us, and ends the alarm by itself", async () => {
    const house = openHouse("mqtt");
    const hub = house.start();
    await house.clock.runFor(10 * minuteMs);
    await restartBroker(house);
    await house.clock.runFor(20_000);
    assert.deepEqual(problemsOf(hub), []);
    await house.clock.runFor(40_000);
    assert.deepEqual(problemsOf(hub), ["surplus.not-received"]);
    assert.ok((await effects(house)).includes("surplus-feed.not-received"));
    await house.clock.runFor(minuteMs);
    assert.deepEqual([inside(house)["lmo"], inside(house)["frc"]], [3, 2]);
    assert.match(hub.state().chargers[0]?.reason?.rule ?? "", /^solar/);
    await house.clock.runFor(5 * minuteMs);
    assert.deepEqual(problemsOf(hub), ["surplus.not-received"], "while we steer it stays to be seen");
    house.charger.quirks.set("ids-deaf-after-broker-restart", false);
    await house.set("rst=true");
    await house.clock.runFor(10 * minuteMs);
    assert.deepEqual([inside(house)["lmo"], problemsOf(hub)], [4, []]);
    await house.close();
  });
});

describe("over the cloud", () => {
  it("nothing is fed while no car is there", async () => {
    const house = openHouse("cloud");
    house.home.change({ carConnected: false });
    const hub = house.start();
    await house.clock.runFor(10 * minuteMs);
    assert.deepEqual(feedsOverHttp(house), []);
    const script = { kind: "surplus", charger: "wallbox", gridW: -1_234 } as const;
    await house.finish(hub.request(script, "api"));
    await house.clock.runFor(minuteMs);
    assert.deepEqual(feedsOverHttp(house), [], "not even what a script says");
    house.home.change({ carConnected: true });
    await house.clock.runFor(5 * minuteMs);
    assert.ok(feedsOverHttp(house).length > 50);
    await house.close();
  });
});

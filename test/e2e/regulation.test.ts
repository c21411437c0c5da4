import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { hourMs, minuteMs, secondMs } from "#domain";
import type { Hub } from "#hub";
import type { Scenario } from "#simulator";
import { type FastHome, openFastHome } from "./support/fast-home.ts";

const scenario: Scenario = {
  name: "regulation",
  startAt: "2026-06-17T09:00:00+02:00",
  weather: { cover: 0.35, cycleS: 600 },
  inverters: [{ id: "roof", ratedW: 9_000, arrays: [{ peakW: 9_800, tiltDegrees: 35, azimuthDegrees: 180 }] }],
  wallboxes: [{ id: "wallbox", car: { capacityWh: 90_000, socPercent: 10 } }],
};
const startAt = Date.parse("2026-06-17T09:00:00+02:00");

const counters = z.object({ importWh: z.number(), wallboxes: z.array(z.object({ energyWh: z.number() })) });

function openHouse(regulation: "sunsteer" | "charger", more: object = {}): FastHome {
  const chargers = { wallbox: { mode: "solar", regulation } };
  return openFastHome({ scenario, startAt, chargers, profile: "v4-22kw", ...more });
}

/** Of each second's energy into the car, what came from the grid. */
function watchCar(house: FastHome) {
  let carWh = 0;
  let gridWh = 0;
  house.home.onStep(() => {
    const carW = house.home.wallbox().powerW;
    carWh += carW / 3_600;
    gridWh += Math.min(carW, Math.max(0, house.home.meter.powerW)) / 3_600;
  });
  return () => ({ carKWh: carWh / 1_000, gridShare: carWh === 0 ? 0 : gridWh / carWh });
}

function writesOf(house: FastHome, key: string) {
  return house.asked.filter((url) => url.includes("/set?") && url.includes(`${key}=`)).length;
}

describe("a sunny day, whoever regulates", () => {
  for (const regulation of ["sunsteer", "charger"] as const) {
    it(`fills the car from the sun with ${regulation} as owner of the loop`, async (test) => {
      const house = openHouse(regulation);
      const result = watchCar(house);
      house.start();
      await house.clock.runFor(8 * hourMs);
      const { carKWh, gridShare } = result();
      const { wallboxes } = counters.parse(house.home.describe());
      test.diagnostic(
        `${regulation}: ${carKWh.toFixed(1)} kWh into the car, ${(100 * gridShare).toFixed(1)} % from the grid`,
      );
      assert.ok(Math.abs(carKWh * 1_000 - (wallboxes[0]?.energyWh ?? 0)) < 50);
      assert.ok(carKWh > 20, `${carKWh} kWh`);
      assert.ok(gridShare < 0.08, `${gridShare} from the grid`);
      await house.close();
    });
  }
});

describe("the charger as owner of the loop", () => {
  let house: FastHome;
  let hub: Hub;

  before(async () => {
    house = openHouse("charger");
    await house.clock.runFor(2 * secondMs);
    await house.set("lmo=3");
    await house.set("fup=false");
    await house.set("acp=false");
    await house.set("amp=10");
    await house.clock.runFor(2 * secondMs);
    hub = house.start();
    await house.clock.runFor(30 * minuteMs);
  });

  after(() => house.close());

  it("has its own solar mode on, nothing forced, and the ceiling raised", async () => {
    const { lmo, fup, acp, frc, amp, pgrid } = await house.keys();
    assert.deepEqual({ lmo, fup, acp, frc }, { lmo: 4, fup: true, acp: true, frc: 0 });
    assert.equal(amp, 16);
    assert.equal(typeof pgrid, "number");
    assert.equal(hub.state().chargers[0]?.reason?.effect, "charger-regulates");
  });

  it("is told the powers with the signs of the maker", async () => {
    const { pgrid, ppv } = await house.keys();
    house.home.advance();
    assert.ok(Math.sign(Number(pgrid)) === Math.sign(house.home.meter.powerW) || Math.abs(Number(pgrid)) < 300);
    assert.ok(Number(ppv) > 0);
  });

  it("leaves no trace of the feed in history and store", async () => {
    const commands = await house.finish(house.history.commands({ limit: 1_000 }));
    assert.ok(commands.every(({ command }) => command.kind !== "surplus"));
    assert.ok(writesOf(house, "ids") > 100);
    const kinds = house.store.intents().map(({ command }) => command.kind);
    assert.deepEqual([...kinds].sort(), ["charger", "regulation"]);
  });

  it("hears nothing while the meter is silent, and is steered by us when that lasts", async () => {
    house.meter.isSilent = true;
    await house.clock.runFor(25 * secondMs);
    assert.equal((await house.keys())["pgrid"], null, "a missing value is not told as zero");
    await house.clock.runFor(2 * minuteMs);
    assert.equal((await house.keys())["lmo"], 3);
    const reasons = await house.finish(house.history.reasons({ limit: 50 }));
    assert.ok(reasons.some(({ rule, effect }) => rule === "surplus-feed" && effect === "data-too-old"));
    house.meter.isSilent = false;
    await house.clock.runFor(5 * minuteMs);
    assert.equal((await house.keys())["lmo"], 4);
  });

  it("changes hands without interrupting the car, in both directions", async () => {
    house.home.change({ pvW: 6_000, loadW: 500 });
    await house.clock.runFor(15 * minuteMs);
    let pausedS = 0;
    let highestW = 0;
    const stop = house.home.onStep(() => {
      const { powerW } = house.home.wallbox();
      if (powerW < 500) pausedS += 1;
      highestW = Math.max(highestW, powerW);
    });
    await house.finish(hub.request({ kind: "chargerRegulation", charger: "wallbox", regulation: "sunsteer" }, "test"));
    await house.clock.runFor(3 * minuteMs);
    const ours = await house.keys();
    assert.deepEqual([ours["lmo"], ours["fup"], ours["acp"], ours["frc"]], [3, false, false, 2]);
    await house.finish(hub.request({ kind: "chargerRegulation", charger: "wallbox", regulation: "charger" }, "test"));
    await house.clock.runFor(5 * minuteMs);
    stop();
    const theirs = await house.keys();
    assert.deepEqual([theirs["lmo"], theirs["frc"], theirs["amp"]], [4, 0, 16]);
    assert.equal(pausedS, 0, "the car paused");
    assert.ok(highestW < 6_500, `${highestW} W at its highest`);
  });

  it("hands on a script's own feed once", async () => {
    house.home.change({ carConnected: false });
    await house.clock.runFor(2 * minuteMs);
    const fed = writesOf(house, "ids");
    const wish = { kind: "surplus", charger: "wallbox", gridW: -1_234, solarW: 3_000 } as const;
    const { reason } = await house.finish(hub.request(wish, "api"));
    await house.clock.runFor(2 * secondMs);
    assert.equal(reason.effect, "surplus-sent");
    assert.equal((await house.keys())["pgrid"], -1_234);
    await house.clock.runFor(minuteMs);
    assert.equal(writesOf(house, "ids"), fed + 1);
  });

  it("has its owner's settings back in the end, with no old sun in its averages", async () => {
    house.home.change({ carConnected: true });
    await house.clock.runFor(5 * minuteMs);
    assert.equal((await house.keys())["lmo"], 4);
    await house.finish(hub.stop());
    await house.clock.runFor(5 * secondMs);
    const { lmo, fup, acp, frc, amp } = await house.keys();
    assert.deepEqual({ lmo, fup, acp, frc, amp }, { lmo: 3, fup: false, acp: false, frc: 0, amp: 10 });
    const fed = house.asked.filter((url) => url.includes("ids="));
    assert.deepEqual(new Set(fed.slice(-5)), new Set(fed.filter((url) => url.includes('"pGrid":0}')).slice(-1)));
    assert.deepEqual(house.store.intents(), []);
  });
});

it("after a restart the charger's own mode is still ours to give back", async () => {
  const house = openHouse("charger");
  await house.clock.runFor(2 * secondMs);
  await house.set("lmo=3");
  house.start();
  await house.clock.runFor(5 * minuteMs);
  assert.equal((await house.keys())["lmo"], 4);
  const left = house.store.intents().map(({ command }) => command.kind);
  assert.ok(left.includes("regulation"));
  await house.close();
  assert.deepEqual(house.store.intents(), []);
});

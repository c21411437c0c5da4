import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type BatteryIntent, hourMs, type Json, minuteMs } from "#domain";
import { startOpenCloud } from "./testing/open-cloud.ts";

/** The battery's actuator as the hub handles it: what was there before is read once, and kept with each command. */
async function steer() {
  const cloud = startOpenCloud();
  const { poll, actuator } = await cloud.connect();
  const battery = actuator("batteryMode");
  const read = () => cloud.during(battery.read({ purpose: "guard" }));
  let before: Json = await read();
  const say = async (intent: BatteryIntent) => {
    const command = { kind: "batteryIntent", target: "alpha", intent } as const;
    before = JSON.parse(JSON.stringify(battery.keep?.(before, command) ?? before));
    await cloud.during(battery.apply(command, { purpose: "guard" }, before));
    await cloud.clock.runFor(minuteMs);
    return battery.isInEffect(command, await read());
  };
  const giveBack = async () => {
    await cloud.during(battery.restore(before, { purpose: "restore" }));
    await cloud.clock.runFor(minuteMs);
    return battery.isRestored(before, await read());
  };
  const settings = () => cloud.during(cloud.surface.settings(cloud.serial));
  const app = async (changes: Readonly<Record<string, Json>>) => {
    await cloud.during(cloud.surface.changeSettings(cloud.serial, changes));
    await cloud.clock.runFor(minuteMs);
  };
  const charge = { kind: "charge", toPercent: 80, by: cloud.clock.now() + 2 * hourMs } as const;
  return { ...cloud, poll, say, giveBack, settings, app, charge };
}

describe("an AlphaESS battery under several commands in a row", () => {
  it("has its owner's charge times back as soon as it is only held, and its cut-off in the end", async () => {
    const { say, giveBack, settings, charge } = await steer();
    const before = await settings();
    assert.ok(await say({ kind: "reserve", percent: 40 }));
    assert.ok(await say(charge));
    const during = await settings();
    assert.deepEqual([during["gridCharge"], during["batHighCap"], during["batUseCap"]], [1, 80, 40]);
    assert.ok(await say({ kind: "hold" }));
    const { batUseCap: level, ...held } = await settings();
    const { batUseCap: own, ...others } = before;
    assert.deepEqual(held, others);
    assert.ok(Number(level) >= 50 && own === 10);
    assert.ok(await giveBack());
    assert.deepEqual(await settings(), before);
  });

  it("can be held above the level that it was charged to", async () => {
    const { say, charge, home, settings } = await steer();
    await say({ ...charge, toPercent: 60 });
    home.change({ batterySocPercent: 90 });
    home.advance();
    assert.ok(await say({ kind: "reserve", percent: 85 }));
    assert.equal((await settings())["batUseCap"], 85);
  });

  it("keeps charge times that its owner sets while it is only held, and a cut-off while it is only charged", async () => {
    const held = await steer();
    await held.say({ kind: "hold" });
    await held.app({ gridCharge: 1, timeChaf1: "02:00", timeChae1: "04:00" });
    assert.ok(await held.giveBack());
    const kept = await held.settings();
    assert.deepEqual([kept["gridCharge"], kept["timeChaf1"], kept["batUseCap"]], [1, "02:00", 10]);

    const charged = await steer();
    await charged.say(charged.charge);
    await charged.app({ batUseCap: 25 });
    assert.ok(await charged.giveBack());
    const after = await charged.settings();
    assert.deepEqual([after["gridCharge"], after["batUseCap"]], [0, 25]);
  });

  it("is not written to again where its time still does what is asked", async () => {
    const { say, writes, charge } = await steer();
    await say(charge);
    const count = writes().length;
    assert.ok(await say(charge));
    assert.equal(writes().length, count);
    assert.ok(await say({ ...charge, toPercent: 90 }));
    assert.equal(writes().length, count + 1);
  });
});

describe("what an AlphaESS battery is told to be", () => {
  it("is charging from the grid while a time of ours is set", async () => {
    const { say, poll, charge } = await steer();
    await say(charge);
    const mode = (await poll("settings")).find(({ kind }) => kind === "batteryMode");
    assert.ok(mode?.kind === "batteryMode");
    assert.deepEqual([mode.mode, mode.intent], ["grid-charge", "charge"]);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, type Instant, type Json, minuteMs, type RequestBody } from "#domain";
import type { Scenario } from "#simulator";
import { type AlphaessHouse, openAlphaessHouse } from "./support/alphaess-house.ts";

interface Wish {
  readonly startAt: Instant;
  readonly toPercent: number;
  readonly by: Instant;
}

const startAt = Date.parse("2026-06-17T22:00:00+02:00");
const by: Instant = startAt + 7 * hourMs;
const overNight: Wish = { startAt, toPercent: 70, by };
/** Twenty minutes of charging; so that it is worth dying at every step. */
const soon: Wish = { startAt: startAt + 3 * hourMs, toPercent: 60, by: startAt + 3.75 * hourMs };
/** Full power from now on, and it will not do. */
const long: Wish = { startAt: startAt + 3 * hourMs, toPercent: 100, by: startAt + 4.5 * hourMs };
const scenario: Scenario = {
  name: "night",
  load: { baseW: 600, activity: 0 },
  inverters: [
    { ratedW: 8_000, battery: { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 } },
  ],
};

/** How the owner has it: two times, of which one is off in a way of its own, and a time that no device minds. */
const owns: Readonly<Record<Api, Readonly<Record<string, Json>>>> = {
  newer: {},
  open: {
    ...{
      gridCharge: 0,
      batHighCap: 95,
      timeChaf1: "13:00",
      timeChae1: "13:00",
      timeChaf2: "02:10",
      timeChae2: "04:00",
    },
  },
  legacy: {
    ...{ grid_charge: 1, bat_high_cap: 45, time_chaf1a: "13:00", time_chae1a: "13:00" },
    ...{ time_chaf2a: "14:00", time_chae2a: "15:00", time_disf1a: "07:10", time_dise1a: "09:00", ctr_dis: 0 },
  },
};

interface House extends AlphaessHouse {
  batteryW(): number;
  socPercent(): number;
  reason(): string;
  /** What is wrong with our command. */
  problem(): string | undefined;
  ask(body: RequestBody): Promise<string>;
  /** Every setting of the system, as the maker's app shows it. */
  settings(): Promise<string>;
  charge(): Promise<void>;
}

const profiles = { open: "SMILE-T10", legacy: "legacy", newer: "SMILE-G3" } as const;
type Api = keyof typeof profiles;

async function open(
  api: Api,
  { startAt: at, toPercent, by: until } = overNight,
  entry: Readonly<Record<string, Json>> = {},
): Promise<House> {
  const begins = new Date(at).toISOString();
  const house = openAlphaessHouse({
    ...{ scenario: { ...scenario, startAt: begins }, startAt: at },
    ...{ profile: profiles[api], entry },
  });
  const battery = () => {
    house.home.advance();
    return house.home.inverter().battery ?? { powerW: Number.NaN, socPercent: Number.NaN };
  };
  const state = () =>
    house
      .hub()
      .state()
      .batteries.find(({ id }) => id === "alpha");
  const ask = async (body: RequestBody) => {
    const asked = house.hub().request(body, "owner");
    await house.clock.runFor(minuteMs);
    return (await asked).reason.effect;
  };
  if (api !== "newer")
    await house.app((client, serial) => client.changeSettings(serial, owns[api], { purpose: "restore" }));
  await house.clock.runFor(5 * minuteMs);
  return {
    ...house,
    ask,
    batteryW: () => battery().powerW,
    socPercent: () => battery().socPercent,
    problem: () => state()?.actuator?.problem?.code,
    reason: () => {
      const found = state()?.reason;
      return found === undefined ? "-" : `${found.rule}.${found.effect}`;
    },
    settings: async () => JSON.stringify(await house.app((client, serial) => client.settings(serial))),
    charge: async () => {
      const intent = { kind: "charge", toPercent, by: until } as const;
      assert.equal(await ask({ kind: "batteryIntent", battery: "alpha", intent }), "battery-set");
    },
  };
}

for (const api of ["open", "legacy"] as const)
  describe(`an AlphaESS battery that shall be charged by a time (${api})`, () => {
    it("is charged from the grid in time, and then everything is as its owner had it, byte for byte", async () => {
      const house = await open(api);
      const before = await house.settings();
      await house.charge();
      assert.equal(house.reason(), "battery-request.charge-waiting");
      await house.clock.runFor(hourMs);
      assert.ok(house.batteryW() > 300, "until then it serves the house");
      const reasons = new Set<string>();
      const { importWh } = house.home.meter;
      while (house.clock.now() < by - 2 * minuteMs) {
        await house.clock.runFor(2 * minuteMs);
        reasons.add(house.reason());
      }
      const level = house.socPercent();
      assert.ok(level > 69 && level < 72, `${level} %`);
      assert.ok(reasons.has("battery-request.charging"), [...reasons].join());
      assert.ok(house.home.meter.importWh - importWh > 2_000);
      await house.clock.runFor(15 * minuteMs);
      assert.equal(await house.settings(), before);
      assert.equal(house.openIntents("alpha"), 0);
      await house.clock.runFor(5 * minuteMs);
      assert.ok(house.batteryW() > 300, "it serves the house again");
      await house.close();
    });

    it("is as its owner had it, and charged, wherever the hub is killed meanwhile", async () => {
      const { steps } = await live(api);
      const moments = steps.flatMap((step, index) => (isMoment(step) ? [index + 1] : []));
      assert.ok(moments.length > 10, steps.join());
      for (const moment of moments) {
        const { deaths } = await live(api, moment);
        assert.equal(deaths, 1, `died at ${steps[moment - 1]}`);
      }
    });
  });

/** What the rules remember is written every few minutes, whatever the battery does. */
const isMoment = (step: string) => step.startsWith("before") && !step.endsWith("memory");

/** A night with a charge in it, in which the hub may die once, and is started again a minute later. */
async function live(api: Api, dieAtStep?: number) {
  const house = await open(api, soon);
  const before = await house.settings();
  await house.end("stop");
  house.start(dieAtStep);
  await house.clock.runFor(2 * minuteMs);
  await house.charge();
  const steps = house.steps();
  const told = `died at ${dieAtStep}`;
  let deaths = 0;
  while (house.clock.now() < soon.by + 30 * minuteMs) {
    await house.clock.runFor(minuteMs);
    if (house.clock.now() === soon.by) assert.ok(house.socPercent() > 58, `${told}: ${house.socPercent()} %`);
    if (!house.isDead()) continue;
    deaths += 1;
    await house.end("crash");
    await house.clock.runFor(minuteMs);
    house.start();
  }
  assert.equal(await house.settings(), before, told);
  assert.equal(house.openIntents("alpha"), 0, told);
  await house.close();
  return { deaths, steps };
}

describe("the time for charging that stands in the cloud", () => {
  it("is the owner's again once he changes it in the app, and nothing is put back over it", async () => {
    const house = await open("open", soon);
    await house.charge();
    await house.clock.runUntil(soon.by - 12 * minuteMs);
    assert.equal(house.reason(), "battery-request.charging");
    const chosen = { gridCharge: 1, batHighCap: 80, timeChaf1: "03:00", timeChae1: "05:00" };
    await house.app((client, serial) => client.changeSettings(serial, chosen));
    const his = await house.settings();
    await house.clock.runFor(40 * minuteMs);
    assert.equal(await house.settings(), his);
    assert.equal(house.openIntents("alpha"), 0);
    await house.close();
  });

  it("is noticed to be the owner's while there is time, and that is told", async () => {
    const house = await open("open", long);
    await house.charge();
    await house.clock.runFor(20 * minuteMs);
    await house.app((client, serial) => client.changeSettings(serial, { gridCharge: 0 }));
    await house.clock.runFor(20 * minuteMs);
    assert.equal(house.reason(), "user-wins.until-reason-ends");
    assert.ok(house.batteryW() > 300, "his choice stands");
    await house.close();
  });

  it("takes nothing else of the owner's with it when it goes", async () => {
    const house = await open("open", soon);
    await house.charge();
    await house.clock.runUntil(soon.by - 12 * minuteMs);
    await house.app((client, serial) => client.changeSettings(serial, { batUseCap: 25, timeDisf1: "18:00" }));
    await house.clock.runFor(40 * minuteMs);
    const after = await house.settings();
    assert.match(after, /"gridCharge":0.*"batUseCap":25.*"timeDisf1":"18:00"/);
    await house.close();
  });

  it("ends by itself when the hub is dead, comes back daily, and is taken away when the hub lives again", async () => {
    const house = await open("open", soon);
    const before = await house.settings();
    await house.charge();
    await house.clock.runUntil(soon.by - 10 * minuteMs);
    assert.ok(house.batteryW() < -1_000);
    await house.end("crash");
    await house.clock.runUntil(soon.by + 5 * minuteMs);
    assert.ok(house.batteryW() > 300, "it serves the house");
    await house.clock.runFor(10 * hourMs);
    house.start();
    await house.clock.runFor(15 * minuteMs);
    assert.equal(await house.settings(), before);
    assert.equal(house.openIntents("alpha"), 0);
    await house.close();
  });

  it("goes on after midnight, but for the quarter of an hour before it", async () => {
    const wish = { startAt, toPercent: 100, by: startAt + 2.5 * hourMs };
    const house = await open("open", wish);
    const before = await house.settings();
    await house.charge();
    house.home.change({ batterySocPercent: 10 });
    await house.clock.runUntil(startAt + 1.5 * hourMs);
    assert.ok(house.batteryW() < -1_000);
    await house.clock.runUntil(startAt + 1.9 * hourMs);
    assert.ok(house.batteryW() > 300);
    await house.clock.runUntil(startAt + 2.2 * hourMs);
    assert.ok(house.batteryW() < -1_000);
    assert.deepEqual([house.reason(), house.problem()], ["battery-request.charging", undefined]);
    await house.clock.runUntil(wish.by + 20 * minuteMs);
    assert.equal(await house.settings(), before);
    await house.close();
  });

  it("stays for a day where the cloud takes one change a day, and is then taken away, asked for rarely", async () => {
    const house = await open("newer", soon);
    house.cloud.quirks.set("writes-daily", true);
    const before = await house.settings();
    await house.charge();
    await house.clock.runUntil(soon.by);
    assert.ok(house.socPercent() > 58, `${house.socPercent()} %`);
    const writes = () => house.cloud.calls().filter(({ path }) => path.includes("/update")).length;
    await house.clock.runFor(minuteMs);
    const first = writes();
    await house.clock.runFor(3 * hourMs);
    // Each try is repeated once, half a minute later.
    assert.ok(writes() - first <= 2 * 18, `${writes() - first} refused in three hours`);
    assert.notEqual(await house.settings(), before);
    await house.clock.runFor(21 * hourMs);
    assert.equal(await house.settings(), before);
    assert.equal(house.openIntents("alpha"), 0);
    await house.close();
  });

  it("is told to be without effect where the battery takes nothing", async () => {
    const house = await open("open", long);
    house.cloud.quirks.set("settings-not-applied", true);
    const before = await house.settings();
    await house.charge();
    await house.clock.runFor(25 * minuteMs);
    assert.deepEqual([house.reason(), house.problem()], ["battery-request.charging", undefined]);
    await house.clock.runFor(20 * minuteMs);
    assert.equal(house.problem(), "alphaess.charge-without-effect");
    const writes = house.cloud.calls().filter(({ path }) => path.includes("/update")).length;
    await house.clock.runFor(20 * minuteMs);
    assert.equal(house.problem(), "alphaess.charge-without-effect");
    assert.equal(
      house.cloud.calls().filter(({ path }) => path.includes("/update")).length,
      writes,
      "nothing is repeated",
    );
    await house.clock.runUntil(long.by + 20 * minuteMs);
    assert.equal(await house.settings(), before);
    await house.close();
  });
});

describe("an AlphaESS system that follows the newer timetable", () => {
  const slot = (from: number, until: number) => ({ fromMinute: from * 60, untilMinute: until * 60 });
  const own = {
    cycle: "daily",
    charge: [{ ...slot(12, 14), limitPercent: 90, powerW: 3_000 }],
    discharge: [{ ...slot(17, 22), limitPercent: 15, powerW: 2_500 }],
  } as const;

  async function openNewer(newerTimetable?: "off" | "discharge") {
    const house = await open("newer", soon, newerTimetable === undefined ? {} : { newerTimetable });
    const on = { isChargeOn: false, isDischargeOn: newerTimetable === "discharge" };
    await house.app((client, serial) => client.writePeriodicTimetable(serial, { ...own, ...on }));
    // What a system follows is found out at the start.
    await house.end("stop");
    house.start();
    await house.clock.runFor(5 * minuteMs);
    return house;
  }
  const rows = async (house: House) =>
    JSON.stringify(await house.app((client, serial) => client.periodicTimetable(serial)));

  it("is charged by it and gets it back, also over a crash, switched off as its owner has it", async () => {
    const house = await openNewer("off");
    const before = await rows(house);
    await house.charge();
    await house.clock.runUntil(soon.by - 12 * minuteMs);
    assert.equal(house.reason(), "battery-request.charging");
    assert.ok(house.batteryW() < -1_000);
    assert.notEqual(await rows(house), before);
    await house.end("crash");
    house.start();
    await house.clock.runUntil(soon.by);
    assert.ok(house.socPercent() > 58, `${house.socPercent()} %`);
    await house.clock.runFor(20 * minuteMs);
    assert.equal(await rows(house), before);
    assert.ok(house.batteryW() > 300, "it serves the house");
    assert.equal(house.openIntents("alpha"), 0);
    await house.close();
  });

  it("is switched on again where its owner has it on", async () => {
    const house = await openNewer("discharge");
    assert.ok(Math.abs(house.batteryW()) < 50, "at night it rests");
    await house.charge();
    await house.clock.runUntil(soon.by + 20 * minuteMs);
    assert.ok(house.socPercent() > 58, `${house.socPercent()} %`);
    assert.ok(Math.abs(house.batteryW()) < 50, "and so it does again");
    await house.close();
  });

  it("keeps what its owner changes there meanwhile", async () => {
    const house = await openNewer("off");
    await house.charge();
    await house.clock.runUntil(soon.by - 12 * minuteMs);
    const his = { ...own, charge: [{ ...slot(3, 5), limitPercent: 50 }], isChargeOn: true, isDischargeOn: false };
    await house.app((client, serial) => client.writePeriodicTimetable(serial, his));
    const chosen = await rows(house);
    await house.clock.runFor(40 * minuteMs);
    assert.equal(await rows(house), chosen);
    await house.close();
  });

  it("is not charged where nobody has told what is switched on; a note says what to do", async () => {
    const house = await openNewer();
    const before = await rows(house);
    const intent = { kind: "charge", toPercent: 60, by: soon.by } as const;
    assert.equal(await house.ask({ kind: "batteryIntent", battery: "alpha", intent }), "battery-refused");
    assert.match(JSON.stringify(house.hub().notes("alpha")), /newerTimetable/);
    assert.equal(await rows(house), before);
    await house.close();
  });
});

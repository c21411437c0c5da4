import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Command, minuteMs, secondMs } from "#domain";
import type { Actuator } from "#driver-kit";
import { startOpenCloud } from "./testing/open-cloud.ts";

type Cloud = ReturnType<typeof startOpenCloud>;

function handling(cloud: Cloud, actuator: Actuator) {
  const call = { purpose: "guard" } as const;
  const read = () => cloud.during(actuator.read(call));
  return {
    read,
    apply: (command: Command) => cloud.during(actuator.apply(command, call)),
    restore: async (before: Awaited<ReturnType<typeof read>>) => cloud.during(actuator.restore(before, call)),
    shows: async (command: Command) => actuator.isInEffect(command, await read()),
    isRestored: async (before: Awaited<ReturnType<typeof read>>) => actuator.isRestored(before, await read()),
  };
}

function charge(currentA?: number, phases?: 1 | 3): Command {
  const setting = { isAllowed: true, ...(currentA === undefined ? {} : { currentA }), ...(phases ? { phases } : {}) };
  return { kind: "charger", target: "alpha.EV1", setting };
}
const stop: Command = { kind: "charger", target: "alpha.EV1", setting: { isAllowed: false } };
const hold: Command = { kind: "batteryIntent", target: "alpha", intent: { kind: "hold" } };
const auto: Command = { kind: "batteryIntent", target: "alpha", intent: { kind: "auto" } };

describe("an AlphaESS system", () => {
  it("offers what it says of itself", async () => {
    const { connection, poll } = await startOpenCloud().connect();
    await poll("settings");
    const kinds = connection.capabilities().map(({ kind, part }) => (part === undefined ? kind : `${part}.${kind}`));
    assert.deepEqual(kinds, [
      ...["meter", "meter", "solar", "battery", "batteryMode", "socLimits", "EV1.charger", "values"],
    ]);
  });

  it("is the only one of the account when no serial number is given", async () => {
    const { connection, poll } = await startOpenCloud({ config: { serial: undefined } }).connect();
    assert.ok(connection.capabilities().length > 0 && (await poll("live")).length > 0);
  });

  it("must be named when the account has two", async () => {
    const cloud = startOpenCloud({ config: { serial: undefined } });
    cloud.emulator.quirks.set("two-systems", true);
    const problem = await cloud.problemOf(cloud.connect());
    assert.deepEqual([problem.kind, problem.code], ["invalid", "alphaess.several-systems"]);
    assert.equal(problem.facts["serials"], `${cloud.serial}, ${cloud.serial}X`);
  });

  const strangers: readonly (readonly [
    name: string,
    quirk: string | undefined,
    config: Readonly<Record<string, string>>,
    code: string,
  ])[] = [
    ["an account without systems", "no-systems", {}, "alphaess.no-systems"],
    ["a serial number of somebody else", undefined, { serial: "ALB999999999999" }, "alphaess.unknown-system"],
    ["a wrong AppSecret", undefined, { appSecret: "wrong" }, "alphaess.6007"],
    ["a wrong AppID", undefined, { appId: "alphaewrong" }, "alphaess.6007"],
    ["an address that is not on the allow-list", "not-on-allow-list", {}, "alphaess.6009"],
  ];
  for (const [name, quirk, config, code] of strangers)
    it(`does not connect with ${name}, and says so`, async () => {
      const cloud = startOpenCloud({ config });
      if (quirk !== undefined) cloud.emulator.quirks.set(quirk, true);
      assert.equal((await cloud.problemOf(cloud.connect())).code, code);
      assert.equal(cloud.writes().length, 0);
    });

  for (const profile of ["SMILE-T10", "portal", "legacy"])
    it(`does not take a cloud's old values for new ones while the battery rests (${profile})`, async () => {
      const { connect, home, emulator, clock } = startOpenCloud({ profile });
      const { poll } = await connect();
      home.change({ pvW: 3_000, loadW: 400, batterySocPercent: 100 });
      await clock.runFor(minuteMs);
      /** Asks as often as the hub does, and tells how old the values are in the end. */
      const ageAfter = async (minutes: number) => {
        let oldest = clock.now();
        for (let asked = 0; asked < 2 * minutes; asked += 1) {
          await clock.runFor(30 * secondMs);
          oldest = Math.min(...(await poll("live")).map(({ at }) => at));
        }
        return clock.now() - oldest;
      };
      assert.ok((await ageAfter(20)) < 2 * minuteMs, "a house at rest is no old house");
      emulator.faults.set("stale-values");
      assert.ok((await ageAfter(6)) > 5 * minuteMs);
      emulator.faults.clear();
      assert.ok((await ageAfter(2)) < 2 * minuteMs);
    });

  it("tells a full car from one that only begins", async () => {
    const cloud = startOpenCloud();
    const { poll, actuator } = await cloud.connect();
    await handling(cloud, actuator("charger.EV1")).apply(charge(16));
    cloud.home.change({ carSocPercent: 100 });
    await cloud.clock.runFor(minuteMs);
    const [first] = await poll("charging");
    await cloud.clock.runFor(3 * minuteMs);
    const [later] = await poll("charging");
    assert.ok(first?.kind === "charger" && later?.kind === "charger");
    assert.deepEqual([first.status, first.isFull, later.status, later.isFull], ["B", undefined, "B", true]);
  });
});

describe("an AlphaESS battery", () => {
  it("is held where it stands, is asked no sooner than the inverter could have known, and is given back", async () => {
    const cloud = startOpenCloud();
    const { actuator } = await cloud.connect();
    const battery = actuator("batteryMode");
    assert.ok(battery.settleMs >= 5 * minuteMs && battery.confirmWithinMs >= 10 * minuteMs);
    const { read, apply, shows, restore, isRestored } = handling(cloud, battery);
    cloud.home.change({ pvW: 0, loadW: 2_000 });
    await cloud.clock.runFor(minuteMs);
    const before = await read();
    await apply(hold);
    await cloud.clock.runFor(battery.settleMs);
    assert.ok(await shows(hold));
    cloud.home.advance();
    assert.ok((cloud.home.inverter().battery?.powerW ?? 9) < 50);
    await restore(before);
    assert.ok(await isRestored(before));
    await cloud.clock.runFor(battery.settleMs);
    cloud.home.advance();
    assert.ok((cloud.home.inverter().battery?.powerW ?? 0) > 1_500);
  });

  it("is not written to again while the cloud still shows the old level", async () => {
    const cloud = startOpenCloud();
    const { actuator } = await cloud.connect();
    cloud.emulator.quirks.set("slow-read-back", true);
    const { apply } = handling(cloud, actuator("batteryMode"));
    for (let times = 0; times < 4; times += 1) {
      await apply({ kind: "batteryIntent", target: "alpha", intent: { kind: "reserve", percent: 70 } });
      await cloud.clock.runFor(20 * secondMs);
    }
    assert.equal(cloud.writes().length, 1);
  });

  it("in auto has the owner's own level, also one that was changed in the app meanwhile", async () => {
    const cloud = startOpenCloud();
    const { poll, actuator } = await cloud.connect();
    const { apply } = handling(cloud, actuator("batteryMode"));
    await cloud.during(cloud.surface.changeSettings(cloud.serial, { batUseCap: 25 }));
    await poll("settings");
    await cloud.clock.runFor(minuteMs);
    await apply(hold);
    await cloud.clock.runFor(minuteMs);
    await poll("settings");
    await apply(auto);
    assert.equal((await cloud.during(cloud.surface.socWindow(cloud.serial))).minPercent, 25);
  });

  it("keeps what the owner sets in the app while it is held", async () => {
    const cloud = startOpenCloud();
    const { actuator } = await cloud.connect();
    const { read, apply, restore } = handling(cloud, actuator("batteryMode"));
    const before = await read();
    await apply(hold);
    await cloud.clock.runFor(minuteMs);
    const slots = [{ fromMinute: 1080, untilMinute: 1320 }];
    await cloud.during(cloud.surface.changeTimetable(cloud.serial, { isDischargeOn: true, dischargeSlots: slots }));
    await cloud.clock.runFor(minuteMs);
    await restore(before);
    const { isDischargeOn, dischargeSlots, dischargeCutOffPercent } = await cloud.during(
      cloud.surface.timetable(cloud.serial),
    );
    assert.deepEqual([isDischargeOn, dischargeSlots, dischargeCutOffPercent], [true, slots, 10]);
  });

  it("refuses what the maker has no means for", async () => {
    const cloud = startOpenCloud();
    const { actuator } = await cloud.connect();
    const intent = { kind: "feed-in" } as const;
    const work = actuator("batteryMode").apply({ kind: "batteryIntent", target: "alpha", intent }, { purpose: "user" });
    const problem = await cloud.problemOf(work);
    assert.deepEqual([problem.kind, problem.code], ["refused", "alphaess.unsupported-intent"]);
    assert.equal(cloud.writes().length, 0);
  });
});

describe("an AlphaESS wallbox with both interfaces", () => {
  it("takes values and battery from the one and is steered by the other", async () => {
    const cloud = startOpenCloud({ profile: "both" });
    const { connection, poll, actuator } = await cloud.connect();
    const capability = connection.capabilities().find(({ kind }) => kind === "charger");
    assert.deepEqual(capability, {
      ...{ kind: "charger", part: "EV1", minCurrentA: 6, maxCurrentA: 16, stepA: 1, phases: 3, canSwitchPhases: true },
    });
    const charger = handling(cloud, actuator("charger.EV1"));
    const before = await charger.read();
    await charger.apply(charge(8, 3));
    await cloud.clock.runFor(minuteMs);
    assert.ok(await charger.shows(charge(8, 3)));
    const [reading] = await poll("charging");
    assert.ok(reading?.kind === "charger");
    assert.deepEqual([reading.status, reading.isAllowed, reading.part], ["C", true, "EV1"]);
    assert.ok(Math.abs(reading.powerW - 8 * 690) < 300, String(reading.powerW));
    const values = (await poll("settings")).find(({ kind }) => kind === "values");
    assert.ok(values?.kind === "values");
    assert.deepEqual([values.values["api.values"], values.values["api.charger"]], ["open", "portal"]);
    await charger.restore(before);
    await cloud.clock.runFor(minuteMs);
    assert.ok(await charger.isRestored(before), "the owner's mode and current are back");
  });

  it("writes only what differs", async () => {
    const cloud = startOpenCloud({ profile: "both" });
    const { actuator } = await cloud.connect();
    const { apply } = handling(cloud, actuator("charger.EV1"));
    await apply(charge(10));
    await cloud.clock.runFor(minuteMs);
    const before = cloud.writes().length;
    await apply(charge(10));
    assert.equal(cloud.writes().length, before);
    await apply(charge(11));
    assert.equal(cloud.writes().length, before + 1);
  });

  it("gives whole amperes, never more than asked, never below six or above its limit", async () => {
    const cloud = startOpenCloud({ profile: "both" });
    const { actuator } = await cloud.connect();
    const { apply, shows } = handling(cloud, actuator("charger.EV1"));
    for (const [asked, given] of [
      [9.9, 9],
      [3, 6],
      [32, 16],
    ] as const) {
      await apply(charge(asked));
      await cloud.clock.runFor(minuteMs);
      assert.ok(await shows(charge(given)), `${asked} A`);
    }
  });

  it("stops, and is waited for when the wallbox takes minutes", async () => {
    const cloud = startOpenCloud({ profile: "both" });
    const { actuator } = await cloud.connect();
    const charger = actuator("charger.EV1");
    const { apply, shows } = handling(cloud, charger);
    await apply(charge(16));
    await cloud.clock.runFor(minuteMs);
    cloud.emulator.quirks.set("slow-wallbox", true);
    await apply(stop);
    assert.equal(await shows(stop), false, "not at once");
    await cloud.clock.runFor(charger.confirmWithinMs);
    assert.ok(await shows(stop));
    cloud.home.advance();
    assert.ok(cloud.home.wallbox().powerW < 20);
  });
});

describe("an AlphaESS wallbox with the official interface alone", () => {
  it("is offered with one current, and switched", async () => {
    const cloud = startOpenCloud({ config: { chargerCurrentA: 10 } });
    const { connection, actuator } = await cloud.connect();
    const capability = connection.capabilities().find(({ kind }) => kind === "charger");
    assert.deepEqual(capability, {
      ...{
        kind: "charger",
        part: "EV1",
        minCurrentA: 10,
        maxCurrentA: 10,
        stepA: 1,
        phases: 3,
        canSwitchPhases: false,
      },
    });
    const { apply, shows } = handling(cloud, actuator("charger.EV1"));
    await apply(charge(10));
    await cloud.clock.runFor(30 * secondMs);
    assert.ok(await shows(charge(10)));
    assert.ok(!(await shows(stop)));
  });
});

describe("a raw value of an AlphaESS system", () => {
  it("is written by the maker's name, and nothing beside it", async () => {
    const cloud = startOpenCloud();
    const { actuator } = await cloud.connect();
    const { apply, shows } = handling(cloud, actuator("values"));
    const command: Command = { kind: "value", target: "alpha", key: "timeDisf1", value: "18:00" };
    await apply(command);
    assert.ok(await shows(command));
    assert.deepEqual(
      cloud.writes().map(({ url }) => new URL(url).pathname),
      ["/updateDisChargeConfigInfo"],
    );
  });

  const refused: readonly (readonly [key: string, value: string | number, code: string])[] = [
    ["batUseCap", 101, "alphaess.soc-range"],
    ["batHighCap", "full", "alphaess.soc-range"],
    ["timeChaf1", "25:00", "alphaess.off-grid"],
    ["maxCurrent", 10, "alphaess.unknown-setting"],
    ["currentsetting", 0, "alphaess.household-limit"],
  ];
  for (const [key, value, code] of refused)
    it(`is refused as ${key} = ${value}, and nothing is written`, async () => {
      const cloud = startOpenCloud();
      const { actuator } = await cloud.connect();
      const command: Command = { kind: "value", target: "alpha", key, value };
      const problem = await cloud.problemOf(actuator("values").apply(command, { purpose: "user" }));
      assert.deepEqual([problem.kind, problem.code, cloud.writes().length], ["invalid", code, 0]);
    });
});

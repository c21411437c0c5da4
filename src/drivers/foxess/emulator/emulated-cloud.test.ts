import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { hourMs, minuteMs } from "#domain";
import { createEmulator } from "#driver-kit";
import { createRandom, createVirtualClock } from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { foxessEmulator } from "../emulator.ts";

const battery = { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 };
const roof: Scenario = {
  name: "bench",
  load: { activity: 0 },
  inverters: [{ ratedW: 8_000, arrays: [{ peakW: 8_000 }], battery }],
};

/** The house stands at UTC+2 in summer: 10:00 UTC is noon on the inverter's clock. */
const noon = Date.UTC(2026, 5, 17, 10);

function setUp(profile = "KH") {
  const clock = createVirtualClock(noon);
  const home = createSimulatedHome(roof, { clock });
  const emulator = createEmulator(foxessEmulator, { home, clock, random: createRandom(7), profile });
  const { apiKey = "", serial = "" } = emulator.credentials;
  const ask = async (path: string, body?: object, query = "") => {
    await clock.runFor(2_000);
    const timestamp = String(clock.now());
    const signature = createHash("md5").update([path, apiKey, timestamp].join("\\r\\n")).digest("hex");
    const [method, text] = body === undefined ? ["GET", ""] : ["POST", JSON.stringify(body)];
    const headers = { token: apiKey, timestamp, signature };
    const reply = emulator.handler({ method, path: path + query, headers, body: text });
    return JSON.parse(reply.body);
  };
  const enable = (version: number, groups: object[], more: object = {}) =>
    ask(`/op/v${version}/device/scheduler/enable`, { deviceSN: serial, groups, ...more });
  const schedule = (version: number) => ask(`/op/v${version}/device/scheduler/get`, { deviceSN: serial });
  const batteryW = async () => {
    await clock.runFor(3 * minuteMs);
    home.advance();
    return home.inverter().battery?.powerW ?? Number.NaN;
  };
  return { clock, home, emulator, serial, ask, enable, schedule, batteryW };
}

function times(start: string, end: string) {
  const [startHour, startMinute] = start.split(":").map(Number);
  const [endHour, endMinute] = end.split(":").map(Number);
  return { startHour, startMinute, endHour, endMinute };
}

function flat(start: string, end: string, workMode: string, more: object = {}) {
  return { enable: 1, ...times(start, end), workMode, minSocOnGrid: 10, fdSoc: 80, fdPwr: 3_000, ...more };
}

function nested(start: string, end: string, workMode: string, extraParam: object = {}) {
  return { ...times(start, end), workMode, extraParam };
}

describe("the emulated schedule", () => {
  const rows = [
    { workMode: "ForceCharge", pvW: 0, holds: (powerW: number) => Math.abs(powerW + 3_000) < 50 },
    { workMode: "ForceDischarge", pvW: 0, fdSoc: 20, holds: (powerW: number) => Math.abs(powerW - 3_000) < 50 },
    { workMode: "Backup", pvW: 0, holds: (powerW: number) => Math.abs(powerW) < 1 },
    { workMode: "Backup", pvW: 4_000, holds: (powerW: number) => powerW < -1_000 },
    { workMode: "Feedin", pvW: 4_000, holds: (powerW: number) => Math.abs(powerW) < 1 },
    { workMode: "SelfUse", pvW: 0, holds: (powerW: number) => powerW > 1_500 },
  ];
  for (const { workMode, pvW, fdSoc = 80, holds } of rows) {
    it(`moves the battery as ${workMode} with ${pvW} W of sun`, async () => {
      const { home, enable, batteryW } = setUp("H3");
      home.change({ pvW, loadW: 2_000 });
      assert.equal((await enable(1, [flat("11:00", "13:59", workMode, { fdSoc })])).errno, 0);
      const powerW = await batteryW();
      assert.ok(holds(powerW), `${powerW} W`);
    });
  }

  it("begins and ends by local time, its last minute included, and comes back the next day", async () => {
    const { clock, home, enable } = setUp();
    home.change({ pvW: 0, loadW: 500 });
    await enable(1, [flat("13:00", "13:59", "ForceCharge", { fdPwr: 1_000, fdSoc: 95 })]);
    const isCharging = async (at: number) => {
      await clock.runUntil(at);
      home.advance();
      return (home.inverter().battery?.powerW ?? 0) < -500;
    };
    for (const day of [0, 24 * hourMs]) {
      const one = noon + day + hourMs;
      assert.equal(await isCharging(one - 10_000), false);
      assert.equal(await isCharging(one + 50_000), true);
      assert.equal(await isCharging(one + hourMs - 10_000), true);
      assert.equal(await isCharging(one + hourMs + 50_000), false);
    }
  });

  it("ends forced charging at its target and not at the highest level", async () => {
    const { clock, home, enable } = setUp();
    home.change({ pvW: 0, loadW: 500 });
    await enable(1, [flat("12:00", "23:58", "ForceCharge", { fdSoc: 70, maxSoc: 60 })]);
    await clock.runFor(2 * hourMs);
    home.advance();
    assert.ok(Math.abs((home.inverter().battery?.socPercent ?? 0) - 70) < 1);
  });

  it("shows eight slots in the first generations, and only its groups later", async () => {
    const { enable, schedule } = setUp();
    await enable(1, [flat("02:00", "04:59", "ForceCharge")]);
    for (const version of [0, 1]) {
      const { groups } = (await schedule(version)).result;
      assert.equal(groups.length, 8);
      assert.deepEqual([groups[0].workMode, groups[7].workMode, groups[7].enable], ["ForceCharge", "Invalid", 0]);
    }
    const { groups, maxGroupCount } = (await schedule(3)).result;
    assert.deepEqual(
      [groups.length, groups[0].extraParam.fdSoc, "enable" in groups[0], maxGroupCount],
      [1, 80, false, 8],
    );
    assert.equal((await schedule(2)).result.groups[0].enable, 1);
  });

  it("describes itself under names in small letters", async () => {
    const { schedule } = setUp();
    const { properties } = (await schedule(1)).result;
    assert.deepEqual(properties.fdpwr.range, { min: 0, max: 8_400 });
    assert.deepEqual(properties.workmode.enumList, ["ForceDischarge", "Feedin", "SelfUse", "ForceCharge"]);
    assert.ok(Object.keys(properties).every((name) => name === name.toLowerCase()));
  });

  const refused: { name: string; profile?: string; version: number; groups: object[]; errno: number }[] = [
    {
      name: "periods that share a minute",
      version: 1,
      groups: [flat("02:00", "03:00", "SelfUse"), flat("03:00", "04:00", "SelfUse")],
      errno: 42023,
    },
    { name: "a period over midnight", version: 1, groups: [flat("23:00", "05:00", "SelfUse")], errno: 40257 },
    {
      name: "a target below the lowest level",
      version: 1,
      groups: [flat("01:00", "02:00", "ForceCharge", { minSocOnGrid: 30, fdSoc: 29 })],
      errno: 40257,
    },
    { name: "a mode it lacks", version: 1, groups: [flat("01:00", "02:00", "Backup")], errno: 40257 },
    {
      name: "keys that are only read",
      version: 1,
      groups: [flat("01:00", "02:00", "SelfUse", { id: 1 })],
      errno: 40257,
    },
    {
      name: "no power, in the first generation",
      version: 0,
      groups: [flat("01:00", "02:00", "ForceCharge", { fdPwr: 0 })],
      errno: 40257,
    },
    {
      name: "a value that it does not name",
      profile: "H1",
      version: 3,
      groups: [nested("01:00", "02:00", "SelfUse", { maxSoc: 90 })],
      errno: 40257,
    },
    {
      name: "a target of 10, although it says 10",
      profile: "H1",
      version: 3,
      groups: [nested("01:00", "02:00", "ForceDischarge", { fdSoc: 10 })],
      errno: 40257,
    },
    {
      name: "more groups than it has",
      version: 3,
      groups: Array.from({ length: 9 }, (_, hour) => nested(`${hour}:00`, `${hour}:30`, "SelfUse")),
      errno: 40257,
    },
    {
      name: "an old generation",
      profile: "EVO",
      version: 1,
      groups: [flat("01:00", "02:00", "SelfUse")],
      errno: 41200,
    },
  ];
  for (const { name, profile, version, groups, errno } of refused) {
    it(`refuses ${name} with ${errno}, and keeps what was there`, async () => {
      const { enable, schedule } = setUp(profile);
      assert.equal((await enable(version, groups)).errno, errno);
      assert.deepEqual((await schedule(3)).result.groups, []);
      assert.equal((await schedule(3)).result.enable, 0);
    });
  }

  it("takes no power as a hold in the third generation, and a target of 5 on an EVO", async () => {
    const { enable } = setUp("EVO");
    assert.equal((await enable(3, [nested("01:00", "02:00", "ForceDischarge", { fdPwr: 0 })])).errno, 0);
    const low = nested("01:00", "02:00", "ForceDischarge", { fdSoc: 5, minSocOnGrid: 5 });
    assert.equal((await enable(3, [low])).errno, 0);
  });

  it("keeps values that are left out, unless asked to forget them", async () => {
    const { enable, schedule } = setUp();
    const target = async () => (await schedule(3)).result.groups[0].extraParam.fdSoc;
    await enable(3, [nested("01:00", "02:00", "ForceCharge", { fdSoc: 77 })]);
    await enable(3, [nested("01:00", "02:30", "ForceCharge")], { isDefault: false });
    assert.equal(await target(), 77);
    await enable(3, [nested("01:00", "02:30", "ForceCharge")], { isDefault: true });
    assert.equal(await target(), 10);
  });

  it("takes back the empty slots it showed", async () => {
    const { enable, schedule } = setUp();
    await enable(1, [flat("02:00", "04:59", "ForceCharge")]);
    const { groups } = (await schedule(1)).result;
    assert.equal((await enable(1, groups)).errno, 0);
  });

  it("reads as null when the mode was chosen in the app, and fails to write when it is that inverter", async () => {
    const { emulator, enable, schedule } = setUp();
    emulator.quirks.set("set-in-app", true);
    assert.deepEqual([(await schedule(3)).errno, (await schedule(3)).result], [0, null]);
    emulator.quirks.set("v3-write-fails", true);
    assert.equal((await enable(3, [nested("01:00", "02:00", "SelfUse")])).errno, 41200);
    assert.equal((await enable(2, [nested("01:00", "02:00", "SelfUse")])).errno, 0);
  });

  it("refuses charge times while it is active, which else charge and hold", async () => {
    const { ask, home, serial, batteryW } = setUp("H1");
    home.change({ pvW: 0, loadW: 1_000 });
    const path = "/op/v0/device/battery/forceChargeTime";
    const at = (hour: number) => ({ hour, minute: 0 });
    const body = {
      ...{ sn: serial, enable1: true, startTime1: at(12), endTime1: at(14) },
      ...{ enable2: false, startTime2: at(0), endTime2: at(0) },
    };
    assert.equal((await ask(`${path}/set`, body)).errno, 0);
    assert.ok((await batteryW()) < -1_000);
    assert.equal((await ask(`${path}/set`, { ...body, enable1: false })).errno, 0);
    assert.ok(Math.abs(await batteryW()) < 1);
    assert.equal((await ask(`${path}/get`, undefined, `?sn=${serial}`)).result.enable1, false);
    await ask("/op/v1/device/scheduler/set/flag", { deviceSN: serial, enable: 1 });
    assert.equal((await ask(`${path}/set`, body)).errno, 44096);
  });
});

describe("the emulated measurements", () => {
  it("can be looked up afterwards, in the order asked, five minutes apart", async () => {
    const { ask, clock, serial } = setUp();
    await clock.runFor(2 * hourMs);
    const range = { begin: clock.now() - hourMs, end: clock.now() };
    const body = { sn: serial, variables: ["SoC", "moonPower", "pvPower"], ...range };
    const { datas } = (await ask("/op/v0/device/history/query", body)).result[0];
    assert.deepEqual(
      datas.map(({ variable }: { variable: string }) => variable),
      ["SoC", "pvPower"],
    );
    assert.ok(datas[0].data.length >= 11 && datas[0].data.length <= 13);
    assert.match(datas[0].data[0].time, /^2026-06-17 13:\d\d:\d\d \w+\+0200$/);
    const tooLong = { sn: serial, begin: 0, end: clock.now() };
    assert.equal((await ask("/op/v0/device/history/query", tooLong)).errno, 40257);
  });

  it("sum up by hour, day and month to what the counters moved", async () => {
    const { ask, clock, home, serial } = setUp();
    home.change({ pvW: 3_000, loadW: 500 });
    await clock.runFor(6 * hourMs);
    const report = async (dimension: string, more: object) => {
      const body = { sn: serial, dimension, year: 2026, ...more, variables: ["PVEnergyTotal", "loads"] };
      return (await ask("/op/v0/device/report/query", body)).result;
    };
    for (const [dimension, more, length] of [
      ["day", { month: 6, day: 17 }, 24],
      ["month", { month: 6 }, 30],
      ["year", {}, 12],
    ] as const) {
      const [solar, loads] = await report(dimension, more);
      assert.deepEqual([solar.variable, loads.variable, solar.values.length], ["PVEnergyTotal", "loads", length]);
      const sum = solar.values.reduce((total: number, value: number) => total + value, 0);
      assert.ok(Math.abs(sum - 18) < 0.5, `${dimension}: ${sum} kWh`);
    }
    const generation = (await ask("/op/v0/device/generation", undefined, `?sn=${serial}`)).result;
    assert.ok(generation.today > 0 && generation.month >= generation.today);
  });

  it("tell the stored energy in hundredths of a kilowatt-hour", async () => {
    const { ask, serial } = setUp();
    const body = { sn: serial, variables: ["ResidualEnergy"] };
    assert.equal((await ask("/op/v0/device/real/query", body)).result[0].datas[0].value, 500);
  });
});

describe("the rest of the emulated cloud", () => {
  it("tells the texts of its error numbers to everybody", () => {
    const { emulator } = setUp();
    const { body } = emulator.handler({
      method: "GET",
      path: "/c/v0/errors/message",
      headers: { token: "" },
      body: "",
    });
    assert.match(JSON.parse(body).result.messages.en["44096"], /schedule/);
  });

  it("has the inverter's clock, which goes its own way once set", async () => {
    const { ask, clock, serial } = setUp();
    const read = async () => (await ask("/op/v0/device/time/get", { sn: serial })).result;
    assert.deepEqual([(await read()).hour, (await read()).year], ["12", "26"]);
    const time = { year: "26", month: "6", day: "18", hour: "1", minute: "0", second: "0" };
    assert.equal((await ask("/op/v0/device/time/set", { sn: serial, ...time })).errno, 0);
    await clock.runFor(hourMs);
    assert.deepEqual([(await read()).day, (await read()).hour], ["18", "2"]);
    assert.equal((await ask("/op/v0/device/time/set", { sn: serial, ...time, day: "31" })).errno, 40257);
  });

  const families = [
    { profile: "KH", peaks: 0, heating: 42015, variables: 0 },
    { profile: "H1", peaks: 42015, heating: 42015, variables: 0 },
    { profile: "H3", peaks: 0, heating: 0, variables: 0 },
    { profile: "EVO", peaks: 42015, heating: 0, variables: 41200 },
  ];
  for (const { profile, peaks, heating, variables } of families) {
    it(`${profile} has what its family has`, async () => {
      const { ask, serial } = setUp(profile);
      assert.equal((await ask("/op/v0/device/peakShaving/get", { sn: serial })).errno, peaks);
      assert.equal(
        (await ask("/op/v0/device/peakShaving/set", { sn: serial, importLimit: 4_000, soc: 40 })).errno,
        peaks,
      );
      assert.equal((await ask("/op/v0/device/batteryHeating/get", { sn: serial })).errno, heating);
      assert.equal((await ask("/op/v0/device/variable/get")).errno, variables);
    });
  }
});

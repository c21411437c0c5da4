import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { describe, it } from "node:test";
import { dayMs, hourMs, minuteMs } from "#domain";
import { createEmulator } from "#driver-kit";
import { createRandom, createVirtualClock } from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { foxessEmulator } from "./emulator.ts";

const battery = { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 };
const withBattery: Scenario = {
  name: "bench",
  weather: { cover: 0 },
  load: { activity: 0 },
  inverters: [{ ratedW: 8_000, arrays: [{ peakW: 8_000 }], battery }],
};
const withoutBattery: Scenario = { ...withBattery, inverters: [{ ratedW: 8_000, arrays: [{ peakW: 8_000 }] }] };

interface SetUp {
  readonly profile?: string;
  readonly scenario?: Scenario;
  readonly isLenient?: boolean;
}

function setUp({ profile = "KH", scenario = withBattery, isLenient = false }: SetUp = {}) {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const home = createSimulatedHome(scenario, { clock });
  const emulator = createEmulator(foxessEmulator, { home, clock, random: createRandom(7), profile, isLenient });
  const { apiKey = "", serial = "" } = emulator.credentials;

  const headersFor = (path: string, separator = "\\r\\n", timestamp = String(clock.now())) => ({
    token: apiKey,
    timestamp,
    signature: createHash("md5").update([path, apiKey, timestamp].join(separator)).digest("hex"),
  });
  const send = (path: string, body?: object, headers: Record<string, string | undefined> = headersFor(path)) => {
    const [method, text] = body === undefined ? ["GET", ""] : ["POST", JSON.stringify(body)];
    const query = body === undefined ? `?sn=${serial}` : "";
    return JSON.parse(emulator.handler({ method, path: path + query, headers, body: text }).body);
  };
  /** As a patient client: never two calls within the vendor's two seconds. */
  const ask = async (path: string, body?: object) => {
    await clock.runFor(2_000);
    return send(path, body);
  };
  const values = async () => {
    const reply = await ask(realTime, { sns: [serial] });
    const variables: [string, number][] = reply.result[0].datas.map((item: { variable: string; value: number }) => [
      item.variable,
      item.value,
    ]);
    return { time: String(reply.result[0].time), of: new Map(variables) };
  };
  const write = (key: string, value: string) => ask("/op/v0/device/setting/set", { sn: serial, key, value });
  const read = (key: string) => ask("/op/v0/device/setting/get", { sn: serial, key });
  return { clock, home, emulator, serial, send, ask, headersFor, values, write, read };
}

const realTime = "/op/v1/device/real/query";
const list = "/op/v0/device/list";
const firstPage = { currentPage: 1, pageSize: 10 };

describe("the emulated cloud's door", () => {
  const { headersFor } = setUp();
  const good = headersFor(list);
  const rows = [
    { name: "no token", headers: { ...good, token: undefined }, errno: 40256, msg: /no token/ },
    { name: "no timestamp", headers: { ...good, timestamp: undefined }, errno: 40256, msg: /no timestamp/ },
    { name: "no signature", headers: { ...good, signature: undefined }, errno: 40256, msg: /no signature/ },
    {
      name: "a timestamp ten minutes off",
      headers: headersFor(list, "\\r\\n", String(Date.UTC(2026, 5, 17, 10, 10))),
      errno: 40256,
      msg: /illegal timestamp/,
    },
    {
      name: "a timestamp in seconds",
      headers: headersFor(list, "\\r\\n", String(Date.UTC(2026, 5, 17, 10) / 1000)),
      errno: 40256,
      msg: /illegal timestamp/,
    },
    { name: "a foreign key", headers: { ...good, token: "another" }, errno: 41808, msg: /token/ },
    { name: "real line breaks", headers: headersFor(list, "\r\n"), errno: 40256, msg: /illegal signature/ },
  ];
  for (const { name, headers, errno, msg } of rows) {
    it(`refuses ${name} with ${errno}`, () => {
      const reply = setUp().send(list, firstPage, headers);
      assert.equal(reply.errno, errno);
      assert.match(reply.msg, msg);
    });
  }

  it("lets in real line breaks only when lenient", () => {
    const lenient = setUp({ isLenient: true });
    assert.equal(lenient.send(list, firstPage, lenient.headersFor(list, "\r\n")).errno, 0);
    assert.equal(setUp({ isLenient: true }).send(list, firstPage, { ...good, signature: "0" }).errno, 40256);
  });

  it("refuses the key after a newer one was made, and the right time while its own clock is off", async () => {
    const { emulator, ask } = setUp();
    emulator.faults.set("expired-login");
    assert.equal((await ask(list, firstPage)).errno, 41809);
    emulator.faults.clear();
    emulator.faults.set("clock-skew");
    assert.match((await ask(list, firstPage)).msg, /illegal timestamp/);
    emulator.faults.clear();
    assert.equal((await ask(list, firstPage)).errno, 0);
  });
});

describe("the emulated cloud's limits", () => {
  it("wants a second between queries and two between writes, on each interface", async () => {
    const { clock, serial, send } = setUp();
    const mode = { sn: serial, key: "WorkMode", value: "Feedin" };
    assert.equal(send(list, firstPage).errno, 0);
    assert.equal(send(list, firstPage).errno, 40400);
    assert.equal(send(realTime, { sns: [serial] }).errno, 0);
    assert.equal(send("/op/v0/device/setting/set", mode).errno, 0);
    await clock.runFor(1_000);
    assert.equal(send(list, firstPage).errno, 0);
    assert.equal(send("/op/v0/device/setting/set", mode).errno, 40400);
    await clock.runFor(1_000);
    assert.equal(send("/op/v0/device/setting/set", mode).errno, 0);
  });

  it("answers 1440 calls in any 24 hours and tells how many are left", async () => {
    const { clock, ask } = setUp();
    const count = "/op/v0/user/getAccessCount";
    const begin = clock.now();
    for (let call = 1; call < 1440; call++) assert.equal((await ask(list, firstPage)).errno, 0);
    assert.equal((await ask(count)).result.remaining, "0");
    assert.equal((await ask(list, firstPage)).errno, 40402);
    await clock.runUntil(begin + dayMs + 60_000);
    assert.equal((await ask(count)).result.total, "1440");
  });
});

describe("the emulated cloud's order of questions", () => {
  it("looks at the body, then at the owner, then whether the inverter is there, then whether it can", async () => {
    const { ask, clock, serial } = setUp({ scenario: withoutBattery });
    const get = "/op/v0/device/setting/get";
    assert.equal((await ask(get, { sn: "60XX" })).errno, 40257);
    assert.equal((await ask(get, { sn: "60XX", key: "WorkMode" })).errno, 41930);
    assert.equal((await ask(get, { sn: serial, key: "WorkMode" })).errno, 42015);
    await clock.runUntil(Date.UTC(2026, 5, 17, 23));
    assert.equal((await ask(get, { sn: serial, key: "WorkMode" })).errno, 41935);
    assert.equal((await ask(list, firstPage)).result.data[0].status, 3);
  });

  it("does not list devices by GET", async () => {
    const { ask } = setUp();
    assert.equal((await ask(list)).errno, 40257);
  });
});

describe("the emulated telemetry", () => {
  it("balances at the inverter: load is output plus import minus export", async () => {
    const { clock, values } = setUp();
    for (let hours = 0; hours < 24; hours++) {
      await clock.runFor(hourMs);
      const { of } = await values();
      const value = (name: string) => of.get(name) ?? Number.NaN;
      const balance = value("generationPower") + value("gridConsumptionPower") - value("feedinPower");
      assert.ok(Math.abs(value("loadsPower") - balance) < 1e-9);
    }
  });

  it("has news every five minutes, stamped with local time and offset", async () => {
    const { clock, values } = setUp();
    const times = new Set<string>();
    for (let polls = 0; polls < 60; polls++) {
      await clock.runFor(minuteMs - 2_000);
      times.add((await values()).time);
    }
    assert.ok(times.size >= 12 && times.size <= 14, `${times.size} uploads in an hour`);
    for (const time of times) assert.match(time, /^2026-06-17 1[23]:\d\d:\d\d \w+\+0200$/);
  });

  it("stops advancing while stale", async () => {
    const { clock, emulator, values } = setUp();
    const { time } = await values();
    emulator.faults.set("stale-values");
    await clock.runFor(hourMs);
    assert.equal((await values()).time, time);
    emulator.faults.clear();
    await clock.runFor(10 * minuteMs);
    assert.notEqual((await values()).time, time);
  });

  it("answers in the order asked and leaves out what it does not know", async () => {
    const { ask, serial } = setUp();
    const reply = await ask(realTime, { sns: [serial], variables: ["SoC", "batPower", "pvPower"] });
    assert.deepEqual(
      reply.result[0].datas.map((item: { variable: string }) => item.variable),
      ["SoC", "pvPower"],
    );
  });

  it("names the battery as its family does", async () => {
    const names = async (profile: string) => [...(await setUp({ profile }).values()).of.keys()];
    assert.ok((await names("KH")).includes("SoC"));
    for (const profile of ["H3", "EVO"]) {
      const found = await names(profile);
      assert.ok(found.includes("SoC_1") && !found.includes("SoC"), profile);
    }
    assert.ok((await names("H3")).includes("meterPowerS"));
  });

  it("can lose its values and can know more than we do", async () => {
    const { ask, emulator, serial } = setUp();
    emulator.faults.set("nulls");
    const nulled = await ask(realTime, { sns: [serial] });
    assert.ok(nulled.result[0].datas.every((item: { value: unknown }) => item.value === null));
    emulator.faults.clear();
    emulator.faults.set("unknown-keys");
    const extended = await ask(realTime, { sns: [serial] });
    assert.ok(extended.result[0].datas.some((item: { variable: string }) => item.variable === "moonPower"));
  });
});

describe("the emulated inverter's settings", () => {
  const rows = [
    { profile: "KH", modes: ["PeakShaving", "Feedin", "SelfUse"] },
    { profile: "H1", modes: ["SelfUse", "Feedin", "Backup"] },
    { profile: "H3", modes: ["SelfUse", "Feedin", "Backup", "PeakShaving"] },
  ];
  for (const { profile, modes } of rows) {
    it(`${profile} takes the modes it lists and no other`, async () => {
      const { read, write } = setUp({ profile });
      assert.deepEqual((await read("WorkMode")).result.enumList, modes);
      for (const mode of ["SelfUse", "Feedin", "Backup", "PeakShaving"])
        assert.equal((await write("WorkMode", mode)).errno, modes.includes(mode) ? 0 : 40257, mode);
    });
  }

  it("EVO has no work mode but levels", async () => {
    const { read } = setUp({ profile: "EVO" });
    assert.equal((await read("WorkMode")).errno, 42015);
    assert.deepEqual((await read("MinSocOnGrid")).result.range, { min: 10, max: 100 });
  });

  it("moves the battery of the house", async () => {
    const { clock, home, write } = setUp({ profile: "H1" });
    home.change({ pvW: 0, loadW: 2_000 });
    await clock.runFor(minuteMs);
    home.advance();
    assert.ok((home.inverter().battery?.powerW ?? 0) > 1_500);
    await write("WorkMode", "Backup");
    await clock.runFor(minuteMs);
    home.advance();
    assert.ok(Math.abs(home.inverter().battery?.powerW ?? Number.NaN) < 1);
    await write("WorkMode", "SelfUse");
    await write("MinSocOnGrid", "80");
    await clock.runFor(minuteMs);
    home.advance();
    assert.ok(Math.abs(home.inverter().battery?.powerW ?? Number.NaN) < 1);
  });

  it("refuses single settings while its schedule is active", async () => {
    const { ask, serial, write } = setUp();
    const flag = (enable: number) => ask("/op/v1/device/scheduler/set/flag", { deviceSN: serial, enable });
    const levels = { sn: serial, minSoc: 10, minSocOnGrid: 40 };
    assert.equal((await flag(1)).errno, 0);
    assert.equal((await write("WorkMode", "Feedin")).errno, 44096);
    assert.equal((await write("MinSocOnGrid", "40")).errno, 44098);
    assert.equal((await ask("/op/v0/device/battery/soc/set", levels)).errno, 44096);
    assert.equal((await flag(0)).errno, 0);
    assert.equal((await ask("/op/v0/device/battery/soc/set", levels)).errno, 0);
    const answer = await ask("/op/v1/device/scheduler/get/flag", { deviceSN: serial });
    assert.deepEqual(answer.result, { support: 1, enable: 0 });
  });

  it("accepts writes and does nothing while it ignores them", async () => {
    const { emulator, read, write } = setUp();
    emulator.faults.set("ignored-writes");
    assert.equal((await write("WorkMode", "Feedin")).errno, 0);
    assert.equal((await read("WorkMode")).result.value, "SelfUse");
  });

  it("refuses levels out of range", async () => {
    const { write } = setUp();
    for (const value of ["9", "101", "50.5", "much"]) assert.equal((await write("MinSocOnGrid", value)).errno, 40257);
  });
});

describe("peak shaving", () => {
  it("gives beyond the import limit alone once the battery is down to what it keeps", async () => {
    const { ask, serial, write, home, clock } = setUp();
    home.change({ pvW: 0, loadW: 4_000, batterySocPercent: 60 });
    await ask("/op/v0/device/peakShaving/set", { sn: serial, importLimit: 3_000, soc: 50 });
    await write("WorkMode", "PeakShaving");
    const seen = async () => {
      await clock.runFor(minuteMs);
      home.advance();
      return { battery: home.inverter().battery?.powerW ?? 0, grid: home.meter.powerW };
    };
    assert.ok((await seen()).battery > 3_500, "above the level it serves the house");
    home.change({ batterySocPercent: 40 });
    const shaving = await seen();
    assert.ok(Math.abs(shaving.grid - 3_000) < 150, `${shaving.grid} W from the grid`);
    home.change({ loadW: 2_000 });
    assert.ok(Math.abs((await seen()).battery) < 50, "below the limit it keeps what it has");
  });
});

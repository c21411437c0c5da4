import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { type BatteryIntent, type Command, hourMs, minuteMs, ProblemError } from "#domain";
import { attachEmulator, type Connection, createAccounts, createEmulator, type DriverReading } from "#driver-kit";
import { createLoopbackNetwork, createMemoryLog, createRandom, createVirtualClock } from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { createFoxessClient } from "./client.ts";
import { foxessDriver } from "./driver.ts";
import { foxessEmulator } from "./emulator.ts";

const origin = "http://foxess.emulator";
const battery = { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 };
const house: Scenario = {
  name: "bench",
  weather: { cover: 0 },
  load: { activity: 0 },
  inverters: [{ ratedW: 8_000, arrays: [{ peakW: 8_000 }], battery }],
};
const houseWithoutBattery: Scenario = { ...house, inverters: [{ ratedW: 8_000, arrays: [{ peakW: 8_000 }] }] };

interface SetUp {
  readonly profile?: string;
  readonly scenario?: Scenario;
  readonly startAt?: number;
}

function setUp({ profile = "KH", scenario = house, startAt = Date.UTC(2026, 5, 17, 10) }: SetUp = {}) {
  const clock = createVirtualClock(startAt);
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(scenario, { clock });
  const emulator = createEmulator(foxessEmulator, { home, clock, random: createRandom(5), profile });
  attachEmulator(network, origin, emulator);
  const { driver: _, ...entry } = emulator.deviceEntry;
  const log = createMemoryLog();
  const accounts = createAccounts({ directory: "memory", clock, http: network.http, log });
  const bound = foxessDriver.bind({ ...entry, url: origin });
  const account = accounts.open({ driver: "foxess", identity: bound.identity, rules: foxessDriver.calls });

  /** Lets time pass until the work is done. */
  const during = async <T>(work: Promise<T>, forMs = 5 * minuteMs): Promise<T> => {
    work.catch(() => {});
    await clock.runFor(forMs);
    return work;
  };
  const connect = () =>
    during(
      bound.connect({
        ...{ deviceId: "roof", http: account.http, session: account.session, clock, random: createRandom(5), log },
        ...{ signal: new AbortController().signal, reportRemaining: account.reportRemaining },
      }),
    );
  const poll = async (connection: Connection, id: string): Promise<readonly DriverReading[]> => {
    const found = connection.polls.find((candidate) => candidate.id === id);
    assert.ok(found, `there is no poll ${id}`);
    return during(found.read({ purpose: "poll" }));
  };
  const batteryOf = (connection: Connection) => {
    const actuator = connection.actuators[0];
    assert.ok(actuator);
    const read = (purpose: "guard" | "restore" = "guard") => during(actuator.read({ purpose }));
    const order = (intent: BatteryIntent) => during(actuator.apply(commandFor(intent), { purpose: "guard" }));
    const restore = (before: Awaited<ReturnType<typeof read>>) =>
      during(actuator.restore(before, { purpose: "restore" }));
    const shows = async (intent: BatteryIntent) => actuator.isInEffect(commandFor(intent), await read());
    return { actuator, read, order, restore, shows };
  };
  const batteryW = async () => {
    await clock.runFor(minuteMs);
    home.advance();
    return home.inverter().battery?.powerW ?? Number.NaN;
  };
  return { clock, network, home, emulator, account, log, connect, poll, batteryOf, batteryW, during };
}

function nameOf(reading: DriverReading): string {
  return reading.kind === "meter" ? reading.place : reading.kind;
}

function commandFor(intent: BatteryIntent): Command {
  return { kind: "batteryIntent", target: "roof", intent };
}

async function problemOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  assert.ok(error instanceof ProblemError, String(error));
  return error.problem;
}

const evening = Date.UTC(2026, 5, 17, 21);

describe("a FoxESS inverter", () => {
  it("offers what it says of itself", async () => {
    const { connect } = setUp();
    const kinds = (await connect()).capabilities().map((capability) => capability.kind);
    assert.deepEqual(kinds, ["meter", "meter", "solar", "battery", "batteryMode", "socLimits", "values"]);
  });

  it("offers no battery where there is none", async () => {
    const connection = await setUp({ scenario: houseWithoutBattery }).connect();
    const kinds = connection.capabilities().map((capability) => capability.kind);
    assert.deepEqual(kinds, ["meter", "meter", "solar", "values"]);
    assert.deepEqual(
      connection.actuators.map(({ accepts }) => accepts),
      [["value"]],
    );
  });

  it("holds a full battery just below its highest level", async () => {
    const { connect, poll, batteryOf, home, clock, emulator } = setUp();
    home.change({ batterySocPercent: 100, pvW: 0, loadW: 0 });
    await clock.runFor(10 * minuteMs);
    const connection = await connect();
    await poll(connection, "settings");
    const { order, shows, read } = batteryOf(connection);
    await order({ kind: "hold" });
    assert.ok(await shows({ kind: "hold" }), JSON.stringify([await read(), emulator.calls().at(-1)]));
    const { periods } = z
      .object({ periods: z.array(z.object({ minSocOnGridPercent: z.number() })) })
      .parse(await read());
    assert.deepEqual(
      periods.map(({ minSocOnGridPercent }) => minSocOnGridPercent),
      [99],
    );
  });

  it("offers what it measures as soon as it has told it", async () => {
    const { connect, poll, emulator, clock } = setUp();
    emulator.faults.set("nulls", { path: "/op/v1/device/real/query" });
    const connection = await connect();
    const offersMeter = () => connection.capabilities().some(({ kind }) => kind === "meter");
    assert.ok(!offersMeter());
    emulator.faults.clear();
    await clock.runFor(minuteMs);
    await poll(connection, "live");
    assert.ok(offersMeter());
  });

  for (const profile of foxessEmulator.profiles) {
    it(`${profile} reads like the house, sign by sign`, async () => {
      const { home, connect, poll, clock } = setUp({ profile });
      home.change({ pvW: 4_000, loadW: 1_500 });
      const connection = await connect();
      await clock.runFor(10 * minuteMs);
      const readings = await poll(connection, "live");
      const powers = new Map(readings.map((reading) => [nameOf(reading), reading]));
      const power = (name: string) => {
        const reading = powers.get(name);
        return reading !== undefined && "powerW" in reading ? reading.powerW : Number.NaN;
      };
      assert.ok(Math.abs(power("solar") - 4_000) < 200, `solar ${power("solar")}`);
      assert.ok(power("battery") < -1_500, `battery ${power("battery")}`);
      assert.ok(Math.abs(power("siteLoad") - 1_500) < 50, `load ${power("siteLoad")}`);
      assert.ok(Math.abs(power("grid") - home.meter.powerW) < 50, `grid ${power("grid")}`);
      const told = powers.get("battery");
      assert.ok(told?.kind === "battery" && told.socPercent !== undefined && told.socPercent >= 50);
    });
  }

  it("stamps values with the moment of measurement, not of asking", async () => {
    const { connect, poll, emulator, clock } = setUp();
    const connection = await connect();
    emulator.faults.set("stale-values");
    const first = await poll(connection, "live");
    await clock.runFor(hourMs);
    const later = await poll(connection, "live");
    assert.equal(later[0]?.at, first[0]?.at);
  });

  it("tells mode, limits and settings", async () => {
    const { connect, poll } = setUp();
    const connection = await connect();
    const [mode, limits] = await poll(connection, "mode");
    assert.deepEqual([mode?.kind, mode?.kind === "batteryMode" && mode.mode], ["batteryMode", "SelfUse"]);
    assert.equal(mode?.kind === "batteryMode" && mode.intent, "auto");
    assert.equal(limits?.kind === "socLimits" && limits.minPercent, 10);
    const [settings] = await poll(connection, "settings");
    assert.deepEqual(settings?.kind === "values" && settings.values, {
      ...{ WorkMode: "SelfUse", MinSoc: 10, MinSocOnGrid: 10, MaxSoc: 100, ExportLimit: 30_000 },
    });
    const values = connection.capabilities().find((capability) => capability.kind === "values");
    const level = values?.kind === "values" ? values.definitions.find(({ key }) => key === "MinSoc") : undefined;
    assert.deepEqual([level?.min, level?.max, level?.unit], [10, 100, "%"]);
  });

  it("asks only once for a setting that it does not have", async () => {
    const { connect, poll, emulator } = setUp({ profile: "EVO" });
    const connection = await connect();
    await poll(connection, "settings");
    await poll(connection, "settings");
    const refused = emulator.calls().filter(({ result }) => result === "errno-42015");
    assert.equal(refused.length, 2, "WorkMode and ExportLimit, once each");
  });

  it("may sleep at night when it has no battery, without that being a fault", async () => {
    const { connect, poll } = setUp({ scenario: houseWithoutBattery, startAt: evening });
    const connection = await connect();
    assert.deepEqual(await poll(connection, "settings"), []);
    assert.ok((await poll(connection, "live")).length > 0);
  });

  it("lets the ledger know what other programs took of the day", async () => {
    const { clock, network, connect, poll, account, during, emulator } = setUp();
    const { apiKey = "", serial = "" } = emulator.credentials;
    const stranger = createFoxessClient({ apiKey, url: origin, http: network.http, clock });
    for (let call = 0; call < 100; call++) await during(stranger.socLimits(serial), 2_000);
    await poll(await connect(), "mode");
    const used = account.usage().find(({ ruleId }) => ruleId === "daily")?.used;
    assert.equal(used, emulator.calls().length);
  });
});

describe("the battery of a FoxESS inverter", () => {
  for (const profile of foxessEmulator.profiles) {
    it(`${profile} is held, and given back as it was`, async () => {
      const { connect, batteryOf, batteryW, home } = setUp({ profile, startAt: evening });
      home.change({ loadW: 2_000 });
      const { read, order, shows, restore, actuator } = batteryOf(await connect());
      assert.ok((await batteryW()) > 1_500);
      const before = await read();
      assert.ok(!(await shows({ kind: "hold" })));
      await order({ kind: "hold" });
      assert.ok(await shows({ kind: "hold" }));
      assert.ok((await batteryW()) < 50);
      assert.ok(!actuator.isRestored(before, await read()));
      await restore(before);
      assert.ok(actuator.isRestored(before, await read()));
      assert.ok((await batteryW()) > 1_500);
    });
  }

  it("keeps a reserve", async () => {
    const { connect, batteryOf, batteryW, home } = setUp({ startAt: evening });
    home.change({ loadW: 2_000, batterySocPercent: 42 });
    const { order, shows } = batteryOf(await connect());
    await order({ kind: "reserve", percent: 45 });
    assert.ok(await shows({ kind: "reserve", percent: 45 }));
    assert.ok((await batteryW()) < 50);
    await order({ kind: "auto" });
    assert.ok(await shows({ kind: "auto" }));
    assert.ok((await batteryW()) > 1_500);
  });

  it("feeds in first where the inverter can, and says what it can where it cannot", async () => {
    const kh = setUp();
    const { order, shows } = kh.batteryOf(await kh.connect());
    await order({ kind: "feed-in" });
    assert.ok(await shows({ kind: "feed-in" }));

    const evo = setUp({ profile: "EVO" });
    evo.emulator.quirks.set("no-schedule", true);
    const problem = await problemOf(evo.batteryOf(await evo.connect()).order({ kind: "feed-in" }));
    assert.equal(problem.code, "foxess.unsupported-intent");
    assert.equal(problem.facts["offered"], "auto, hold, reserve, charge");
  });

  it("is steered past an active timetable, which is put back afterwards", async () => {
    const { connect, batteryOf, account, during, emulator, clock } = setUp({ profile: "H1" });
    const { apiKey = "", serial = "" } = emulator.credentials;
    const app = createFoxessClient({ apiKey, url: origin, http: account.http, clock });
    const connection = await connect();
    await during(app.writeSchedulerFlag(serial, true));
    const { read, order, shows, restore, actuator } = batteryOf(connection);
    const before = await read();
    await order({ kind: "hold" });
    assert.ok(await shows({ kind: "hold" }));
    await restore(before);
    assert.ok(actuator.isRestored(before, await read()));
    assert.deepEqual(await during(app.schedulerFlag(serial)), { isSupported: true, isEnabled: true });
  });

  it("is not believed to obey when it ignores what is written", async () => {
    const { connect, batteryOf, emulator } = setUp();
    const { order, shows } = batteryOf(await connect());
    emulator.faults.set("ignored-writes");
    await order({ kind: "feed-in" });
    assert.ok(!(await shows({ kind: "feed-in" })));
  });

  it("can be given back when the day has no calls left for polls", async () => {
    const { connect, batteryOf, account, poll } = setUp();
    const { read, order } = batteryOf(await connect());
    const before = await read();
    await order({ kind: "feed-in" });
    account.reportRemaining("daily", 79);

    const later = await connect();
    assert.deepEqual(later.capabilities(), []);
    assert.equal((await problemOf(poll(later, "live"))).kind, "rate-limited");
    const again = batteryOf(later);
    await again.restore(before);
    assert.ok(again.actuator.isRestored(before, await again.read("restore")));
    assert.ok(later.capabilities().length > 0);
  });
});

describe("a FoxESS configuration", () => {
  const config = { apiKey: "key", serial: "60KE80200000001" };

  it("needs no more than key and serial", () => {
    const parsed = foxessDriver.config.parse(config);
    assert.equal(parsed.url, "https://www.foxesscloud.com");
    assert.equal(parsed.timeoutS, 45);
    assert.doesNotMatch(JSON.stringify(parsed), /"key"/);
  });

  for (const [name, wrong] of [
    ["an empty key", { ...config, apiKey: " " }],
    ["no serial", { apiKey: "key" }],
    ["an address that is none", { ...config, url: "foxess" }],
    ["an unknown entry", { ...config, seral: "x" }],
    ["no patience at all", { ...config, timeoutS: 0 }],
  ] as const) {
    it(`does not take ${name}`, () => assert.throws(() => foxessDriver.bind(wrong)));
  }
});

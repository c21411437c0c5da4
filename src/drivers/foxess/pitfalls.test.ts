import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, it } from "node:test";
import { type Command, hourMs, minuteMs, ProblemError } from "#domain";
import { attachEmulator, createAccounts, createEmulator, type DriverReading } from "#driver-kit";
import { createLoopbackNetwork, createRandom, createVirtualClock, type HttpRequest, silentLog } from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { createFoxessClient, type SchedulePeriod } from "./client.ts";
import { foxessDriver } from "./driver.ts";
import { foxessEmulator } from "./emulator.ts";
import { toReadings } from "./mapping.ts";
import { signatureOf } from "./signature.ts";
import { storedEnergyWh } from "./stored-energy.ts";

const origin = "http://foxess.emulator";
const battery = { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 };
const withBattery: Scenario = { name: "bench", inverters: [{ ratedW: 8_000, battery }] };
const solarOnly: Scenario = { name: "bench", inverters: [{ ratedW: 8_000 }] };

const nightCharge: SchedulePeriod = {
  ...{ fromMinute: 120, untilMinute: 300, workMode: "ForceCharge", isEnabled: true },
  ...{ minSocOnGridPercent: 10, targetSocPercent: 80, powerW: 3_000 },
};

/** An emulated cloud, and client and driver on the way to it, with every request kept. */
function setUp({ profile = "KH", scenario = withBattery }: { profile?: string; scenario?: Scenario } = {}) {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(scenario, { clock });
  const emulator = createEmulator(foxessEmulator, { home, clock, random: createRandom(5), profile });
  attachEmulator(network, origin, emulator);
  const { apiKey = "", serial = "" } = emulator.credentials;
  const requests: HttpRequest[] = [];
  const http = {
    request: async (request: HttpRequest) => {
      requests.push(request);
      await clock.sleep(2_500);
      return network.http.request(request);
    },
  };
  const client = createFoxessClient({ apiKey, url: origin, http, clock });

  /** Lets time pass until the work is done. */
  const during = async <T>(work: Promise<T>): Promise<T> => {
    work.catch(() => {});
    await clock.runFor(5 * minuteMs);
    return work;
  };
  const problemOf = async (work: Promise<unknown>) => {
    const error: unknown = await during(work).then(
      () => undefined,
      (thrown) => thrown,
    );
    assert.ok(error instanceof ProblemError, `no problem: ${error}`);
    return error.problem;
  };
  const connect = async () => {
    const { driver: _, ...entry } = emulator.deviceEntry;
    const bound = foxessDriver.bind({ ...entry, url: origin });
    const accounts = createAccounts({ directory: "memory", clock, http, log: silentLog });
    const account = accounts.open({ driver: "foxess", identity: bound.identity, rules: foxessDriver.calls });
    const context = { http: account.http, session: account.session, clock, random: createRandom(5), log: silentLog };
    const connection = await during(
      bound.connect({ ...context, deviceId: "roof", reportRemaining: account.reportRemaining }),
    );
    const poll = (id: string): Promise<readonly DriverReading[]> => {
      const found = connection.polls.find((candidate) => candidate.id === id);
      assert.ok(found, id);
      return during(found.read({ purpose: "poll" }));
    };
    return { connection, poll };
  };
  const paths = () => requests.map(({ url }) => new URL(url).pathname);
  return { clock, home, emulator, serial, client, requests, paths, during, problemOf, connect };
}

function bodyOf(request: HttpRequest | undefined) {
  return JSON.parse(request?.body ?? "{}");
}

describe("what befell other programs does not befall this one", () => {
  it("signs with four literal characters, since real line breaks are refused (macxq/foxess-ha#170)", () => {
    const key = "00000000-1111-2222-3333-444444444444";
    assert.equal(signatureOf("/op/v0/device/list", key, "1700000000000"), "4ba74a7428c83d87d1503eb6e78806e5");
  });

  it("signs every call anew, and blames the clock when the time is refused (macxq/foxess-ha#262)", async () => {
    const { client, emulator, requests, during, problemOf } = setUp();
    emulator.faults.set("clock-skew");
    const problem = await problemOf(client.accessCount());
    assert.deepEqual([problem.kind, problem.code], ["auth", "foxess.40256"]);
    assert.match(String(problem.facts["detail"]), /timestamp/);
    emulator.faults.clear();
    await during(client.accessCount());
    const [first, second] = requests.map(({ headers = {} }) => headers);
    assert.notEqual(first?.["timestamp"], second?.["timestamp"]);
    assert.notEqual(first?.["signature"], second?.["signature"]);
  });

  it("counts the day's calls over a restart, and leaves a cloud that is used up alone (macxq/foxess-ha#268, #367)", async () => {
    const { clock, emulator, serial, client, problemOf, during } = setUp();
    const directory = await mkdtemp(join(tmpdir(), "foxess-"));
    const http = { request: async () => ({ status: 200, headers: {}, body: "{}" }) };
    const open = () => {
      const accounts = createAccounts({ directory, clock, http, log: silentLog });
      const identity = { account: "key", device: serial };
      return accounts.open({ driver: "foxess", identity, rules: foxessDriver.calls });
    };
    const used = (account: ReturnType<typeof open>) =>
      account.usage().find(({ ruleId }) => ruleId === "daily")?.used ?? 0;
    const before = open();
    const ask = { method: "GET", url: `${origin}/op/v0/user/getAccessCount`, timeoutMs: 10_000 } as const;
    for (let calls = 0; calls < 3; calls++) await during(before.http.request(ask));
    await before.close();
    const after = open();
    assert.equal(used(after), 3);
    await after.close();
    await rm(directory, { recursive: true });

    for (let calls = 0; calls < 1440; calls++) {
      await clock.runFor(2_000);
      emulator.handler({ method: "GET", path: "/op/v0/user/getAccessCount", headers: signed(clock.now()), body: "" });
    }
    const problem = await problemOf(client.accessCount());
    assert.equal(problem.code, "foxess.40402");
    assert.ok((problem.retryAt ?? 0) - clock.now() > 20 * minuteMs);

    function signed(now: number) {
      const token = emulator.credentials["apiKey"] ?? "";
      const signature = signatureOf("/op/v0/user/getAccessCount", token, String(now));
      return { token, timestamp: String(now), signature };
    }
  });

  it("takes a cloud that loads nothing for hours as out of reach, and goes on when it is back (macxq/foxess-ha#278)", async () => {
    const { emulator, connect, clock, problemOf } = setUp();
    const { connection, poll } = await connect();
    const live = connection.polls.find(({ id }) => id === "live");
    emulator.quirks.set("load-fails", true);
    await clock.runFor(2 * hourMs);
    const problem = await problemOf(live?.read({ purpose: "poll" }) ?? Promise.resolve());
    assert.deepEqual([problem.kind, problem.isRetryable], ["unreachable", true]);
    assert.equal(live?.freshForMs, 10 * minuteMs);
    emulator.quirks.set("load-fails", false);
    assert.ok((await poll("live")).length > 0);
  });

  it("reads outages as such, and believes no write that it has not read back (macxq/foxess-ha#264, TonyM1958/FoxESS-Cloud#15)", async () => {
    const { emulator, client, problemOf, connect, during } = setUp({ profile: "H1" });
    emulator.faults.set("unavailable");
    assert.equal((await problemOf(client.accessCount())).kind, "unreachable");
    emulator.faults.clear();
    const { connection } = await connect();
    const actuator = connection.actuators[0];
    assert.ok(actuator);
    const hold: Command = { kind: "batteryIntent", target: "roof", intent: { kind: "hold" } };
    emulator.faults.set("ignored-writes");
    await during(actuator.apply(hold, { purpose: "guard" }));
    assert.equal(actuator.isInEffect(hold, await during(actuator.read({ purpose: "guard" }))), false);
    emulator.faults.clear();
    await during(actuator.apply(hold, { purpose: "guard" }));
    assert.equal(actuator.isInEffect(hold, await during(actuator.read({ purpose: "guard" }))), true);
  });

  it("goes on with the same key after the cloud denied it for a while (macxq/foxess-ha#294)", async () => {
    const { emulator, connect, problemOf } = setUp();
    const { connection, poll } = await connect();
    emulator.quirks.set("no-token", true);
    const live = connection.polls.find(({ id }) => id === "live");
    const problem = await problemOf(live?.read({ purpose: "poll" }) ?? Promise.resolve());
    assert.equal(problem.kind, "auth");
    assert.match(String(problem.facts["detail"]), /no token/);
    emulator.quirks.set("no-token", false);
    assert.ok((await poll("live")).length > 0);
  });

  it("finds the scale of the stored energy by level and capacity when its unit is wrong (macxq/foxess-ha#297)", async () => {
    const { emulator, client, serial, clock, during } = setUp();
    const stored = async () => {
      await clock.runFor(6 * minuteMs);
      const [reply] = await during(client.realTime([serial]));
      assert.ok(reply);
      return storedEnergyWh(reply, { socPercent: 50, capacityWh: 10_000 }) ?? 0;
    };
    assert.ok(Math.abs((await stored()) - 5_000) < 1_000);
    emulator.quirks.set("wrong-residual-unit", true);
    assert.ok(Math.abs((await stored()) - 5_000) < 1_000);
    const told = (unit: string, value: number) => ({
      deviceSN: serial,
      time: undefined,
      datas: [{ variable: "ResidualEnergy", value, unit }],
    });
    for (const [unit, value] of [
      ["0.01kWh", 512],
      ["0.1kWh", 51.2],
      ["kWh", 5.12],
      ["1.0kWh", 5.12],
    ] as const)
      assert.equal(storedEnergyWh(told(unit, value)), 5_120, unit);
    assert.equal(storedEnergyWh(told("kWh", 5_000_000), { socPercent: 50, capacityWh: 10_000 }), undefined);
  });

  it("takes lifetime counters that stay at 0 without a battery as not told (macxq/foxess-ha#298)", async () => {
    const { connect } = setUp({ scenario: solarOnly, profile: "H3" });
    const { poll } = await connect();
    const grid = (await poll("live")).find((reading) => reading.kind === "meter" && reading.place === "grid");
    assert.ok(grid?.kind === "meter");
    assert.deepEqual([grid.importWh, grid.exportWh], [undefined, undefined]);
  });

  it("asks the schedule itself whether there is one, whatever the details say (TonyM1958/FoxESS-Cloud#16)", async () => {
    const { emulator, client, serial, during } = setUp();
    emulator.quirks.set("detail-denies-scheduler", true);
    assert.equal((await during(client.deviceDetail(serial))).function["scheduler"], false);
    assert.equal((await during(client.schedulerFlag(serial))).isSupported, true);
    await during(client.writeSchedule(serial, [nightCharge]));
    assert.equal((await during(client.schedule(serial))).periods.length, 1);
  });

  it("sends a highest level only where the schedule names one (TonyM1958/FoxESS-Cloud#24)", async () => {
    for (const [profile, hasMaximum] of [
      ["H1", false],
      ["KH", true],
    ] as const) {
      const { client, serial, during, requests } = setUp({ profile });
      await during(client.writeSchedule(serial, [{ ...nightCharge, maxSocPercent: 90 }]));
      assert.equal("maxSoc" in bodyOf(requests.at(-1)).groups[0].extraParam, hasMaximum, profile);
    }
  });

  it("works with an EVO, whose variables cannot be listed and whose mode cannot be set (TonyM1958/FoxESS-Cloud#28)", async () => {
    const { client, serial, during, problemOf, connect } = setUp({ profile: "EVO" });
    assert.equal((await problemOf(client.variables())).code, "foxess.41200");
    assert.equal((await problemOf(client.changeSetting(serial, "WorkMode", "Feedin"))).code, "foxess.42015");
    await during(client.writeSchedule(serial, [{ ...nightCharge, workMode: "Feedin" }]));
    assert.equal((await during(client.schedule(serial))).version, 3);
    assert.ok((await (await connect()).poll("live")).some(({ kind }) => kind === "battery"));
  });

  it("never asks an EVO's old schedule, and gives up no generation for one failure (springfall2008/batpred#4181)", async () => {
    const evo = setUp({ profile: "EVO" });
    evo.emulator.quirks.set("load-fails", true);
    assert.equal((await evo.problemOf(evo.client.schedule(evo.serial))).code, "foxess.41200");
    evo.emulator.quirks.set("load-fails", false);
    assert.equal((await evo.during(evo.client.schedule(evo.serial))).version, 3);
    assert.ok(evo.paths().every((path) => !/v[01]\/device\/scheduler/.test(path)));
  });

  it("writes a blocked level twice at most, and then does not call it worth another try (springfall2008/batpred#3011)", async () => {
    const { emulator, connect, problemOf, paths } = setUp();
    const { connection } = await connect();
    emulator.quirks.set("levels-fail", true);
    const command: Command = { kind: "batteryIntent", target: "roof", intent: { kind: "reserve", percent: 60 } };
    const applied = connection.actuators[0]?.apply(command, { purpose: "user" }) ?? Promise.resolve();
    const problem = await problemOf(applied);
    assert.deepEqual([problem.code, problem.isRetryable], ["foxess.44098", false]);
    // One write is the mode's, two are the level's.
    assert.equal(paths().filter((path) => path.endsWith("/setting/set")).length, 3);
  });

  it("sends no target below the lowest level (springfall2008/batpred#3063)", async () => {
    const { client, serial, problemOf, paths } = setUp();
    const low = { ...nightCharge, minSocOnGridPercent: 30, targetSocPercent: 20 };
    assert.equal((await problemOf(client.writeSchedule(serial, [low]))).code, "foxess.schedule-target");
    assert.ok(paths().every((path) => !path.endsWith("/enable")));
  });

  it("says target and highest level alike, as only the target is honoured (springfall2008/batpred#3398)", async () => {
    const { client, serial, during, requests, home, clock } = setUp();
    home.change({ pvW: 0, loadW: 500 });
    const now = { fromMinute: 0, untilMinute: 1439 };
    await during(client.writeSchedule(serial, [{ ...nightCharge, ...now, targetSocPercent: 60, maxSocPercent: 100 }]));
    const { fdSoc, maxSoc } = bodyOf(requests.at(-1)).groups[0].extraParam;
    assert.deepEqual([fdSoc, maxSoc], [60, 60]);
    await clock.runFor(hourMs);
    home.advance();
    assert.ok(Math.abs((home.inverter().battery?.socPercent ?? 0) - 60) < 1);
  });

  it("keeps what the app put into the schedule, and names it when a wish collides with it (springfall2008/batpred#3057)", async () => {
    const { client, serial, during, problemOf, paths } = setUp();
    await during(client.writeSchedule(serial, [{ ...nightCharge, fromMinute: 600, untilMinute: 660 }]));
    await during(client.editSchedule(serial, (others) => [...others, nightCharge]));
    const { periods } = await during(client.schedule(serial));
    assert.deepEqual(
      periods.map(({ fromMinute }) => fromMinute),
      [120, 600],
    );
    const written = paths().length;
    const late = { ...nightCharge, fromMinute: 630, untilMinute: 700 };
    const problem = await problemOf(client.editSchedule(serial, (others) => [...others, late]));
    assert.deepEqual(problem.facts, { first: "10:00–11:00", second: "10:30–11:40" });
    assert.ok(
      paths()
        .slice(written)
        .every((path) => !path.endsWith("/enable")),
    );
  });

  it("knows the battery's power without batPower, and an export limit in watts (bolagnaise/PowerSync#103)", async () => {
    const readings = toReadings(
      {
        deviceSN: "60KE80200000001",
        time: undefined,
        datas: [{ variable: "invBatPower", value: -1.5, unit: "kW" }],
      },
      0,
      { hasBattery: true },
    );
    assert.ok(readings.some((reading) => reading.kind === "battery" && reading.powerW === -1_500));
    const { connect } = setUp();
    const { connection, poll } = await connect();
    await poll("settings");
    const values = connection.capabilities().find(({ kind }) => kind === "values");
    const limit = values?.kind === "values" && values.definitions.find(({ key }) => key === "ExportLimit");
    assert.deepEqual(limit && [limit.type, limit.unit, limit.max], ["number", "W", 30_000]);
  });

  it("shows the mode that was asked for beside what the battery really does (nathanmarlor/foxess_modbus#1102, #1176)", async () => {
    const { client, serial, connect, during, home, clock } = setUp({ profile: "H1" });
    const { poll } = await connect();
    await during(client.changeSetting(serial, "WorkMode", "Backup"));
    home.change({ pvW: 4_000, loadW: 500 });
    await clock.runFor(10 * minuteMs);
    const mode = (await poll("mode")).find(({ kind }) => kind === "batteryMode");
    assert.deepEqual(mode?.kind === "batteryMode" && [mode.mode, mode.intent], ["Backup", "hold"]);
    const flow = (await poll("live")).find(({ kind }) => kind === "battery");
    assert.ok(flow?.kind === "battery" && flow.powerW < -1_000);
  });

  it("reads what a setting takes before it is changed, and names it (inventwo/ioBroker.foxesscloud, issue 2)", async () => {
    const { client, serial, problemOf, paths } = setUp();
    const problem = await problemOf(client.changeSetting(serial, "WorkMode", "Backup"));
    assert.deepEqual([problem.kind, problem.facts["offered"]], ["refused", "PeakShaving, Feedin, SelfUse"]);
    assert.deepEqual(paths(), ["/op/v0/device/setting/get"]);
  });

  it("writes with another generation when the newest only reads (home-energy-manager, 2026-08-06)", async () => {
    const { emulator, client, serial, during, paths } = setUp();
    emulator.quirks.set("v3-write-fails", true);
    await during(client.writeSchedule(serial, [nightCharge]));
    assert.deepEqual(paths().slice(-2), ["/op/v3/device/scheduler/enable", "/op/v2/device/scheduler/enable"]);
    const [period] = (await during(client.schedule(serial))).periods;
    assert.deepEqual(period, { ...nightCharge, maxSocPercent: 80 });
  });
});

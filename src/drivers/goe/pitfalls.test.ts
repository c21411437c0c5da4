import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, it } from "node:test";
import { type ChargerReading, type Command, type Json, ProblemError, type Unstamped } from "#domain";
import type { Actuator, DriverContext } from "#driver-kit";
import { createRandom, silentLog } from "#platform";
import { createSimulatedHome } from "#simulator";
import { createGoeClient } from "./client.ts";
import { goeDriver } from "./driver.ts";
import { limitPlan } from "./limit-plan.ts";
import { toChargerReading } from "./mapping.ts";
import { observe, observedKeys } from "./observations.ts";
import { passTimeUntil } from "./testing/pass-time.ts";
import { startCharger } from "./testing/start-charger.ts";

/** What owners have reported of these chargers, and what becomes of it here. */

const noSession: DriverContext["session"] = {
  current: () => undefined,
  renew: () => Promise.reject(new Error("a local charger has no login")),
  forget: () => {},
};

interface HouseOptions {
  readonly profile?: string;
  readonly isHome?: boolean;
  readonly sleepsAfterPauseMinutes?: number;
}

/** An emulated charger with its driver; the car starts 8 s after an offer. */
async function connect({ profile = "v4-22kw", ...car }: HouseOptions = {}) {
  const spec = { capacityWh: 60_000, startDelayS: [8, 8] as [number, number], ...car };
  const charger = startCharger(
    (clock) => createSimulatedHome({ name: "test", wallboxes: [{ car: spec }] }, { clock }),
    { profile },
  );
  const { clock, http, url, home, emulator } = charger;
  home.change({ loadW: 0 });
  await clock.runFor(2_000);
  const { token, serial } = emulator.credentials;
  const entry = { url, ...(profile === "cloud" ? { token, serial } : {}) };
  const context: DriverContext = {
    ...{ deviceId: "wallbox", http, clock, random: createRandom(1), log: silentLog, session: noSession },
    reportRemaining: () => {},
  };
  const connection = await passTimeUntil(clock, goeDriver.bind(entry).connect(context));
  const client = createGoeClient({ http, clock, ...entry });
  const finish = <T>(work: Promise<T>) => passTimeUntil(clock, work);
  const actuator = (id: string): Actuator => {
    const found = connection.actuators.find((each) => each.id === id);
    assert.ok(found);
    return found;
  };
  const charging = async (): Promise<Unstamped<ChargerReading>> => {
    const [reading] = (await finish(connection.polls.find(({ id }) => id === "charging")?.read({}) ?? fail())) ?? [];
    assert.ok(reading?.kind === "charger");
    return reading;
  };
  /** Carries a command out and tells whether it is seen in effect. */
  const order = async (id: string, command: Command): Promise<boolean> => {
    await finish(actuator(id).apply(command, {}));
    await clock.runFor(actuator(id).settleMs + 1_000);
    return actuator(id).isInEffect(command, await finish(actuator(id).read({})));
  };
  const writesSince = (from: number) =>
    charger.requests.slice(from).flatMap((one) => (one.url.includes("/api/set?") ? [one.url.split("?")[1] ?? ""] : []));
  return { ...charger, ...{ connection, client, finish, actuator, charging, order, writesSince } };
}

function fail(): never {
  throw new Error("there is no such poll");
}

const charger = (setting: Extract<Command, { kind: "charger" }>["setting"]): Command => ({
  ...{ kind: "charger", target: "wallbox", setting },
});

const surplus = (powers: { gridW: number; solarW?: number; batteryW?: number }): Command => ({
  ...{ kind: "surplus", target: "wallbox", ...powers },
});

const problem = (code: string) => (error: unknown) => error instanceof ProblemError && error.problem.code === code;

describe("reported of the connection", () => {
  it("a 400 for one unsupported key hides nothing of the others, and the key is not asked for again", async () => {
    const { client, finish, requests } = await connect({ profile: "core" });
    assert.deepEqual(await finish(client.status(["amp", "cus"])), { amp: 16 });
    await finish(client.status(["amp", "cus"]));
    assert.match(requests.at(-1)?.url ?? "", /filter=amp$/);
  });

  it("a charger that hangs after a day fails within seconds, is asked no more often, and is not restarted", async () => {
    const { client, finish, emulator, home, clock, requests } = await connect();
    emulator.quirks.set("hangs-after-a-day", true);
    for (let hour = 0; hour < 24; hour += 1) {
      await clock.runFor(3_600_000);
      home.advance();
    }
    const [since, startedMs] = [requests.length, clock.steadyMs()];
    await assert.rejects(finish(client.status(["car"])), problem("unreachable.timeout"));
    assert.ok(clock.steadyMs() - startedMs <= 10_000);
    assert.deepEqual(
      requests.slice(since).map(({ url }) => new URL(url).pathname + new URL(url).search),
      ["/api/status?filter=car"],
    );
  });

  it("long filters are split, and a cut connection is tried again", async () => {
    const { connection, finish, emulator } = await connect();
    emulator.quirks.set("resets-long-filters", true);
    emulator.faults.set("reset", { calls: 2 });
    const readings = await finish(connection.polls.find(({ id }) => id === "values")?.read({}) ?? fail());
    assert.equal(readings.length, 1);
  });

  it("two questions at once wait for each other, where only one connection is taken", async () => {
    const { client, finish, emulator } = await connect();
    emulator.quirks.set("one-connection", true);
    const both = await finish(Promise.all([client.status(["amp"]), client.status(["frc"])]));
    assert.deepEqual(both, [{ amp: 16 }, { frc: 0 }]);
  });

  it("a timeout after plugging in costs one reading and nothing that was known", async () => {
    const { connection, charging, emulator, clock, finish } = await connect();
    const before = connection.capabilities();
    emulator.faults.set("hang", { calls: 1 });
    await assert.rejects(charging(), problem("unreachable.timeout"));
    assert.deepEqual(connection.capabilities(), before);
    await clock.runFor(1_000);
    assert.equal((await finish(charging())).status, "C");
  });

  it("an unreachable charger has no values, not zeros", async () => {
    const { charging, emulator } = await connect();
    emulator.faults.set("dead");
    await assert.rejects(charging(), ProblemError);
  });

  it("keys that nobody knows yet are no reason to fail", async () => {
    const { charging, emulator } = await connect();
    emulator.faults.set("unknown-keys");
    assert.equal((await charging()).status, "B");
  });

  it("the README says that the local API has no password and where the charger belongs", () => {
    const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
    assert.match(readme, /no password[\s\S]{0,200}network that you trust/);
  });
});

describe("reported of what it measures", () => {
  it("all measurements at zero while it charges are not taken for 0 W", async () => {
    const { charging, emulator, clock, home } = await connect();
    emulator.quirks.set("no-powers", true);
    await clock.runFor(120_000);
    const { powerW, quality } = await charging();
    const trueW = home.wallbox().powerW;
    assert.ok(trueW > 3_000 && Math.abs(powerW - trueW) < 0.1 * trueW, `${powerW} W instead of ${trueW} W`);
    assert.equal(quality, "estimated");
  });

  it("a low voltage, as V2 shows it, is no reason to doubt the reading", () => {
    const nrg = [198, 199, 200, 1, 10, 10, 10, 1_980, 1_990, 2_000, 0, 5_970, 100, 100, 100];
    const reading = toChargerReading({ car: 2, alw: true, nrg, modelStatus: 15 }, 0);
    assert.deepEqual([reading.phases?.voltageV, reading.powerW, reading.quality], [[198, 199, 200], 5_970, "measured"]);
  });

  it("a phase that carries next to nothing does not count as charging", async () => {
    const { charging, order, clock } = await connect();
    await order("charger", charger({ isAllowed: true, currentA: 10, phases: 1 }));
    await clock.runFor(60_000);
    assert.equal((await charging()).activePhases, 1);
  });

  it("a clock that is wrong does not make a reading old", async () => {
    const { charging, emulator, clock, client, finish } = await connect();
    emulator.quirks.set("clock-wrong", true);
    await clock.runFor(5_000);
    const { utc } = await finish(client.status(["utc"]));
    assert.ok(Math.abs(Date.parse(`${utc}Z`) - clock.now()) > 6 * 3_600_000);
    const { at } = await charging();
    assert.ok(clock.now() - at < 1_000, `${clock.now() - at} ms old`);
  });

  it("a reason that no list knows yet is shown as its number and stops nothing", async () => {
    const { connection, finish, emulator, http, clock } = await connect();
    const unknown = { modelStatus: 99, err: 77 };
    const changed: typeof http = {
      request: async (request) => {
        const reply = await http.request(request);
        return { ...reply, body: JSON.stringify({ ...JSON.parse(reply.body), ...unknown }) };
      },
    };
    const context: DriverContext = {
      ...{ deviceId: "wallbox", http: changed, clock, random: createRandom(1), log: silentLog, session: noSession },
      reportRemaining: () => {},
    };
    assert.ok(connection && emulator);
    const later = await finish(goeDriver.bind({ url: "http://goe.emulator" }).connect(context));
    for (const poll of later.polls) {
      const [reading] = await finish(poll.read({}));
      if (reading?.kind === "values")
        assert.deepEqual([reading.values["modelStatus"], reading.values["err"]], [99, 77]);
      else assert.equal(reading?.kind, "charger");
    }
  });
});

describe("reported of starting and stopping", () => {
  it("a forced state that the charger takes and ignores is found out", async () => {
    const { client, order, emulator, finish } = await connect();
    emulator.quirks.set("frc-ignored", true);
    assert.equal(await order("charger", charger({ isAllowed: false })), false);
    await assert.rejects(finish(client.setAndConfirm({ frc: 1 })), problem("goe.not-confirmed"));
  });

  it("a stop that ends by unplugging is seen to have ended", async () => {
    const { actuator, order, home, clock, finish } = await connect();
    const stop = charger({ isAllowed: false });
    assert.equal(await order("charger", stop), true);
    home.change({ carConnected: false });
    await clock.runFor(3_000);
    assert.equal(actuator("charger").isInEffect(stop, await finish(actuator("charger").read({}))), false);
  });

  it("giving back ends the force, so that later charges are not blocked", async () => {
    const { actuator, order, finish, clock, client } = await connect();
    const before = await finish(actuator("charger").read({}));
    await order("charger", charger({ isAllowed: false }));
    await finish(actuator("charger").restore(before, {}));
    await clock.runFor(2_000);
    assert.deepEqual(await finish(client.status(["frc"])), { frc: 0 });
  });

  it("a paused car is not called full, and can be woken by pretending to unplug it", async () => {
    const { charging, order, clock, client, finish } = await connect({ sleepsAfterPauseMinutes: 5 });
    await clock.runFor(60_000);
    await finish(client.set({ su: true }));
    await order("charger", charger({ isAllowed: false }));
    await clock.runFor(10 * 60_000);
    const { status, isFull } = await charging();
    assert.deepEqual([status, isFull], ["B", false]);
    await order("charger", charger({ isAllowed: true, currentA: 10 }));
    await clock.runFor(120_000);
    assert.equal((await charging()).status, "C");
  });

  it("phases are left alone during a pause, where changing them has cost the permission", async () => {
    const { order, client, finish, emulator, clock, requests, writesSince } = await connect();
    emulator.quirks.set("trx-lost-on-phase-switch", true);
    await finish(client.set({ acs: 1, trx: 0 }));
    await clock.runFor(60_000);
    const since = requests.length;
    await order("charger", charger({ isAllowed: false, phases: 1 }));
    assert.deepEqual(writesSince(since), ["frc=1"]);
    assert.deepEqual(await finish(client.status(["trx"])), { trx: 0 });
  });

  it("an endless minimum pause shows as not allowed, never as full", async () => {
    const { charging, order, client, finish, clock } = await connect();
    await finish(client.set({ mcpd: 60_000, sua: true }));
    await clock.runFor(60_000);
    await order("charger", charger({ isAllowed: false }));
    await finish(client.set({ frc: 0 }));
    await clock.runFor(10 * 60_000);
    const { isAllowed, isFull } = await charging();
    assert.deepEqual([isAllowed, isFull], [false, false]);
  });

  it("the current is set by amp alone, never by the installation's limit", async () => {
    const { order, requests, writesSince } = await connect();
    const since = requests.length;
    await order("charger", charger({ isAllowed: true, currentA: 8 }));
    await order("charger", charger({ isAllowed: true, currentA: 12 }));
    const keys = writesSince(since).map((write) => write.split("=")[0]);
    assert.deepEqual(new Set(keys), new Set(["amp", "frc"]));
  });
});

describe("reported of its limits", () => {
  const limitOf = ({ connection }: Awaited<ReturnType<typeof connect>>) => {
    const found = connection.capabilities().find(({ kind }) => kind === "charger");
    assert.ok(found?.kind === "charger");
    return found.maxCurrentA;
  };

  it("an 11 kW unit that takes 32 A is offered 16 A at most", async () => {
    const house = await connect({ profile: "v3-11kw" });
    assert.equal(limitOf(house), 16);
    const since = house.requests.length;
    await house.order("charger", charger({ isAllowed: true, currentA: 32 }));
    assert.ok(house.writesSince(since).every((write) => !/amp=(1[7-9]|[23]\d)/.test(write)));
  });

  it("Core, which always reports an adapter, is not held at 16 A by it", async () => {
    const house = await connect({ profile: "core" });
    const [limit, supply] = [limitOf(house), house.home.wallbox().maxCurrentA];
    assert.equal(limit, Math.min(32, supply));
  });

  it("without a known variant the installation's limit counts, and nothing is assumed to be zero", async () => {
    const house = await connect();
    house.emulator.quirks.set("no-variant", true);
    assert.deepEqual(await house.finish(house.client.status(["var"])), {});
    assert.ok(limitOf(house) >= 16);
  });

  it("nothing is rewritten to a limit by itself: connecting and reading write nothing", async () => {
    const { connection, finish, requests } = await connect({ profile: "v3-11kw" });
    for (const poll of connection.polls) await finish(poll.read({}));
    assert.ok(requests.every(({ url }) => !url.includes("/api/set")));
  });
});

describe("reported of the surplus feed", () => {
  it("the home battery's power is told, so that it is not drained into the car", async () => {
    const { order, client, finish } = await connect();
    await order("surplus", surplus({ gridW: -200, solarW: 3_000, batteryW: -1_500 }));
    const shown = await finish(client.status(["pgrid", "ppv", "pakku"]));
    assert.deepEqual(shown, { pgrid: -200, ppv: 3_000, pakku: -1_500 });
  });

  it("a missing power stays out instead of becoming 0", async () => {
    const { order, requests, writesSince } = await connect();
    const since = requests.length;
    await order("surplus", surplus({ gridW: -800 }));
    assert.deepEqual(writesSince(since), ["ids=%7B%22pGrid%22:-800%7D"]);
  });

  it("powers that do not arrive are found out by reading them back", async () => {
    const { order, emulator } = await connect();
    assert.equal(await order("surplus", surplus({ gridW: -800 })), true);
    emulator.faults.set("ignored-writes");
    assert.equal(await order("surplus", surplus({ gridW: -900 })), false);
  });
});

describe("reported of charging on surplus", () => {
  const listed = async (house: Awaited<ReturnType<typeof connect>>) => {
    for (const poll of house.connection.polls) await house.finish(poll.read({}));
    const items = house.connection.advice?.() ?? [];
    return Object.fromEntries(items.map(({ key, found, wanted, isDone }) => [key, { found, wanted, isDone }]));
  };

  it("entering the charger's own mode raises amp to the most that is allowed, because it is the ceiling there", async () => {
    const { client, finish, order } = await connect();
    await finish(client.setAndConfirm({ amp: 6 }));
    await order("charger", charger({ isAllowed: true, currentA: 16, isSelfRegulated: true }));
    assert.deepEqual(await finish(client.status(["amp", "frc"])), { amp: 16, frc: 0 });
  });

  const rows: readonly [key: string, query: string, wanted: Json][] = [
    ["lmo", "lmo=3", 4],
    ["fup", "fup=false", true],
    ["acp", "acp=false", true],
    ["frc", "frc=1", 0],
    ["psm", "psm=1", 0],
    ["frm", "frm=1", 2],
    ["pgt", "pgt=0", -200],
    ["sua", "sua=true", false],
  ];
  for (const [key, query, wanted] of rows) {
    it(`${key} standing in the way of the surplus is on the checklist, and gone from it once it is set`, async () => {
      const house = await connect();
      await house.set(query);
      await house.clock.runFor(2_000);
      assert.deepEqual(
        { ...(await listed(house))[key], found: undefined },
        { found: undefined, wanted, isDone: false },
      );
      await house.finish(house.client.setAndConfirm({ [key]: wanted }));
      await house.clock.runFor(600_000);
      assert.equal((await listed(house))[key]?.isDone, true);
    });
  }

  it("a ceiling that is too low is on the checklist", async () => {
    const house = await connect();
    await house.set("amp=6");
    await house.clock.runFor(2_000);
    const { amp } = await listed(house);
    assert.ok(amp?.isDone === false && Number(amp.wanted) >= 16);
  });

  it("locked access without a transaction is on the checklist", async () => {
    const house = await connect();
    await house.set("acs=1");
    await house.clock.runFor(2_000);
    assert.deepEqual((await listed(house))["trx"], { found: "none", wanted: 0, isDone: false });
  });

  it("a charge that goes on without surplus names the missing pause and, where it was set, the restart", async () => {
    const house = await connect();
    const { set, clock, finish, client, order } = house;
    for (const query of ["lmo=4", "fup=true", "acp=false"]) await set(query);
    for (let round = 0; round < 60; round += 1) {
      await order("surplus", surplus({ gridW: 20_000, solarW: 0 }));
      await clock.runFor(3_000);
    }
    const values = await finish(client.status(observedKeys));
    assert.equal(values["modelStatus"], 20);
    const [seen] = observe(values);
    assert.equal(seen?.code, "charges-without-sun");
    assert.match(seen.text.en, /set acp, and restart the charger if that changes nothing/);
    assert.equal((await listed(house))["acp"]?.isDone, false);
  });

  it("an endless minimum pause is recognised, and switching sua off is offered", async () => {
    const house = await connect();
    await house.finish(house.client.set({ mcpd: 60_000, sua: true }));
    await house.clock.runFor(60_000);
    await house.order("charger", charger({ isAllowed: false }));
    await house.finish(house.client.set({ frc: 0 }));
    await house.clock.runFor(10 * 60_000);
    const codes = observe(await house.finish(house.client.status(observedKeys))).map(({ code }) => code);
    assert.deepEqual(codes, ["endless-pause"]);
    assert.deepEqual((await listed(house))["sua"], { found: true, wanted: false, isDone: false });
  });

  it("powers that contradict each other are noticed", async () => {
    const { order, client, finish } = await connect();
    await order("surplus", surplus({ gridW: -3_000, solarW: 0, batteryW: 0 }));
    const codes = observe(await finish(client.status(observedKeys))).map(({ code }) => code);
    assert.ok(codes.includes("powers-do-not-fit"));
  });

  it("OCPP and Modbus that steer as well are noticed", async () => {
    const { set, clock, client, finish } = await connect();
    for (const query of ["ocppe=true", "men=true"]) await set(query);
    await clock.runFor(2_000);
    const codes = observe(await finish(client.status(observedKeys))).map(({ code }) => code);
    assert.deepEqual(codes, ["ocpp-steers-too", "modbus-steers-too"]);
  });

  it("16 A are a plan that is shown first, lowers only, and leaves load groups alone", async () => {
    const { set, clock, client, finish } = await connect();
    for (const query of ["amp=32", "ama=32", "mca=8"]) await set(query);
    await clock.runFor(2_000);
    const values = await finish(client.status(["amp", "ama", "mca", "lof", "lot", "log"]));
    assert.deepEqual(
      limitPlan(values).map(({ key, wanted }) => [key, wanted]),
      [
        ["amp", 16],
        ["ama", 16],
      ],
    );
    assert.deepEqual(await finish(client.status(["amp", "ama"])), { amp: 32, ama: 32 });
  });
});

describe("reported of writing", () => {
  const written = async (values: Readonly<Record<string, Json>>, profile?: string) => {
    const { client, finish } = await connect(profile === undefined ? {} : { profile });
    await finish(client.setAndConfirm(values));
  };

  it("a colour arrives with its #", () => written({ cch: "#FF8000" }));

  it("a timer of two ranges is short enough to arrive", async () => {
    const range = { begin: { hour: 6, minute: 15, second: 0 }, end: { hour: 10, minute: 45, second: 0 } };
    await written({ sch_week: { control: 1, ranges: [range, range] } });
  });

  it("a key that can only be read is refused before the cloud claims success for it", async () => {
    const { client, requests } = await connect({ profile: "cloud" });
    const since = requests.length;
    await assert.rejects(client.set({ eto: 0 }), problem("goe.read-only-key"));
    assert.equal(requests.length, since);
  });

  it("old data of the cloud are refused with their age instead of shown as new", async () => {
    const { client, emulator, finish } = await connect({ profile: "cloud" });
    emulator.quirks.set("cloud-outdated", true);
    await assert.rejects(finish(client.status(["car"])), (error) => {
      assert.ok(problem("goe.cloud-outdated")(error));
      assert.equal(error instanceof ProblemError && error.problem.facts["age"], 25_382);
      return true;
    });
  });

  it("a reading from the cloud is as old as the cloud says", async () => {
    const { charging, emulator, clock } = await connect({ profile: "cloud" });
    const staleSince = clock.now();
    emulator.faults.set("stale-values");
    await clock.runFor(20_000);
    assert.equal((await charging()).at, Math.floor(staleSince / 1_000) * 1_000);
  });

  it("a restart is only asked for with true, and only by somebody who confirmed it", async () => {
    const { client, requests } = await connect();
    const since = requests.length;
    await assert.rejects(client.set({ rst: true }), problem("goe.needs-confirmation"));
    await assert.rejects(client.set({ rst: false }, { isConfirmed: true }), problem("goe.wrong-type"));
    assert.equal(requests.length, since);
  });
});

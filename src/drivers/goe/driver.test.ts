import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type Command, ProblemError } from "#domain";
import type { Actuator, Connection, DriverContext } from "#driver-kit";
import { createRandom, silentLog } from "#platform";
import { createSimulatedHome } from "#simulator";
import { goeDriver } from "./driver.ts";
import { type StartedCharger, startCharger } from "./testing/start-charger.ts";

interface House extends StartedCharger {
  readonly connection: Connection;
}

async function connect(profile = "v4-22kw"): Promise<House> {
  const car = { capacityWh: 60_000, startDelayS: [8, 8] as [number, number] };
  const charger = startCharger((clock) => createSimulatedHome({ name: "test", wallboxes: [{ car }] }, { clock }), {
    profile,
  });
  charger.home.change({ loadW: 0 });
  await charger.clock.runFor(2_000);
  const context: DriverContext = {
    ...{ deviceId: "wallbox", http: charger.http, clock: charger.clock, random: createRandom(1), log: silentLog },
    session: {
      current: () => undefined,
      renew: () => Promise.reject(new Error("a local charger has no login")),
      forget: () => {},
    },
    reportRemaining: () => {},
  };
  return { ...charger, connection: await goeDriver.bind({ url: charger.url }).connect(context) };
}

function actuator(house: House, id: string): Actuator {
  const found = house.connection.actuators.find((each) => each.id === id);
  assert.ok(found);
  return found;
}

async function poll(house: House, id: string) {
  const [reading] = (await house.connection.polls.find((each) => each.id === id)?.read({})) ?? [];
  assert.ok(reading);
  return reading;
}

async function charging(house: House) {
  const reading = await poll(house, "charging");
  assert.ok(reading.kind === "charger");
  return reading;
}

/** Applies, lets it settle, reads back. */
async function carryOut(house: House, on: Actuator, command: Command) {
  await on.apply(command, {});
  await house.clock.runFor(on.settleMs);
  return on.isInEffect(command, await on.read({}));
}

const order = (setting: { isAllowed: boolean; currentA?: number; phases?: 1 | 3 }): Command => ({
  kind: "charger",
  target: "wallbox",
  setting,
});

describe("go-e driver", () => {
  it("offers what this charger has, within the limits of its line", async () => {
    const { connection } = await connect();
    const [charger, feed, values] = connection.capabilities();
    assert.deepEqual(charger, {
      ...{ kind: "charger", minCurrentA: 6, maxCurrentA: 16, stepA: 1, phases: 3, canSwitchPhases: true },
    });
    assert.deepEqual(feed, { kind: "surplusFeed", everyMs: 5_000 });
    assert.equal(values?.kind, "values");
  });

  it("sees the car charge with the power the house sees", async () => {
    const house = await connect();
    await house.clock.runFor(60_000);
    const reading = await charging(house);
    assert.equal(reading.status, "C");
    assert.ok(Math.abs(reading.powerW - house.home.wallbox().powerW) < 100);
    assert.equal(reading.at, house.clock.now());
  });

  it("dates an answer that repeats itself by its first showing", async () => {
    const house = await connect();
    house.emulator.faults.set("stale-values", {});
    const first = await charging(house);
    await house.clock.runFor(60_000);
    assert.equal((await charging(house)).at, first.at);
    house.emulator.faults.clear();
    assert.equal((await charging(house)).at, house.clock.now());
  });

  it("tells nothing instead of zeros while the charger sends nulls, and keeps its limits", async () => {
    const house = await connect();
    const before = house.connection.capabilities()[0];
    house.emulator.faults.set("nulls", {});
    for (const id of ["charging", "values"]) await assert.rejects(poll(house, id), ProblemError);
    assert.deepEqual(house.connection.capabilities()[0], before);
  });

  it("stops, starts with fewer amperes on one phase, and puts everything back", async () => {
    const house = await connect();
    const on = actuator(house, "charger");
    await house.clock.runFor(60_000);
    const before = await on.read({});
    assert.equal(await carryOut(house, on, order({ isAllowed: false })), true);
    assert.equal((await charging(house)).powerW, 0);
    assert.equal(house.home.wallbox().powerW, 0);
    assert.equal(await carryOut(house, on, order({ isAllowed: true, currentA: 8, phases: 1 })), true);
    await house.after(30);
    const slow = house.home.wallbox().powerW;
    assert.ok(slow > 1_600 && slow < 2_000, `${slow} W`);
    assert.equal(on.isRestored(before, await on.read({})), false);
    await on.restore(before, {});
    await house.clock.runFor(on.settleMs);
    assert.equal(on.isRestored(before, await on.read({})), true);
    await house.after(60);
    assert.ok(house.home.wallbox().powerW > 10_000);
  });

  it("confirms a change of phases after the charger's pause", async () => {
    const house = await connect();
    const on = actuator(house, "charger");
    await house.clock.runFor(60_000);
    const command = order({ isAllowed: true, phases: 1 });
    assert.equal(await carryOut(house, on, command), false);
    await house.clock.runFor(on.confirmWithinMs - on.settleMs);
    assert.equal(on.isInEffect(command, await on.read({})), true);
  });

  it("writes nothing when everything is as wanted, so that no contactor clicks", async () => {
    const house = await connect();
    const on = actuator(house, "charger");
    await carryOut(house, on, order({ isAllowed: true, currentA: 10 }));
    const sent = house.requests.length;
    await on.apply(order({ isAllowed: true, currentA: 10 }), {});
    const later = house.requests.slice(sent).filter(({ url }) => url.includes("/api/set"));
    assert.deepEqual(later, []);
  });

  it("does not believe a write that the charger took and ignored", async () => {
    const house = await connect();
    const on = actuator(house, "charger");
    house.emulator.faults.set("ignored-writes", {});
    assert.equal(await carryOut(house, on, order({ isAllowed: false })), false);
  });

  it("remembers no state that it could not put back", async () => {
    const house = await connect();
    house.emulator.faults.set("nulls", {});
    await assert.rejects(actuator(house, "charger").read({}), ProblemError);
  });

  it("feeds the surplus, confirmed by reading back, and never sends what is missing", async () => {
    const house = await connect();
    const on = actuator(house, "surplus");
    const command: Command = { kind: "surplus", target: "wallbox", gridW: -1_500.4, solarW: 4_000 };
    assert.equal(await carryOut(house, on, command), true);
    const sent = house.requests.find(({ url }) => url.includes("/api/set"));
    assert.deepEqual(JSON.parse(new URL(sent?.url ?? "").searchParams.get("ids") ?? ""), { pGrid: -1500, pPv: 4000 });
    await house.clock.runFor(7_000);
    assert.equal(on.isInEffect(command, await on.read({})), false);
  });

  it("sets any single value and puts lasting ones back, but no passing ones", async () => {
    const house = await connect();
    const on = actuator(house, "values");
    const before = await on.read({});
    assert.equal(await carryOut(house, on, { kind: "value", target: "wallbox", key: "fna", value: "Carport" }), true);
    assert.equal(await carryOut(house, on, { kind: "value", target: "wallbox", key: "tcl", value: 10 }), true);
    await on.restore(before, {});
    await house.clock.runFor(2_000);
    const { fna, tcl } = await house.after(0);
    assert.deepEqual([fna, tcl], ["go-eCharger", 10]);
    assert.equal(on.isRestored(before, await on.read({})), true);
  });

  it("refuses dangerous values from automation", async () => {
    const house = await connect();
    const command: Command = { kind: "value", target: "wallbox", key: "rst", value: true };
    await assert.rejects(actuator(house, "values").apply(command, {}), ProblemError);
    assert.equal((await house.after(2))["rbc"], 7);
  });

  it("works on every model without asking twice for what a model lacks", async () => {
    for (const profile of ["v3-11kw", "core", "beta"]) {
      const house = await connect(profile);
      await poll(house, "values");
      const sent = house.requests.length;
      const reading = await poll(house, "values");
      assert.ok(reading.kind === "values" && reading.values["amp"] === 16);
      for (const { url } of house.requests.slice(sent)) {
        const { status } = await house.get(url.slice(house.url.length));
        assert.equal(status, 200, `${profile} ${url}`);
      }
    }
  });

  const badEntries: readonly [string, unknown][] = [
    ["neither host nor url", {}],
    ["both host and url", { host: "10.0.0.2", url: "http://10.0.0.2" }],
    ["a host with a path", { host: "10.0.0.2/api" }],
    ["an address that is none", { url: "ftp://10.0.0.2" }],
    ["an unknown key", { host: "10.0.0.2", pasword: "x" }],
    ["a time out of range", { host: "10.0.0.2", timeoutS: 0 }],
  ];
  for (const [name, entry] of badEntries) {
    it(`takes no entry with ${name}`, () => {
      assert.equal(goeDriver.config.safeParse(entry).success, false);
    });
  }
});

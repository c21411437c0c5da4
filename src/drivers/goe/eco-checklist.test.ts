import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { DeviceNote, SettingAdvice } from "#domain";
import type { Connection, DriverContext } from "#driver-kit";
import { createRandom, silentLog } from "#platform";
import { createSimulatedHome } from "#simulator";
import { goeDriver } from "./driver.ts";
import { ecoChecklist } from "./eco-checklist.ts";
import { limitPlan } from "./limit-plan.ts";
import { type StartedCharger, startCharger } from "./testing/start-charger.ts";

async function connect(
  config: object,
  ...sets: readonly string[]
): Promise<StartedCharger & { connection: Connection }> {
  const charger = startCharger((clock) => createSimulatedHome({ name: "test", wallboxes: [{}] }, { clock }), {
    profile: "v4-22kw",
  });
  for (const query of sets) await charger.set(query);
  await charger.clock.runFor(2_000);
  const context: DriverContext = {
    ...{ deviceId: "wallbox", http: charger.http, clock: charger.clock, random: createRandom(1), log: silentLog },
    session: { current: () => undefined, renew: () => Promise.reject(new Error("no login here")), forget: () => {} },
    reportRemaining: () => {},
  };
  return { ...charger, connection: await goeDriver.bind({ url: charger.url, ...config }).connect(context) };
}

async function readValues({ connection }: { readonly connection: Connection }) {
  await connection.polls.find(({ id }) => id === "values")?.read({});
}

async function readAll({ connection }: { readonly connection: Connection }) {
  for (const poll of connection.polls) await poll.read({});
}

function open(advice: readonly SettingAdvice[] | undefined, plan: string): Record<string, SettingAdvice["wanted"]> {
  const left = advice?.filter((item) => item.plan === plan && !item.isDone) ?? [];
  return Object.fromEntries(left.map(({ key, wanted }) => [key, wanted]));
}

/** As the house does it: one value after the other. */
async function follow(house: StartedCharger & { connection: Connection }, plan: string) {
  const values = house.connection.actuators.find(({ id }) => id === "values");
  for (const [key, value] of Object.entries(open(house.connection.advice?.(), plan))) {
    await values?.apply({ kind: "value", target: "wallbox", key, value }, {});
  }
  await house.clock.runFor(2_000);
  await readValues(house);
}

describe("the checklist for charging on surplus", () => {
  it("finds what stands in the way, with a reason in three languages, and changes nothing by itself", async () => {
    const house = await connect({}, "lmo=3", "fup=false", "acp=false", "frc=2", "amp=8", "psm=1");
    await readValues(house);
    const advice = house.connection.advice?.() ?? [];
    const left = open(advice, "surplus");
    assert.deepEqual([left["lmo"], left["fup"], left["acp"], left["frc"], left["psm"]], [4, true, true, 0, 0]);
    assert.ok(Number(left["amp"]) >= 16);
    for (const { key, reason } of advice) {
      assert.equal(new Set([reason.en, reason.de, reason.fr]).size, 3, key);
      for (const text of [reason.en, reason.de, reason.fr]) assert.match(text, /\.$/);
    }
    assert.equal((await house.after(1))["lmo"], 3);
  });

  it("can be set in one go, and then has nothing left to say", async () => {
    const house = await connect({}, "lmo=3", "fup=false", "acp=false", "frc=2", "amp=8");
    await readValues(house);
    await follow(house, "surplus");
    assert.deepEqual(open(house.connection.advice?.(), "surplus"), {});
  });

  it("asks for a transaction only where the access is locked", () => {
    assert.equal(open(ecoChecklist({ acs: 1, trx: null }), "surplus")["trx"], 0);
    assert.equal("trx" in open(ecoChecklist({ acs: 0, trx: null }), "surplus"), false);
  });

  it("says nothing of keys that the charger does not have", () => {
    assert.deepEqual(ecoChecklist({}), []);
  });
});

describe("what else its owner should know", () => {
  const codes = (notes: readonly DeviceNote[] | undefined) => notes?.map(({ code }) => code);

  it("is told as it comes and goes, with nothing to set in one go", async () => {
    const house = await connect({}, "men=true", "acp=false", "lmo=4", "fup=true", "frc=0");
    await readAll(house);
    assert.deepEqual(codes(house.connection.notes?.()), ["charges-without-sun", "modbus-steers-too"]);
    await house.set("men=false");
    await house.set("acp=true");
    await house.after(5);
    await readAll(house);
    assert.deepEqual(codes(house.connection.notes?.()), []);
  });

  it("is not made up of what was never read", async () => {
    const house = await connect({});
    assert.deepEqual(codes(house.connection.notes?.()), []);
  });
});

describe("the owner's limit of 16 A", () => {
  it("shows first what would change, and lowers that when told to", async () => {
    const house = await connect({ limit16A: true }, "amp=32");
    await readValues(house);
    assert.equal(open(house.connection.advice?.(), "limit16A")["amp"], 16);
    assert.equal((await house.after(1))["amp"], 32, "nothing is changed by showing");
    await follow(house, "limit16A");
    assert.deepEqual(open(house.connection.advice?.(), "limit16A"), {});
    assert.equal((await house.after(1))["amp"], 16);
  });

  it("offers no more than 16 A to whoever steers", async () => {
    const charger = async (config: object) => {
      const house = await connect(config, "ama=32");
      return house.connection.capabilities().find(({ kind }) => kind === "charger");
    };
    const limited = await charger({ limit16A: true });
    assert.ok(limited?.kind === "charger" && limited.maxCurrentA === 16);
  });

  it("never raises a current, never touches a load group, and is silent unless asked for", async () => {
    assert.deepEqual(limitPlan({ amp: 10, ama: 16, lof: 32, lot: { amp: 32 } }), []);
    assert.deepEqual(
      limitPlan({ amp: 20, ama: 32, lof: 32, lot: { amp: 32 } }).map(({ key, wanted }) => [key, wanted]),
      [
        ["amp", 16],
        ["ama", 16],
      ],
    );
    const house = await connect({}, "amp=32");
    await readValues(house);
    assert.deepEqual(open(house.connection.advice?.(), "limit16A"), {});
  });
});

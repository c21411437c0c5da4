import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { ProblemError } from "#domain";
import { createEmulator } from "#driver-kit";
import { createRandom, createVirtualClock, type HttpClient } from "#platform";
import { createMemoryBroker } from "#platform/mqtt";
import { createSimulatedHome } from "#simulator";
import { createGoeClient } from "./client.ts";
import type { GoeEmulatorOptions } from "./emulator.ts";
import { brokerUrl, createMqttWays } from "./testing/memory-ways.ts";
import { passTimeUntil } from "./testing/pass-time.ts";
import type { GoeAddress } from "./transport-ways.ts";

/** Over MQTT nothing may ever be asked over HTTP. */
const noHttp: HttpClient = { request: () => Promise.reject(new Error("no HTTP here")) };

const startAt = Date.UTC(2026, 5, 17, 8, 30);

/** A charger at a broker that runs once somebody connects. */
function start(options: GoeEmulatorOptions = {}, address: GoeAddress = {}, settings: Record<string, string> = {}) {
  const clock = createVirtualClock(startAt);
  const home = createSimulatedHome(
    { name: "test", wallboxes: [{ car: { capacityWh: 60_000, isHome: false } }] },
    { clock },
  );
  const ways = createMqttWays(options);
  const emulator = createEmulator(ways.emulator, { home, clock, random: createRandom(7) });
  const ask = async (query: string) => emulator.handler({ method: "GET", path: query, headers: {}, body: "" });
  const client = createGoeClient({ url: brokerUrl, http: noHttp, clock, openMqtt: ways.openMqtt, ...address });
  const finish = <T>(work: Promise<T>) => passTimeUntil(clock, work);
  const set = async () => {
    for (const [key, value] of Object.entries(settings)) await ask(`/api/set?${key}=${encodeURIComponent(value)}`);
    await clock.runFor(1_000);
    home.advance();
  };
  return { ...{ clock, home, emulator, client, finish, ask, set }, broker: ways.broker };
}

/** A client at a broker where the test itself plays the charger. */
function startAlone(address: GoeAddress = {}) {
  const clock = createVirtualClock(startAt);
  const broker = createMemoryBroker();
  const client = createGoeClient({ url: brokerUrl, http: noHttp, clock, openMqtt: broker.open, ...address });
  const says = async (topic: string, payload: string, isRetained = false) => {
    const link = await broker.open({ url: brokerUrl, timeoutMs: 1 }, {});
    await link.publish(topic, payload, isRetained);
    await link.close();
  };
  return { clock, broker, client, says, finish: <T>(work: Promise<T>) => passTimeUntil(clock, work) };
}

const problem = (code: string) => (error: unknown) => error instanceof ProblemError && error.problem.code === code;

describe("a charger at an MQTT broker", () => {
  const prefixes: readonly [string, GoeEmulatorOptions, Record<string, string>, GoeAddress][] = [
    ["under the maker's prefix and its serial number", {}, {}, {}],
    ["under the maker's prefix, named by its serial number", {}, {}, { serial: "12345" }],
    ["with a slash before it, as up to firmware 54.3", { hasLeadingSlash: true }, {}, {}],
    ["under a prefix of the owner's, without a serial number", {}, { mtp: '"garage/left"' }, { prefix: "garage/left" }],
    ["under a prefix of the owner's with a slash", {}, { mtp: '"/garage"' }, { prefix: "garage/" }],
    ["that keeps nothing in the broker", { isRetaining: false }, {}, {}],
  ];
  for (const [name, options, settings, address] of prefixes) {
    it(`is found ${name}, told and written`, async () => {
      const { client, finish, set } = start(options, address, settings);
      await set();
      const values = await finish(client.status(["typ", "car", "amp"]));
      assert.deepEqual(values, { typ: "go-eCharger_V4", car: 1, amp: 16 });
      await finish(client.setAndConfirm({ amp: 11 }));
      assert.deepEqual(await finish(client.status(["amp"])), { amp: 11 });
      await client.close();
    });
  }

  it("answers a refused value in its own words", async () => {
    const { client, finish } = start();
    await assert.rejects(finish(client.set({ trx: 1 })), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.problem.facts["answer"], "starting transaction for 1 is not allowed 1");
      return true;
    });
  });

  it("is fed with powers through its own key", async () => {
    const { client, finish } = start();
    await finish(client.setAndConfirm({ ids: { pGrid: -1500, pPv: 3000 } }));
    assert.deepEqual(await finish(client.status(["pgrid", "ppv", "pakku"])), { pgrid: -1500, ppv: 3000, pakku: null });
  });

  it("refuses every write while writing is switched off in it", async () => {
    const { client, finish, set } = start({}, {}, { mcr: "true" });
    await set();
    await assert.rejects(finish(client.set({ amp: 10 })), problem("goe.write-refused"));
  });

  it("is called silent when nothing has come for half a minute, although the broker remembers it", async () => {
    const { client, finish, emulator, clock } = start();
    await finish(client.status(["car"]));
    emulator.faults.set("hang");
    await clock.runFor(20_000);
    assert.deepEqual(await finish(client.status(["car"])), { car: 1 });
    await clock.runFor(15_000);
    await assert.rejects(finish(client.status(["car"])), problem("goe.mqtt-silent"));
    emulator.faults.clear();
    await clock.runFor(2_000);
    assert.deepEqual(await finish(client.status(["car"])), { car: 1 });
  });

  it("is not there while the broker is not", async () => {
    const { client, finish, broker } = start();
    await finish(client.status(["car"]));
    broker().setUp(false);
    await assert.rejects(finish(client.status(["car"])), problem("goe.broker-gone"));
    broker().setUp(true);
    assert.deepEqual(await finish(client.status(["car"])), { car: 1 });
  });

  it("leaves no link and no timer behind when the client is closed", async () => {
    const { client, finish, broker, clock } = start();
    await finish(client.status(["car"]));
    await client.close();
    assert.deepEqual([broker().openLinks(), clock.pendingTimers()], [1, 0]);
  });

  it("does not show the broker's password in any error", async () => {
    const clock = createVirtualClock(startAt);
    const broker = createMemoryBroker({ username: "garage", password: "right-password" });
    const url = "mqtt://garage:wrong-password@broker.emulator";
    const client = createGoeClient({ url, http: noHttp, clock, openMqtt: broker.open });
    await assert.rejects(passTimeUntil(clock, client.status(["car"])), (error) => {
      assert.ok(problem("auth.rejected")(error));
      assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /wrong-password/);
      return true;
    });
  });
});

describe("topics at a broker", () => {
  it("of several chargers are told apart only by a serial number", async () => {
    const { client, says, finish, clock } = startAlone();
    const asking = client.status(["car"]);
    await clock.runFor(0);
    for (const serial of ["111111", "222222"]) await says(`go-eCharger/${serial}/rbt`, "1000");
    await assert.rejects(finish(asking), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.problem.code, "goe.several-chargers");
      assert.equal(error.problem.facts["topics"], "go-eCharger/111111, go-eCharger/222222");
      return true;
    });
    assert.equal(clock.pendingTimers(), 0);
  });

  it("left behind by an older firmware do not hide the charger that speaks now", async () => {
    const { client, says, finish, clock } = startAlone();
    await says("/go-eCharger/012345/car", "4", true);
    await says("/go-eCharger/012345/alw", "true", true);
    const asking = client.status(["car"]);
    await clock.runFor(0);
    for (const [key, value] of Object.entries({ car: "2", alw: "true", nrg: "[]" }))
      await says(`go-eCharger/012345/${key}`, value);
    assert.deepEqual(await finish(asking), { car: 2 });
  });

  it("answer no write before firmware 51.5, where the value itself is the answer", async () => {
    const { client, says, finish, broker, clock } = startAlone();
    const writing = client.set({ amp: 12 });
    await clock.runFor(0);
    await says("go-eCharger/012345/rbt", "1000");
    const link = await broker.open(
      { url: brokerUrl, timeoutMs: 1 },
      {
        onMessage: ({ topic, payload }) => {
          if (topic.endsWith("/amp/set")) void says("go-eCharger/012345/amp", payload);
        },
      },
    );
    await link.subscribe(["#"]);
    await finish(writing);
    assert.equal(broker.published.at(-2)?.payload, "12");
  });

  it("that answer nothing leave a write open, and the client says so", async () => {
    const { client, says, finish, clock } = startAlone();
    const writing = client.set({ amp: 12 });
    await clock.runFor(0);
    await says("go-eCharger/012345/rbt", "1000");
    await assert.rejects(finish(writing), problem("goe.no-result"));
  });

  it("never make anything but values or a problem, and never a write, whatever is published", async () => {
    const payload = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((text) => text.slice(0, -1)),
    );
    const level = fc.constantFrom("go-eCharger", "", "012345", "car", "nrg", "set", "result", "__proto__", "$SYS");
    const topic = fc.array(level, { minLength: 1, maxLength: 5 }).map((levels) => levels.join("/"));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(topic, payload), { maxLength: 20 }), async (messages) => {
        const { client, says, finish, broker, clock } = startAlone();
        const asking = client.status(["car", "nrg"]).catch((error: unknown) => {
          assert.ok(error instanceof ProblemError, String(error));
        });
        await clock.runFor(0);
        for (const [name, text] of messages) await says(name, text);
        await finish(asking);
        assert.equal(broker.published.length, messages.length);
      }),
      { numRuns: 60 },
    );
  });
});

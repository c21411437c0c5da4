import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ProblemError } from "#domain";
import { createLoopbackNetwork, createVirtualClock, type HttpClient } from "#platform";
import { createSimulatedHome } from "#simulator";
import { createGoeClient } from "./client.ts";
import { readableKeys } from "./keys.ts";
import { startCharger } from "./testing/start-charger.ts";

function start(profile = "v4-22kw") {
  const charger = startCharger(
    (clock) => createSimulatedHome({ name: "test", wallboxes: [{ car: { capacityWh: 60_000 } }] }, { clock }),
    { profile },
  );
  return { ...charger, client: createGoeClient({ url: charger.url, http: charger.http, clock: charger.clock }) };
}

const rejectsWith = (promise: Promise<unknown>, code: string) =>
  assert.rejects(promise, (error) => error instanceof ProblemError && error.problem.code === code);

describe("go-e client", () => {
  it("reads the keys asked for and no others", async () => {
    const { client } = start();
    const values = await client.status(["typ", "amp"]);
    assert.deepEqual(values, { typ: "go-eCharger_V4", amp: 16 });
  });

  it("gives every request a connection of its own", async () => {
    const { client, requests } = start();
    await client.status(["car"]);
    assert.equal(requests[0]?.isFreshConnection, true);
  });

  it("splits long filters, which some firmware answers by hanging up", async () => {
    const { client, requests } = start();
    const values = await client.status(readableKeys);
    assert.ok(requests.length > 1);
    for (const { url } of requests) {
      assert.ok((new URL(url).searchParams.get("filter") ?? "").split(",").length <= 30);
    }
    assert.equal(values["amp"], 16);
    assert.equal(values["fna"], "go-eCharger");
  });

  it("believes an answer with status 400 and does not ask again for what the charger lacks", async () => {
    const { client, requests } = start("core");
    assert.equal((await client.status(["car", "cus", "ust"]))["car"], 1);
    assert.deepEqual(client.unsupportedKeys(), ["cus", "ust"]);
    await client.status(["car", "cus", "ust"]);
    assert.match(requests.at(-1)?.url ?? "", /filter=car$/);
    await client.status(["cus"]);
    assert.equal(requests.length, 2);
    client.relearn();
    await rejectsWith(client.status(["cus"]), "goe.nothing-known");
  });

  it("learns nothing from an answer that holds none of the keys", async () => {
    const { client } = start("core");
    await rejectsWith(client.status(["cus"]), "goe.nothing-known");
    assert.deepEqual(client.unsupportedKeys(), []);
  });

  it("learns even from an answer without values once the charger has told something", async () => {
    const { client } = start("core");
    await client.status(["car"]);
    assert.deepEqual(await client.status(["cus"]), {});
    assert.deepEqual(client.unsupportedKeys(), ["cus"]);
  });

  it("keeps asking for a key that the charger has had before, even if one answer lacks it", async () => {
    const asked: string[] = [];
    const bodies = ['{"car":1,"alw":true}', '{"alw":true}', '{"car":2,"alw":true}'];
    const http: HttpClient = {
      request: async ({ url }) => {
        asked.push(new URL(url).search);
        return { status: 400, headers: {}, body: bodies.shift() ?? "" };
      },
    };
    const client = createGoeClient({ url: "http://goe.emulator", http, clock: createVirtualClock(0) });
    for (const car of [1, undefined, 2]) assert.equal((await client.status(["car", "alw"]))["car"], car);
    assert.deepEqual(asked, Array(3).fill("?filter=car,alw"));
  });

  it("passes on the charger's own null as null", async () => {
    const { client } = start();
    assert.deepEqual(await client.status(["cbl"]), { cbl: null });
  });

  it("sends a name with blanks and signs so that it arrives as it is", async () => {
    const { client, clock } = start();
    await client.set({ fna: "Günther's + 1 car", cch: "#FF8000" });
    await clock.runFor(2_000);
    assert.deepEqual(await client.status(["fna", "cch"]), { fna: "Günther's + 1 car", cch: "#FF8000" });
  });

  const refusedBeforehand: readonly [string, Record<string, string | number | boolean | null>, string][] = [
    ["a key that does not exist", { xyz: 1 }, "goe.unknown-key"],
    ["a key that can only be read", { alw: true }, "goe.read-only-key"],
    ["a word for a number", { amp: "16" }, "goe.not-whole"],
    ["a fraction for a whole number", { amp: 6.5 }, "goe.not-whole"],
    ["a current out of range", { amp: 33 }, "goe.out-of-range"],
    ["a choice that does not exist", { frc: 3 }, "goe.not-a-choice"],
    ["null where there is no none", { amp: null }, "goe.not-whole"],
    ["a colour that is none", { cch: "red" }, "goe.wrong-type"],
    ["a restart without confirmation", { rst: true }, "goe.needs-confirmation"],
    ["a good value beside a bad one", { amp: 10, frc: 9 }, "goe.not-a-choice"],
  ];
  for (const [name, values, code] of refusedBeforehand) {
    it(`refuses ${name} before anything leaves`, async () => {
      const { client, requests } = start();
      await rejectsWith(client.set(values), code);
      assert.equal(requests.length, 0);
    });
  }

  it("restarts the charger when that is confirmed", async () => {
    const { client, clock } = start();
    await client.set({ rst: true }, { isConfirmed: true });
    await Promise.all([rejectsWith(client.status(["rbc"]), "unreachable.reset"), clock.runFor(2_000)]);
    await clock.runFor(35_000);
    assert.deepEqual(await client.status(["rbc"]), { rbc: 8 });
  });

  it("tells in the charger's own words what it refused, and what it took all the same", async () => {
    const { client } = start();
    await assert.rejects(client.set({ amp: 10, trx: 1 }), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.problem.kind, "refused");
      assert.deepEqual(error.problem.facts, {
        key: "trx",
        answer: "trx: failed: starting transaction for 1 is not allowed (1)",
        taken: "amp",
      });
      return true;
    });
  });

  it("says how to switch the API on when it is off", async () => {
    const { client, clock } = start();
    await client.set({ hai: false }, { isConfirmed: true });
    await clock.runFor(1_000);
    await rejectsWith(client.status(["car"]), "goe.api-off");
  });

  it("calls a charger busy when its API is locked", async () => {
    const { client, emulator } = start();
    emulator.faults.set("unavailable", {});
    await rejectsWith(client.status(["car"]), "goe.busy");
  });

  it("sends one request at a time", async () => {
    const clock = createVirtualClock(0);
    const network = createLoopbackNetwork(clock);
    let underWay = 0;
    let most = 0;
    const http: HttpClient = {
      request: async () => {
        underWay += 1;
        most = Math.max(most, underWay);
        await clock.sleep(100);
        underWay -= 1;
        return { status: 200, headers: {}, body: '{"car":1}' };
      },
    };
    const client = createGoeClient({ url: "http://goe.emulator", http, clock });
    const all = Promise.all([client.status(["car"]), client.status(["alw"]), client.set({ amp: 6 }).catch(() => {})]);
    await clock.runFor(1_000);
    await all;
    assert.equal(most, 1);
    assert.equal(network.openCalls(), 0);
  });

  it("lets a waiting call go at once when it is aborted, and serves the next", async () => {
    const { client, emulator, clock } = start();
    emulator.faults.set("slow", { delayMs: 2_000 });
    const first = client.status(["car"]);
    const abort = new AbortController();
    const second = client.status(["alw"], { signal: abort.signal });
    abort.abort(new Error("no longer wanted"));
    await assert.rejects(second, /no longer wanted/);
    await clock.runFor(5_000);
    assert.deepEqual(await first, { car: 1 });
    emulator.faults.clear();
    assert.deepEqual(await client.status(["amp"]), { amp: 16 });
  });

  it("repeats a question whose connection was cut, twice, but never an order", async () => {
    const { client, emulator, clock, requests } = start();
    emulator.faults.set("reset", { calls: 2 });
    const asking = client.status(["typ"]);
    await clock.runFor(3_000);
    assert.deepEqual(await asking, { typ: "go-eCharger_V4" });
    assert.equal(requests.length, 3);
    emulator.faults.set("reset", { calls: 1 });
    await rejectsWith(client.set({ amp: 10 }), "unreachable.reset");
    assert.equal(requests.length, 4);
  });

  it("sends a timer without the seconds that make it too long", async () => {
    const { client, clock } = start();
    const time = (hour: number) => ({ hour, minute: 30, second: 0 });
    const ranges = [6, 18].map((hour) => ({ begin: time(hour), end: time(hour + 4) }));
    const confirming = client.setAndConfirm({ sch_week: { control: 1, ranges } });
    await clock.runFor(5_000);
    await confirming;
  });

  it("reads back until a written value holds, and says what shows where it does not", async () => {
    const { client, clock, emulator } = start();
    const good = client.setAndConfirm({ amp: 10, fna: "Garage", dwo: null, ids: { pGrid: -500 } });
    await clock.runFor(3_000);
    await good;
    emulator.faults.set("ignored-writes");
    const bad = client.setAndConfirm({ amp: 12 });
    await Promise.all([rejectsWith(bad, "goe.not-confirmed"), clock.runFor(10_000)]);
  });

  it("confirms through a lost answer", async () => {
    const { client, clock, emulator } = start();
    const confirming = client.setAndConfirm({ amp: 10 });
    await clock.runFor(500);
    emulator.faults.set("unavailable", { calls: 1 });
    await clock.runFor(5_000);
    await confirming;
  });
});

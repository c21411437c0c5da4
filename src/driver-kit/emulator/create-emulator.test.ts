import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createLoopbackNetwork, createNodeHttp, createRandom, createSystemClock, createVirtualClock } from "#platform";
import { createToyHome } from "../testing/toy/toy-home.ts";
import { attachEmulator, createEmulator } from "./create-emulator.ts";
import type { EmulatorDefinition } from "./emulator.ts";
import { type FaultKind, faultKinds } from "./faults.ts";
import { serveEmulator } from "./serve-emulator.ts";

const origin = "http://meter.emulator";

/** Tells the grid power with the device's own time; knows how to show stale values. */
const meterDefinition: EmulatorDefinition = {
  id: "toy-meter",
  profiles: ["plain"],
  quirks: ["upside-down"],
  unit: "wallbox",
  create: ({ home, clock, faults, quirks }) => ({
    credentials: { token: "letmein" },
    deviceEntry: { token: "letmein" },
    handle: ({ path }) => {
      if (path === "/defect") throw new Error("forgot a case");
      const body = { gridW: home.meter.powerW, at: clock.now(), isStale: faults.isActive("stale-values") };
      if (path === "/place") return { status: 200, body: quirks.isOn("upside-down") ? "cellar" : "roof" };
      return { status: path === "/missing" ? 404 : 200, body: JSON.stringify(body) };
    },
    describe: () => ({ mood: "fine" }),
  }),
};

function setUp() {
  const clock = createVirtualClock(Date.UTC(2026, 5, 1, 10));
  const network = createLoopbackNetwork(clock);
  const home = createToyHome(clock);
  const emulator = createEmulator(meterDefinition, { home, clock, random: createRandom(1), unit: "wallbox" });
  attachEmulator(network, origin, emulator);
  const ask = async (path: string, method: "GET" | "POST" | "DELETE" = "GET", body?: unknown) => {
    const text = body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const pending = network.http.request({ method, url: origin + path, timeoutMs: 10_000, ...text });
    const outcome = pending.then(
      (response) => ({ status: response.status, headers: response.headers, text: response.body }),
      (error: Error) => ({ status: 0, headers: {}, text: error.message }),
    );
    await clock.runFor(15_000);
    return outcome;
  };
  return { clock, home, emulator, ask };
}

describe("an emulator", () => {
  it("brings the house up to the present before it answers", async () => {
    const { home, clock, ask } = setUp();
    await clock.runFor(3_600_000);
    await ask("/");
    assert.equal(home.at(), clock.now() - 15_000);
    assert.ok(home.inverter().solarWh > 3_000);
  });

  it("records calls by path and result, without queries", async () => {
    const { emulator, ask } = setUp();
    await ask("/?token=letmein");
    await ask("/missing");
    await ask("/defect");
    emulator.faults.set("unavailable");
    await ask("/");
    const results = emulator.calls().map(({ path, result }) => `${path} ${result}`);
    assert.deepEqual(results, ["/ ok", "/missing http-404", "/defect emulator-defect", "/ unavailable"]);
    const answer = await ask("/_emulator/calls");
    assert.deepEqual(JSON.parse(answer.text).byPath["GET /"], { ok: 1, unavailable: 1 });
  });

  it("shows and changes the house", async () => {
    const { home, ask } = setUp();
    const answer = await ask("/_emulator/state", "POST", {
      pvW: 0,
      loadW: 700,
      batterySocPercent: 0,
      carConnected: false,
    });
    assert.equal(answer.status, 200);
    assert.equal(home.meter.powerW, 700);
    assert.equal(home.wallbox().car, undefined);
    const shown = JSON.parse((await ask("/_emulator/state")).text);
    assert.equal(shown.home.loadW, 700);
    assert.equal(shown.device.mood, "fine");
  });

  for (const [name, body] of [
    ["text that is not JSON", "{pvW:"],
    ["an unknown field", { sun: 1 }],
    ["an impossible fill", { batterySocPercent: 130 }],
    ["a unit that is not there", { pvW: 1, id: "barn" }],
  ] as const) {
    it(`answers ${name} with one sentence and changes nothing`, async () => {
      const { home, ask } = setUp();
      const before = home.meter.powerW;
      const answer = await ask("/_emulator/state", "POST", body);
      assert.equal(answer.status, 400);
      assert.match(JSON.parse(answer.text).error, /^.+\.$/);
      assert.equal(home.meter.powerW, before);
    });
  }
});

describe("the fault kit", () => {
  const wire: readonly [FaultKind, number, RegExp][] = [
    ["slow", 200, /gridW/],
    ["hang", 0, /timeout/],
    ["reset", 0, /reset/],
    ["half-reply", 0, /reset/],
    ["html", 200, /<html>/],
    ["rate-limited", 429, /Too Many/],
    ["unavailable", 503, /upstream/],
    ["dead", 0, /unreachable/],
  ];
  for (const [kind, status, text] of wire) {
    it(`shows ${kind} until it is cleared`, async () => {
      const { emulator, ask } = setUp();
      emulator.faults.set(kind);
      const broken = await ask("/");
      assert.equal(broken.status, status);
      assert.match(broken.text, text);
      emulator.faults.clear();
      assert.match((await ask("/")).text, /gridW/);
    });
  }

  it("delays a slow answer by what it is told", async () => {
    const { emulator, ask } = setUp();
    emulator.faults.set("slow", { delayMs: 12_000 });
    assert.match((await ask("/")).text, /timeout/);
  });

  it("tells when to come back when rate limited", async () => {
    const { emulator, ask } = setUp();
    emulator.faults.set("rate-limited", { retryAfterS: 77 });
    assert.equal(new Map(Object.entries((await ask("/")).headers)).get("retry-after"), "77");
  });

  it("ends after its time, after its calls, and meets only its path", async () => {
    const { emulator, clock, ask } = setUp();
    emulator.faults.set("unavailable", { forMs: 60_000 });
    assert.equal((await ask("/")).status, 503);
    await clock.runFor(60_000);
    assert.equal((await ask("/")).status, 200);
    emulator.faults.set("unavailable", { calls: 2, path: "/x" });
    const statuses = [];
    for (const path of ["/", "/x", "/x", "/x"]) statuses.push((await ask(path)).status);
    assert.deepEqual(statuses, [200, 503, 503, 200]);
  });

  it("skews the device's clock but not the house's", async () => {
    const { emulator, clock, ask } = setUp();
    emulator.faults.set("clock-skew", { skewMs: -3_600_000 });
    const before = clock.now();
    assert.equal(JSON.parse((await ask("/")).text).at, before - 3_600_000);
  });

  it("hands vendor faults to the vendor with the moment they began", () => {
    const { emulator, clock } = setUp();
    for (const kind of faultKinds) {
      assert.equal(emulator.faults.isActive(kind), false);
      emulator.faults.set(kind);
      assert.equal(emulator.faults.since(kind), clock.now());
    }
  });

  it("is switched over HTTP in seconds or in words", async () => {
    const { emulator, clock, ask } = setUp();
    assert.equal((await ask("/_emulator/faults", "POST", { kind: "stale-values", for: "10m" })).status, 200);
    assert.match((await ask("/")).text, /"isStale":true/);
    await clock.runFor(600_000);
    assert.match((await ask("/")).text, /"isStale":false/);
    await ask("/_emulator/faults", "POST", { kind: "nulls", for: 90 });
    await ask("/_emulator/faults", "POST", { kind: "unavailable" });
    assert.deepEqual(
      emulator.faults.active().map(({ kind }) => kind),
      ["unavailable", "nulls"],
    );
    await ask("/_emulator/faults?kind=nulls", "DELETE");
    assert.deepEqual(
      emulator.faults.active().map(({ kind }) => kind),
      ["unavailable"],
    );
    await ask("/_emulator/faults", "DELETE");
    assert.deepEqual(emulator.faults.active(), []);
  });

  it("refuses a fault that does not exist and a duration nobody can read", async () => {
    const { ask } = setUp();
    assert.equal((await ask("/_emulator/faults", "POST", { kind: "gremlin" })).status, 400);
    const answer = await ask("/_emulator/faults", "POST", { kind: "slow", for: "soon" });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /soon/);
    assert.equal((await ask("/_emulator/faults?kind=gremlin", "DELETE")).status, 400);
    assert.equal((await ask("/_emulator/nothing")).status, 404);
  });

  it("takes quirks of its own, one by one, and names them", async () => {
    const { ask } = setUp();
    const place = async () => (await ask("/place")).text;
    assert.equal(await place(), "roof");
    assert.equal((await ask("/_emulator/quirks", "POST", { name: "upside-down", isOn: true })).status, 200);
    assert.equal(await place(), "cellar");
    assert.equal((await ask("/_emulator/quirks")).text, '{"quirks":{"upside-down":true}}');
    await ask("/_emulator/quirks", "POST", { name: "upside-down", isOn: false });
    assert.equal(await place(), "roof");
    const unknown = await ask("/_emulator/quirks", "POST", { name: "gremlin", isOn: true });
    assert.deepEqual([unknown.status, /upside-down/.test(unknown.text)], [400, true]);
  });
});

describe("an emulator on a socket", () => {
  it("answers, breaks the wire for real, and closes while a slow answer is pending", async () => {
    const clock = createSystemClock();
    const home = createToyHome(clock);
    const emulator = createEmulator(meterDefinition, { home, clock, random: createRandom(1) });
    const server = await serveEmulator(emulator, { clock });
    const http = createNodeHttp();
    const ask = (timeoutMs = 2_000) => http.request({ method: "GET", url: server.url, timeoutMs });
    assert.match((await ask()).body, /gridW/);
    for (const kind of ["reset", "half-reply", "dead"] as const) {
      emulator.faults.set(kind, { calls: 1 });
      await assert.rejects(ask(), /unreachable/);
    }
    emulator.faults.set("hang", { calls: 1 });
    await assert.rejects(ask(50), /timeout/);
    emulator.faults.set("slow", { delayMs: 60_000 });
    const pending = assert.rejects(ask(), /unreachable/);
    while (emulator.calls().length < 6) await new Promise((resolve) => setImmediate(resolve));
    await server.close();
    await pending;
    http.close();
  });
});

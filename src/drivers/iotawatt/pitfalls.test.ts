import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, ProblemError, secondMs } from "#domain";
import type { DriverReading } from "#driver-kit";
import { type Cell, createIotawattClient } from "./client.ts";
import { startDevice } from "./testing/start-device.ts";

const sunny = { pvW: 4_000, loadW: 600 };

function power(readings: readonly DriverReading[], name: string): number | undefined {
  for (const reading of readings) {
    const own = reading.kind === "meter" ? reading.place : reading.kind;
    if (own === name && "powerW" in reading) return reading.powerW;
  }
  return undefined;
}

async function problemOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (thrown) => thrown,
  );
  assert.ok(error instanceof ProblemError, `no problem: ${error}`);
  return error.problem;
}

describe("what befell other programs does not befall this one", () => {
  it("a device without values is told as that, with where to look, and never as zero (home-assistant/core#60072)", async () => {
    const { connect, emulator } = startDevice();
    const { live } = await connect();
    emulator.quirks.set("no-data", true);
    const { kind, code, isRetryable } = await problemOf(live());
    assert.deepEqual([kind, code, isRetryable], ["unreachable", "iotawatt.no-values", true]);
    emulator.quirks.set("no-data", false);
    emulator.quirks.set("no-data-for-solar", true);
    const readings = await live();
    assert.equal(power(readings, "solar"), undefined);
    assert.notEqual(power(readings, "grid"), undefined, "what is there is told all the same");
  });

  it("a connection that breaks once is not noticed, and the next poll finds a device that was gone (home-assistant/core#72997, #61253, #82869)", async () => {
    const { connect, emulator, requests } = startDevice();
    const { live } = await connect();
    emulator.faults.set("reset", { calls: 1 });
    const before = requests.length;
    assert.notEqual(power(await live(), "grid"), undefined);
    assert.equal(requests.length - before, 2, "asked once more");
    emulator.faults.set("reset");
    assert.equal((await problemOf(live())).kind, "unreachable");
    emulator.faults.clear();
    assert.notEqual(power(await live(), "grid"), undefined);
  });

  it("values stay good while two or three polls are lost (gtdiehl/iotawatt_ha#7)", async () => {
    const { connect } = startDevice();
    const { connection } = await connect();
    const live = connection.polls.find(({ id }) => id === "live");
    assert.ok((live?.freshForMs ?? 0) > 3 * (live?.everyMs ?? 0));
  });

  it("a power is the mean of one window and nothing is added up twice (home-assistant/core#116095)", async () => {
    const { connect, change, requests } = startDevice();
    const { connection, live } = await connect({ windowS: 30 });
    await change(sunny);
    const solarW = power(await live(), "solar") ?? 0;
    assert.ok(solarW <= 4_000, `${solarW} W where the roof gives 4000 W`);
    assert.match(decodeURIComponent(requests.at(-1)?.url ?? ""), /begin=s-30s&end=s&group=all/);
    const poll = connection.polls.find(({ id }) => id === "live");
    assert.equal(poll?.everyMs, 30 * secondMs, "the window is as long as the pause between two questions");
  });

  it("there are no counters that could fall (home-assistant/core#64346)", async () => {
    const { connect } = startDevice();
    const { live } = await connect();
    for (const reading of await live())
      for (const counter of ["importWh", "exportWh", "energyWh"]) assert.ok(!(counter in reading), counter);
  });

  it("client and emulator agree on every question the driver asks (home-assistant/core#100338)", async () => {
    const { connect, emulator } = startDevice("login");
    const { live, values } = await connect();
    await live();
    await values();
    const results = emulator.calls().map(({ path, result }) => `${path} ${result}`);
    assert.deepEqual([...new Set(results)], ["/query http-401", "/query ok"]);
    assert.equal(results.filter((one) => one.endsWith("401")).length, 1, "one challenge serves them all");
  });

  it("a name serves as well as an address that may change (boblemaire/IoTaWatt#347)", async () => {
    const { http, clock, during } = startDevice();
    const client = createIotawattClient({ url: "http://iotawatt.emulator/", http, clock });
    assert.equal((await during(client.series()))[0]?.name, "voltage");
  });

  it("after a long outage it is simply asked again (boblemaire/IoTaWatt#291)", async () => {
    const { connect, emulator, clock } = startDevice();
    const { live } = await connect();
    emulator.faults.set("dead");
    for (let tries = 0; tries < 5; tries += 1) {
      assert.equal((await problemOf(live())).isRetryable, true);
      await clock.runFor(hourMs);
    }
    emulator.faults.clear();
    await clock.runFor(30 * secondMs);
    assert.notEqual(power(await live(), "grid"), undefined);
  });

  it("times are told relative to the device's own clock, so that a wrong one does no harm (519Green/IotaWattMCP)", async () => {
    const { connect, emulator, requests } = startDevice();
    emulator.faults.set("clock-skew", { skewMs: -3 * hourMs });
    const { live } = await connect();
    assert.notEqual(power(await live(), "grid"), undefined);
    for (const { url } of requests) assert.doesNotMatch(url, /begin=\d/);
  });

  it("names are the owner's, differ by conductor, and add up (evcc template)", async () => {
    const { connect, change, home } = startDevice("conductors");
    const { connection, live } = await connect({ series: { grid: ["Main_1", "Main_2", "Main_3"], pv: "Solar" } });
    await change(sunny);
    const grid = (await live()).find((reading) => reading.kind === "meter" && reading.place === "grid");
    assert.ok(grid?.kind === "meter" && grid.phases?.powerW !== undefined);
    assert.ok(Math.abs(grid.powerW - home.meter.powerW) < 60);
    const sumW = grid.phases.powerW.reduce((sum, phaseW) => sum + phaseW, 0);
    assert.ok(Math.abs(sumW - grid.powerW) < 1);
    assert.deepEqual(
      connection.capabilities().find(({ kind }) => kind === "meter"),
      { kind: "meter", place: "grid", hasPhases: true },
    );
  });

  it("the bare table of an answer without header is read as what it is (danwale/SolarUseOptimiser)", async () => {
    const { client, during, requests } = startDevice();
    const power = await during(client.live(["Mains", "Solar", "Consumption"], 60));
    assert.equal(power.size, 3);
    assert.match(requests.at(-1)?.url ?? "", /header=no/);
  });

  it("brackets and blanks in a question are encoded (evcc template)", async () => {
    const { client, during, requests } = startDevice();
    await problemOf(during(client.live(["Heat pump"], 10)));
    assert.match(requests.at(-1)?.url ?? "", /select=%5BHeat%20pump%5D/);
  });
});

describe("a clamp that is on the wrong way round", () => {
  it("is found out where the load is measured too, and until then the grid is left out", async () => {
    const { connect, change, emulator, home } = startDevice();
    emulator.quirks.set("flipped-mains", true);
    await change(sunny);
    const { live } = await connect();
    assert.equal(power(await live(), "grid"), undefined, "in doubt");
    assert.equal(power(await live(), "grid"), undefined, "in doubt");
    const gridW = power(await live(), "grid") ?? 0;
    assert.ok(Math.abs(gridW - home.meter.powerW) < 60 && gridW < -2_000, `${gridW} W`);
    await change({ pvW: 0, loadW: 2_000 });
    assert.ok((power(await live(), "grid") ?? 0) > 1_900, "in the dark it still counts the right way");
  });

  it("on the sun's cable is found out, since no roof draws power", async () => {
    const { connect, change, emulator } = startDevice();
    emulator.quirks.set("flipped-solar", true);
    await change(sunny);
    const { live } = await connect();
    assert.deepEqual([power(await live(), "solar"), power(await live(), "solar")], [undefined, undefined]);
    assert.ok((power(await live(), "solar") ?? 0) > 3_500);
  });

  it("is turned at once where the owner says so, and nothing is turned that the owner does not name", async () => {
    const { connect, change, emulator } = startDevice();
    emulator.quirks.set("flipped-mains", true);
    await change(sunny);
    const told = await connect({ invert: ["Mains"] });
    assert.ok((power(await told.live(), "grid") ?? 0) < -2_000);
    const asItIs = await connect({ invert: [] });
    for (let poll = 0; poll < 5; poll += 1) assert.ok((power(await asItIs.live(), "grid") ?? 0) > 2_000);
  });

  it("a right one is never turned, in sun, dark and with a car", async () => {
    const { connect, change } = startDevice();
    const { live } = await connect();
    for (const patch of [sunny, { pvW: 0, loadW: 3_000 }, { pvW: 1_000, loadW: 1_000 }, { pvW: 6_000, loadW: 100 }]) {
      await change(patch);
      for (let poll = 0; poll < 4; poll += 1) {
        const gridW = power(await live(), "grid") ?? Number.NaN;
        assert.ok(Math.abs(gridW - (patch.loadW - patch.pvW)) < 60 + 0.05 * patch.pvW, `${gridW} W`);
      }
    }
  });
});

describe("the login", () => {
  it("sends nothing of it before the device asks, and never the password itself", async () => {
    const { connect, requests } = startDevice("login");
    await connect();
    const [first, second] = requests.map(({ headers = {} }) => headers["authorization"]);
    assert.equal(first, undefined);
    assert.match(second ?? "", /^Digest username="user", realm="IotaWatt", nonce="[0-9a-f]{32}", uri="\/query\?show=/);
    for (const { headers, url } of requests) assert.doesNotMatch(JSON.stringify([headers, url]), /iota-4711-watt/);
  });

  it("may stand in the address, which then is asked without it", async () => {
    const { http, clock, during, requests } = startDevice("login");
    const client = createIotawattClient({ url: "http://user:iota-4711-watt@iotawatt.emulator", http, clock });
    assert.ok((await during(client.series())).length > 3);
    for (const { url } of requests) assert.doesNotMatch(url, /@/);
  });

  it("a wrong password is tried once, told, and tried again minutes later at the earliest", async () => {
    const { connect, requests, clock } = startDevice("login");
    const problem = await problemOf(connect({ password: "wrong" }));
    assert.deepEqual([problem.kind, problem.code, problem.isRetryable], ["auth", "iotawatt.wrong-password", false]);
    assert.deepEqual(problem.facts, { user: "user" });
    assert.equal(requests.length, 2);
    assert.ok((problem.retryAt ?? 0) - clock.now() > 200 * secondMs);
  });

  it("a device that asks for a login where none is given says so", async () => {
    const { connect } = startDevice("login");
    const problem = await problemOf(connect({ username: undefined, password: undefined }));
    assert.deepEqual([problem.kind, problem.code], ["auth", "iotawatt.login-needed"]);
  });

  it("an ended challenge is answered anew without a word", async () => {
    const { connect, clock, emulator } = startDevice("login");
    const { live } = await connect();
    await clock.runFor(hourMs);
    assert.notEqual(power(await live(), "grid"), undefined);
    assert.equal(emulator.calls().filter(({ result }) => result === "http-401").length, 2);
  });
});

describe("series", () => {
  it("that the device does not have: those that it has are listed, and the case counts", async () => {
    const { connect } = startDevice();
    const problem = await problemOf(connect({ series: { grid: "mains" } }));
    assert.deepEqual([problem.kind, problem.code], ["invalid", "iotawatt.unknown-series"]);
    assert.deepEqual(problem.facts, { name: "mains", known: "Mains, Solar, HeatPump, Consumption" });
  });

  it("that is no power is refused with its unit", async () => {
    const { connect } = startDevice();
    const problem = await problemOf(connect({ series: { grid: "voltage" } }));
    assert.deepEqual([problem.code, problem.facts], ["iotawatt.not-watts", { name: "voltage", unit: "Volts" }]);
  });

  it("as they read are values of the device, voltage included", async () => {
    const { connect } = startDevice();
    const { connection, values } = await connect();
    const [reading] = await values();
    assert.ok(reading?.kind === "values");
    assert.deepEqual(Object.keys(reading.values), ["voltage", "Mains", "Solar", "HeatPump", "Consumption"]);
    const capability = connection.capabilities().find(({ kind }) => kind === "values");
    assert.ok(capability?.kind === "values");
    assert.deepEqual(capability.definitions.map(({ key, unit }) => [key, unit]).slice(0, 2), [
      ["voltage", "V"],
      ["Mains", "W"],
    ]);
  });
});

describe("a table from the log", () => {
  it("goes on where the device cut it", async () => {
    const { client, clock, during, requests } = startDevice();
    await clock.runFor(3 * hourMs);
    const before = requests.length;
    const rows = await during(
      client.table({ columns: ["time.utc.unix", "Solar.wh"], begin: clock.now() - 3 * hourMs, end: "s", group: "5s" }),
    );
    assert.equal(requests.length - before, 3);
    const times = rows.map(([time]: readonly Cell[]) => Number(time));
    assert.ok(times.length >= 2_160 && times.length <= 2_165, String(times.length));
    assert.ok(
      times.every((time, index) => index === 0 || time === (times[index - 1] ?? 0) + 5),
      "without gap or repeat",
    );
  });
});

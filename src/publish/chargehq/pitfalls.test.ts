import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { type HomeState, hourMs, type Instant, minuteMs, ProblemError, type Sample } from "#domain";
import { attachEmulator, createAccounts, createEmulator } from "#driver-kit";
import { emptyHomeState } from "#driver-kit/testing";
import { createLoopbackNetwork, createMemoryLog, createRandom, createVirtualClock } from "#platform";
import { createSimulatedHome } from "#simulator";
import { createChargehqClient } from "./client.ts";
import { chargehqEmulator } from "./emulator.ts";
import { chargehqTarget } from "./target.ts";
import { chargehqText } from "./text.ts";

const startAt = Date.UTC(2026, 5, 17, 10);
const heard = z.object({
  shown: z.looseObject({ status: z.string() }),
  pushes: z.array(
    z.looseObject({
      at: z.number(),
      tsms: z.number().optional(),
      error: z.string().optional(),
      siteMeters: z.record(z.string(), z.number()).optional(),
    }),
  ),
});

interface Powers {
  readonly gridW?: number;
  readonly solarW?: number;
  readonly batteryW?: number;
  readonly socPercent?: number;
  /** How old the values are. */
  readonly ageMs?: number;
}

/** A home of which that much is known. */
function home(now: Instant, { socPercent, ageMs = 0, ...watts }: Powers): HomeState {
  const sample = (value: number): Sample => ({
    ...{ value, at: now - ageMs, source: "roof", quality: "measured", goodUntil: now - ageMs + 12 * minuteMs },
  });
  return {
    ...emptyHomeState(now),
    house: Object.fromEntries(Object.entries(watts).map(([name, value]) => [name, sample(value)])),
    batteries:
      socPercent === undefined
        ? []
        : [{ id: "roof", settings: { isEvGuarded: false }, socPercent: sample(socPercent) }],
  };
}

/** A connected target and the ear at the other end. */
async function bench(config: Readonly<Record<string, string | number>> = {}) {
  const clock = createVirtualClock(startAt);
  const network = createLoopbackNetwork(clock);
  const house = createSimulatedHome({ name: "any", inverters: [], wallboxes: [] }, { clock });
  const emulator = createEmulator(chargehqEmulator, { home: house, clock, random: createRandom(1) });
  attachEmulator(network, "http://chargehq.emulator", emulator);
  const log = createMemoryLog();
  const { apiKey = "" } = emulator.credentials;
  const bound = chargehqTarget.bind({ apiKey, url: "http://chargehq.emulator", ...config });
  const accounts = createAccounts({ directory: "memory", clock, http: network.http, log });
  const account = accounts.open({ driver: "chargehq", identity: bound.identity, rules: chargehqTarget.calls });
  const connection = await bound.connect({
    ...{ targetId: "chargehq", http: account.http, session: account.session, clock, random: createRandom(1), log },
    ...{ reportRemaining: account.reportRemaining, request: () => assert.fail("asks for nothing") },
  });
  const tell = async (powers: Powers) => {
    const told = connection.publish(home(clock.now(), powers), { purpose: "poll" });
    told.catch(() => {});
    await clock.runFor(connection.pace.everyMs);
    await told;
  };
  const meters = () => heard.parse(emulator.describe()).pushes.map(({ siteMeters }) => siteMeters);
  return { connection, emulator, log, tell, meters, heard: () => heard.parse(emulator.describe()) };
}

function problemsOf(config: Readonly<Record<string, unknown>>): readonly string[] {
  const parsed = chargehqTarget.config.safeParse({ apiKey: "11111111-2222-4333-8444-555555555555", ...config });
  return parsed.error?.issues.map(({ message }) => message) ?? [];
}

describe("what befell other programs that tell ChargeHQ", () => {
  it("values of a maker's cloud are minutes late: they carry their time, local ones count as of now", async () => {
    const { tell, heard } = await bench();
    await tell({ gridW: 100, ageMs: 6 * minuteMs });
    await tell({ gridW: 100, ageMs: 5_000 });
    const [late, local] = heard().pushes;
    assert.equal(late?.tsms, startAt - 6 * minuteMs);
    assert.equal(local?.tsms, undefined);
  });

  it("fast local meters are to be told twice a minute: the owner may set 30 seconds", async () => {
    const { connection, tell, heard } = await bench({ everyS: 30 });
    assert.equal(connection.pace.everyMs, 30_000);
    for (let times = 0; times < 10; times += 1) await tell({ gridW: 100 });
    assert.equal(heard().pushes.length, 10, "none is refused");
  });

  it("watts and percent where kW and shares are wanted, signs the other way round: units and signs are the vendor's", async () => {
    const { tell, meters, heard } = await bench();
    await tell({ gridW: -2_130, solarW: 5_020, batteryW: -850, socPercent: 64 });
    assert.deepEqual(meters()[0], {
      production_kw: 5.02,
      net_import_kw: -2.13,
      battery_discharge_kw: -0.85,
      consumption_kw: 2.04,
      battery_soc: 0.64,
    });
    assert.equal(heard().shown.status, "ok");
  });

  it("pushes came too often: once a minute by itself, and nothing below 30 seconds is taken from the configuration", async () => {
    assert.equal((await bench()).connection.pace.everyMs, minuteMs);
    assert.deepEqual(problemsOf({ everyS: 30 }), []);
    assert.match(problemsOf({ everyS: 29 })[0] ?? "", /every 30 seconds/);
  });

  it("tracking gets worse with every minute of delay: what is too old is no value any more but an error", async () => {
    const { tell, heard } = await bench();
    await tell({ gridW: 100, ageMs: 11 * minuteMs });
    await tell({ gridW: 100, ageMs: 13 * minuteMs });
    const [old, tooOld] = heard().pushes;
    assert.equal(old?.tsms, startAt - 11 * minuteMs);
    assert.equal(tooOld?.siteMeters, undefined);
    assert.match(tooOld?.error ?? "", /No readings of the house since/);
  });

  it("an inverter says for two minutes that there is no sun: cars go on charging", async () => {
    const { tell, meters } = await bench();
    for (const solarW of [4_000, 0, 0, 3_900]) await tell({ gridW: -3_000, solarW });
    assert.deepEqual(
      meters().map((told) => told?.["production_kw"]),
      [4, 3.9],
    );
  });

  it("real darkness is told after two minutes", async () => {
    const { tell, meters } = await bench();
    for (const solarW of [4_000, 0, 0, 0]) await tell({ gridW: 500, solarW });
    assert.deepEqual(
      meters().map((told) => told?.["production_kw"]),
      [4, 0],
    );
  });

  it("a battery broke the balance: every term of it is in the consumption, and the app shows no error", async () => {
    const { tell, heard } = await bench();
    for (const batteryW of [-3_100, -0.4, 0, 812, 4_999.6]) await tell({ gridW: 17.5, solarW: 5_020.5, batteryW });
    const { pushes, shown } = heard();
    assert.equal(shown.status, "ok");
    for (const { siteMeters = {} } of pushes) {
      const { production_kw = 0, net_import_kw = 0, battery_discharge_kw = 0, consumption_kw = 0 } = siteMeters;
      assert.ok(Math.abs(production_kw + net_import_kw + battery_discharge_kw - consumption_kw) < 1e-9);
    }
  });

  it("two clamps are enough: consumption follows from net import and production", async () => {
    const { tell, meters } = await bench();
    await tell({ gridW: -1_520, solarW: 4_010 });
    assert.deepEqual(meters()[0], { net_import_kw: -1.52, production_kw: 4.01, consumption_kw: 2.49 });
  });

  it("site ids stop working: one in the place of the key is named in the log, the word siteId is refused", async () => {
    const { log } = await bench({ apiKey: "12345" });
    assert.deepEqual(
      log.lines.map(({ level, message }) => [level, message]),
      [["warn", "the ChargeHQ key does not look like one of today; a site id of older programs is none"]],
    );
    assert.ok(!JSON.stringify(log.lines).includes("12345"));
    assert.match(problemsOf({ siteId: "12345" })[0] ?? "", /siteId/);
    assert.deepEqual((await bench()).log.lines, []);
  });

  it("the former address answers no more: the problem says what to change", async () => {
    const http = { request: async () => ({ status: 410, headers: {}, body: "" }) };
    const client = createChargehqClient({ apiKey: "any", http, clock: { now: () => startAt } });
    await assert.rejects(client.push({ siteMeters: { net_import_kw: 1 } }), (error: unknown) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.problem.code, "chargehq.address-gone");
      assert.match(chargehqText.problems["chargehq.address-gone"]?.remedy.en ?? "", /site id .* API key/);
      return true;
    });
  });

  it("an outage of hours is not made up for: the next push is of now", async () => {
    const { tell, emulator, heard } = await bench();
    await tell({ gridW: 100 });
    emulator.faults.set("unavailable", { forMs: hourMs });
    for (let minute = 0; minute < 60; minute += 1) await tell({ gridW: 200 }).catch(() => {});
    await tell({ gridW: 300 });
    const told = heard().pushes.map(({ siteMeters }) => siteMeters?.["net_import_kw"]);
    assert.deepEqual(told, [0.1, 0.3]);
  });
});

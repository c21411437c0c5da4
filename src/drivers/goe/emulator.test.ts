import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createSimulatedHome } from "#simulator";
import { startCharger } from "./testing/start-charger.ts";

type Options = NonNullable<Parameters<typeof startCharger>[1]> & {
  readonly socPercent?: number;
  readonly isHome?: boolean;
};

/** One wallbox of 16 A on three phases, a car that starts 8 s after an offer, no sun and no load unless told. */
function start({ socPercent = 40, isHome = true, ...options }: Options = {}) {
  const car = { capacityWh: 60_000, socPercent, isHome, startDelayS: [8, 8] as [number, number], limitPercent: 90 };
  const charger = startCharger(
    (clock) => createSimulatedHome({ name: "test", wallboxes: [{ car }] }, { clock }),
    options,
  );
  charger.home.change({ loadW: 0 });
  return charger;
}

const nrgOf = (status: Readonly<Record<string, unknown>>): readonly number[] => {
  assert.ok(Array.isArray(status["nrg"]));
  return status["nrg"];
};

describe("emulated go-e charger: answers", () => {
  it("leaves out unknown keys silently on V4", async () => {
    const reply = await start().get("/api/status?filter=car,ccu");
    assert.deepEqual([reply.status, reply.body], [200, '{"car":1}']);
  });

  it("answers 400 with the known keys on Core", async () => {
    const reply = await start({ profile: "core" }).get("/api/status?filter=alw,cus");
    assert.deepEqual([reply.status, reply.body], [400, '{"alw":false}']);
  });

  it("answers even the unfiltered question with 400 on Core", async () => {
    assert.equal((await start({ profile: "core" }).get("/api/status")).status, 400);
    assert.equal((await start({ profile: "beta" }).get("/api/status")).status, 200);
  });

  it("knows no other address", async () => {
    const reply = await start().get("/status");
    assert.deepEqual([reply.status, reply.body], [404, "This URI does not exist"]);
  });

  it("takes a plus for a blank", async () => {
    const { set, after } = start();
    await set("fna=%22my+charger%22");
    assert.equal((await after(1))["fna"], "my charger");
  });

  const refusals: readonly [string, string, string][] = [
    ["alw=true", "alw", "alw: tried to set api key without setter (true)"],
    ["ct=renaultZoe", "ct", "ct: tried to set api key which is not allowed from api (renaultZoe)"],
    ["amp=-1", "amp", "amp: failed: value must be uint8_t (-1)"],
    ["amp=0", "amp", "amp: failed: Value 0 exceeds range 6 to 32 (0)"],
    ["amp=null", "amp", "amp: failed: null not allowed (null)"],
    ["trx=1", "trx", "trx: failed: starting transaction for 1 is not allowed (1)"],
    ["cch=#", "cch", "cch: tried to set api key with invalid json EmptyInput ()"],
    ["xyz=1", "xyz", "xyz: tried to set unknown api key (1)"],
    ["ids=5", "ids", "ids: failed: value must be null or JsonObject (5)"],
    [`fna=%22${"x".repeat(300)}%22`, "fna", "httpd_query_key_value() failed with ESP_ERR_HTTPD_RESULT_TRUNC"],
  ];
  for (const [query, key, words] of refusals) {
    it(`refuses ${query.slice(0, 20)} in the vendor's words`, async () => {
      const { status, body } = await start({ profile: "v3-11kw" }).set(query);
      assert.deepEqual([status, body], [500, { [key]: words }]);
    });
  }

  it("takes the good keys of a request whose others it refuses", async () => {
    const { set, after } = start();
    const { status, body } = await set("amp=10&alw=true");
    assert.deepEqual([status, body], [500, { amp: true, alw: "alw: tried to set api key without setter (true)" }]);
    assert.equal((await after(1))["amp"], 10);
  });

  it("shows a written value from the next second on", async () => {
    const { set, after } = start();
    await set("amp=10");
    assert.equal((await after(0))["amp"], 16);
    assert.equal((await after(1))["amp"], 10);
  });

  it("takes 32 A on an 11 kW model and offers 16", async () => {
    const { set, after } = start({ profile: "v3-11kw" });
    assert.deepEqual((await set("amp=32")).body, { amp: true });
    const status = await after(2);
    assert.deepEqual([status["amp"], status["acu"]], [32, 16]);
  });

  it("takes a bare word only when told to be lenient", async () => {
    assert.equal((await start().set("fna=garage")).status, 500);
    assert.equal((await start({ isLenient: true }).set("fna=garage")).status, 200);
  });
});

describe("emulated go-e charger: car and contactor", () => {
  it("waits for the car, then charges on three phases and draws from the house", async () => {
    const { after, home } = start();
    assert.equal((await after(2))["car"], 3);
    const status = await after(60);
    assert.deepEqual([status["car"], status["modelStatus"], status["pnp"]], [2, 15, 3]);
    assert.deepEqual(status["pha"], [true, true, true, true, true, true]);
    const total = nrgOf(status)[11] ?? 0;
    assert.ok(total > 10_000 && Math.abs(total - home.meter.powerW) < 200, `${total} against ${home.meter.powerW}`);
  });

  it("stops within two seconds when forced off and calls the car 4, not 3", async () => {
    const { after, set } = start();
    await after(60);
    await set("frc=1");
    const status = await after(3);
    assert.deepEqual([status["alw"], status["car"], status["modelStatus"], nrgOf(status)[11]], [false, 4, 4, 0]);
  });

  it("needs some seconds until the car draws again", async () => {
    const { after, set } = start();
    await after(60);
    await set("frc=1");
    await after(20);
    await set("frc=2");
    const soon = await after(4);
    assert.deepEqual([soon["alw"], soon["car"], soon["modelStatus"]], [true, 4, 3]);
    assert.equal((await after(15))["car"], 2);
  });

  it("follows a change of the current within five seconds", async () => {
    const { after, set } = start();
    await after(60);
    await set("amp=8");
    assert.ok(Math.abs((nrgOf(await after(6))[4] ?? 0) - 8) < 0.6);
  });

  it("calls a full car 4 while charging stays allowed", async () => {
    const { after, home } = start();
    await after(60);
    home.change({ carSocPercent: 95 });
    const status = await after(120);
    assert.deepEqual([status["car"], status["alw"]], [4, true]);
  });

  it("forgets force and permission when the car leaves, and keeps the session on display until the next", async () => {
    const { after, set, home } = start();
    await set("frc=2&trx=0");
    const charging = await after(600);
    home.change({ carConnected: false });
    const left = await after(3);
    assert.deepEqual([left["car"], left["frc"], left["trx"], left["cbl"]], [1, 0, null, null]);
    assert.ok(Number(left["wh"]) >= Number(charging["wh"]));
    home.change({ carConnected: true });
    assert.equal((await after(2))["wh"], 0);
  });

  it("waits in 3 for a car that is allowed to charge and does not want to", async () => {
    const { after } = start({ socPercent: 90 });
    const { car, alw } = await after(120);
    assert.deepEqual([car, alw], [3, true]);
  });

  it("shows one phase as one: currents, powers, flags and their number", async () => {
    const { set, after } = start();
    await set("psm=1");
    const status = await after(60);
    const nrg = nrgOf(status);
    assert.deepEqual(
      [4, 5, 6, 7, 8, 9].map((at) => (nrg[at] ?? 0) > 0),
      [true, false, false, true, false, false],
    );
    assert.deepEqual([status["pnp"], status["pha"]], [1, [true, false, false, true, true, true]]);
    await set("frc=1");
    assert.deepEqual((await after(10))["pha"], [false, false, false, true, true, true]);
  });

  it("measures within the limits of a real supply, and the total is the sum", async () => {
    const { after, home } = start();
    const status = await after(60);
    const nrg = nrgOf(status);
    assert.equal(nrg.length, 16);
    assert.ok(nrg.slice(0, 3).every((volts) => volts > 215 && volts < 245) && (nrg[3] ?? 9) <= 2);
    const sumW = nrg.slice(7, 10).reduce((sum, powerW) => sum + powerW, 0);
    assert.ok(Math.abs(sumW - (nrg[11] ?? 0)) < 1);
    assert.ok(nrg.slice(12, 15).every((factor) => factor >= 95 && factor <= 100));
    const highestW = Number(status["mmp"]);
    assert.ok(highestW > 1_000 && highestW >= home.wallbox().powerW - 200);
  });

  it("counts the same energy as the house", async () => {
    const { after, home } = start();
    const before = Number((await after(0))["eto"]);
    const status = await after(3_600);
    const trueWh = home.wallbox().energyWh;
    assert.ok(trueWh > 9_000);
    assert.ok(Math.abs(Number(status["eto"]) - before - trueWh) < 5);
    assert.ok(Math.abs(Number(status["wh"]) - trueWh) < 5);
  });

  it("lets nobody charge without permission, not even by force", async () => {
    const { after, set } = start();
    await set("acs=1&frc=2");
    const waiting = await after(30);
    assert.deepEqual([waiting["alw"], waiting["modelStatus"]], [false, 2]);
    await set("trx=0");
    assert.equal((await after(2))["alw"], true);
  });

  it("ends at the energy limit", async () => {
    const { after, set } = start();
    await set("dwo=500");
    const status = await after(900);
    assert.deepEqual([status["modelStatus"], status["alw"]], [6, false]);
    assert.ok(Number(status["wh"]) >= 500 && Number(status["wh"]) < 520);
  });

  it("drops a temporary limit ten minutes after it was set", async () => {
    const { after, set } = start();
    await set("tcl=6");
    assert.equal((await after(500))["acu"], 6);
    const later = await after(120);
    assert.deepEqual([later["tcl"], later["acu"]], [null, 16]);
  });

  it("pauses to change phases and says so", async () => {
    const { after, set } = start();
    await after(60);
    await set("psm=1");
    const pause = await after(4);
    assert.deepEqual([pause["alw"], pause["modelStatus"], nrgOf(pause)[11]], [false, 23, 0]);
    const status = await after(30);
    assert.deepEqual([status["car"], status["pnp"], nrgOf(status)[5]], [2, 1, 0]);
    assert.deepEqual(status["pha"], [true, false, false, true, true, true]);
  });

  it("keeps the shortest pause, and ends it when told", async () => {
    const { after, set } = start();
    await set("mcpd=300000");
    await after(60);
    await set("frc=1");
    await after(5);
    await set("frc=0");
    assert.equal((await after(5))["modelStatus"], 24);
    await set("mcpea=null");
    assert.equal((await after(2))["modelStatus"], 15);
  });

  it("never ends a pause while it pretends to unplug at every one", async () => {
    const { after, set } = start();
    await set("mcpd=60000&sua=true");
    await after(60);
    await set("frc=1");
    await after(5);
    await set("frc=0");
    assert.equal((await after(3_600))["modelStatus"], 24);
  });

  it("pretends to unplug after a pause when told to wake cars", async () => {
    const { after, set } = start();
    await set("su=true");
    await after(60);
    await set("frc=1");
    await after(60);
    await set("frc=0");
    assert.equal((await after(3))["modelStatus"], 22);
    assert.equal((await after(30))["car"], 2);
  });

  it("restarts deaf and without memory of times, keeping its counters", async () => {
    const { after, set, get } = start();
    const before = await after(600);
    await set("rst=true");
    await assert.rejects(get("/api/status"));
    const status = await after(35);
    assert.equal(status["rbc"], Number(before["rbc"]) + 1);
    assert.ok(Number(status["rbt"]) < 60_000);
    assert.ok(Number(status["eto"]) >= Number(before["eto"]));
  });
});

describe("emulated go-e charger: faults", () => {
  it("accepts writes and ignores them", async () => {
    const { emulator, set, after } = start();
    emulator.faults.set("ignored-writes", {});
    assert.deepEqual((await set("amp=8")).body, { amp: true });
    assert.equal((await after(3))["amp"], 16);
  });

  it("shows old values while stale, and present ones afterwards", async () => {
    const { emulator, after } = start();
    emulator.faults.set("stale-values", {});
    const first = await after(1);
    assert.equal((await after(30))["rbt"], first["rbt"]);
    emulator.faults.clear();
    assert.notEqual((await after(1))["rbt"], first["rbt"]);
  });

  it("shows nulls, and keys nobody knows", async () => {
    const { emulator, after } = start();
    emulator.faults.set("nulls", {});
    assert.equal((await after(1))["nrg"], null);
    emulator.faults.clear();
    emulator.faults.set("unknown-keys", {});
    assert.ok("zzq" in (await after(1)));
  });

  it("shows a wrong clock", async () => {
    const { emulator, after, clock } = start();
    emulator.faults.set("clock-skew", { skewMs: 3_600_000 });
    const utc = Date.parse(`${(await after(2))["utc"]}Z`);
    assert.ok(Math.abs(utc - clock.now() - 3_600_000) < 2_000);
  });
});

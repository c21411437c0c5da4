import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Json } from "#domain";
import { createEmulator } from "#driver-kit";
import { createRandom, createVirtualClock } from "#platform";
import { createSimulatedHome } from "#simulator";
import { goeEmulator } from "./emulator.ts";
import { startCharger } from "./testing/start-charger.ts";

/** Wednesday, 10:30 in the charger's own time; a car stands there and starts 8 s after an offer. */
function start(options: Parameters<typeof startCharger>[1] = {}) {
  const car = { capacityWh: 60_000, startDelayS: [8, 8] as [number, number] };
  const charger = startCharger(
    (clock) => createSimulatedHome({ name: "test", wallboxes: [{ car }] }, { clock }),
    options,
  );
  charger.home.change({ loadW: 0 });
  const setAll = async (values: Readonly<Record<string, Json>>) => {
    for (const [key, value] of Object.entries(values)) {
      const { status } = await charger.set(`${key}=${encodeURIComponent(JSON.stringify(value))}`);
      assert.equal(status, 200, `${key} is refused`);
    }
  };
  return { ...charger, setAll };
}

const timer = (control: number, from: number, to: number) => ({
  control,
  ranges: [{ begin: { hour: from, minute: 0 }, end: { hour: to, minute: 0 } }],
});

describe("emulated go-e charger: timers and prices", () => {
  it("charges only inside a timer that allows", async () => {
    const { after, setAll } = start();
    await setAll({ sch_week: timer(1, 11, 12) });
    const before = await after(60);
    assert.deepEqual([before["modelStatus"], before["alw"], before["car"]], [5, false, 3]);
    assert.equal((await after(30 * 60))["modelStatus"], 15);
    assert.equal((await after(61 * 60))["modelStatus"], 5);
  });

  it("does not charge inside a timer that blocks", async () => {
    const { after, setAll } = start();
    await setAll({ sch_week: timer(2, 10, 11), sch_satur: timer(2, 0, 24) });
    assert.equal((await after(60))["modelStatus"], 5);
    assert.equal((await after(30 * 60))["modelStatus"], 15);
  });

  it("lets a forced start win over the timer", async () => {
    const { after, setAll } = start();
    await setAll({ sch_week: timer(2, 0, 24), frc: 2 });
    assert.equal((await after(5))["modelStatus"], 3);
  });

  it("charges in eco mode while the price is low enough, and not after it has risen", async () => {
    const { after, setAll, clock } = start();
    const hour = Math.floor(clock.now() / 3_600_000) * 3_600;
    const slot = (at: number, marketprice: number) => ({ start: at, end: at + 3_600, marketprice });
    await setAll({ lmo: 4, awe: true, awp: 10, awpl: [slot(hour, 4.5), slot(hour + 3_600, 30)] });
    const cheap = await after(60);
    assert.deepEqual([cheap["modelStatus"], cheap["car"]], [7, 2]);
    const dear = await after(45 * 60);
    assert.deepEqual([dear["modelStatus"], dear["car"]], [17, 4]);
    assert.deepEqual(dear["awcp"], slot(hour + 3_600, 30));
  });

  it("keeps a car awake with a short charge from time to time", async () => {
    const { after, setAll } = start();
    await setAll({ lmo: 4, mci: 600_000 });
    assert.equal((await after(595))["modelStatus"], 17);
    const awake = await after(20);
    assert.deepEqual([awake["modelStatus"], awake["alw"], awake["acu"]], [19, true, 6]);
    assert.equal((await after(70))["modelStatus"], 17);
  });
});

describe("emulated go-e charger: counters", () => {
  it("counts how long a car is there, and keeps it when it has gone", async () => {
    const { after, home } = start();
    await after(10);
    const running = (await after(50))["cdi"];
    assert.ok(typeof running === "object" && running !== null && "type" in running);
    assert.equal(running["type"], 0);
    home.change({ carConnected: false });
    assert.deepEqual((await after(2))["cdi"], { type: 1, value: 60_000 });
  });

  it("lets a learned card in, and counts its energy", async () => {
    const { after, setAll } = start({ profile: "core" });
    await setAll({ acs: 1 });
    assert.equal((await after(10))["modelStatus"], 2);
    await setAll({ lrn: 2 });
    await after(1);
    await setAll({ trx: 3 });
    const status = await after(600);
    assert.equal(status["car"], 2);
    assert.ok(Number(status["c2e"]) > 500, `${status["c2e"]} Wh`);
    assert.equal(status["c0e"], 0);
  });

  it("keeps its energy counter and counts its starts through a restart", async () => {
    const { after, setAll } = start();
    const before = Number((await after(600))["eto"]);
    await setAll({ rst: true });
    const status = await after(40);
    assert.ok(Number(status["eto"]) >= before);
    assert.equal(status["rbc"], 8);
  });
});

describe("emulated go-e chargers: on one line", () => {
  async function startTwo(lineA: number) {
    const clock = createVirtualClock(Date.UTC(2026, 5, 17, 8, 30));
    const wallbox = (id: string) => ({ id, car: { capacityWh: 60_000, startDelayS: [8, 8] as [number, number] } });
    const home = createSimulatedHome({ name: "two", wallboxes: [wallbox("left"), wallbox("right")] }, { clock });
    const chargers = ["left", "right"].map((unit, index) =>
      createEmulator(goeEmulator, { home, clock, unit, random: createRandom(index) }),
    );
    const get = (index: number, path: string) =>
      chargers[index]?.handler({ method: "GET", path, headers: {}, body: "" }).body ?? "";
    for (const [index, priority] of [20, 10].entries()) {
      const lot = encodeURIComponent(JSON.stringify({ amp: lineA, dyn: 32, sta: 32, ts: 0 }));
      get(index, `/api/set?loe=true&log=%22garage%22&lop=${priority}&lot=${lot}`);
    }
    await clock.runFor(120_000);
    const statusOf = (index: number) => {
      const status: Readonly<Record<string, Json>> = JSON.parse(get(index, "/api/status?filter=acu,modelStatus"));
      return [status["acu"], status["modelStatus"]];
    };
    const drawnA = () => home.wallbox("left").currentA[0] + home.wallbox("right").currentA[0];
    return { statusOf, drawnA };
  }

  it("share its current, the first in line first", async () => {
    const { statusOf, drawnA } = await startTwo(20);
    assert.deepEqual(
      [statusOf(0), statusOf(1)],
      [
        [6, 15],
        [14, 15],
      ],
    );
    assert.ok(drawnA() > 15 && drawnA() <= 20, `${drawnA()} A`);
  });

  it("wait for each other where it is too little for both", async () => {
    const { statusOf, drawnA } = await startTwo(10);
    assert.deepEqual(
      [statusOf(0), statusOf(1)],
      [
        [null, 27],
        [10, 15],
      ],
    );
    assert.ok(drawnA() <= 10, `${drawnA()} A`);
  });
});

describe("emulated go-e charger: whatever is sent to it", () => {
  const anything = fc.oneof(fc.string(), fc.json(), fc.webQueryParameters());

  it("its HTTP API answers every request", () => {
    for (const profile of ["v4-22kw", "core", "cloud"]) {
      const { emulator } = start({ profile });
      const authorization = `Bearer ${emulator.credentials["token"]}`;
      fc.assert(
        fc.property(fc.constantFrom("/api/set?", "/api/status?filter=", "/"), anything, (path, rest) => {
          emulator.handler({ method: "GET", path: path + rest, headers: { authorization }, body: "" });
        }),
      );
      assert.ok(emulator.calls().every(({ result }) => result !== "emulator-defect"));
    }
  });

  it("its websocket and its firmware go on", async () => {
    const { emulator, after } = start({ profile: "core" });
    const said: string[] = [];
    const link = { send: (frame: string | Uint8Array) => said.push(String(frame)), close: () => {} };
    const events = emulator.accept?.("/ws", link);
    const types = fc.constantFrom("auth", "setValue", "securedMsg", "hello", "");
    const message = fc
      .tuple(types, fc.dictionary(fc.constantFrom("token3", "hash", "data", "hmac", "key", "value"), fc.jsonValue()))
      .map(([type, members]) => JSON.stringify({ ...members, type }));
    fc.assert(
      fc.property(fc.oneof(message, anything, fc.uint8Array()), (frame) => events?.onFrame(frame) === undefined),
    );
    assert.equal((await after(5))["amp"], 16);
    assert.ok(said.every((frame) => !frame.includes("authSuccess") && !frame.includes("fullStatus")));
  });
});

describe("emulated go-eController", () => {
  it("measures the house and charges nothing", async () => {
    const { after, home } = start({ profile: "controller" });
    home.change({ loadW: 1_500, carConnected: false });
    const { ccp, usv, typ } = await after(30);
    assert.equal(typ, "go-eController");
    assert.ok(Array.isArray(ccp) && Array.isArray(usv));
    assert.deepEqual([ccp[0], ccp[1], ccp[4]], [1_500, 1_500, 0]);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createEmulator } from "#driver-kit";
import { createRandom, createVirtualClock } from "#platform";
import { createSimulatedHome } from "#simulator";
import { createGoeEmulator } from "./emulator.ts";
import { startCharger } from "./testing/start-charger.ts";

/** One wallbox of 16 A on three phases, a car that starts 8 s after an offer, no sun and no load unless told. */
function start() {
  const car = { capacityWh: 60_000, socPercent: 40, startDelayS: [8, 8] as [number, number] };
  const charger = startCharger((clock) => createSimulatedHome({ name: "test", wallboxes: [{ car }] }, { clock }));
  charger.home.change({ loadW: 0 });
  return charger;
}

describe("emulated go-e charger: regulation on sent powers", () => {
  const ids = (gridW: number) => `ids=${encodeURIComponent(JSON.stringify({ pGrid: gridW, pPv: 3000 }))}`;

  async function push(charger: ReturnType<typeof start>, gridW: () => number, seconds: number) {
    for (let passed = 0; passed < seconds; passed += 5) {
      await charger.set(ids(gridW()));
      await charger.clock.runFor(5_000);
    }
    return charger.after(0);
  }

  async function eco() {
    const charger = start();
    await charger.set("lmo=4&fup=true&psm=1");
    await charger.after(2);
    return charger;
  }

  it("forgets the powers after six seconds", async () => {
    const charger = await eco();
    await charger.set(ids(-500));
    assert.equal((await charger.after(4))["pgrid"], -500);
    assert.deepEqual(await charger.after(4).then(({ pgrid, ppv, pakku }) => [pgrid, ppv, pakku]), [null, null, null]);
  });

  it("forgets them earlier or later where it is made so", async () => {
    const clock = createVirtualClock(0);
    const home = createSimulatedHome({ name: "test", wallboxes: [{}] }, { clock });
    const definition = createGoeEmulator({ forgetsPowersAfterMs: 10_000 });
    const emulator = createEmulator(definition, { home, clock, random: createRandom(1) });
    const ask = (path: string) => emulator.handler({ method: "GET", path, headers: {}, body: "" }).body;
    ask("/api/set?ids=%7B%22pGrid%22%3A-500%7D");
    await clock.runFor(10_000);
    assert.match(ask("/api/status?filter=pgrid"), /-500/);
    await clock.runFor(2_000);
    assert.match(ask("/api/status?filter=pgrid"), /null/);
  });

  it("starts after thirty seconds of surplus, not before", async () => {
    const charger = await eco();
    assert.equal((await push(charger, () => -2_000, 20))["modelStatus"], 17);
    assert.equal((await push(charger, () => -2_000, 20))["modelStatus"], 12);
  });

  it("follows the surplus in the house until little is exported", async () => {
    const charger = await eco();
    charger.home.change({ loadW: 0 });
    const sunW = 2_500;
    const gridW = () => charger.home.wallbox().powerW - sunW;
    const status = await push(charger, gridW, 300);
    assert.equal(status["car"], 2);
    assert.ok(Math.abs(gridW()) < 300, `${gridW()} W at the grid`);
  });

  it("stops two minutes after the surplus has gone, once it has charged its shortest time", async () => {
    const charger = await eco();
    await charger.set("fmt=0");
    await push(charger, () => -2_000, 60);
    assert.equal((await push(charger, () => 3_000, 100))["alw"], true);
    const status = await push(charger, () => 3_000, 60);
    assert.deepEqual([status["alw"], status["modelStatus"]], [false, 17]);
  });

  it("pauses at once when nobody sends powers any more", async () => {
    const charger = await eco();
    await push(charger, () => -2_000, 60);
    assert.equal((await charger.after(10))["alw"], false);
  });

  it("goes on at the lowest current when pauses are not allowed", async () => {
    const charger = await eco();
    await charger.set("acp=false");
    const status = await charger.after(60);
    assert.deepEqual([status["modelStatus"], status["acu"]], [20, 6]);
  });

  it("lets a wish for three phases last before it switches", async () => {
    const charger = await eco();
    await charger.set("mpwst=60000&mptwt=0");
    await push(charger, () => -2_000, 60);
    await charger.set("psm=0");
    const waiting = await push(charger, () => -6_000, 40);
    assert.equal(waiting["pnp"], 1);
    assert.notEqual(waiting["fsptws"], null);
    assert.equal((await push(charger, () => -6_000, 90))["pnp"], 3);
  });
});

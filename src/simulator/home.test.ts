import assert from "node:assert/strict";
import { test } from "node:test";
import { createVirtualClock } from "#platform";
import { createSimulatedHome } from "./home.ts";
import { isPresetName, presetNames, presets } from "./presets.ts";
import { parseScenario } from "./scenario.ts";

const morning = Date.UTC(2026, 5, 17, 8);

for (const name of presetNames) {
  test(`a demo of ${name} shows sun and a charging car half a minute after its start`, async () => {
    const scenario = parseScenario(presets[name].scenario);
    const clock = createVirtualClock(Date.parse(scenario.startAt));
    const home = createSimulatedHome(scenario, { clock });
    assert.equal(home.wallbox().car?.isAsking, true);
    home.wallbox().offer(6, 3);
    await clock.runFor(30_000);
    home.advance();
    assert.ok(home.inverter().solarW > (name === "winter" ? 500 : 4_000), `${home.inverter().solarW} W of sun`);
    assert.ok(home.wallbox().powerW > 3_900, `${home.wallbox().powerW} W into the car`);
  });
}

test("a summer demo has both surplus and clouds within its first half hour, whatever the seed", async () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { scenario } = presets.family;
    const clock = createVirtualClock(Date.parse(parseScenario(scenario).startAt));
    const home = createSimulatedHome(scenario, { clock, seed });
    const seen: number[] = [];
    home.onStep(() => seen.push(home.inverter().solarW));
    await clock.runFor(1_800_000);
    home.advance();
    const later = seen.slice(1);
    assert.ok(Math.max(...later) > 5_000, `seed ${seed}: at most ${Math.max(...later)} W`);
    assert.ok(Math.min(...later) < 0.75 * Math.max(...later), `seed ${seed}: no cloud`);
  }
});

test("every preset says in three languages what it is", () => {
  for (const name of presetNames) {
    const { summary } = presets[name];
    assert.equal(new Set([summary.en, summary.de, summary.fr]).size, 3);
    for (const sentence of [summary.en, summary.de, summary.fr]) assert.match(sentence, /^\p{Lu}.{30,}\.$/u);
  }
  assert.equal(isPresetName("family"), true);
  assert.equal(isPresetName("castle"), false);
});

test("listeners hear every second in order before its physics, and can leave", async () => {
  const clock = createVirtualClock(morning);
  const home = createSimulatedHome(presets.family.scenario, { clock });
  const heard: number[] = [];
  const leave = home.onStep((at) => {
    assert.equal(at, home.at());
    heard.push(at - morning);
  });
  await clock.runFor(3_500);
  assert.deepEqual(heard, []);
  home.advance();
  assert.deepEqual(heard, [0, 1_000, 2_000]);
  assert.equal(home.at(), morning + 3_000);
  leave();
  await clock.runFor(5_000);
  home.advance();
  assert.equal(heard.length, 3);
});

test("a device's firmware may act from within its own second", async () => {
  const clock = createVirtualClock(morning);
  const home = createSimulatedHome(presets.family.scenario, { clock });
  home.onStep((at) => {
    home.advance();
    home.wallbox().offer(at < morning + 60_000 ? 0 : 10, 3);
  });
  await clock.runFor(120_000);
  home.advance();
  assert.equal(home.at(), morning + 120_000);
  assert.deepEqual(home.wallbox().currentA, [10, 10, 10]);
});

test("an offer counts from the moment it is made, not from when somebody looked last", async () => {
  const clock = createVirtualClock(morning);
  const home = createSimulatedHome(presets.family.scenario, { clock });
  await clock.runFor(3_600_000);
  home.wallbox().offer(16, 3);
  await clock.runFor(1_000);
  home.advance();
  assert.equal(home.wallbox().energyWh, 0);
});

test("a house looked at in its first moment is in full swing and has counted nothing yet", () => {
  const home = createSimulatedHome(presets.family.scenario, { clock: createVirtualClock(morning) });
  assert.ok(home.inverter().solarW > 3_000);
  assert.ok(home.load.houseW > 100);
  for (const volts of [...home.meter.voltageV, ...home.wallbox().voltageV]) assert.ok(Math.abs(volts - 230) < 10);
  const counted = [home.meter.importWh, home.meter.exportWh, home.load.siteWh, home.inverter().solarWh];
  assert.deepEqual(counted, [0, 0, 0, 0]);
  assert.equal(home.inverter().battery?.socPercent, 62);
});

test("the house leaves no timer behind", async () => {
  const clock = createVirtualClock(morning);
  const home = createSimulatedHome(presets["two-chargers"].scenario, { clock });
  await clock.runFor(60_000);
  home.advance();
  assert.equal(clock.pendingTimers(), 0);
});

test("a fixed sun or load stays until it is freed again", async () => {
  const clock = createVirtualClock(morning);
  const home = createSimulatedHome(presets.family.scenario, { clock });
  const free = createSimulatedHome(presets.family.scenario, { clock });
  home.change({ pvW: 1_234, loadW: 5_678 });
  await clock.runFor(3_600_000);
  home.advance();
  assert.equal(home.inverter().solarW, 1_234);
  assert.equal(Math.round(home.load.houseW), 5_678);
  home.change({ pvW: null, loadW: null });
  await clock.runFor(1_000);
  home.advance();
  free.advance();
  assert.equal(home.inverter().solarW, free.inverter().solarW);
  assert.equal(home.load.houseW, free.load.houseW);
});

test("what the house does not have is refused by name", () => {
  const home = createSimulatedHome({ name: "bare" }, { clock: createVirtualClock(morning) });
  assert.throws(() => home.inverter(), /simulator\.no-inverter/);
  assert.throws(() => home.wallbox("garage"), /simulator\.no-wallbox.*garage/);
  assert.throws(() => home.change({ batterySocPercent: 50 }), /simulator\.no-battery/);
  assert.throws(() => home.change({ loadW: 1_000, carConnected: true }), /simulator\.no-car/);
});

test("a scenario with a fault names the place", () => {
  const faulty = { name: "x", inverters: [{ ratedW: -1 }] };
  assert.throws(() => parseScenario(faulty), /ratedW/);
  assert.throws(() => parseScenario({ name: "x", inverter: [] }), /inverter/);
});

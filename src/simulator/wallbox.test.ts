import assert from "node:assert/strict";
import { test } from "node:test";
import { createVirtualClock } from "#platform";
import { createSimulatedHome } from "./home.ts";
import type { CarSpec, WallboxSpec } from "./scenario.ts";

function start(car: Partial<CarSpec> = {}, box: Partial<WallboxSpec> = {}) {
  const clock = createVirtualClock(Date.UTC(2026, 5, 17, 8));
  const home = createSimulatedHome(
    {
      name: "box",
      grid: { voltageSpreadV: 0, resistanceOhm: 0 },
      load: { baseW: 0, activity: 0 },
      wallboxes: [{ ...box, car: { capacityWh: 50_000, startDelayS: [5, 5], ...car } }],
    },
    { clock },
  );
  const run = async (seconds: number) => {
    await clock.runFor(seconds * 1_000);
    home.advance();
  };
  return { home, box: home.wallbox(), run };
}

test("a car begins after its delay, rises by its ramp, and stays below what is offered", async () => {
  const { box, run } = start({ rampAPerS: 1.5 });
  box.offer(13, 3);
  await run(5);
  assert.deepEqual(box.currentA, [0, 0, 0]);
  await run(4);
  assert.deepEqual(box.currentA, [6, 6, 6]);
  await run(30);
  assert.deepEqual(box.currentA, [13, 13, 13]);
  assert.equal(Math.round(box.powerW), 13 * 3 * 230);
});

test("below its minimum a car does not charge, and it stops at once when the offer goes below", async () => {
  const { box, run } = start();
  box.offer(5.9, 3);
  await run(60);
  assert.equal(box.powerW, 0);
  box.offer(6, 3);
  await run(60);
  assert.deepEqual(box.currentA, [6, 6, 6]);
  box.offer(0, 3);
  await run(1);
  assert.equal(box.powerW, 0);
});

test("a two-phase car uses two phases, wired to the conductors that the rotation names", async () => {
  const { home, box, run } = start({ phases: 2 }, { rotation: [2, 3, 1] });
  box.offer(10, 3);
  await run(60);
  assert.deepEqual(box.currentA, [10, 10, 0]);
  assert.deepEqual(home.meter.phasePowerW, [0, 2_300, 2_300]);
  assert.deepEqual(home.meter.phaseCurrentA, [0, 10, 10]);
});

test("a change of phases interrupts charging and the car begins anew", async () => {
  const { box, run } = start();
  box.offer(16, 1);
  await run(60);
  assert.deepEqual(box.currentA, [16, 0, 0]);
  box.offer(16, 3);
  await run(3);
  assert.equal(box.powerW, 0);
  await run(60);
  assert.deepEqual(box.currentA, [16, 16, 16]);
});

test("a sleepy car falls asleep in a long pause and only an unplugged pilot wakes it", async () => {
  const { box, run } = start({ sleepsAfterPauseMinutes: 10 });
  box.offer(10, 3);
  await run(60);
  box.offer(0, 3);
  await run(599);
  assert.equal(box.car?.isAsleep, false);
  await run(5);
  assert.equal(box.car?.isAsleep, true);
  assert.equal(box.car?.isAsking, false);
  box.offer(10, 3);
  await run(120);
  assert.equal(box.powerW, 0);
  box.simulateUnplug();
  await run(60);
  assert.deepEqual(box.currentA, [10, 10, 10]);
});

test("a car that is not sleepy waits through a night", async () => {
  const { box, run } = start();
  box.offer(10, 3);
  await run(60);
  box.offer(0, 3);
  await run(12 * 3_600);
  box.offer(10, 3);
  await run(60);
  assert.deepEqual(box.currentA, [10, 10, 10]);
});

test("a car takes less near full, stops at its own limit and asks no more", async () => {
  const { box, home, run } = start({ capacityWh: 20_000, socPercent: 95, limitPercent: 99 });
  box.offer(16, 3);
  await run(30);
  assert.equal(box.currentA[0], 16);
  await run(300);
  const taperedA = box.currentA[0];
  assert.ok(taperedA > 6 && taperedA < 16, `${taperedA} A`);
  await run(3_600);
  assert.equal(box.powerW, 0);
  assert.equal(box.car?.isAsking, false);
  assert.equal(Math.round(box.car?.socPercent ?? 0), 99);
  home.change({ carSocPercent: 50 });
  await run(60);
  assert.equal(box.currentA[0], 16);
});

test("an unplugged car draws nothing and is not seen; plugged in again it asks", async () => {
  const { box, home, run } = start();
  box.offer(16, 3);
  await run(60);
  home.change({ carConnected: false });
  assert.deepEqual(box.car, undefined);
  await run(1);
  assert.equal(box.powerW, 0);
  home.change({ carConnected: true });
  assert.equal(home.wallbox().car?.isAsking, true);
  await run(60);
  assert.equal(box.currentA[0], 16);
});

test("a wallbox counts the energy it gave", async () => {
  const { box, run } = start({ startDelayS: [0, 0], rampAPerS: 100 });
  box.offer(10, 3);
  await run(3_600);
  assert.ok(Math.abs(box.energyWh - 6_900) < 10, `${box.energyWh} Wh`);
});

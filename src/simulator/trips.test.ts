import assert from "node:assert/strict";
import { test } from "node:test";
import { createVirtualClock } from "#platform";
import { createSimulatedHome } from "./home.ts";
import type { Scenario } from "./scenario.ts";

const trip = { leaveAt: "07:30", returnAt: "17:00", distanceKm: 100 };

function start(at: string, car: object = {}) {
  const clock = createVirtualClock(Date.parse(at));
  const scenario: Scenario = {
    name: "commuter",
    timeZone: "Europe/Berlin",
    wallboxes: [{ car: { capacityWh: 50_000, socPercent: 80, consumptionWhPerKm: 200, trips: [trip], ...car } }],
  };
  const home = createSimulatedHome(scenario, { clock });
  const until = async (instant: string) => {
    await clock.runUntil(Date.parse(instant));
    home.advance();
  };
  return { home, car: () => home.wallbox().car, until };
}

test("a car leaves and comes home by the kitchen clock, with what the way took", async () => {
  const { car, until } = start("2026-06-17T06:00:00+02:00");
  await until("2026-06-17T07:29:00+02:00");
  assert.equal(car()?.socPercent, 80);
  await until("2026-06-17T07:32:00+02:00");
  assert.equal(car(), undefined);
  await until("2026-06-17T17:02:00+02:00");
  assert.equal(Math.round(car()?.socPercent ?? 0), 40);
});

test("the timetable follows the clock's change in spring", async () => {
  const { car, until } = start("2026-03-28T20:00:00+01:00");
  await until("2026-03-29T07:29:00+02:00");
  assert.notEqual(car(), undefined);
  await until("2026-03-29T07:32:00+02:00");
  assert.equal(car(), undefined);
});

test("a car drives on its weekdays only", async () => {
  const { car, until } = start("2026-06-19T20:00:00+02:00", { trips: [{ ...trip, weekdays: [1, 2, 3, 4, 5] }] });
  await until("2026-06-20T12:00:00+02:00");
  assert.notEqual(car(), undefined, "Saturday");
  await until("2026-06-22T12:00:00+02:00");
  assert.equal(car(), undefined, "Monday");
});

test("a night shift comes home the next morning", async () => {
  const { car, until } = start("2026-06-17T20:00:00+02:00", {
    trips: [{ leaveAt: "21:00", returnAt: "05:30", distanceKm: 20 }],
  });
  await until("2026-06-18T05:00:00+02:00");
  assert.equal(car(), undefined);
  await until("2026-06-18T05:32:00+02:00");
  assert.equal(Math.round(car()?.socPercent ?? 0), 72);
});

test("a house that begins during a trip has the car at home, unless it is said to be away", async () => {
  const here = start("2026-06-17T10:00:00+02:00");
  await here.until("2026-06-17T12:00:00+02:00");
  assert.notEqual(here.car(), undefined);
  const away = start("2026-06-17T10:00:00+02:00", { isHome: false });
  await away.until("2026-06-17T12:00:00+02:00");
  assert.equal(away.car(), undefined);
  await away.until("2026-06-17T17:02:00+02:00");
  assert.notEqual(away.car(), undefined);
});

test("plugging in by hand ends the trip under way, and the next day goes by the timetable", async () => {
  const { home, car, until } = start("2026-06-17T06:00:00+02:00");
  await until("2026-06-17T12:00:00+02:00");
  home.change({ carConnected: true });
  assert.equal(Math.round(car()?.socPercent ?? 0), 40);
  await until("2026-06-17T18:00:00+02:00");
  assert.equal(Math.round(car()?.socPercent ?? 0), 40);
  await until("2026-06-18T12:00:00+02:00");
  assert.equal(car(), undefined);
});

import assert from "node:assert/strict";
import { it } from "node:test";
import { minuteMs, secondMs } from "#domain";
import type { Scenario } from "#simulator";
import { openFastHome } from "./support/fast-home.ts";

const startAt = Date.parse("2026-06-17T12:00:00+02:00");
const scenario: Scenario = {
  name: "stop",
  startAt: "2026-06-17T12:00:00+02:00",
  wallboxes: [{ id: "wallbox", car: { capacityWh: 60_000 } }],
};

function openHouse() {
  const house = openFastHome({ scenario, startAt, chargers: { wallbox: { mode: "fast" } } });
  house.home.change({ loadW: 300 });
  const drawW = () => {
    house.home.advance();
    return house.home.wallbox().powerW;
  };
  return { ...house, drawW };
}

it("a stop outlives a restart, ends in time, and the car goes on as before", async () => {
  const house = openHouse();
  const first = house.start();
  await house.clock.runFor(3 * minuteMs);
  assert.ok(house.drawW() > 3_000);
  const asked = await house.finish(first.request({ kind: "chargerStop", charger: "wallbox", forS: 600 }, "test"));
  const until = house.clock.now() + 600 * secondMs;
  assert.equal(asked.reason.effect, "stop-set");
  await house.clock.runFor(minuteMs);
  assert.ok(house.drawW() < 50);
  await house.finish(first.stop());
  const second = house.start();
  await house.clock.runFor(minuteMs);
  assert.equal(second.state().chargers[0]?.reason?.effect, "stopped");
  await house.clock.runUntil(until - 5 * secondMs);
  assert.ok(house.drawW() < 50, "stopped to the end");
  await house.clock.runFor(2 * minuteMs);
  assert.ok(house.drawW() > 3_000, "goes on afterwards");
  await house.close();
});

it("a stop yields to somebody who starts the charger in the maker's app", async () => {
  const house = openHouse();
  const hub = house.start();
  await house.clock.runFor(2 * minuteMs);
  await house.finish(hub.request({ kind: "chargerStop", charger: "wallbox", forS: 3_600 }, "test"));
  await house.clock.runFor(2 * minuteMs);
  await house.set("frc=2");
  await house.clock.runFor(3 * minuteMs);
  const reasons = await house.finish(house.history.reasons({ limit: 20 }));
  assert.ok(reasons.some(({ effect }) => effect === "stop-by-user-ended"));
  assert.ok(house.drawW() > 3_000);
  await house.close();
});

it("a stop can be taken back", async () => {
  const house = openHouse();
  const hub = house.start();
  await house.clock.runFor(2 * minuteMs);
  for (const forS of [3_600, 0]) {
    await house.finish(hub.request({ kind: "chargerStop", charger: "wallbox", forS }, "test"));
    await house.clock.runFor(minuteMs);
  }
  assert.ok(house.drawW() > 3_000);
  await house.close();
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minuteMs, secondMs } from "#domain";
import { typeIn } from "../support/type-command.ts";
import { type FastHome, openFastHome } from "./support/fast-home.ts";
import { createHubNetwork } from "./support/hub-network.ts";

const startAt = "2026-06-17T12:00:00+02:00";
const yaml = 'version: 1\ndevices:\n  - { id: wallbox, driver: goe, url: "http://wallbox.emulator" }\n';

/** A car charges in a house with a running hub; somebody types. */
async function type(words: string): Promise<{ house: FastHome; typed: Awaited<ReturnType<typeof typeIn>> }> {
  const house = openFastHome({
    scenario: { name: "stop", startAt, wallboxes: [{ id: "wallbox", car: { capacityWh: 60_000 } }] },
    startAt: Date.parse(startAt),
    chargers: { wallbox: { mode: "fast" } },
  });
  const http = createHubNetwork(house);
  await house.clock.runFor(3 * minuteMs);
  assert.ok(house.home.wallbox().powerW > 3_000, "it charges first");
  const typed = await typeIn({ clock: house.clock, http, environment: { GOE_URL: "" } }, words, { yaml });
  return { house, typed };
}

describe("sunsteer goe stop --for beside a running Sunsteer", () => {
  it("ends at once; the hub stops the car, and lets it charge again when the time is over", async () => {
    const { house, typed } = await type("goe stop --for 2h");
    const until = house.clock.now() + 120 * minuteMs;
    assert.equal(typed.code, 0, typed.err);
    assert.match(typed.out, /The running Sunsteer keeps the time/);
    await house.clock.runFor(minuteMs);
    assert.equal(house.home.wallbox().powerW, 0);
    await house.clock.runUntil(until - 70 * minuteMs);
    assert.equal(house.home.wallbox().powerW, 0, "long after the command has ended");
    await house.clock.runUntil(until + 3 * minuteMs);
    assert.ok(house.home.wallbox().powerW > 3_000);
    await house.close();
  });

  it("tells what the hub says to a time that is too long, and nothing is stopped", async () => {
    const { house, typed } = await type("goe stop --for 30d");
    assert.notEqual(typed.code, 0);
    assert.equal(typed.out, "");
    assert.ok(typed.err.length > 20, typed.err);
    await house.clock.runFor(30 * secondMs);
    assert.ok(house.home.wallbox().powerW > 3_000);
    await house.close();
  });
});

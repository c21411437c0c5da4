import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { z } from "zod";
import { dayMs, type Instant } from "#domain";
import type { CommandRecord, History } from "#history";
import { openVirtualHome, type VirtualHome } from "../../src/cli/headless-home.ts";
import { createTestWorld } from "../support/world.ts";

/** The counters of the house itself, which no device and no hub has touched. */
const trueCounters = z.object({
  solarWh: z.number(),
  siteWh: z.number(),
  importWh: z.number(),
  exportWh: z.number(),
  inverterLossWh: z.number(),
  inverters: z.array(z.object({ battery: z.object({ chargedWh: z.number(), dischargedWh: z.number() }) })),
  wallboxes: z.array(z.object({ energyWh: z.number(), car: z.object({ socPercent: z.number() }) })),
});

/** How far the hub's integral of what a source said may be from the house: seconds apart, or five minutes apart. */
const fastTolerance = 0.01;
const slowTolerance = 0.03;

describe("a summer day with a FoxESS battery and a go-e charger", () => {
  const world = createTestWorld();
  let home: VirtualHome;
  let from: Instant;
  let to: Instant;
  let counters: z.infer<typeof trueCounters>;
  let commands: readonly CommandRecord[];

  before(async () => {
    home = await openVirtualHome(world, { preset: "family", seed: 3 });
    from = home.clock.now();
    to = from + dayMs;
    await home.clock.runUntil(to);
    counters = trueCounters.parse(home.house.home.describe());
    commands = await home.history.commands({ limit: 1_000 });
  });

  after(async () => {
    await home.close();
    world.dispose();
  });

  it("charges the car from the sun and hardly from the grid", () => {
    const intoCarWh = counters.wallboxes[0]?.energyWh ?? 0;
    assert.ok(intoCarWh > 15_000, `${intoCarWh} Wh went into the car`);
    assert.ok(counters.importWh < 0.05 * intoCarWh, `${counters.importWh} Wh came from the grid`);
  });

  it("records the charger's energy within 1 % of the house's own counter", async () => {
    await assertEnergy(home.history, "wallbox/charger.powerW", counters.wallboxes[0]?.energyWh, fastTolerance);
  });

  it("conserves energy inside the house to a millionth", () => {
    const battery = counters.inverters[0]?.battery ?? { chargedWh: 0, dischargedWh: 0 };
    const sourcesWh = counters.solarWh + counters.importWh + battery.dischargedWh;
    const sinksWh = counters.siteWh + counters.exportWh + battery.chargedWh + counters.inverterLossWh;
    assert.ok(Math.abs(sourcesWh - sinksWh) / sourcesWh < 1e-6, `${sourcesWh} Wh in, ${sinksWh} Wh out`);
  });

  it("gives every command a reason, and ends every command in a confirmation or in a newer command", () => {
    assert.ok(commands.length > 10);
    for (const command of commands) {
      assert.ok(command.reason.rule.length > 0);
      assert.equal(command.reason.subject, command.target);
    }
    const open = commands.filter(({ state }) => state !== "confirmed" && state !== "superseded");
    assert.deepEqual(
      open.filter(({ at }) => at < to - 60_000),
      [],
    );
    const confirmed = commands.filter(({ state }) => state === "confirmed").length;
    assert.ok(confirmed > 0.6 * commands.length, `${confirmed} of ${commands.length} confirmed`);
  });

  it("stays within every vendor's limits", () => {
    for (const [unit, emulator] of home.house.emulators) {
      const refused = emulator.calls().filter(({ result }) => !["ok", "http-400"].includes(result));
      assert.deepEqual(refused.slice(0, 3), [], unit);
    }
  });

  it("records what a five-minute cloud tells within 3 % of the house's own counters, in two days", async () => {
    // What happens between two looks is luck; in one day it has been more than 3 % now and then.
    to = from + 2 * dayMs;
    await home.clock.runUntil(to);
    const { solarWh, siteWh } = trueCounters.parse(home.house.home.describe());
    await assertEnergy(home.history, "roof/solar.powerW", solarWh, slowTolerance);
    await assertEnergy(home.history, "roof/meter.siteLoad.powerW", siteWh, slowTolerance);
  });

  async function assertEnergy(history: History, series: string, trueWh: number | undefined, tolerance: number) {
    const { energyWh } = await history.energyWh(series, from, to);
    assert.ok(energyWh !== undefined && trueWh !== undefined);
    const error = Math.abs(energyWh - trueWh) / trueWh;
    assert.ok(error <= tolerance, `${series}: ${Math.round(energyWh)} Wh recorded, ${Math.round(trueWh)} Wh true`);
  }
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minuteMs, secondMs } from "#domain";
import { createLegacySurface } from "../legacy/legacy-surface.ts";
import { createPortalSurface } from "../portal/portal-surface.ts";
import { startCloud } from "../testing/start-cloud.ts";

function start() {
  const cloud = startCloud("portal");
  const { clock, http, url, login } = cloud;
  const portal = createPortalSurface({ ...login, http, clock, url });
  const legacy = createLegacySurface({ ...login, http, clock, url });
  return { ...cloud, portal, legacy };
}

/** What the wallbox draws from now on, each current once, in the order in which they came. */
async function currentsSeen({ clock, home }: ReturnType<typeof start>, forMs: number): Promise<readonly number[]> {
  const seen: number[] = [];
  for (let passedMs = 0; passedMs < forMs; passedMs += secondMs) {
    await clock.runFor(secondMs);
    home.advance();
    const current = Math.round(home.wallbox().currentA[0] ?? 0);
    if (seen.at(-1) !== current) seen.push(current);
  }
  return seen;
}

describe("the emulated wallbox", () => {
  for (const quirk of [undefined, "slow-wallbox"])
    it(`takes settings of both interfaces in the order of their writing, never an older after a newer one${quirk === undefined ? "" : ` (${quirk})`}`, async () => {
      const world = start();
      const { portal, legacy, serial, finish, clock, emulator, home } = world;
      await finish(portal.changeChargerMode(serial, "EV1", 4));
      await finish(portal.changeChargerCurrent(serial, "EV1", 6));
      await finish(portal.startCharging(serial, "EV1"));
      await clock.runFor(2 * minuteMs);
      if (quirk !== undefined) emulator.quirks.set(quirk, true);
      for (const currentA of [7, 8, 9, 10, 11]) {
        await finish(portal.changeChargerCurrent(serial, "EV1", currentA));
        // The old interface writes everything, the current of a moment ago included.
        await finish(legacy.changeSettings(serial, { delay1: currentA }));
      }
      const seen = await currentsSeen(world, 15 * minuteMs);
      assert.deepEqual(
        seen,
        seen.toSorted((a, b) => a - b),
      );
      assert.equal(seen.at(-1), 11);
      assert.ok(home.wallbox().powerW > 7_000);
    });

  for (const [last, isCharging] of [
    ["start", true],
    ["stop", false],
  ] as const)
    it(`stands as the last of many orders says (${last})`, async () => {
      const { portal, serial, finish, clock, emulator, home } = start();
      await finish(portal.changeChargerMode(serial, "EV1", 4));
      emulator.quirks.set("slow-wallbox", true);
      const turn = { start: portal.startCharging, stop: portal.stopCharging };
      const first = last === "start" ? "stop" : "start";
      for (const name of [last, first, last, first, last] as const) await finish(turn[name](serial, "EV1"));
      await clock.runFor(15 * minuteMs);
      home.advance();
      assert.equal(home.wallbox().powerW > 1_000, isCharging);
    });

  it("may be started before it has the current that was set just before", async () => {
    const world = start();
    const { portal, serial, finish, clock, emulator } = world;
    await finish(portal.changeChargerMode(serial, "EV1", 4));
    await clock.runFor(minuteMs);
    emulator.quirks.set("slow-wallbox", true);
    await finish(portal.changeChargerCurrent(serial, "EV1", 6));
    emulator.quirks.set("slow-wallbox", false);
    await finish(portal.startCharging(serial, "EV1"));
    const seen = await currentsSeen(world, 5 * minuteMs);
    assert.ok(seen.includes(16) && seen.at(-1) === 6, `${seen}`);
  });
});

describe("a plug-in system", () => {
  it("tells nothing of its battery at any interface", async () => {
    const { clock, http, url, login, serial, finish } = startCloud("VT1000");
    for (const surface of [
      createPortalSurface({ ...login, http, clock, url }),
      createLegacySurface({ ...login, http, clock, url }),
    ]) {
      const { batteryW, socPercent, solarW } = await finish(surface.live(serial));
      assert.deepEqual([batteryW, socPercent], [undefined, undefined]);
      assert.ok(solarW !== undefined);
    }
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ProblemError, type ProblemKind } from "#domain";
import { type StartedCloud, startCloud } from "../testing/start-cloud.ts";
import { createLegacySurface } from "./legacy-surface.ts";

function open(cloud: StartedCloud, password = cloud.login.password) {
  const { clock, http, url, login } = cloud;
  return createLegacySurface({ ...login, password, http, clock, url, timeZone: "Europe/Berlin" });
}

function start(profile?: string) {
  const cloud = startCloud(profile);
  return { ...cloud, surface: open(cloud) };
}

async function rejected(work: Promise<unknown>): Promise<{ readonly kind: ProblemKind; readonly code: string }> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ProblemError, `a problem was expected, not ${String(error)}`);
  return { kind: error.problem.kind, code: error.problem.code };
}

/** The settings as the server has them now. */
async function stored({ surface, serial, finish }: ReturnType<typeof start>) {
  return finish(surface.settings(serial));
}

describe("the old interface: systems and values", () => {
  it("tells the systems with their models and numbers", async () => {
    const { surface, serial, finish } = start();
    const [system, ...more] = await finish(surface.systems());
    assert.equal(more.length, 0);
    assert.deepEqual(
      [system?.serial, system?.systemId, system?.inverterModel, system?.capacityWh],
      [serial, "60000000000001", "SMILE-T10-HV-INV", 10_000],
    );
    assert.equal(system?.backupBoxVersion, undefined, "V0.00 means that there is no box");
  });

  it("tells the powers in the house's signs, which add up", async () => {
    const { surface, serial, finish, home, clock } = start();
    home.change({ pvW: 0, loadW: 2_000 });
    await clock.runFor(60_000);
    const live = await finish(surface.live(serial));
    assert.ok((live.batteryW ?? 0) > 1_900, "discharging is positive");
    assert.ok(Math.abs((live.solarW ?? Number.NaN) + (live.batteryW ?? 0) + (live.gridW ?? 0) - (live.loadW ?? 0)) < 1);
    assert.ok(Math.abs((live.socPercent ?? 0) - 60) < 1);
  });

  it("sums up the day", async () => {
    const { surface, serial, finish, home, clock } = start();
    home.change({ pvW: 4_000, loadW: 1_000 });
    await clock.runFor(3_600_000);
    const totals = await finish(surface.totals(serial));
    assert.ok(Math.abs((totals.solarTodayWh ?? 0) - 4_000) < 100, JSON.stringify(totals));
    assert.ok(Math.abs((totals.loadTodayWh ?? 0) - 1_000) < 100);
  });
});

const appKeys = ["upsReserve", "delay1", "l1_soc_limit", "emsLanguage", "channel2", "made_up_later"];

describe("the old interface: the whole settings object", () => {
  it("keeps every key that it does not know, through every kind of change", async () => {
    const world = start();
    const { surface, serial, finish } = world;
    const before = await stored(world);
    assert.ok(Object.keys(before).length > 60);
    await finish(surface.changeSocWindow(serial, { minPercent: 26, maxPercent: 90 }));
    await finish(surface.changeChargerMode(serial, "EV1", 4));
    await finish(surface.changeChargerCurrent(serial, "EV1", 9));
    await finish(
      surface.changeTimetable(serial, { isChargeOn: true, chargeSlots: [{ fromMinute: 120, untilMinute: 300 }] }),
    );
    await finish(surface.changeSettings(serial, { upsReserve: "0" }));
    const after = await stored(world);
    const changed = Object.keys({ ...before, ...after }).filter(
      (key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]),
    );
    assert.deepEqual(changed.toSorted(), [
      ...["bat_high_cap", "bat_use_cap", "charging_pile_list", "chargingmode", "grid_charge"],
      ...["time_chae1a", "time_chaf1a", "upsReserve"],
    ]);
  });

  it("writes nothing where nothing would change", async () => {
    const { surface, serial, finish, newPaths } = start();
    await finish(surface.changeSocWindow(serial, { minPercent: 30, maxPercent: 80 }));
    newPaths();
    await finish(surface.changeSocWindow(serial, { minPercent: 30, maxPercent: 80 }));
    assert.deepEqual(newPaths(), ["/api/Account/GetCustomUseESSSetting"]);
  });

  /** Counted from the first: what we know of the settings, the reading before the write, the look after it. */
  for (const [name, call] of [
    ["after we had looked at the settings", 3],
    ["between our write and our look at what came of it", 5],
  ] as const)
    it(`loses nothing that is changed in the app ${name}`, () =>
      fc.assert(
        fc.asyncProperty(fc.dictionary(fc.constantFrom(...appKeys), fc.nat(99), { minKeys: 1 }), async (edits) => {
          const cloud = startCloud();
          const app = open(cloud);
          const { clock, url, login, finish, serial } = cloud;
          let calls = 0;
          const http = {
            request: async (request: Parameters<typeof cloud.http.request>[0]) => {
              if (calls === call) await app.changeSettings(serial, edits);
              calls += 1;
              return cloud.http.request(request);
            },
          };
          const ours = createLegacySurface({ ...login, http, clock, url });
          await finish(ours.settings(serial));
          await finish(ours.changeSocWindow(serial, { minPercent: 33, maxPercent: 77 }));
          assert.ok(calls > call);
          const settings = await finish(app.settings(serial));
          assert.deepEqual([settings["bat_use_cap"], settings["bat_high_cap"]], [33, 77]);
          for (const [key, value] of Object.entries(edits)) assert.equal(settings[key], value, key);
        }),
        { numRuns: 25 },
      ));

  it("two of our own changes at once both arrive", async () => {
    const world = start();
    const { surface, serial, finish } = world;
    await finish(
      Promise.all([
        surface.changeSocWindow(serial, { minPercent: 40, maxPercent: 95 }),
        surface.changeChargerMode(serial, "EV1", 3),
        surface.changeSettings(serial, { delay2: 7 }),
      ]),
    );
    const { bat_use_cap, bat_high_cap, chargingmode, delay2 } = await stored(world);
    assert.deepEqual([bat_use_cap, bat_high_cap, chargingmode, delay2], [40, 95, 3, 7]);
  });

  it("says so when a change is taken and not kept", async () => {
    const { surface, serial, finish, emulator } = start();
    emulator.faults.set("ignored-writes");
    assert.deepEqual(await rejected(finish(surface.changeSocWindow(serial, { minPercent: 50, maxPercent: 60 }))), {
      kind: "refused",
      code: "alphaess.not-taken",
    });
  });

  it("moves the battery: what is below the cut-off is not given", async () => {
    const { surface, serial, finish, home, clock } = start();
    await finish(surface.changeSocWindow(serial, { minPercent: 80, maxPercent: 100 }));
    home.change({ pvW: 0, loadW: 2_000 });
    await clock.runFor(6 * 60_000);
    home.advance();
    assert.ok((home.inverter().battery?.powerW ?? 0) < 50);
  });

  for (const [name, window, code] of [
    ["equal levels", { minPercent: 50, maxPercent: 50 }, "alphaess.soc-order"],
    ["turned levels", { minPercent: 60, maxPercent: 50 }, "alphaess.soc-order"],
    ["a level below what the server takes", { minPercent: 1, maxPercent: 50 }, "alphaess.soc-range"],
    ["a broken level", { minPercent: 20.5, maxPercent: 50 }, "alphaess.soc-range"],
  ] as const)
    it(`sends nothing for ${name}`, async () => {
      const { surface, serial, finish, requests } = start();
      assert.deepEqual(await rejected(finish(surface.changeSocWindow(serial, window))), { kind: "invalid", code });
      assert.equal(requests.length, 0);
    });
});

describe("the old interface: charging piles", () => {
  it("tells a pile with mode, current and phases", async () => {
    const { surface, serial, finish } = start();
    assert.deepEqual(await finish(surface.chargers(serial)), [
      { id: "EV1", serial: "ALP000000000001", maxCurrentA: 16, mode: 1, phases: 3, currentA: 16 },
    ]);
  });

  it("starts, charges at the set current, stops, and tells the state each time", async () => {
    const { surface, serial, finish, clock, home } = start();
    const status = () => finish(surface.chargerStatus(serial, "EV1"));
    const after = async () => {
      await clock.runFor(6 * 60_000);
      return status();
    };
    assert.equal(await status(), 2);
    await finish(surface.changeChargerMode(serial, "EV1", 4));
    await finish(surface.changeChargerCurrent(serial, "ALP000000000001", 8));
    await finish(surface.startCharging(serial, "EV1"));
    assert.equal(await after(), 3);
    assert.ok(home.wallbox().currentA.every((current) => Math.abs(current - 8) < 0.5));
    await finish(surface.stopCharging(serial, "EV1"));
    assert.equal(await after(), 6);
    home.change({ carConnected: false });
    assert.equal(await after(), 1);
  });

  it("in the modes of the sun waits for it", async () => {
    const { surface, serial, finish, clock, home } = start();
    home.change({ pvW: 0, loadW: 500, batterySocPercent: 100 });
    await finish(surface.startCharging(serial, "EV1"));
    await clock.runFor(6 * 60_000);
    assert.equal(await finish(surface.chargerStatus(serial, "EV1")), 4);
    home.change({ pvW: 8_000 });
    await clock.runFor(6 * 60_000);
    assert.equal(await finish(surface.chargerStatus(serial, "EV1")), 3);
  });

  for (const [name, currentA, kind, code] of [
    ["below 6 A", 5, "invalid", "alphaess.charger-current"],
    ["above 16 A", 17, "invalid", "alphaess.charger-current"],
    ["between whole amperes", 7.5, "invalid", "alphaess.charger-current"],
    ["in a mode that ignores it", 10, "refused", "alphaess.current-ignored"],
  ] as const)
    it(`does not write a current ${name}`, async () => {
      const { surface, serial, finish, newPaths } = start();
      assert.deepEqual(await rejected(finish(surface.changeChargerCurrent(serial, "EV1", currentA))), { kind, code });
      assert.ok(!newPaths().includes("/api/Account/CustomUseESSSetting"));
    });

  for (const mode of [0, 5])
    it(`does not write mode ${mode}`, async () => {
      const { surface, serial, finish, requests } = start();
      const wrong = surface.changeChargerMode(serial, "EV1", mode as 1);
      assert.deepEqual(await rejected(finish(wrong)), { kind: "invalid", code: "alphaess.charger-mode" });
      assert.equal(requests.length, 0);
    });

  it("knows no other pile", async () => {
    const { surface, serial, finish } = start();
    assert.equal((await rejected(finish(surface.startCharging(serial, "EV7")))).code, "alphaess.unknown-charger");
  });

  it("refuses what only the other interfaces can, without a call", async () => {
    const { surface, serial, finish, requests } = start();
    assert.equal(
      (await rejected(finish(surface.changeChargerPhases(serial, "EV1", 1)))).code,
      "alphaess.not-on-surface",
    );
    assert.equal(requests.length, 0);
  });
});

describe("the old interface: timetable", () => {
  it("writes times and switch together and reads them back", async () => {
    const { surface, serial, finish } = start();
    const night = { fromMinute: 22 * 60, untilMinute: 5 * 60 };
    await finish(surface.changeTimetable(serial, { isChargeOn: true, chargeSlots: [night], chargeStopPercent: 90 }));
    const told = await finish(surface.timetable(serial));
    assert.equal(told.isChargeOn, true);
    assert.equal(told.chargeStopPercent, 90);
    assert.deepEqual(told.chargeSlots, [
      { fromMinute: 22 * 60, untilMinute: 23 * 60 + 45 },
      { fromMinute: 0, untilMinute: 5 * 60 },
    ]);
    await finish(surface.changeTimetable(serial, { isChargeOn: false }));
    assert.equal((await finish(surface.timetable(serial))).chargeSlots.length, 2, "switching off keeps the times");
  });
});

describe("the old interface: logins", () => {
  it("a wrong password is said to be one", async () => {
    const cloud = startCloud();
    assert.deepEqual(await rejected(cloud.finish(open(cloud, "nonsense").systems())), {
      kind: "auth",
      code: "alphaess.wrong-login",
    });
  });

  it("one login serves many calls, also when they begin together", async () => {
    const { surface, serial, finish, newPaths } = start();
    await finish(Promise.all([surface.systems(), surface.live(serial), surface.chargers(serial)]));
    assert.equal(newPaths().filter((path) => path.endsWith("/Login")).length, 1);
  });

  it("is prolonged with its key ten minutes before it ends", async () => {
    const { surface, finish, newPaths, clock } = start();
    await finish(surface.systems());
    newPaths();
    await clock.runFor(10_300_000);
    await finish(surface.systems());
    assert.deepEqual(newPaths(), ["/api/Account/RefreshToken", "/api/Account/GetCustomUseESSList"]);
  });
});

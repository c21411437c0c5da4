import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { stringify } from "yaml";
import { hourMs, minuteMs } from "#domain";
import { attachEmulator, createAccounts, createEmulator } from "#driver-kit";
import { createMemoryStateStore } from "#history";
import { createHub, loadConfig } from "#hub";
import { createLoopbackNetwork, createRandom, createVirtualClock, silentLog } from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { foxessDriver } from "../../src/drivers/foxess/driver.ts";
import { foxessEmulator } from "../../src/drivers/foxess/emulator.ts";
import { createTestWorld } from "../support/world.ts";

const scenario: Scenario = {
  name: "foreign charger",
  startAt: "2026-06-17T05:00:00+02:00",
  weather: { cover: 0 },
  load: { activity: 0 },
  inverters: [
    {
      ratedW: 8_000,
      arrays: [{ peakW: 8_000 }],
      battery: { capacityWh: 10_000, socPercent: 20, maxChargeW: 5_000, maxDischargeW: 5_000 },
    },
  ],
};
const startAt = Date.parse("2026-06-17T05:00:00+02:00");

interface Seen {
  /** What the battery gave while the car charged. */
  readonly batteryToCarWh: number;
  /** What the battery took while the car charged. */
  readonly sunToBatteryWh: number;
  readonly modeWhileCharging: string;
  readonly modeAfterwards: string;
  readonly intentsLeft: number;
  /** How long after the last signal the battery was free again. */
  readonly releasedAfterMs: number;
  readonly midnightSocPercent: number;
  readonly effects: readonly string[];
}

/** A day with a car at a charger that nobody reads: in the morning beside a lot of sun, and in the evening, when whoever signals dies. */
async function liveDay(profile: string, isSignalled: boolean): Promise<Seen> {
  const world = createTestWorld();
  const clock = createVirtualClock(startAt);
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(scenario, { clock, seed: 5 });
  const emulator = createEmulator(foxessEmulator, { home, clock, random: createRandom(7), profile });
  attachEmulator(network, "http://foxess.emulator", emulator);
  const text = stringify({
    version: 1,
    home: { id: "home", name: "Home", timeZone: home.timeZone },
    devices: [{ ...emulator.deviceEntry, id: "roof", url: "http://foxess.emulator" }],
    control: { batteries: { roof: { evGuard: true } } },
    signals: { ohme: { maxAge: "10m" } },
  });
  const drivers = [foxessDriver];
  const loaded = loadConfig("test", text, { drivers, targets: [], environment: {}, readSecretFile: () => undefined });
  assert.ok(loaded.isUsable);
  const history = world.openHistory({ path: ":memory:", clock, mode: "inline" });
  const store = createMemoryStateStore();
  const hub = createHub(loaded.config, {
    ...{ drivers, targets: [], clock, log: silentLog, history, store },
    accounts: createAccounts({ directory: "memory", clock, http: network.http, log: silentLog }),
    random: createRandom(11),
  });
  const modeNow = () => JSON.stringify(JSON.parse(JSON.stringify(emulator.describe()))["settings"]);

  let isCharging = false;
  let batteryToCarWh = 0;
  let sunToBatteryWh = 0;
  home.onStep(() => {
    if (!isCharging) return;
    const { powerW = 0 } = home.inverter().battery ?? {};
    batteryToCarWh += Math.max(0, powerW) / 3_600;
    sunToBatteryWh += Math.max(0, -powerW) / 3_600;
  });
  const charge = async (forMs: number, carW: number) => {
    home.change({ loadW: 400 + carW });
    isCharging = true;
    for (let ms = 0; ms < forMs; ms += 5 * minuteMs) {
      if (isSignalled) hub.signal("ohme", { isCharging: true });
      await clock.runFor(5 * minuteMs);
    }
    isCharging = false;
    home.change({ loadW: 400 });
  };

  home.change({ loadW: 400 });
  const before = modeNow();
  await clock.runFor(4 * hourMs);
  await charge(hourMs, 1_400);
  if (isSignalled) hub.signal("ohme", { isCharging: false });
  await clock.runFor(11 * hourMs);
  await charge(2 * hourMs, 7_200);
  const modeWhileCharging = modeNow();
  let releasedAfterMs = 0;
  while (modeNow() !== before && releasedAfterMs < hourMs) {
    await clock.runFor(minuteMs);
    releasedAfterMs += minuteMs;
  }
  await clock.runFor(hourMs - releasedAfterMs);
  const reasons = history.reasons({ limit: 100 });
  await clock.runFor(1_000);
  const seen: Seen = {
    ...{ batteryToCarWh, sunToBatteryWh, modeWhileCharging, releasedAfterMs },
    modeAfterwards: modeNow() === before ? "as before" : modeNow(),
    intentsLeft: store.intents().length,
    midnightSocPercent: home.inverter().battery?.socPercent ?? Number.NaN,
    effects: (await reasons).filter(({ rule }) => rule === "ev-guard").map(({ effect }) => effect),
  };
  const stopped = hub.stop();
  await clock.runFor(minuteMs);
  await stopped;
  await history.close();
  world.dispose();
  return seen;
}

describe("a charger that only a signal tells of", () => {
  for (const profile of ["H1", "KH"])
    it(`keeps the battery of a ${profile} out of the car, and frees it when the signal dies`, async (test) => {
      const guarded = await liveDay(profile, true);
      const free = await liveDay(profile, false);
      for (const [name, seen] of Object.entries({ guarded, free })) {
        const { batteryToCarWh, sunToBatteryWh, midnightSocPercent } = seen;
        test.diagnostic(
          `${profile} ${name}: ${Math.round(batteryToCarWh)} Wh battery into car, ${Math.round(sunToBatteryWh)} Wh sun into battery beside it, ${Math.round(midnightSocPercent)} % at the end`,
        );
      }
      assert.ok(free.batteryToCarWh > 5_000, `${free.batteryToCarWh} Wh without signals`);
      assert.ok(guarded.batteryToCarWh < free.batteryToCarWh / 10, `${guarded.batteryToCarWh} Wh with signals`);
      assert.ok(guarded.sunToBatteryWh > 0.9 * free.sunToBatteryWh && free.sunToBatteryWh > 500);
      assert.notEqual(guarded.modeWhileCharging, free.modeWhileCharging);
      assert.equal(guarded.modeAfterwards, "as before");
      assert.equal(guarded.intentsLeft, 0);
      assert.ok(guarded.releasedAfterMs <= 15 * minuteMs, `${guarded.releasedAfterMs / minuteMs} min`);
      assert.ok(guarded.effects.includes("holding-signal") && guarded.effects.includes("signal-lost"));
      assert.deepEqual(free.effects, []);
    });
});

import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { it } from "node:test";
import { isDeepStrictEqual } from "node:util";
import { stringify } from "yaml";
import { z } from "zod";
import { createEmulator, serveEmulator } from "#driver-kit";
import { createRandom, createScaledClock, createSystemClock } from "#platform";
import { createSimulatedHome } from "#simulator";
import { goeEmulator } from "../../src/drivers/goe/emulator.ts";
import { readIntents } from "./support/crash-home.ts";
import { createReports } from "./support/crash-reports.ts";
import { type KilledHub, startKilledHub } from "./support/killed-hub.ts";

const kills = 6;
/** Virtual seconds per real second: taking over takes the charger a minute and a half. */
const speed = 40;
const patienceMs = 20_000;

/** None of it is what the charger comes with, and none of it is what its own solar mode needs. */
const owners = { lmo: 3, acp: false, fup: false, frc: 0, amp: 13, psm: 2 };
const ownerKeys = z.object({
  keys: z.object({
    ...{ lmo: z.number(), acp: z.boolean(), fup: z.boolean() },
    ...{ frc: z.number(), amp: z.number(), psm: z.number() },
  }),
});

it("a hub killed while the charger regulates itself leaves nothing that the next one does not give back", async (test) => {
  const directory = mkdtempSync(join(tmpdir(), "sunsteer-killed-"));
  const real = createSystemClock();
  const time = { realOrigin: real.now(), virtualOrigin: Date.parse("2026-06-17T12:00:00+02:00"), speed };
  const clock = createScaledClock(real, time);
  const random = createRandom(31);
  const home = createSimulatedHome(
    {
      name: "killed",
      startAt: "2026-06-17T12:00:00+02:00",
      weather: { cover: 0 },
      inverters: [{ id: "roof", ratedW: 9_000, arrays: [{ peakW: 9_800, tiltDegrees: 35, azimuthDegrees: 180 }] }],
      wallboxes: [{ id: "wallbox", car: { capacityWh: 400_000, socPercent: 5 } }],
    },
    { clock, seed: 5 },
  );
  const emulator = createEmulator(goeEmulator, { home, clock, random: createRandom(7), profile: "v4-22kw" });
  const server = await serveEmulator(emulator, { clock });
  const reports = createReports(directory);
  const hubs: KilledHub[] = [];
  const spawnHub = () => {
    const spawned = startKilledHub(reports, join(directory, "cache"));
    hubs.push(spawned);
    return spawned;
  };
  test.after(async () => {
    for (const one of hubs) await one.kill().catch(() => {});
    await server.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const set = async (values: object) => {
    for (const [key, value] of Object.entries(values)) {
      const path = `/api/set?${key}=${JSON.stringify(value)}`;
      emulator.handler({ method: "GET", path, headers: {}, body: "" });
    }
    await real.sleep(200);
  };
  const settings = () => {
    emulator.advance();
    const { keys } = ownerKeys.parse(emulator.describe());
    return keys;
  };
  /** Waits in real time; never longer than the patience. */
  const until = async (what: string, isSo: () => boolean) => {
    const end = real.now() + patienceMs;
    while (!isSo()) {
      assert.ok(real.now() < end, `${what}: ${JSON.stringify(settings())}`);
      await real.sleep(50);
    }
  };
  const intents = () => readIntents(`${directory}/home.state.db`);
  /** Whatever differs from what its owner set, the file says what was there before. */
  const assertKnown = (when: string) => {
    const { lmo, acp, fup, frc, amp, psm } = settings();
    const noted = (actuator: string) => intents().find((one) => one.actuator === `wallbox/${actuator}`)?.before;
    if (!isDeepStrictEqual({ lmo, acp, fup }, { lmo: 3, acp: false, fup: false }))
      assert.deepEqual(noted("regulation"), { fup: false, acp: false, lmo: 3 }, when);
    if (!isDeepStrictEqual({ frc, amp, psm }, { frc: 0, amp: 13, psm: 2 })) {
      const before = z.looseObject({ frc: z.number(), amp: z.number() }).parse(noted("charger"));
      assert.deepEqual([before.frc, before.amp], [owners.frc, owners.amp], when);
    }
  };

  await set(owners);
  assert.deepEqual(settings(), owners);
  const configText = stringify({
    version: 1,
    home: { id: "home", name: "Home", timeZone: "Europe/Berlin" },
    devices: [
      { id: "wallbox", driver: "goe", url: server.url, timeoutS: 60 },
      { id: "meter", driver: "state-meter", url: server.url },
    ],
    control: { chargers: { wallbox: { mode: "solar", regulation: "charger" } } },
  });
  const orders = { directory, charger: "wallbox", time, configText };

  let regulatedAtKill = 0;
  let hub = spawnHub();
  for (let kill = 1; kill <= kills; kill += 1) {
    await hub.loaded;
    hub.begin(orders);
    const spare = spawnHub();
    // Every second life gets as far as the charger's own regulation, the others die anywhere on the way.
    if (kill % 2 === 0) await until("its own mode", () => settings().lmo === 4 && settings().frc === 0);
    await real.sleep(random.between(50, 2_500));
    await hub.kill();
    hub = spare;
    if (settings().lmo === 4) regulatedAtKill += 1;
    assertKnown(`after kill ${kill}`);
    assert.deepEqual(await reports.missing(), [], `after kill ${kill}`);
  }
  assert.ok(regulatedAtKill >= kills / 2, `${regulatedAtKill} kills while the charger regulated itself`);

  await hub.loaded;
  hub.begin(orders);
  hub.wish("off");
  assert.ok(await hub.isGranted("off"));
  await until("its earlier mode", () => {
    const { lmo, acp, fup } = settings();
    return isDeepStrictEqual({ lmo, acp, fup }, { lmo: owners.lmo, acp: owners.acp, fup: owners.fup });
  });
  await hub.stop();
  // At this speed a stop has a fraction of a second for restoring; what it does not reach the next start gives back.
  for (let life = 0; life < 4 && intents().length > 0; life += 1) {
    const last = spawnHub();
    await last.loaded;
    last.begin({ ...orders, configText: configText.replace("mode: solar", "mode: off") });
    await real.sleep(1_500);
    await last.stop();
  }
  await until("all of it", () => isDeepStrictEqual(settings(), owners));
  assert.deepEqual(intents(), []);
});

import { join } from "node:path";
import { stringify } from "yaml";
import type { Json } from "#domain";
import { minuteMs } from "#domain";
import { attachEmulator, createAccounts, createEmulator, type Emulator, type SimulatedHome } from "#driver-kit";
import type { History, StateStore } from "#history";
import { createHub, type Hub, loadConfig } from "#hub";
import { createLoopbackNetwork, createRandom, createVirtualClock, silentLog, type VirtualClock } from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { createFoxessClient, type FoxessClient } from "../../../src/drivers/foxess/client.ts";
import { foxessDriver } from "../../../src/drivers/foxess/driver.ts";
import { foxessEmulator } from "../../../src/drivers/foxess/emulator.ts";
import { goeDriver } from "../../../src/drivers/goe/driver.ts";
import { goeEmulator } from "../../../src/drivers/goe/emulator.ts";
import { createTestWorld } from "../../support/world.ts";
import { createOutlets, type Outlets } from "./crash-outlets.ts";

export interface FoxessHomeOptions {
  readonly scenario: Scenario;
  readonly startAt: number;
  readonly profile?: string;
  /** The owner's own interval for the inverter. */
  readonly every?: string;
  /** How often the charger is asked; rarely where it does not matter, for that is most of a test's work. */
  readonly chargerEvery?: string;
  readonly control?: Json;
  readonly signals?: Json;
  readonly seed?: number;
}

/** A house with a FoxESS inverter `roof`, a go-e charger `wallbox` where the scenario has one, and a hub that may die. */
export interface FoxessHome {
  readonly clock: VirtualClock;
  readonly home: SimulatedHome;
  readonly cloud: Emulator;
  /** The maker's app in the owner's hand; it takes a minute to do something. */
  app<T>(act: (client: FoxessClient, serial: string) => Promise<T>): Promise<T>;
  hub(): Hub;
  history(): History;
  /** How many of a device's commands the hub has not given back yet. */
  openIntents(deviceId?: string): number;
  /** The hub dies as by `kill -9`, or stops properly. */
  end(how: "crash" | "stop"): Promise<void>;
  /** A new hub on the same files. */
  start(dieAtStep?: number): void;
  /** Every step of the running hub's commands so far. */
  steps(): readonly string[];
  isDead(): boolean;
  close(): Promise<void>;
}

interface Life {
  readonly hub: Hub;
  readonly history: History;
  readonly outlets: Outlets;
  readonly store: StateStore;
}

export function openFoxessHome(options: FoxessHomeOptions): FoxessHome {
  const world = createTestWorld();
  const clock = createVirtualClock(options.startAt);
  const network = createLoopbackNetwork(clock);
  const { seed = 5 } = options;
  const home = createSimulatedHome(options.scenario, { clock, seed });
  const { profile = "H1" } = options;
  const cloud = createEmulator(foxessEmulator, { home, clock, random: createRandom(seed), profile });
  attachEmulator(network, "http://foxess.emulator", cloud);
  const every = options.every === undefined ? {} : { every: options.every };
  const devices: Json[] = [{ ...cloud.deviceEntry, id: "roof", url: "http://foxess.emulator", ...every }];
  if (home.wallboxIds().length > 0) {
    const wallbox = createEmulator(goeEmulator, { home, clock, random: createRandom(seed) });
    attachEmulator(network, "http://goe.emulator", wallbox);
    devices.push({
      ...wallbox.deviceEntry,
      id: "wallbox",
      url: "http://goe.emulator",
      every: options.chargerEvery ?? "10s",
    });
  }
  const text = stringify({
    version: 1,
    home: { id: "home", name: "Home", timeZone: home.timeZone },
    devices,
    control: options.control ?? {},
    signals: options.signals ?? {},
  });
  const drivers = [foxessDriver, goeDriver];
  const loaded = loadConfig("test", text, { drivers, targets: [], environment: {}, readSecretFile: () => undefined });
  if (!loaded.isUsable) throw new Error(JSON.stringify(loaded.problems));
  const file = (name: string) => join(world.workingDirectory, name);
  const past: Life[] = [];
  let life: Life | undefined;

  const start = (dieAtStep?: number) => {
    const outlets = createOutlets({ clock, http: network.http }, dieAtStep);
    const history = world.openHistory({ path: file("home.db"), clock: outlets.clock, mode: "inline" });
    const store = world.openStateStore({ path: file("state.db"), now: clock.now, onProblem: () => {} });
    const hub = createHub(loaded.config, {
      ...{ drivers, targets: [], clock: outlets.clock, log: silentLog, history, store: outlets.store(store) },
      accounts: createAccounts({
        ...{ directory: file("accounts"), clock: outlets.clock, http: outlets.http, log: silentLog },
      }),
      random: createRandom(seed + past.length),
    });
    life = { hub, history, outlets, store };
  };

  const now = (): Life => {
    if (life === undefined) throw new Error("no hub runs");
    return life;
  };

  const end = async (how: "crash" | "stop") => {
    const ending = now();
    life = undefined;
    past.push(ending);
    if (how === "crash") return ending.outlets.die();
    const stopped = ending.hub.stop();
    await clock.runFor(minuteMs);
    await stopped;
  };

  start();
  return {
    ...{ clock, home, cloud, start, end },
    app: async (act) => {
      const { apiKey = "", serial = "" } = cloud.credentials;
      const done = act(
        createFoxessClient({ apiKey, url: "http://foxess.emulator", http: network.http, clock }),
        serial,
      );
      done.catch(() => {});
      await clock.runFor(minuteMs);
      return done;
    },
    steps: () => now().outlets.steps,
    isDead: () => now().outlets.isDead(),
    hub: () => now().hub,
    history: () => now().history,
    openIntents: (deviceId = "") =>
      now()
        .store.intents()
        .filter(({ actuator }) => actuator.startsWith(deviceId)).length,
    close: async () => {
      if (life !== undefined) await end("stop");
      for (const ended of past) {
        ended.outlets.die();
        await ended.history.close();
        ended.store.close();
      }
      world.dispose();
    },
  };
}

import { join } from "node:path";
import { stringify } from "yaml";
import type { Json } from "#domain";
import { minuteMs } from "#domain";
import {
  type AnyDriver,
  attachEmulator,
  createAccounts,
  createEmulator,
  type Emulator,
  type EmulatorDefinition,
  type SimulatedHome,
} from "#driver-kit";
import type { History, StateStore } from "#history";
import { createHub, type Hub, loadConfig } from "#hub";
import {
  createLoopbackNetwork,
  createRandom,
  createVirtualClock,
  type HttpClient,
  silentLog,
  type VirtualClock,
} from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { createTestWorld } from "../../support/world.ts";
import { createOutlets, type Outlets } from "./crash-outlets.ts";

export interface MortalHomeOptions {
  readonly scenario: Scenario;
  readonly startAt: number;
  readonly drivers: readonly AnyDriver[];
  readonly control?: Json;
  readonly signals?: Json;
  readonly seed?: number;
  /** The devices of the configuration, each on an emulator that is opened for it. */
  devices(open: OpenEmulator, home: SimulatedHome): readonly Json[];
}

export type OpenEmulator = (definition: EmulatorDefinition, origin: string, profile?: string) => Emulator;

/** A simulated house and a hub that may die. */
export interface MortalHome {
  readonly clock: VirtualClock;
  readonly home: SimulatedHome;
  /** The network as somebody in the house uses it who is not the hub. */
  readonly http: HttpClient;
  /** Gives what somebody does beside the hub a minute. */
  within<T>(work: Promise<T>): Promise<T>;
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

export function openMortalHome(options: MortalHomeOptions): MortalHome {
  const { drivers, seed = 5 } = options;
  const world = createTestWorld();
  const clock = createVirtualClock(options.startAt);
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(options.scenario, { clock, seed });
  const open: OpenEmulator = (definition, origin, profile) => {
    const random = createRandom(seed);
    const emulator = createEmulator(definition, { home, clock, random, ...(profile === undefined ? {} : { profile }) });
    attachEmulator(network, origin, emulator);
    return emulator;
  };
  const text = stringify({
    version: 1,
    home: { id: "home", name: "Home", timeZone: home.timeZone },
    devices: options.devices(open, home),
    control: options.control ?? {},
    signals: options.signals ?? {},
  });
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
    ...{ clock, home, http: network.http, start, end },
    within: async (work) => {
      work.catch(() => {});
      await clock.runFor(minuteMs);
      return work;
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

import { stringify } from "yaml";
import { z } from "zod";
import type { Json } from "#domain";
import { attachEmulator, createAccounts, createEmulator, type SimulatedHome } from "#driver-kit";
import { createMemoryStateStore, type History, openHistory, type StateStore } from "#history";
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
import { goeDriver } from "../../../src/drivers/goe/driver.ts";
import { goeEmulator } from "../../../src/drivers/goe/emulator.ts";
import { createFastMeter, type FastMeter } from "./fast-meter.ts";

export interface FastHomeOptions {
  readonly scenario: Scenario;
  readonly startAt: number;
  readonly chargers: Readonly<Record<string, object>>;
  readonly grid?: object;
  readonly meterEveryMs?: number;
  readonly profile?: string;
  /** Only some of the house's values are to be had. */
  readonly hasMeter?: boolean;
}

/** A simulated house with go-e chargers and a fast local meter, and hubs that come and go. */
export interface FastHome {
  readonly clock: VirtualClock;
  readonly home: SimulatedHome;
  readonly meter: FastMeter;
  readonly store: StateStore;
  readonly history: History;
  start(): Hub;
  /** What the charger itself says of these keys. */
  keys(charger?: string): Promise<Readonly<Record<string, Json>>>;
  set(query: string, charger?: string): Promise<void>;
  /** The addresses of every request that the hub has made, in order. */
  readonly asked: readonly string[];
  /** Waits in virtual time for what the hub does. */
  finish<T>(work: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const status = z.record(z.string(), z.json());

export function openFastHome(options: FastHomeOptions): FastHome {
  const clock = createVirtualClock(options.startAt);
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(options.scenario, { clock, seed: 5 });
  const meter = createFastMeter(home, options.meterEveryMs);
  for (const unit of home.wallboxIds()) {
    const profile = options.profile === undefined ? {} : { profile: options.profile };
    const emulator = createEmulator(goeEmulator, { home, clock, random: createRandom(7), unit, ...profile });
    attachEmulator(network, `http://${unit}.emulator`, emulator);
  }
  const asked: string[] = [];
  const http: HttpClient = {
    request: (wanted) => {
      asked.push(decodeURIComponent(wanted.url));
      return network.http.request(wanted);
    },
  };
  const drivers = [goeDriver, meter.driver];
  const devices = [
    ...(options.hasMeter === false ? [] : [{ id: "meter", driver: "fast-meter" }]),
    ...home.wallboxIds().map((id) => ({ id, driver: "goe", url: `http://${id}.emulator` })),
  ];
  const text = stringify({
    version: 1,
    home: { id: "home", name: "Home", timeZone: home.timeZone, grid: options.grid ?? {} },
    devices,
    control: { chargers: options.chargers },
  });
  const loaded = loadConfig("test", text, { drivers, targets: [], environment: {}, readSecretFile: () => undefined });
  if (!loaded.isUsable) throw new Error(JSON.stringify(loaded.problems));
  const { config } = loaded;
  const history = openHistory({ path: ":memory:", clock, mode: "inline" });
  const store = createMemoryStateStore();
  const hubs: Hub[] = [];
  const finish = async <T>(work: Promise<T>): Promise<T> => {
    let isDone = false;
    const done = () => {
      isDone = true;
    };
    work.then(done, done);
    while (!isDone) await clock.runFor(100);
    return work;
  };
  const request = (charger: string, path: string) =>
    finish(network.http.request({ method: "GET", url: `http://${charger}.emulator${path}`, timeoutMs: 5_000 }));
  return {
    ...{ clock, home, meter, store, history, finish, asked },
    start: () => {
      const hub = createHub(config, {
        ...{ drivers, targets: [], clock, log: silentLog, history, store },
        accounts: createAccounts({ directory: "memory", clock, http, log: silentLog }),
        random: createRandom(11 + hubs.length),
      });
      hubs.push(hub);
      return hub;
    },
    keys: async (charger = "wallbox") => status.parse(JSON.parse((await request(charger, "/api/status")).body)),
    set: async (query, charger = "wallbox") => {
      await request(charger, `/api/set?${query}`);
    },
    close: async () => {
      for (const hub of hubs) await finish(hub.stop());
      await finish(history.close());
    },
  };
}

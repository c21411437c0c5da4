import { stringify } from "yaml";
import { z } from "zod";
import type { Json } from "#domain";
import { attachEmulator, createAccounts, createEmulator, type Emulator, type SimulatedHome } from "#driver-kit";
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
import type { MemoryBroker } from "#platform/mqtt";
import { createSimulatedHome, type Scenario } from "#simulator";
import { createGoeDriver, goeDriver } from "../../../src/drivers/goe/driver.ts";
import { goeEmulator } from "../../../src/drivers/goe/emulator.ts";
import { brokerUrl, createMqttWays, createWebSocketWays } from "../../../src/drivers/goe/testing/memory-ways.ts";
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
  /** How the hub reaches its one charger; the local HTTP API when missing. */
  readonly via?: ChargerWay;
  /** More for the charger's entry in the configuration. */
  readonly entry?: object;
  /** Stands between the hub and its network, e.g. to count. */
  readonly throughHttp?: (http: HttpClient) => HttpClient;
}

export const chargerWays = ["local", "cloud", "websocket", "mqtt"] as const;
export type ChargerWay = (typeof chargerWays)[number];

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
  readonly charger: Emulator;
  /** The way to the chargers for whoever else stands in this house. */
  readonly network: HttpClient;
  /** Of the charger's own MQTT broker, where the hub speaks to it there. */
  broker(): MemoryBroker;
  /** Waits in virtual time for what the hub does. */
  finish<T>(work: Promise<T>): Promise<T>;
  close(): Promise<void>;
}

const status = z.record(z.string(), z.json());

/** Driver, emulator and configuration for one way to a charger. */
function waysTo(via: ChargerWay, profile: string | undefined) {
  const base = {
    driver: goeDriver,
    emulator: goeEmulator,
    profile: profile === undefined ? {} : { profile },
    entry: (_charger: Emulator): object => ({}),
    broker: (): MemoryBroker => {
      throw new Error("this charger is at no broker");
    },
  };
  switch (via) {
    case "local":
      return base;
    case "cloud":
      return { ...base, profile: { profile: "cloud" }, entry: ({ credentials }: Emulator) => ({ ...credentials }) };
    case "websocket": {
      const { openWebSocket, emulator } = createWebSocketWays("wallbox.emulator");
      const entry = ({ credentials }: Emulator) => ({ password: credentials["password"] });
      return { ...base, emulator, driver: createGoeDriver({ openWebSocket }), entry };
    }
    case "mqtt": {
      const { openMqtt, emulator, broker } = createMqttWays();
      return { ...base, emulator, driver: createGoeDriver({ openMqtt }), entry: () => ({ url: brokerUrl }), broker };
    }
  }
}

export function openFastHome(options: FastHomeOptions): FastHome {
  const clock = createVirtualClock(options.startAt);
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(options.scenario, { clock, seed: 5 });
  const meter = createFastMeter(home, options.meterEveryMs);
  const ways = waysTo(options.via ?? "local", options.profile);
  const emulators = new Map<string, Emulator>();
  for (const unit of home.wallboxIds()) {
    const emulator = createEmulator(ways.emulator, { home, clock, random: createRandom(7), unit, ...ways.profile });
    attachEmulator(network, `http://${unit}.emulator`, emulator);
    emulators.set(unit, emulator);
  }
  const emulatorOf = (id: string): Emulator => {
    const found = emulators.get(id);
    if (found === undefined) throw new Error(`there is no charger ${id}`);
    return found;
  };
  const asked: string[] = [];
  const way = options.throughHttp?.(network.http) ?? network.http;
  const http: HttpClient = {
    request: (wanted) => {
      asked.push(decodeURIComponent(wanted.url));
      return way.request(wanted);
    },
  };
  const drivers = [ways.driver, meter.driver];
  const devices = [
    ...(options.hasMeter === false ? [] : [{ id: "meter", driver: "fast-meter" }]),
    ...home.wallboxIds().map((id) => ({
      ...{ id, driver: "goe", url: `http://${id}.emulator` },
      ...ways.entry(emulatorOf(id)),
      ...options.entry,
    })),
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
  const request = (charger: string, path: string) => {
    const { token } = emulatorOf(charger).credentials;
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const url = `http://${charger}.emulator${path}`;
    return finish(network.http.request({ method: "GET", url, headers, timeoutMs: 5_000 }));
  };
  return {
    ...{ clock, home, meter, store, history, finish, asked, broker: ways.broker, network: network.http },
    charger: emulatorOf(home.wallboxIds()[0] ?? ""),
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

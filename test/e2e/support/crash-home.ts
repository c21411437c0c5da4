import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { minuteMs } from "#domain";
import { type AnyDriver, createAccounts } from "#driver-kit";
import { drivers } from "#drivers";
import type { History, StateStore } from "#history";
import { createHub, type Hub } from "#hub";
import {
  type Clock,
  createLoopbackNetwork,
  createRandom,
  createVirtualClock,
  type HttpClient,
  openDatabase,
  silentLog,
  type VirtualClock,
} from "#platform";
import { presetStartAt } from "#simulator";
import { parseConfig } from "../../../src/cli/config-file.ts";
import { createDemoHouse, type DemoHouse } from "../../../src/cli/demo-house.ts";
import { createTestWorld } from "../../support/world.ts";
import { createOutlets, type Outlets } from "./crash-outlets.ts";

export const battery = "roof";
export const charger = "wallbox";

/** The battery's settings inside the emulated inverter, which no hub can colour. */
const inverterState = z.object({
  settings: z.object({ workMode: z.string(), MinSocOnGrid: z.number(), isScheduled: z.boolean() }),
});
export type BatterySettingsNow = z.infer<typeof inverterState>["settings"];

/** What the owner had set before the hub first touched anything; none of it is what the device comes with. */
export const ownersSettings: BatterySettingsNow = { workMode: "Feedin", MinSocOnGrid: 10, isScheduled: false };

/** One life of the hub, from a start to a crash or the end. */
export interface Life extends Outlets {
  readonly hub: Hub;
  readonly history: History;
}

export interface LifeOptions {
  readonly dieAtStep?: number;
  /** Devices that are no longer in the configuration. */
  readonly without?: readonly string[];
  /** Defects, to see whether the checks notice them. */
  readonly spoilStore?: (store: StateStore) => StateStore;
  readonly spoilDriver?: (driver: AnyDriver) => AnyDriver;
}

/** A simulated house with its devices, and the files in which one life of the hub after the other finds the last. */
export interface CrashHome {
  readonly clock: VirtualClock;
  readonly house: DemoHouse;
  start(options?: LifeOptions): Life;
  batterySettings(): BatterySettingsNow;
  /** Straight from the file. */
  storedIntents(): readonly StoredIntent[];
  /** Makes what control remembers unreadable; the intents beside it stay whole. */
  spoilMemory(): void;
  close(): Promise<void>;
}

const storedIntent = z.object({
  id: z.string(),
  actuator: z.string(),
  state: z.string(),
  updatedAt: z.number(),
  before: z.json().exactOptional(),
});
export type StoredIntent = z.infer<typeof storedIntent>;

/** What a hub, dead or alive, has noted in its state file. */
export function readIntents(path: string): readonly StoredIntent[] {
  if (!existsSync(path)) return [];
  const database = openDatabase(path, { durability: "full", isReadOnly: true });
  try {
    const rows = database.prepare("SELECT intent FROM intents ORDER BY actuator").all();
    return rows.map((row) => storedIntent.parse(JSON.parse(String(row["intent"]))));
  } finally {
    database.close();
  }
}

export async function openCrashHome(): Promise<CrashHome> {
  const world = createTestWorld();
  const clock = createVirtualClock(presetStartAt("family"));
  const network = createLoopbackNetwork(clock);
  const house = await createDemoHouse(world.drivers, {
    ...{ clock, network, port: 0, preset: "family", seed: 3 },
    random: createRandom(3),
  });
  const files = {
    state: join(world.workingDirectory, "home.state.db"),
    history: join(world.workingDirectory, "home.db"),
  };
  const lives: { readonly life: Life; readonly store: StateStore }[] = [];

  const start = (options: LifeOptions = {}): Life => {
    const outlets = createOutlets({ clock, http: network.http }, options.dieAtStep);
    const opened = world.openStateStore({ path: files.state, now: clock.now, onProblem: () => {} });
    const history = world.openHistory({ path: files.history, clock: outlets.clock, mode: "inline" });
    const accounts = join(world.workingDirectory, "accounts");
    const spoilt = world.drivers.map(({ driver }) => options.spoilDriver?.(driver) ?? driver);
    const spoiltWorld = {
      ...world,
      drivers: world.drivers.map((parts, index) => ({ ...parts, driver: spoilt[index] ?? parts.driver })),
    };
    const hub = createHub(parseConfig(spoiltWorld, "crash", configText(house, options.without ?? [])), {
      ...{ drivers: spoilt, targets: [], clock: outlets.clock, log: silentLog, history },
      accounts: createAccounts({ directory: accounts, clock: outlets.clock, http: outlets.http, log: silentLog }),
      random: createRandom(lives.length),
      store: outlets.store(options.spoilStore?.(opened) ?? opened),
    });
    const life = { ...outlets, hub, history };
    lives.push({ life, store: opened });
    return life;
  };

  const setting = setByOwner(house, network.http, clock);
  await clock.runFor(minuteMs);
  await setting;
  return {
    clock,
    house,
    start,
    batterySettings: () => settingsOf(house),
    storedIntents: () => readIntents(files.state),
    spoilMemory: () => {
      const database = openDatabase(files.state, { durability: "full" });
      database.exec("UPDATE memory SET memory = '{torn'");
      database.close();
    },
    close: async () => {
      for (const { life, store } of lives) {
        life.die();
        await life.history.close();
        store.close();
      }
      world.dispose();
    },
  };
}

export function settingsOf(house: DemoHouse): BatterySettingsNow {
  house.home.advance();
  const { workMode, MinSocOnGrid, isScheduled } = inverterState.parse(
    house.emulators.get(battery)?.describe(),
  ).settings;
  return { workMode, MinSocOnGrid, isScheduled };
}

/** The demo's configuration with the charger off until somebody asks for more. */
export function configText(house: Pick<DemoHouse, "configText">, without: readonly string[]): string {
  const document = parseDocument(house.configText);
  document.setIn(["control", "chargers", charger, "mode"], "off");
  const devices = deviceEntries(house.configText);
  document.set("devices", document.createNode(devices.filter(({ id }) => !without.includes(id))));
  return document.toString();
}

/** The owner chooses feed-in first in the maker's app, long before the hub comes. */
export async function setByOwner(house: DemoHouse, http: HttpClient, clock: Clock): Promise<void> {
  const driver = drivers.find(({ driver: { id } }) => id === "foxess")?.driver;
  const entry = deviceEntries(house.configText).find(({ id }) => id === battery);
  if (driver === undefined || entry === undefined) throw new Error("the family's battery is no FoxESS any more");
  const { id: deviceId, driver: _, ...config } = entry;
  const bound = driver.bind(config);
  const account = createAccounts({ directory: "memory", clock, http, log: silentLog }).open({
    ...{ driver: driver.id, identity: bound.identity, rules: driver.calls },
  });
  const { actuators } = await bound.connect({
    ...{ deviceId, http: account.http, session: account.session, clock, log: silentLog },
    ...{ random: createRandom(1), reportRemaining: account.reportRemaining },
  });
  const wanted = { kind: "value", target: battery, key: "WorkMode", value: ownersSettings.workMode } as const;
  for (const actuator of actuators) if (actuator.accepts.includes(wanted.kind)) await actuator.apply(wanted, {});
  await account.close();
}

function deviceEntries(text: string) {
  return z.array(z.looseObject({ id: z.string() })).parse(parseDocument(text).toJS()["devices"]);
}

import { stringify } from "yaml";
import { type Instant, type Json, minuteMs, type Sharing } from "#domain";
import {
  attachEmulator,
  createAccounts,
  createEmulator,
  type Emulator,
  type EmulatorDefinition,
  type SimulatedHome,
} from "#driver-kit";
import { createMemoryStateStore, openHistory } from "#history";
import { createHub, type Hub, loadConfig } from "#hub";
import { createLoopbackNetwork, createRandom, createVirtualClock, silentLog, type VirtualClock } from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { alphaessDriver } from "../../../src/drivers/alphaess/driver.ts";
import { alphaessEmulator } from "../../../src/drivers/alphaess/emulator.ts";
import { createPortalSurface } from "../../../src/drivers/alphaess/portal/portal-surface.ts";
import { foxessDriver } from "../../../src/drivers/foxess/driver.ts";
import { foxessEmulator } from "../../../src/drivers/foxess/emulator.ts";
import { goeDriver } from "../../../src/drivers/goe/driver.ts";
import { goeEmulator } from "../../../src/drivers/goe/emulator.ts";
import { type CarSteps, followSplit, type Split } from "./asked-split.ts";

/** Whose battery and charger stand in the house, and by which way they are reached. */
export const makers = ["alphaess-both", "alphaess-legacy", "alphaess-open", "foxess-goe"] as const;
export type Makers = (typeof makers)[number];

export interface SharingHomeOptions {
  readonly makers: Makers;
  readonly scenario: Scenario;
  readonly startAt: Instant;
  readonly share: Sharing;
  readonly shareW: number;
  readonly steps: CarSteps;
  readonly seed?: number;
}

export interface SharingHome {
  readonly clock: VirtualClock;
  readonly home: SimulatedHome;
  readonly clouds: readonly Emulator[];
  hub(): Hub;
  /** What battery and car have got since the start, and what the setting asked for them. */
  split(): Split;
  /** How many orders went to the charger, as its interfaces count them. */
  chargerWrites(): number;
  /** The owner chooses in the app what the wallbox charges with. */
  chooseCurrent(currentA: number): Promise<void>;
  close(): Promise<void>;
}

interface Device {
  readonly emulator: Emulator;
  readonly entry: Readonly<Record<string, Json>>;
}

/** A house with battery, car and hub on virtual time, and beside it the same house with perfect knowledge. */
export function openSharingHome(options: SharingHomeOptions): SharingHome {
  const { share, shareW, seed = 7 } = options;
  const clock = createVirtualClock(options.startAt);
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(options.scenario, { clock, seed });
  const fixedCurrentA = options.makers === "alphaess-open" ? options.steps.maxCurrentA : undefined;
  const devices = devicesOf(options.makers, fixedCurrentA, (definition, origin, profile) => {
    const emulator = createEmulator(definition, { home, clock, random: createRandom(seed), ...profile });
    attachEmulator(network, origin, emulator);
    return emulator;
  });
  const [battery] = devices;
  const charger = options.makers === "foxess-goe" ? "wallbox" : "alpha.EV1";
  const drivers = [alphaessDriver, foxessDriver, goeDriver];
  const text = stringify({
    version: 1,
    home: { id: "home", name: "Home", timeZone: home.timeZone },
    devices: devices.map(({ entry }) => entry),
    control: {
      batteries: { [String(battery?.entry["id"])]: { share, ...(share === "share" ? { shareW } : {}) } },
      chargers: { [charger]: { mode: "solar" } },
    },
  });
  const loaded = loadConfig("test", text, { drivers, targets: [], environment: {}, readSecretFile: () => undefined });
  if (!loaded.isUsable) throw new Error(JSON.stringify(loaded.problems));
  const history = openHistory({ path: ":memory:", clock, mode: "inline" });
  const store = createMemoryStateStore();
  const hub = createHub(loaded.config, {
    ...{ drivers, targets: [], clock, log: silentLog, history, store, random: createRandom(seed + 1) },
    accounts: createAccounts({ directory: "memory", clock, http: network.http, log: silentLog }),
  });
  const followed = followSplit(home, { share, shareW, steps: options.steps });
  const clouds = devices.map(({ emulator }) => emulator);
  return {
    ...{ clock, home, clouds },
    hub: () => hub,
    split: followed.split,
    chargerWrites: () => clouds.flatMap((cloud) => cloud.calls()).filter(({ path }) => isChargerOrder(path)).length,
    chooseCurrent: async (currentA) => {
      const { username = "", password = "", serial = "" } = battery?.emulator.credentials ?? {};
      const app = createPortalSurface({
        username,
        password,
        url: "http://alphaess.emulator",
        http: network.http,
        clock,
      });
      const chosen = app.changeChargerCurrent(serial, "EV1", currentA);
      await clock.runFor(minuteMs);
      await chosen;
    },
    close: async () => {
      const stopping = hub.stop();
      await clock.runFor(minuteMs);
      await stopping;
      const closing = history.close();
      await clock.runFor(0);
      await closing;
    },
  };
}

/** The question for the settings has nearly the same name as the order. */
function isChargerOrder(path: string): boolean {
  return /(?:setNewEv|(?<!Get)CustomUseESSSetting|(?:start|stop|Start|Stop)Charging|remoteControlEvCharger|\/set)(?:\?|$)/.test(
    path,
  );
}

type Open = (definition: EmulatorDefinition, origin: string, profile: { readonly profile?: string }) => Emulator;

function devicesOf(which: Makers, fixedCurrentA: number | undefined, open: Open): readonly Device[] {
  switch (which) {
    case "foxess-goe": {
      const roof = open(foxessEmulator, "http://foxess.emulator", { profile: "H1" });
      const wallbox = open(goeEmulator, "http://goe.emulator", {});
      return [
        { emulator: roof, entry: { ...roof.deviceEntry, id: "roof", url: "http://foxess.emulator" } },
        {
          emulator: wallbox,
          entry: { ...wallbox.deviceEntry, id: "wallbox", url: "http://goe.emulator", every: "10s" },
        },
      ];
    }
    case "alphaess-both":
    case "alphaess-legacy":
    case "alphaess-open": {
      const profile = { "alphaess-both": "both", "alphaess-legacy": "legacy", "alphaess-open": "SMILE-T10" }[which];
      const alpha = open(alphaessEmulator, "http://alphaess.emulator", { profile });
      const entry = { ...alpha.deviceEntry, id: "alpha", url: "http://alphaess.emulator" };
      return [
        { emulator: alpha, entry: fixedCurrentA === undefined ? entry : { ...entry, chargerCurrentA: fixedCurrentA } },
      ];
    }
  }
}

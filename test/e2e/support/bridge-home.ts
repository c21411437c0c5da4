import { stringify } from "yaml";
import { z } from "zod";
import { type Instant, type Json, secondMs } from "#domain";
import { attachEmulator, createAccounts, createEmulator, type Emulator, type EmulatorDefinition } from "#driver-kit";
import { createMemoryStateStore } from "#history";
import { createHub, type Hub } from "#hub";
import { createLoopbackNetwork, createMemoryLog, createRandom, createVirtualClock, type HttpClient } from "#platform";
import { createSimulatedHome, type Scenario } from "#simulator";
import { createTexts } from "#text";
import { parseConfig } from "../../../src/cli/config-file.ts";
import { explainedLog } from "../../../src/cli/explained-log.ts";
import { findLiveBridge } from "../../../src/cli/old-bridges/live-bridge.ts";
import { createTestWorld } from "../../support/world.ts";

/** A device or a listener of the house; it stands at `http://<name>.emulator`. */
export interface Stand {
  readonly emulator: EmulatorDefinition;
  readonly profile?: string;
  readonly credentials?: Readonly<Record<string, string>>;
}

export interface BridgeHomeOptions<Name extends string> {
  readonly scenario: Scenario;
  readonly startAt: Instant;
  readonly stands: Readonly<Record<Name, Stand>>;
  /** One `sunsteer.yaml` for each hub. */
  readonly configs?: (entryOf: (name: Name, more?: Readonly<Record<string, Json>>) => Json) => readonly Json[];
  /** Instead of configurations: the variables of an older bridge. */
  readonly environment?: (credentialsOf: (name: Name) => Readonly<Record<string, string>>) => Record<string, string>;
  /** Stands between the hubs and the network, e.g. to change answers. */
  readonly throughHttp?: (http: HttpClient) => HttpClient;
}

/** What the house did at one second. */
export interface Truth {
  readonly solarW: number;
  readonly acW: number;
  readonly gridW: number;
  readonly batteryW: number;
  readonly loadW: number;
}

export function addressOf(name: string): string {
  return `http://${name}.emulator`;
}

/** A simulated house on virtual time, whoever measures it, and hubs that push what they know of it. */
export async function openBridgeHome<Name extends string>(options: BridgeHomeOptions<Name>) {
  const clock = createVirtualClock(options.startAt);
  const network = createLoopbackNetwork(clock);
  const home = createSimulatedHome(options.scenario, { clock, seed: 5 });
  const truth = new Map<Instant, Truth>();
  home.onStep((at) => {
    const { solarW, acW, battery } = home.inverter();
    const [gridW, loadW] = [home.meter.powerW, home.load.siteW];
    truth.set(at, { solarW, acW, gridW, batteryW: battery?.powerW ?? 0, loadW });
  });
  const emulators = new Map<string, Emulator>();
  for (const [name, stand] of Object.entries<Stand>(options.stands)) {
    const { emulator: definition, ...rest } = stand;
    const emulator = createEmulator(definition, { home, clock, random: createRandom(7), ...rest });
    attachEmulator(network, addressOf(name), emulator);
    emulators.set(name, emulator);
  }
  const emulator = (name: Name): Emulator => {
    const found = emulators.get(name);
    if (found === undefined) throw new Error(`there is no ${name}`);
    return found;
  };
  const entryOf = (name: Name, more: Readonly<Record<string, Json>> = {}): Json => ({
    ...{ id: name, ...emulator(name).deviceEntry, url: addressOf(name), ...more },
  });
  const world = createTestWorld(options.environment?.((name) => emulator(name).credentials));
  const memory = createMemoryLog();
  const catalogs = [
    ...world.drivers.map(({ driver }) => driver.text),
    ...world.targets.map(({ target }) => target.text),
  ];
  const sentences = createTexts("en", { catalogs });
  const log = explainedLog(memory, sentences);
  const bridge = await findLiveBridge(world);
  const texts = bridge === undefined ? (options.configs?.(entryOf) ?? []).map((one) => stringify(one)) : [bridge.text];
  const http = options.throughHttp?.(network.http) ?? network.http;
  const accounts = createAccounts({ directory: "memory", clock, http, log });
  const hubs = texts.map((text, index): Hub => {
    const history = world.openHistory({ path: ":memory:", clock, mode: "inline" });
    return createHub(parseConfig(world, "test", text), {
      drivers: world.drivers.map(({ driver }) => driver),
      targets: world.targets.map(({ target }) => target),
      ...{ accounts, clock, log, history, random: createRandom(11 + index), store: createMemoryStateStore() },
    });
  });
  const close = async () => {
    const stopped = Promise.all(hubs.map((hub) => hub.stop()));
    await clock.runFor(60 * secondMs);
    await stopped;
    for (const hub of hubs) {
      const closed = hub.history.close();
      await clock.runFor(0);
      await closed;
    }
    world.dispose();
  };
  return {
    ...{ clock, home, truth, emulator, hubs, close, lines: memory.lines },
    /** What is told before the hub starts, where an older bridge's settings are in use. */
    greeting:
      bridge === undefined
        ? []
        : [
            sentences.label("import.in-use", { found: bridge.found }),
            ...bridge.notes.map(({ key, facts }) => sentences.label(key, facts)),
          ],
    heardBy: (name: Name) => heard.parse(emulator(name).describe()),
  };
}

const meters = z.strictObject({
  production_kw: z.number().optional(),
  net_import_kw: z.number().optional(),
  battery_discharge_kw: z.number().optional(),
  consumption_kw: z.number().optional(),
  battery_soc: z.number().optional(),
});
const pushed = z.strictObject({
  at: z.number(),
  tsms: z.number().optional(),
  siteMeters: meters.optional(),
  error: z.string().optional(),
});
const heard = z.object({ shown: z.looseObject({ status: z.string() }), pushes: z.array(pushed) });

export type Pushed = z.output<typeof pushed>;
export type Meters = z.output<typeof meters>;

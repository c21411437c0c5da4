import { stringify } from "yaml";
import type { Json } from "#domain";
import {
  attachEmulator,
  createEmulator,
  type DriverParts,
  type Emulator,
  type SimulatedHome,
  type TargetParts,
} from "#driver-kit";
import type { Clock, LoopbackNetwork, Random } from "#platform";
import { createSimulatedHome, type PresetName, presets } from "#simulator";
import type { ChosenHouse } from "./chosen-house.ts";

/** A simulated house with an emulated device of some maker at each inverter and wallbox, reachable by the hub. */
export interface DemoHouse {
  readonly home: SimulatedHome;
  readonly emulators: ReadonlyMap<string, Emulator>;
  /** The `sunsteer.yaml` with which the hub finds all of it. */
  readonly configText: string;
}

export interface DemoHouseOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly network: LoopbackNetwork;
  readonly preset: PresetName;
  /** Instead of the preset: a house of somebody's own. */
  readonly chosen?: ChosenHouse;
  readonly seed?: number;
  /** Who is told of the home, each by an emulator of its own. */
  readonly targets?: readonly TargetParts[];
  readonly port: number;
}

/** Builds the house of a preset. Makers take turns where several have a device for one kind of unit. */
export async function createDemoHouse(drivers: readonly DriverParts[], options: DemoHouseOptions): Promise<DemoHouse> {
  const { clock, random, network } = options;
  const { scenario, traces } = options.chosen ?? { ...presets[options.preset], traces: new Map() };
  const seed = options.seed === undefined ? {} : { seed: options.seed };
  const home = createSimulatedHome(scenario, { clock, traces, ...seed });
  const emulators = new Map<string, Emulator>();
  const devices: Json[] = [];
  const makers = await Promise.all(
    drivers
      .filter(({ isInDemo }) => isInDemo)
      .map(async ({ driver, emulator }) => ({ id: driver.id, definition: await emulator.load() })),
  );
  const place = (kind: "inverter" | "wallbox", unit: string, index: number) => {
    const candidates = makers.filter(({ definition }) => definition.unit === kind);
    const maker = candidates[index % candidates.length];
    if (maker === undefined) return;
    const emulator = createEmulator(maker.definition, { home, clock, random, unit });
    const url = `http://${unit}.emulator`;
    attachEmulator(network, url, emulator);
    emulators.set(unit, emulator);
    devices.push({ id: unit, driver: maker.id, url, ...emulator.deviceEntry });
  };
  const placeTarget = async ({ target, emulator: { load } }: TargetParts) => {
    const emulator = createEmulator(await load(), { home, clock, random });
    const url = `http://${target.id}.emulator`;
    attachEmulator(network, url, emulator);
    emulators.set(target.id, emulator);
    return { id: target.id, target: target.id, url, ...emulator.deviceEntry };
  };
  const targets = await Promise.all((options.targets ?? []).map(placeTarget));
  for (const [index, unit] of home.inverterIds().entries()) place("inverter", unit, index);
  for (const [index, unit] of home.wallboxIds().entries()) place("wallbox", unit, index);
  const configText = stringify({
    version: 1,
    home: { id: "demo", name: "Demo", timeZone: home.timeZone },
    devices,
    targets,
    control: {
      chargers: Object.fromEntries(home.wallboxIds().map((id, index) => [id, { mode: "solar", priority: index + 1 }])),
      batteries: Object.fromEntries(
        home
          .inverterIds()
          .filter((id) => home.inverter(id).battery !== undefined)
          .map((id) => [id, { evGuard: true }]),
      ),
    },
    http: { port: options.port },
  });
  return { home, emulators, configText };
}

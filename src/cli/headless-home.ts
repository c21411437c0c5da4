import { dayMs, type HomeState, hourMs } from "#domain";
import { createAccounts } from "#driver-kit";
import { createMemoryStateStore, type History } from "#history";
import { createHub, type DecisionRecord, type Hub } from "#hub";
import {
  createLoopbackNetwork,
  createRandom,
  createVirtualClock,
  type LoopbackNetwork,
  silentLog,
  type VirtualClock,
} from "#platform";
import { type PresetName, presetStartAt } from "#simulator";
import type { Texts } from "#text";
import type { ChosenHouse } from "./chosen-house.ts";
import { parseConfig } from "./config-file.ts";
import { createDemoHouse, type DemoHouse } from "./demo-house.ts";
import type { Progress } from "./progress.ts";
import type { World } from "./world.ts";

export interface HeadlessOptions {
  readonly preset: PresetName;
  /** Instead of the preset: a house of somebody's own. */
  readonly chosen?: ChosenHouse;
  readonly seed: number;
  readonly days: number;
  readonly progress?: Progress;
  readonly onDecision?: (record: DecisionRecord) => void;
}

/** A whole home on virtual time in one process: house, emulators, hub, history. */
export interface VirtualHome {
  readonly clock: VirtualClock;
  readonly network: LoopbackNetwork;
  readonly house: DemoHouse;
  readonly hub: Hub;
  readonly history: History;
  close(): Promise<void>;
}

export async function openVirtualHome(
  world: World,
  options: Pick<HeadlessOptions, "preset" | "chosen" | "seed" | "onDecision">,
): Promise<VirtualHome> {
  const clock = createVirtualClock(options.chosen?.startAt ?? presetStartAt(options.preset));
  const network = createLoopbackNetwork(clock);
  const house = await createDemoHouse(world.drivers, {
    clock,
    random: createRandom(options.seed),
    network,
    preset: options.preset,
    seed: options.seed,
    targets: world.targets,
    port: 0,
    ...(options.chosen === undefined ? {} : { chosen: options.chosen }),
  });
  const history = world.openHistory({ path: ":memory:", clock, mode: "inline" });
  const store = createMemoryStateStore();
  const hub = createHub(parseConfig(world, "demo", house.configText), {
    drivers: world.drivers.map(({ driver }) => driver),
    targets: world.targets.map(({ target }) => target),
    accounts: createAccounts({ directory: "memory", clock, http: network.http, log: silentLog }),
    clock,
    random: createRandom(options.seed + 1),
    log: silentLog,
    history,
    store,
    ...(options.onDecision === undefined ? {} : { onDecision: options.onDecision }),
  });
  return {
    clock,
    network,
    house,
    hub,
    history,
    close: async () => {
      const stopping = hub.stop();
      await clock.runFor(hourMs / 60);
      await stopping;
      const closing = history.close();
      await clock.runFor(0);
      await closing;
      store.close();
    },
  };
}

/** What a simulated run came to. */
export interface HeadlessSummary {
  readonly preset: string;
  readonly days: number;
  readonly seconds: number;
  readonly house: ReturnType<DemoHouse["home"]["describe"]>;
  readonly calls: Readonly<Record<string, number>>;
  readonly state: HomeState;
}

export async function runHeadless(world: World, options: HeadlessOptions): Promise<HeadlessSummary> {
  const home = await openVirtualHome(world, options);
  const startedAt = world.clock.now();
  const endAt = home.clock.now() + options.days * dayMs;
  while (home.clock.now() < endAt) {
    await home.clock.runUntil(Math.min(endAt, home.clock.now() + hourMs));
    options.progress?.(1 - (endAt - home.clock.now()) / (options.days * dayMs));
  }
  const { house } = home;
  const summary: HeadlessSummary = {
    preset: options.chosen?.name ?? options.preset,
    days: options.days,
    seconds: (world.clock.now() - startedAt) / 1_000,
    house: house.home.describe(),
    calls: Object.fromEntries([...house.emulators].map(([id, emulator]) => [id, emulator.calls().length])),
    state: home.hub.state(),
  };
  await home.close();
  return summary;
}

export function summaryLines(summary: HeadlessSummary, texts: Texts): string[] {
  const { state } = summary;
  return [
    texts.label("cli.simulated", { days: summary.days, preset: summary.preset, forS: summary.seconds }),
    ...state.reasons.map((reason) => `${reason.subject}: ${texts.reason(reason)}`),
  ];
}

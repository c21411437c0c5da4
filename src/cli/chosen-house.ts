import { isAbsolute, join } from "node:path";
import { parse } from "yaml";
import { fail, type Instant } from "#domain";
import {
  isPresetName,
  loadTraces,
  parseScenario,
  presetNames,
  presets,
  type Scenario,
  scenarioSchema,
  type Traces,
} from "#simulator";
import { badOption } from "./usage.ts";
import type { World } from "./world.ts";

/** The house that a command simulates: one of ours, or one that somebody has written down, maybe with measured series. */
export interface ChosenHouse {
  readonly name: string;
  readonly scenario: Scenario;
  readonly traces: Traces;
  /** When it is worth looking at first. */
  readonly startAt: Instant;
}

export interface HouseOptions {
  readonly preset: string;
  readonly scenario?: string;
  readonly traces?: string;
}

export async function chooseHouse(world: World, options: HouseOptions): Promise<ChosenHouse> {
  const scenario =
    options.scenario === undefined ? presetScenario(options.preset) : await readScenario(world, options.scenario);
  const folder = options.traces ?? world.environment["SUNSTEER_TRACES"];
  const traces = await loadTraces(scenario, folder === undefined ? undefined : inWorkingDirectory(world, folder));
  const { name, startAt } = parseScenario(scenario);
  return { name, scenario, traces, startAt: Date.parse(startAt) };
}

function presetScenario(name: string): Scenario {
  if (!isPresetName(name)) throw badOption("--preset", name, presetNames.join(" | "));
  return presets[name].scenario;
}

async function readScenario(world: World, file: string): Promise<Scenario> {
  const text = await world.files.read(inWorkingDirectory(world, file));
  if (text === undefined) throw fail("invalid", "cli.no-scenario", { facts: { file } });
  const parsed = scenarioSchema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw fail("invalid", "cli.bad-scenario", {
    facts: { file, key: issue?.path.join(".") ?? "", allowed: issue?.message ?? "" },
  });
}

function inWorkingDirectory(world: World, path: string): string {
  return isAbsolute(path) ? path : join(world.workingDirectory, path);
}

import { isAbsolute, join } from "node:path";
import { createProblem, fail } from "#domain";
import { type HomeConfig, loadConfig } from "#hub";
import { Failures } from "./failure.ts";
import type { World } from "./world.ts";

const fileName = "sunsteer.yaml";

/** Where a configuration is looked for, first match first. */
export function configPlaces({ environment, workingDirectory }: World): readonly string[] {
  const userConfig = environment["XDG_CONFIG_HOME"] ?? join(environment["HOME"] ?? "/", ".config");
  return [join(workingDirectory, fileName), join(userConfig, "sunsteer", fileName), join("/etc/sunsteer", fileName)];
}

export async function findConfig(world: World, wanted: string | undefined): Promise<string | undefined> {
  if (wanted !== undefined) return isAbsolute(wanted) ? wanted : join(world.workingDirectory, wanted);
  for (const place of configPlaces(world)) if (await world.files.exists(place)) return place;
  return undefined;
}

/** The configuration that was asked for or found; faults of the file as a whole end the command. */
export async function readConfig(
  world: World,
  wanted: string | undefined,
): Promise<{ file: string; config: HomeConfig }> {
  const file = await findConfig(world, wanted);
  const text = file === undefined ? undefined : await world.files.read(file);
  if (file === undefined || text === undefined) {
    throw fail("invalid", "config.not-found", { facts: { places: wanted ?? configPlaces(world).join(", ") } });
  }
  return { file, config: parseConfig(world, file, text) };
}

export function parseConfig(world: World, file: string, text: string): HomeConfig {
  const loaded = loadConfig(file, text, {
    drivers: world.drivers.map(({ driver }) => driver),
    targets: world.targets.map(({ target }) => target),
    environment: world.environment,
    readSecretFile: world.readSecretFile,
  });
  if (!loaded.isUsable) throw new Failures(loaded.problems);
  return loaded.config;
}

/** The problems inside single entries, for commands that want everything sound. */
export function entryProblems(config: HomeConfig) {
  return [...config.devices, ...config.targets].flatMap(({ problem }) => problem ?? []);
}

export function noSuchDevice(id: string, config: HomeConfig) {
  const allowed = config.devices.map((device) => device.id).join(", ");
  return createProblem("invalid", "cli.unknown-device", { facts: { found: id, allowed } });
}

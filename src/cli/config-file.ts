import { dirname, isAbsolute, join } from "node:path";
import { fail } from "#domain";
import { type HomeConfig, loadConfig, migrateConfig } from "#hub";
import { Failures } from "./failure.ts";
import type { Invocation } from "./invocation.ts";
import { findLiveBridge, type LiveBridge } from "./old-bridges/live-bridge.ts";
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

export interface FoundConfig {
  /** The file; or what else there was, such as the variables of an older bridge. */
  readonly file: string;
  readonly config: HomeConfig;
  /** Set where an older bridge's settings stand in for a configuration. */
  readonly bridge?: LiveBridge;
}

/** The configuration that was asked for or found; faults of the file as a whole end the command. */
export async function readConfig(world: World, wanted: string | undefined): Promise<FoundConfig> {
  const { file, text, bridge } = await readText(world, wanted);
  return { file, config: parseConfig(world, file, text), ...(bridge === undefined ? {} : { bridge }) };
}

/** The same for the hub itself, which brings a file of an older form up to date and keeps the old text beside it. */
export async function readAndRenewConfig(
  { world, texts }: Invocation,
  wanted: string | undefined,
): Promise<FoundConfig> {
  const { file, text, bridge } = await readText(world, wanted);
  if (bridge !== undefined) return { file, config: parseConfig(world, file, text), bridge };
  // Judged first: what cannot be run is not rewritten, and its lines stay those that the owner sees.
  const config = parseConfig(world, file, text);
  const migrated = migrateConfig(text);
  if (migrated === undefined) return { file, config };
  try {
    const backup = await freePlace(world, `${file}.v${migrated.from}`);
    await world.files.copy(file, backup);
    await world.files.write(file, migrated.text);
    world.output.tell(texts.label("cli.config-renewed", { path: file, version: migrated.from, backup }));
  } catch (error) {
    const detail = codeOf(error);
    world.output.tell(texts.label("cli.config-not-renewed", { path: file, version: migrated.from, detail }));
  }
  return { file, config: parseConfig(world, file, migrated.text) };
}

/** One file is one home; several files, or a folder of them, are several homes. */
export async function readAndRenewConfigs(
  invocation: Invocation,
  wanted: readonly string[],
): Promise<readonly [FoundConfig, ...FoundConfig[]]> {
  const files = (await Promise.all(wanted.map((path) => filesAt(invocation.world, path)))).flat();
  const first = await readAndRenewConfig(invocation, files[0]);
  const found: [FoundConfig, ...FoundConfig[]] = [first];
  for (const file of files.slice(1)) found.push(await readAndRenewConfig(invocation, file));
  const configs = withOwnHistories(found);
  for (const [index, { config, file }] of configs.entries()) {
    const twin = configs.slice(0, index).find((other) => other.config.home.id === config.home.id);
    if (twin !== undefined)
      throw fail("invalid", "cli.same-home", { facts: { found: config.home.id, file, other: twin.file } });
  }
  return configs;
}

async function filesAt(world: World, path: string): Promise<readonly string[]> {
  const place = isAbsolute(path) ? path : join(world.workingDirectory, path);
  const names = await world.files.list(place);
  if (names === undefined) return [place];
  const files = names.filter((name) => /\.ya?ml$/i.test(name)).map((name) => join(place, name));
  if (files.length === 0) throw fail("invalid", "config.not-found", { facts: { places: join(place, "*.yaml") } });
  return files;
}

/** Homes that did not say where their history is to be get a file each. */
function withOwnHistories(found: readonly [FoundConfig, ...FoundConfig[]]): readonly [FoundConfig, ...FoundConfig[]] {
  if (found.length === 1) return found;
  const own = (one: FoundConfig): FoundConfig => {
    const { home, history } = one.config;
    const isShared = found.some((other) => other !== one && other.config.history.path === history.path);
    const path = isShared ? join(dirname(history.path), `${home.id}.db`) : history.path;
    return { ...one, config: { ...one.config, history: { path } } };
  };
  const [first, ...more] = found;
  return [own(first), ...more.map(own)];
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
  return [...[...config.devices, ...config.targets].flatMap(({ problem }) => problem ?? []), ...config.notes];
}

interface FoundText {
  readonly file: string;
  readonly text: string;
  readonly bridge?: LiveBridge;
}

async function readText(world: World, wanted: string | undefined): Promise<FoundText> {
  const file = await findConfig(world, wanted);
  const text = file === undefined ? undefined : await readFileText(world, file);
  if (file !== undefined && text !== undefined) return { file, text };
  const bridge = wanted === undefined ? await findLiveBridge(world) : undefined;
  if (bridge !== undefined) return { file: bridge.found, text: bridge.text, bridge };
  throw fail("invalid", "config.not-found", { facts: { places: file ?? configPlaces(world).join(", ") } });
}

async function readFileText(world: World, file: string): Promise<string | undefined> {
  try {
    return await world.files.read(file);
  } catch (error) {
    throw fail("invalid", "config.unreadable", { facts: { path: file, detail: codeOf(error) }, cause: error });
  }
}

/** The first name that is not taken: an earlier backup is never written over. */
async function freePlace({ files }: World, path: string): Promise<string> {
  let place = path;
  for (let number = 2; await files.exists(place); number += 1) place = `${path}.${number}`;
  return place;
}

/** `EACCES` and its kin, which administrators know; never more of the error than that. */
function codeOf(error: unknown): string | undefined {
  return error instanceof Error && "code" in error ? String(error.code) : undefined;
}

import { join } from "node:path";
import { stringify } from "yaml";
import type { Json } from "#domain";
import { inMemory } from "../state-places.ts";
import type { World } from "../world.ts";
import { fromEnvironment, isBridge, overruled } from "./old-settings.ts";
import { readOldFile } from "./read-old-file.ts";
import { type ImportNote, logLevelOf, translate } from "./translate.ts";

/** The configuration that the variables and the mounted file of an older bridge amount to. */
export interface LiveBridge {
  readonly text: string;
  readonly notes: readonly ImportNote[];
  /** Where it was found. */
  readonly found: string;
  readonly logLevel?: "debug" | "info" | "warn" | "error";
}

/** Where the older bridges' images had their file; a fresh volume inherited it from the image. */
const oldFolders = ["/etc/huaweisolar", "/etc/solaruseoptimiser"];
const fileName = "appsettings.json";

/** Looks whether this process was started as an older bridge was: by its variables alone, or with its file mounted. */
export async function findLiveBridge(world: World): Promise<LiveBridge | undefined> {
  const { environment } = world;
  const variables = fromEnvironment(environment);
  const file = await findOldFile(world);
  const fromFile = file === undefined ? new Map() : settingsIn(file.path, file.text);
  const settings = overruled(fromFile, variables);
  if (!isBridge(settings)) return undefined;
  const timeZone = environment["TZ"];
  const bridge = { name: "environment", settings, isFile: false, ...(timeZone === undefined ? {} : { timeZone }) };
  const { config, notes } = translate([bridge]);
  const found = [...(variables.size === 0 ? [] : ["environment"]), ...(file === undefined ? [] : [file.path])];
  const level = (settings.get("serilog:minimumlevel") ?? settings.get("serilog:minimumlevel:default"))?.text;
  const logLevel = level === undefined ? undefined : logLevelOf(level);
  return {
    text: stringify({ ...config, ...placesOf(world), ...accessOf(world) }),
    // How much is logged is taken over here, so there is nothing to be set.
    notes: notes.filter(({ key }) => key !== "import.log-level"),
    found: found.join(", "),
    ...(logLevel === undefined ? {} : { logLevel }),
  };
}

async function findOldFile({ environment, files }: World) {
  const named = Object.entries(environment).find(([name]) => name.toLowerCase() === "configpath")?.[1];
  for (const folder of named === undefined || named === "" ? oldFolders : [named]) {
    const path = join(folder, fileName);
    const text = await files.read(path).catch(() => undefined);
    if (text !== undefined) return { path, text };
  }
  return undefined;
}

function settingsIn(path: string, text: string) {
  const [bridge] = readOldFile(path, text);
  return bridge?.settings ?? new Map();
}

/** A container that was never given a place to write has none: then the history is kept in memory. */
function placesOf({ environment }: World): Readonly<Record<string, Json>> {
  return { history: { path: environment["SUNSTEER_DATA"] === undefined ? inMemory : "sunsteer.db" } };
}

/** The older bridges had no page; ours is reachable from outside as soon as it has a password. */
function accessOf({ environment }: World): Readonly<Record<string, Json>> {
  if ((environment["SUNSTEER_PASSWORD"] ?? "") === "") return {};
  return { http: { host: "0.0.0.0", password: `\${SUNSTEER_PASSWORD}` } };
}

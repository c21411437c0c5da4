import { fail, ProblemError } from "#domain";
import type { Environment } from "#platform";
import type { CommandContext, CommandInput, ConfiguredDevice } from "./commands.ts";

/** A device's own keys, as a configuration or a command line has them. */
export type RawEntry = Readonly<Record<string, unknown>>;

export interface FoundEntry {
  readonly entry: RawEntry;
  /** What the house calls the device; missing where it was typed. */
  readonly id?: string;
}

export interface EntrySearch {
  /** What options and environment give; undefined when that is not enough to reach a device by it. */
  readonly typed?: RawEntry | undefined;
  /** The code of the problem that there is neither that nor a configured device. */
  readonly noneCode: string;
  /** Which of several configured devices can be meant; missing: any. */
  readonly isMeant?: (entry: RawEntry) => boolean;
}

/**
 * The entry that a driver's command is about: what is typed goes before what is configured, and whoever names a device
 * with `--device` means the configuration. Of several devices one has to be named.
 */
export async function findEntry(
  { options }: Pick<CommandInput, "options">,
  context: Pick<CommandContext, "findDevices">,
  { typed, noneCode, isMeant = () => true }: EntrySearch,
): Promise<FoundEntry> {
  const file = typeof options["config"] === "string" ? options["config"] : undefined;
  const { device } = options;
  if (typeof device !== "string" && typed !== undefined) return { entry: typed };
  const devices = await context.findDevices(file);
  const known = devices.map(({ id }) => id).join(", ") || "–";
  if (typeof device === "string") {
    const named = devices.find(({ id }) => id === device);
    if (named === undefined) throw fail("invalid", "cli.unknown-device", { facts: { found: device, known } });
    return entryOf(named);
  }
  const [only, ...more] = devices.filter(({ entry }) => isMeant(entry));
  if (only === undefined) throw fail("invalid", noneCode);
  if (more.length > 0) throw fail("invalid", "cli.which-device", { facts: { known } });
  return entryOf(only);
}

function entryOf({ id, entry, problem }: ConfiguredDevice): FoundEntry {
  if (problem !== undefined) throw new ProblemError(problem);
  return { id, entry };
}

/** A variable that is set to nothing is not set. */
export function filledVariables(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
}

/** What was given, without what was not. */
export function present(entry: RawEntry): RawEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

import { fail, ProblemError } from "#domain";
import type { CommandContext, CommandInput, ConfiguredDevice } from "#driver-kit";
import { type AccountConfig, type FusionsolarConfig, fusionsolarConfig } from "../config.ts";

type RawEntry = Readonly<Record<string, unknown>>;

/** What a command is about. Which plant may be left to be found. */
export interface CommandEntry {
  readonly config: FusionsolarConfig;
  readonly plant: string | undefined;
}

/** Options before environment before configuration; whoever names a device means the configuration. */
export async function findEntry({ options }: CommandInput, context: CommandContext): Promise<CommandEntry> {
  const { device, config } = options;
  const file = typeof config === "string" ? config : undefined;
  const env = filled(context.environment);
  const plant = options["plant"] ?? env["FUSIONSOLAR_PLANT"];
  if (typeof device === "string") {
    const entry = entryOf(device, await context.findDevices(file));
    return parseEntry({ ...entry, ...present({ plant: options["plant"] }) });
  }
  const url = options["url"] ?? env["FUSIONSOLAR_URL"];
  const username = options["username"] ?? env["FUSIONSOLAR_USERNAME"];
  const password = env["FUSIONSOLAR_PASSWORD"];
  if (username !== undefined && password !== undefined && url !== undefined)
    return parseEntry(present({ url, username, password, plant }));
  const devices = await context.findDevices(file);
  const [only, ...more] = devices;
  if (only === undefined) throw fail("invalid", "fusionsolar.no-account");
  if (more.length > 0) throw fail("invalid", "fusionsolar.which-device", { facts: { known: idsOf(devices) } });
  return parseEntry({ ...entryOf(only.id, devices), ...present({ plant }) });
}

/** The account behind an entry; a kiosk page has none. */
export function accountOf({ config }: CommandEntry): AccountConfig {
  if ("kiosk" in config) throw fail("invalid", "fusionsolar.only-kiosk");
  return config;
}

function entryOf(id: string, devices: readonly ConfiguredDevice[]): RawEntry {
  const found = devices.find((each) => each.id === id);
  if (found === undefined)
    throw fail("invalid", "fusionsolar.unknown-device", { facts: { found: id, known: idsOf(devices) } });
  if (found.problem !== undefined) throw new ProblemError(found.problem);
  return found.entry;
}

function idsOf(devices: readonly ConfiguredDevice[]): string {
  return devices.map(({ id }) => id).join(", ") || "–";
}

/** Stands where no plant is named yet; no plant is called so. */
const open = "\u2026";

function parseEntry(entry: RawEntry): CommandEntry {
  const isOpen = entry["plant"] === undefined && entry["kiosk"] === undefined;
  const parsed = fusionsolarConfig.safeParse(isOpen ? { ...entry, plant: open } : entry);
  if (!parsed.success) {
    const option = String(parsed.error.issues[0]?.path[0] ?? "");
    throw fail("invalid", "fusionsolar.bad-option", { facts: { option } });
  }
  const config = parsed.data;
  return { config, plant: isOpen || "kiosk" in config ? undefined : config.plant };
}

/** A variable that is set to nothing is not set. */
function filled(environment: CommandContext["environment"]): CommandContext["environment"] {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
}

function present(entry: RawEntry): RawEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

import { fail } from "#domain";
import {
  type CommandContext,
  type CommandInput,
  filledVariables,
  findEntry as findEntryOf,
  present,
  type RawEntry,
} from "#driver-kit";
import { type AccountConfig, type FusionsolarConfig, fusionsolarConfig } from "../config.ts";

/** What a command is about. Which plant may be left to be found. */
export interface CommandEntry {
  readonly config: FusionsolarConfig;
  readonly plant: string | undefined;
}

/** An account has to be typed whole; the plant also beside one of the configuration. */
export async function findEntry({ options }: CommandInput, context: CommandContext): Promise<CommandEntry> {
  const variables = filledVariables(context.environment);
  const account = present({
    url: options["url"] ?? variables["FUSIONSOLAR_URL"],
    username: options["username"] ?? variables["FUSIONSOLAR_USERNAME"],
    password: variables["FUSIONSOLAR_PASSWORD"],
  });
  const typed = Object.keys(account).length === 3 ? account : undefined;
  const { entry } = await findEntryOf({ options }, context, { typed, noneCode: "fusionsolar.no-account" });
  const isNamed = typeof options["device"] === "string";
  const plant = options["plant"] ?? (isNamed ? undefined : variables["FUSIONSOLAR_PLANT"]);
  return parseEntry({ ...entry, ...present({ plant }) });
}

/** The account behind an entry; a kiosk page has none. */
export function accountOf({ config }: CommandEntry): AccountConfig {
  if ("kiosk" in config) throw fail("invalid", "fusionsolar.only-kiosk");
  return config;
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

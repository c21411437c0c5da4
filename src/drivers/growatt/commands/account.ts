import { fail, ProblemError } from "#domain";
import type { Account, CommandContext, CommandInput, ConfiguredDevice } from "#driver-kit";
import type { GrowattClient } from "../client.ts";
import { type GrowattConfig, growattConfig } from "../config.ts";
import { clientFor, growattDriver } from "../driver.ts";

type Entry = Readonly<Record<string, unknown>>;

export const user = { purpose: "user" } as const;

/** Does something with the account that options, environment or configuration name. */
export async function withAccount(
  { options }: Pick<CommandInput, "options">,
  context: CommandContext,
  work: (client: GrowattClient, config: GrowattConfig, account: Account) => Promise<void>,
): Promise<void> {
  const config = parse(await findEntry(options, context));
  const account: Account = context.openAccount(growattDriver.identify(config));
  const { http, session, notes } = account;
  try {
    await work(clientFor(config, { http, session, notes, clock: context.clock }), config, account);
  } finally {
    await account.close();
  }
}

/** Options before environment before configuration; whoever names a device means the configuration. */
async function findEntry(options: CommandInput["options"], context: CommandContext): Promise<Entry> {
  const { device, config } = options;
  const file = typeof config === "string" ? config : undefined;
  const typed = present({ plant: options["plant"], region: options["region"], url: options["url"] });
  if (typeof device === "string") return { ...entryOf(device, await context.findDevices(file)), ...typed };
  const { GROWATT_URL, GROWATT_TOKEN, GROWATT_USERNAME, GROWATT_PASSWORD } = filled(context.environment);
  const username = options["username"] ?? GROWATT_USERNAME;
  const isNamed = GROWATT_TOKEN !== undefined || username !== undefined;
  if (isNamed) {
    const secrets = { token: GROWATT_TOKEN, username, password: GROWATT_PASSWORD };
    // Whoever names a user on the command line does not mean the token.
    const own = options["username"] === undefined ? secrets : { ...secrets, token: undefined };
    return { ...present({ ...own, url: GROWATT_URL }), ...typed };
  }
  const devices = await context.findDevices(file);
  const [only, ...more] = devices;
  if (only === undefined) throw fail("invalid", "growatt.no-access");
  if (more.length > 0) throw fail("invalid", "growatt.which-device", { facts: { known: idsOf(devices) } });
  return { ...entryOf(only.id, devices), ...typed };
}

function entryOf(id: string, devices: readonly ConfiguredDevice[]): Entry {
  const found = devices.find((each) => each.id === id);
  if (found === undefined)
    throw fail("invalid", "growatt.unknown-device", { facts: { found: id, known: idsOf(devices) } });
  if (found.problem !== undefined) throw new ProblemError(found.problem);
  return found.entry;
}

function idsOf(devices: readonly ConfiguredDevice[]): string {
  return devices.map(({ id }) => id).join(", ") || "–";
}

function parse(entry: Entry): GrowattConfig {
  const parsed = growattConfig.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = String(issue?.path[0] ?? "");
  if (issue?.message.startsWith("growatt.")) throw fail("invalid", issue.message, { facts: { option } });
  throw fail("invalid", option === "url" ? "growatt.bad-url" : "growatt.bad-entry", { facts: { option } });
}

/** A variable that is set to nothing is not set. */
function filled(environment: CommandContext["environment"]): CommandContext["environment"] {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
}

function present(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

import { fail, ProblemError } from "#domain";
import type { CommandContext, CommandInput, ConfiguredDevice } from "#driver-kit";
import { createGoeClientVia, type GoeClient } from "../client.ts";
import { type GoeConfig, goeConfig } from "../config.ts";
import { goeDriver } from "../driver.ts";
import type { GoeWay } from "../transport-ways.ts";

/** Does something with the charger that the options, the environment or the configuration name. */
export async function withCharger(
  { options }: Pick<CommandInput, "options">,
  context: CommandContext,
  work: (client: GoeClient, way: GoeWay) => Promise<void>,
): Promise<void> {
  const config = parseEntry((await findCharger(options, context)).entry);
  const { way, timeoutMs } = config;
  const account = context.openAccount(goeDriver.identify(config));
  const client = createGoeClientVia(way, { timeoutMs, http: account.http, clock: context.clock });
  try {
    await work(client, way);
  } finally {
    await client.close();
    await account.close();
  }
}

type Entry = Readonly<Record<string, unknown>>;

/** What the house calls the charger; nothing where options or environment say where it is. */
export async function configuredId(
  options: CommandInput["options"],
  context: CommandContext,
): Promise<string | undefined> {
  return (await findCharger(options, context)).id;
}

interface FoundCharger {
  readonly entry: Entry;
  readonly id?: string;
}

/** Options before environment before configuration; whoever names a device means the configuration. */
async function findCharger(options: CommandInput["options"], context: CommandContext): Promise<FoundCharger> {
  const { device, config } = options;
  const file = typeof config === "string" ? config : undefined;
  if (typeof device === "string") return entryOf(device, await context.findDevices(file));
  const typed = { host: options["host"], url: options["url"], serial: options["serial"] };
  const isTyped = Object.values(typed).some((value) => value !== undefined);
  const { GOE_HOST, GOE_URL, GOE_SERIAL, GOE_TOKEN, GOE_PASSWORD } = filled(context.environment);
  const secrets = { token: GOE_TOKEN, password: GOE_PASSWORD };
  const named = isTyped
    ? typed
    : { host: GOE_URL === undefined ? GOE_HOST : undefined, url: GOE_URL, serial: GOE_SERIAL };
  const isNamed = Object.values(named).some((value) => value !== undefined);
  if (isNamed) return { entry: present({ ...named, ...(needsSecret(named) ? secrets : {}) }) };
  const devices = await context.findDevices(file);
  const [only, ...more] = devices;
  if (only !== undefined && more.length === 0) return entryOf(only.id, devices);
  throw only === undefined
    ? fail("invalid", "goe.no-charger")
    : fail("invalid", "goe.which-charger", { facts: { known: devices.map(({ id }) => id).join(", ") } });
}

/** The charger itself asks for no login over HTTP; a token that lies in the environment is not for it. */
function needsSecret({ host, url, serial }: Entry): boolean {
  return serial !== undefined || (host === undefined && typeof url === "string" && !url.startsWith("http"));
}

function entryOf(id: string, devices: readonly ConfiguredDevice[]): FoundCharger {
  const found = devices.find((each) => each.id === id);
  if (found === undefined) {
    const known = devices.map((each) => each.id).join(", ") || "–";
    throw fail("invalid", "goe.unknown-device", { facts: { found: id, known } });
  }
  if (found.problem !== undefined) throw new ProblemError(found.problem);
  return { id, entry: found.entry };
}

function parseEntry(entry: Entry): GoeConfig {
  const parsed = goeConfig.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const code = issue?.message.startsWith("goe.") ? issue.message : "goe.bad-url";
  throw fail("invalid", code);
}

/** A variable that is set to nothing is not set. */
function filled(environment: CommandContext["environment"]): CommandContext["environment"] {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
}

function present(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

import { fail } from "#domain";
import {
  type CommandContext,
  type CommandInput,
  type FoundEntry,
  filledVariables,
  findEntry,
  present,
  type RawEntry,
} from "#driver-kit";
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

/** What the house calls the charger; nothing where options or environment say where it is. */
export async function configuredId(
  options: CommandInput["options"],
  context: CommandContext,
): Promise<string | undefined> {
  return (await findCharger(options, context)).id;
}

function findCharger(options: CommandInput["options"], context: CommandContext): Promise<FoundEntry> {
  return findEntry({ options }, context, { typed: typedEntry(options, context), noneCode: "goe.no-charger" });
}

/** Options go before the environment as a whole: a typed host with another charger's serial would be neither. */
function typedEntry(options: CommandInput["options"], context: CommandContext): RawEntry | undefined {
  const typed = present({ host: options["host"], url: options["url"], serial: options["serial"] });
  const { GOE_HOST, GOE_URL, GOE_SERIAL, GOE_TOKEN, GOE_PASSWORD } = filledVariables(context.environment);
  const fromVariables = { host: GOE_URL === undefined ? GOE_HOST : undefined, url: GOE_URL, serial: GOE_SERIAL };
  const named = Object.keys(typed).length > 0 ? typed : present(fromVariables);
  if (Object.keys(named).length === 0) return undefined;
  return present({ ...named, ...(needsSecret(named) ? { token: GOE_TOKEN, password: GOE_PASSWORD } : {}) });
}

/** The charger itself asks for no login over HTTP; a token that lies in the environment is not for it. */
function needsSecret({ host, url, serial }: RawEntry): boolean {
  return serial !== undefined || (host === undefined && typeof url === "string" && !url.startsWith("http"));
}

function parseEntry(entry: RawEntry): GoeConfig {
  const parsed = goeConfig.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const code = issue?.message.startsWith("goe.") ? issue.message : "goe.bad-url";
  throw fail("invalid", code);
}

import { fail } from "#domain";
import {
  type Account,
  type CommandContext,
  type CommandInput,
  filledVariables,
  findEntry,
  present,
  type RawEntry,
} from "#driver-kit";
import type { GrowattClient } from "../client.ts";
import { type GrowattConfig, growattConfig } from "../config.ts";
import { clientFor, growattDriver } from "../driver.ts";

export const user = { purpose: "user" } as const;

/** Does something with the account that options, environment or configuration name. */
export async function withAccount(
  { options }: Pick<CommandInput, "options">,
  context: CommandContext,
  work: (client: GrowattClient, config: GrowattConfig, account: Account) => Promise<void>,
): Promise<void> {
  const config = parse(await findAccount(options, context));
  const account: Account = context.openAccount(growattDriver.identify(config));
  const { http, session, notes } = account;
  try {
    await work(clientFor(config, { http, session, notes, clock: context.clock }), config, account);
  } finally {
    await account.close();
  }
}

/** Which plant, and where, may be typed beside an account of the configuration. */
async function findAccount(options: CommandInput["options"], context: CommandContext): Promise<RawEntry> {
  const typed = present({ plant: options["plant"], region: options["region"], url: options["url"] });
  const { GROWATT_URL, GROWATT_TOKEN, GROWATT_USERNAME, GROWATT_PASSWORD } = filledVariables(context.environment);
  const username = options["username"] ?? GROWATT_USERNAME;
  // Whoever names a user on the command line does not mean the token.
  const token = options["username"] === undefined ? GROWATT_TOKEN : undefined;
  const isNamed = token !== undefined || username !== undefined;
  const account = present({ token, username, password: GROWATT_PASSWORD, url: GROWATT_URL });
  const search = { typed: isNamed ? account : undefined, noneCode: "growatt.no-access" };
  const { entry } = await findEntry({ options }, context, search);
  return { ...entry, ...typed };
}

function parse(entry: RawEntry): GrowattConfig {
  const parsed = growattConfig.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const option = String(issue?.path[0] ?? "");
  if (issue?.message.startsWith("growatt.")) throw fail("invalid", issue.message, { facts: { option } });
  throw fail("invalid", option === "url" ? "growatt.bad-url" : "growatt.bad-entry", { facts: { option } });
}

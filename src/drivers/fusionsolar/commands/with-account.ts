import { fail, secondMs } from "#domain";
import type { Account, CommandContext } from "#driver-kit";
import { silentLog } from "#platform";
import { createAccountLists, type ListedPlant } from "../account-lists.ts";
import { createFusionsolarClient, type FusionsolarClient, type Plant } from "../client.ts";
import { fusionsolarDriver } from "../driver.ts";
import { listed } from "../endpoints/plants.ts";
import { createKeptLists } from "../kept-lists.ts";
import { createKeptRows, type KeptRows } from "../kept-rows.ts";
import { accountOf, type CommandEntry } from "./entry.ts";

export const user = { purpose: "user" } as const;

/** The account as a command sees it. */
export interface OpenAccount {
  readonly client: FusionsolarClient;
  readonly rows: KeptRows;
  /** The plant that is named, or the only one, with its devices. */
  plant(): Promise<ListedPlant>;
}

/** Does something with the account, under its call limits, with its one login and the lists that are known. */
export async function withAccount(
  entry: CommandEntry,
  context: CommandContext,
  work: (account: OpenAccount) => Promise<void>,
): Promise<void> {
  const config = accountOf(entry);
  const account = context.openAccount(fusionsolarDriver.identify(config));
  const { url, username, password, timeoutS } = config;
  const client = createFusionsolarClient({
    ...{ url, username, password, timeoutMs: timeoutS * secondMs },
    ...{ http: account.http, sessions: account.session, notes: account.notes, clock: context.clock },
  });
  const plant = () => findPlant(client, account, entry, context);
  try {
    await work({ client, plant, rows: createKeptRows(account.notes) });
  } finally {
    await account.close();
  }
}

async function findPlant(
  client: FusionsolarClient,
  { notes }: Account,
  { plant: wanted }: CommandEntry,
  { clock }: CommandContext,
): Promise<ListedPlant> {
  const nobody = { onPlants: () => {}, onChange: () => {} };
  const own = { kept: createKeptLists(notes), log: silentLog, purpose: "user" } as const;
  const lists = createAccountLists({ client, clock, ...own, ...nobody });
  if (wanted !== undefined) return lists.find(wanted, user);
  const { plants } = await lists.all(user);
  return lists.find(onlyPlant(plants).code, user);
}

function onlyPlant(plants: readonly Plant[]): Plant {
  const [only, ...more] = plants;
  if (only === undefined) throw fail("refused", "fusionsolar.no-plants");
  if (more.length > 0) throw fail("invalid", "fusionsolar.name-plant", { facts: { known: listed(plants) } });
  return only;
}

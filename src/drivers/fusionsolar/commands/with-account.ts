import { fail, secondMs } from "#domain";
import type { CommandContext } from "#driver-kit";
import { createFusionsolarClient, type Device, type FusionsolarClient, type Plant } from "../client.ts";
import { fusionsolarDriver } from "../driver.ts";
import { findPlant, listed } from "../endpoints/plants.ts";
import { accountOf, type CommandEntry } from "./entry.ts";

export const user = { purpose: "user" } as const;

/** Does something with the account, under its call limits and with its one login. */
export async function withAccount(
  entry: CommandEntry,
  context: CommandContext,
  work: (client: FusionsolarClient) => Promise<void>,
): Promise<void> {
  const config = accountOf(entry);
  const account = context.openAccount(fusionsolarDriver.identify(config));
  const { url, username, password, timeoutS } = config;
  const client = createFusionsolarClient({
    ...{ url, username, password, timeoutMs: timeoutS * secondMs },
    ...{ http: account.http, sessions: account.session, clock: context.clock },
  });
  try {
    await work(client);
  } finally {
    await account.close();
  }
}

/** The plant that is named, or the only one, with its devices. */
export async function openPlant(
  client: FusionsolarClient,
  { plant: wanted }: CommandEntry,
): Promise<{ readonly plant: Plant; readonly devices: readonly Device[] }> {
  const plants = await client.plants(user);
  const plant = wanted === undefined ? onlyPlant(plants) : findPlant(plants, wanted);
  return { plant, devices: await client.devices([plant.code], user) };
}

function onlyPlant(plants: readonly Plant[]): Plant {
  const [only, ...more] = plants;
  if (only === undefined) throw fail("refused", "fusionsolar.no-plants");
  if (more.length > 0) throw fail("invalid", "fusionsolar.name-plant", { facts: { known: listed(plants) } });
  return only;
}

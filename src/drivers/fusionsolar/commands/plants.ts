import { fail } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { findEntry } from "./entry.ts";
import { user, withAccount } from "./with-account.ts";

/** `fusionsolar plants` */
export async function plants(input: CommandInput, context: CommandContext): Promise<void> {
  const { isJson, print, table } = context;
  await withAccount(await findEntry(input, context), context, async ({ client }) => {
    const found = await client.plants(user);
    if (isJson) return print(JSON.stringify(found));
    if (found.length === 0) throw fail("refused", "fusionsolar.no-plants");
    print(
      table(
        found.map(({ name, code, capacityKw }) => [name, code, capacityKw === undefined ? "" : `${capacityKw} kWp`]),
      ),
    );
  });
}

import type { CommandContext, CommandInput } from "#driver-kit";
import { user, withAccount } from "./account.ts";
import { say } from "./text.ts";

/** `growatt plants` */
export async function plants(input: CommandInput, context: CommandContext): Promise<void> {
  const { isJson, print, tell, table, language } = context;
  await withAccount(input, context, async (client) => {
    const found = await client.plants(user);
    if (isJson) return print(JSON.stringify(found.map(({ id, name }) => ({ id, name }))));
    if (found.length === 0) return tell(say("noPlants", language));
    print(table(found.map(({ id, name }) => [id, name])));
  });
}

import type { CommandContext, CommandInput } from "#driver-kit";
import { user, withSystem } from "./reach.ts";

/** `alphaess settings` */
export async function settings(input: CommandInput, context: CommandContext): Promise<void> {
  const { isJson, print, table } = context;
  await withSystem(input, context, async ({ main, serial }) => {
    const found = await main.settings(serial, user);
    if (isJson) return print(JSON.stringify(found));
    const entries = Object.entries(found).toSorted(([one], [other]) => one.localeCompare(other));
    print(
      table(entries.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value ?? null)])),
    );
  });
}

import { fail } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { findAddress } from "../key-pieces.ts";
import { readableKeys } from "../keys.ts";
import { unknownKey } from "../write-check.ts";
import { helpfulKeys, keysOf, type ShownValue, shownValues, toJson, written } from "./shown-value.ts";
import { withCharger } from "./with-charger.ts";

/** `goe get [KEY…]` */
export async function get(input: CommandInput, context: CommandContext): Promise<void> {
  const names = input.words;
  checkReadable(names);
  await withCharger(input, context, async (client) => {
    const values = await client.status([...(names.length === 0 ? readableKeys : keysOf(names)), ...helpfulKeys], {
      purpose: "user",
    });
    const shown = names.length === 0 ? readableKeys : names;
    const found = shown.flatMap((name) => {
      const own = shownValues(name, values, context.language);
      if (own.length === 0 && names.length > 0) throw fail("refused", "goe.key-absent", { facts: { key: name } });
      return own;
    });
    context.print(context.isJson ? toJson(found) : toTable(found, context));
  });
}

/** Mistakes of the caller are told before anything is asked. */
export function checkReadable(names: readonly string[]): void {
  for (const name of names) {
    const key = findAddress(name)?.key;
    if (key === undefined) throw unknownKey(name);
    if (key.access === "write") throw fail("invalid", "goe.write-only-key", { facts: { key: name } });
    if (key.isSecret) throw fail("invalid", "goe.secret-key", { facts: { key: name } });
  }
}

function toTable(values: readonly ShownValue[], { table, language }: CommandContext): string {
  return table(values.map((value) => [value.name, written(value, language), value.label]));
}

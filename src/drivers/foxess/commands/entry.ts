import type { z } from "zod";
import { fail } from "#domain";
import {
  type CommandContext,
  type CommandInput,
  filledVariables,
  findEntry as findEntryOf,
  present,
  type RawEntry,
} from "#driver-kit";
import { foxessConfig } from "../config.ts";

/** Which serial number may be left to be found. */
const openEntry = foxessConfig.partial({ serial: true });

export type FoxessEntry = z.output<typeof openEntry>;

/** What a command is about; with a key, options and environment are enough. */
export async function findEntry(options: CommandInput["options"], context: CommandContext): Promise<FoxessEntry> {
  const { FOXESS_API_KEY, FOXESS_SERIAL, FOXESS_URL } = filledVariables(context.environment);
  const apiKey = options["apiKey"] ?? FOXESS_API_KEY;
  const serial = options["serial"] ?? FOXESS_SERIAL;
  const { entry } = await findEntryOf({ options }, context, {
    typed: apiKey === undefined ? undefined : present({ apiKey, serial, url: options["url"] ?? FOXESS_URL }),
    noneCode: "foxess.no-key",
    isMeant: (configured) => serial === undefined || configured["serial"] === serial,
  });
  return parseEntry(entry);
}

function parseEntry(entry: RawEntry): FoxessEntry {
  const parsed = openEntry.safeParse(entry);
  if (parsed.success) return parsed.data;
  const option = String(parsed.error.issues[0]?.path[0] ?? "");
  throw fail("invalid", option === "url" ? "foxess.bad-url" : "foxess.empty-option", { facts: { option } });
}

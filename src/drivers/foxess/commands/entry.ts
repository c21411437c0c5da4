import type { z } from "zod";
import { fail, ProblemError } from "#domain";
import type { CommandContext, CommandInput, ConfiguredDevice } from "#driver-kit";
import { foxessConfig } from "../config.ts";

/** Which serial number may be left to be found. */
const openEntry = foxessConfig.partial({ serial: true });

export type FoxessEntry = z.output<typeof openEntry>;

type RawEntry = Readonly<Record<string, unknown>>;

/** Options before environment before configuration; whoever names a device means the configuration. */
export async function findEntry(options: CommandInput["options"], context: CommandContext): Promise<FoxessEntry> {
  const { device, config } = options;
  const file = typeof config === "string" ? config : undefined;
  if (typeof device === "string") return parseEntry(entryOf(device, await context.findDevices(file)));
  const { FOXESS_API_KEY, FOXESS_SERIAL, FOXESS_URL } = filled(context.environment);
  const apiKey = options["apiKey"] ?? FOXESS_API_KEY;
  const serial = options["serial"] ?? FOXESS_SERIAL;
  const url = options["url"] ?? FOXESS_URL;
  if (apiKey !== undefined) return parseEntry(present({ apiKey, serial, url }));
  const devices = await context.findDevices(file);
  const wanted = serial === undefined ? devices : devices.filter(({ entry }) => entry["serial"] === serial);
  const [only, ...more] = wanted;
  if (only === undefined) throw fail("invalid", "foxess.no-key");
  if (more.length > 0) throw fail("invalid", "foxess.which-device", { facts: { known: idsOf(devices) } });
  return parseEntry(entryOf(only.id, devices));
}

function entryOf(id: string, devices: readonly ConfiguredDevice[]): RawEntry {
  const found = devices.find((each) => each.id === id);
  if (found === undefined)
    throw fail("invalid", "foxess.unknown-device", { facts: { found: id, known: idsOf(devices) } });
  if (found.problem !== undefined) throw new ProblemError(found.problem);
  return found.entry;
}

function idsOf(devices: readonly ConfiguredDevice[]): string {
  return devices.map(({ id }) => id).join(", ") || "–";
}

function parseEntry(entry: RawEntry): FoxessEntry {
  const parsed = openEntry.safeParse(entry);
  if (parsed.success) return parsed.data;
  const option = String(parsed.error.issues[0]?.path[0] ?? "");
  throw fail("invalid", option === "url" ? "foxess.bad-url" : "foxess.empty-option", { facts: { option } });
}

/** A variable that is set to nothing is not set. */
function filled(environment: CommandContext["environment"]): CommandContext["environment"] {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
}

function present(entry: RawEntry): RawEntry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

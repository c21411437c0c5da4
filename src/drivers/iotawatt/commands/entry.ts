import { fail, ProblemError } from "#domain";
import type { CommandContext, CommandInput, ConfiguredDevice } from "#driver-kit";
import { type IotawattConfig, iotawattConfig } from "../config.ts";

type Entry = Readonly<Record<string, unknown>>;

/** Options before environment before configuration; whoever names a device means the configuration. */
export async function findConfig(options: CommandInput["options"], context: CommandContext): Promise<IotawattConfig> {
  const { device, config } = options;
  const file = typeof config === "string" ? config : undefined;
  if (typeof device === "string") return parse(entryOf(device, await context.findDevices(file)));
  const { IOTAWATT_URL, IOTAWATT_USERNAME, IOTAWATT_PASSWORD } = filled(context.environment);
  const url = options["url"] ?? IOTAWATT_URL;
  const username = options["username"] ?? IOTAWATT_USERNAME;
  if (typeof url === "string") return parse(present({ url: withScheme(url), username, password: IOTAWATT_PASSWORD }));
  const devices = await context.findDevices(file);
  const [only, ...more] = devices;
  if (only === undefined) throw fail("invalid", "iotawatt.no-device");
  if (more.length > 0) throw fail("invalid", "iotawatt.which-device", { facts: { known: idsOf(devices) } });
  return parse(entryOf(only.id, devices));
}

/** On the command line a bare name is enough. */
function withScheme(address: string): string {
  return address.includes("://") ? address : `http://${address}`;
}

function entryOf(id: string, devices: readonly ConfiguredDevice[]): Entry {
  const found = devices.find((each) => each.id === id);
  if (found === undefined)
    throw fail("invalid", "iotawatt.unknown-device", { facts: { found: id, known: idsOf(devices) } });
  if (found.problem !== undefined) throw new ProblemError(found.problem);
  return found.entry;
}

function idsOf(devices: readonly ConfiguredDevice[]): string {
  return devices.map(({ id }) => id).join(", ") || "–";
}

function parse(entry: Entry): IotawattConfig {
  const parsed = iotawattConfig.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const code = issue?.message.startsWith("iotawatt.") ? issue.message : "iotawatt.bad-entry";
  throw fail("invalid", code, { facts: { option: String(issue?.path[0] ?? "") } });
}

/** A variable that is set to nothing is not set. */
function filled(environment: CommandContext["environment"]): CommandContext["environment"] {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
}

function present(entry: Entry): Entry {
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

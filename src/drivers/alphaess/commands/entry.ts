import { fail, ProblemError } from "#domain";
import type { CommandContext, CommandInput, ConfiguredDevice } from "#driver-kit";
import { type AlphaessConfig, alphaessConfig } from "../config.ts";

type RawEntry = Readonly<Record<string, unknown>>;

/** Options before environment before configuration; whoever names a device means the configuration. */
export async function findConfig(options: CommandInput["options"], context: CommandContext): Promise<AlphaessConfig> {
  const { device, config } = options;
  const file = typeof config === "string" ? config : undefined;
  if (typeof device === "string") return parseEntry(entryOf(device, await context.findDevices(file)));
  const typed = typedEntry(options, context.environment);
  if (typed["appId"] !== undefined || typed["username"] !== undefined) return parseEntry(typed);
  const devices = await context.findDevices(file);
  const { serial } = typed;
  const wanted = serial === undefined ? devices : devices.filter(({ entry }) => entry["serial"] === serial);
  const [only, ...more] = wanted;
  if (only === undefined) throw fail("invalid", "alphaess.no-access");
  if (more.length > 0) throw fail("invalid", "alphaess.which-device", { facts: { known: idsOf(devices) } });
  return parseEntry(entryOf(only.id, devices));
}

function typedEntry(options: CommandInput["options"], environment: CommandContext["environment"]): RawEntry {
  const variables = filled(environment);
  const entry = {
    api: options["api"] ?? variables["ALPHAESS_API"],
    appId: options["appId"] ?? variables["ALPHAESS_APP_ID"],
    appSecret: options["appSecret"] ?? variables["ALPHAESS_APP_SECRET"],
    username: options["username"] ?? variables["ALPHAESS_USERNAME"],
    password: options["password"] ?? variables["ALPHAESS_PASSWORD"],
    serial: options["serial"] ?? variables["ALPHAESS_SERIAL"],
    url: options["url"] ?? variables["ALPHAESS_URL"],
  };
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined));
}

function entryOf(id: string, devices: readonly ConfiguredDevice[]): RawEntry {
  const found = devices.find((each) => each.id === id);
  if (found === undefined)
    throw fail("invalid", "alphaess.unknown-device", { facts: { found: id, known: idsOf(devices) } });
  if (found.problem !== undefined) throw new ProblemError(found.problem);
  return found.entry;
}

function idsOf(devices: readonly ConfiguredDevice[]): string {
  return devices.map(({ id }) => id).join(", ") || "–";
}

function parseEntry(entry: RawEntry): AlphaessConfig {
  const parsed = alphaessConfig.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  if (issue?.message.startsWith("alphaess.")) throw fail("invalid", issue.message);
  const option = String(issue?.path[0] ?? "");
  if (option === "api")
    throw fail("invalid", "alphaess.bad-option", {
      facts: { option: "--api", found: String(entry["api"]), allowed: "open, portal, legacy" },
    });
  throw fail("invalid", option === "url" ? "alphaess.bad-url" : "alphaess.empty-option", { facts: { option } });
}

/** A variable that is set to nothing is not set. */
function filled(environment: CommandContext["environment"]): CommandContext["environment"] {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim() !== ""));
}

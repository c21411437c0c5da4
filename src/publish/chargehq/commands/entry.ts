import { fail, ProblemError } from "#domain";
import type { CommandContext, CommandInput } from "#driver-kit";
import { type ChargehqConfig, chargehqConfig } from "../config.ts";

/** A named target is the configuration's; else environment before configuration. */
export async function findConfig(options: CommandInput["options"], context: CommandContext): Promise<ChargehqConfig> {
  const { target, config } = options;
  const file = typeof config === "string" ? config : undefined;
  const { CHARGEHQ_API_KEY: apiKey, CHARGEHQ_URL } = context.environment;
  const url = options["url"] ?? CHARGEHQ_URL;
  if (typeof target !== "string" && apiKey !== undefined && apiKey.trim() !== "")
    return parse({ apiKey, ...(typeof url === "string" && url !== "" ? { url } : {}) });
  const targets = await context.findDevices(file);
  const known = targets.map(({ id }) => id).join(", ") || "–";
  const [only, ...more] = typeof target === "string" ? targets.filter(({ id }) => id === target) : targets;
  if (only === undefined && typeof target === "string")
    throw fail("invalid", "chargehq.unknown-target", { facts: { found: target, known } });
  if (only === undefined) throw fail("invalid", "chargehq.no-key");
  if (more.length > 0) throw fail("invalid", "chargehq.which-target", { facts: { known } });
  if (only.problem !== undefined) throw new ProblemError(only.problem);
  return parse(only.entry);
}

function parse(entry: Readonly<Record<string, unknown>>): ChargehqConfig {
  const parsed = chargehqConfig.safeParse(entry);
  if (parsed.success) return parsed.data;
  throw fail("invalid", "chargehq.bad-entry", { facts: { option: String(parsed.error.issues[0]?.path[0] ?? "") } });
}

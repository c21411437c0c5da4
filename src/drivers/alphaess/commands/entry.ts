import { fail } from "#domain";
import {
  type CommandContext,
  type CommandInput,
  filledVariables,
  findEntry,
  present,
  type RawEntry,
} from "#driver-kit";
import { type AlphaessConfig, alphaessConfig } from "../config.ts";

/** What a command is about; with an AppID or a user, options and environment are enough. */
export async function findConfig(options: CommandInput["options"], context: CommandContext): Promise<AlphaessConfig> {
  const typed = typedEntry(options, context.environment);
  const { appId, username, serial } = typed;
  const { entry } = await findEntry({ options }, context, {
    typed: appId === undefined && username === undefined ? undefined : typed,
    noneCode: "alphaess.no-access",
    isMeant: (configured) => serial === undefined || configured["serial"] === serial,
  });
  return parseEntry(entry);
}

function typedEntry(options: CommandInput["options"], environment: CommandContext["environment"]): RawEntry {
  const variables = filledVariables(environment);
  return present({
    api: options["api"] ?? variables["ALPHAESS_API"],
    appId: options["appId"] ?? variables["ALPHAESS_APP_ID"],
    appSecret: options["appSecret"] ?? variables["ALPHAESS_APP_SECRET"],
    username: options["username"] ?? variables["ALPHAESS_USERNAME"],
    password: options["password"] ?? variables["ALPHAESS_PASSWORD"],
    serial: options["serial"] ?? variables["ALPHAESS_SERIAL"],
    url: options["url"] ?? variables["ALPHAESS_URL"],
  });
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
  if (option === "url") throw fail("invalid", "alphaess.bad-url", { facts: { found: String(entry["url"]) } });
  throw fail("invalid", "alphaess.empty-option", { facts: { option } });
}

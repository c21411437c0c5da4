import { fail } from "#domain";
import {
  type CommandContext,
  type CommandInput,
  filledVariables,
  findEntry,
  present,
  type RawEntry,
} from "#driver-kit";
import { type IotawattConfig, iotawattConfig } from "../config.ts";

/** With an address, options and environment are enough. */
export async function findConfig(options: CommandInput["options"], context: CommandContext): Promise<IotawattConfig> {
  const { IOTAWATT_URL, IOTAWATT_USERNAME, IOTAWATT_PASSWORD } = filledVariables(context.environment);
  const url = options["url"] ?? IOTAWATT_URL;
  const username = options["username"] ?? IOTAWATT_USERNAME;
  const { entry } = await findEntry({ options }, context, {
    typed:
      typeof url === "string" ? present({ url: withScheme(url), username, password: IOTAWATT_PASSWORD }) : undefined,
    noneCode: "iotawatt.no-device",
  });
  return parse(entry);
}

/** On the command line a bare name is enough. */
function withScheme(address: string): string {
  return address.includes("://") ? address : `http://${address}`;
}

function parse(entry: RawEntry): IotawattConfig {
  const parsed = iotawattConfig.safeParse(entry);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const code = issue?.message.startsWith("iotawatt.") ? issue.message : "iotawatt.bad-entry";
  throw fail("invalid", code, { facts: { option: String(issue?.path[0] ?? "") } });
}

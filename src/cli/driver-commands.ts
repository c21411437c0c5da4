import type { Command } from "commander";
import { z } from "zod";
import {
  type CommandContext,
  type ConfiguredDevice,
  createAccounts,
  type DriverCommand,
  type DriverParts,
} from "#driver-kit";
import type { DeviceEntry } from "#hub";
import { silentLog } from "#platform";
import { findConfig, readConfig } from "./config-file.ts";
import { sentencesOf } from "./failure.ts";
import { findHub } from "./hub-client.ts";
import type { AddCommand, Invocation } from "./invocation.ts";
import { accountsDirectory } from "./state-places.ts";
import { table } from "./table.ts";
import type { World } from "./world.ts";

/** The commands that drivers bring along, each under its driver's name. */
export function driverCommands({ drivers }: World): Readonly<Record<string, () => Promise<AddCommand>>> {
  return Object.fromEntries(
    drivers.flatMap((parts) => {
      const { commands } = parts;
      if (commands === undefined) return [];
      return [[parts.driver.id, async () => addAll(parts, commands.summary, await commands.load())]];
    }),
  );
}

function addAll(parts: DriverParts, summary: string, commands: readonly DriverCommand[]): AddCommand {
  return (program, invocation) => {
    const parent = program.command(parts.driver.id).description(summary);
    for (const command of commands) addOne(parent, command, parts, invocation);
  };
}

const optionValues = z.record(z.string(), z.union([z.string(), z.boolean()]).optional());
const wordLists = z.array(z.union([z.string(), z.array(z.string())]));

function addOne(parent: Command, command: DriverCommand, parts: DriverParts, invocation: Invocation): void {
  const { name, parameters, summary, options = [], example, run } = command;
  const added = parent
    .command(parameters === undefined ? name : `${name} ${parameters}`)
    .description(summary)
    .addHelpText("after", `\nExample: ${example}`);
  for (const option of options) added.option(option.flags, option.summary);
  added.option("--config <file>", "configuration file").option("--json", "print as JSON");
  added.action(async () => {
    const values = optionValues.parse(added.opts());
    const words = wordLists.parse(added.processedArgs.filter((each: unknown) => each !== undefined)).flat();
    await run({ words, options: values }, createContext(parts, values["json"] === true, invocation));
  });
}

function createContext({ driver }: DriverParts, isJson: boolean, invocation: Invocation): CommandContext {
  const { world, texts, language } = invocation;
  const { clock, http, output, environment } = world;
  return {
    ...{ environment, language, clock, isJson, table },
    print: output.print,
    tell: output.tell,
    sentences: (problem) => sentencesOf(problem, texts),
    findDevices: async (file) => {
      if (file === undefined && (await findConfig(world, undefined)) === undefined) return [];
      const { config } = await readConfig(world, file);
      return config.devices.filter((entry) => entry.driver === driver.id).map(toConfigured);
    },
    findHub: (file) => findHub(file === undefined ? {} : { config: file }, invocation),
    openAccount: (identity) => {
      const accounts = createAccounts({ directory: accountsDirectory(world), clock, http, log: silentLog });
      return accounts.open({ driver: driver.id, identity, rules: driver.calls });
    },
    untilStopped: () => world.untilStopped(),
  };
}

const rawEntry = z.record(z.string(), z.unknown());

/** The driver's own part of the entry; the rest is the house's. */
function toConfigured({ id, fingerprint, problem }: DeviceEntry): ConfiguredDevice {
  const { id: _id, driver, every, roles, prefer, ...entry } = rawEntry.parse(JSON.parse(fingerprint));
  return { id, entry, ...(problem === undefined ? {} : { problem }) };
}

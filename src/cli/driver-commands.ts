import type { Command } from "commander";
import { z } from "zod";
import {
  type CallRules,
  type CommandContext,
  type ConfiguredDevice,
  createAccounts,
  type DriverCommand,
  type DriverCommands,
} from "#driver-kit";
import type { DeviceEntry, HomeConfig, TargetEntry } from "#hub";
import { silentLog } from "#platform";
import { findConfig, readConfig } from "./config-file.ts";
import { sentencesOf } from "./failure.ts";
import { findHub } from "./hub-client.ts";
import type { AddCommand, Invocation } from "./invocation.ts";
import { accountsDirectory } from "./state-places.ts";
import { table } from "./table.ts";
import type { World } from "./world.ts";

/** A driver or target, as far as its commands need it. */
interface Owner {
  readonly id: string;
  readonly calls: CallRules;
  readonly commands?: DriverCommands;
  entriesOf(config: HomeConfig): readonly (DeviceEntry | TargetEntry)[];
}

/** The commands that drivers and targets bring along, each under its owner's name. */
export function driverCommands(world: World): Readonly<Record<string, () => Promise<AddCommand>>> {
  return Object.fromEntries(
    ownersOf(world).flatMap((owner) => {
      const { commands } = owner;
      if (commands === undefined) return [];
      return [[owner.id, async () => addAll(owner, commands.summary, await commands.load())]];
    }),
  );
}

function ownersOf({ drivers, targets }: World): readonly Owner[] {
  return [
    ...drivers.map(({ driver: { id, calls }, commands }) => ({
      ...{ id, calls, ...(commands === undefined ? {} : { commands }) },
      entriesOf: ({ devices }: HomeConfig) => devices.filter((entry) => entry.driver === id),
    })),
    ...targets.map(({ target: { id, calls }, commands }) => ({
      ...{ id, calls, ...(commands === undefined ? {} : { commands }) },
      entriesOf: (config: HomeConfig) => config.targets.filter((entry) => entry.target === id),
    })),
  ];
}

function addAll(owner: Owner, summary: string, commands: readonly DriverCommand[]): AddCommand {
  return (program, invocation) => {
    const parent = program.command(owner.id).description(summary);
    for (const command of commands) addOne(parent, command, owner, invocation);
  };
}

const optionValues = z.record(z.string(), z.union([z.string(), z.boolean()]).optional());
const wordLists = z.array(z.union([z.string(), z.array(z.string())]));

function addOne(parent: Command, command: DriverCommand, owner: Owner, invocation: Invocation): void {
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
    await run({ words, options: values }, createContext(owner, values["json"] === true, invocation));
  });
}

function createContext({ id, calls, entriesOf }: Owner, isJson: boolean, invocation: Invocation): CommandContext {
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
      return entriesOf(config).map(toConfigured);
    },
    findHub: (file) => findHub(file === undefined ? {} : { config: file }, invocation),
    openAccount: (identity) => {
      const accounts = createAccounts({ directory: accountsDirectory(world), clock, http, log: silentLog });
      return accounts.open({ driver: id, identity, rules: calls });
    },
    untilStopped: () => world.untilStopped(),
  };
}

const rawEntry = z.record(z.string(), z.unknown());

/** The driver's own part of the entry; the rest is the house's. */
function toConfigured({ id, fingerprint, problem }: DeviceEntry | TargetEntry): ConfiguredDevice {
  const { id: _id, driver, every, roles, prefer, target, from, ...entry } = rawEntry.parse(JSON.parse(fingerprint));
  return { id, entry, ...(problem === undefined ? {} : { problem }) };
}

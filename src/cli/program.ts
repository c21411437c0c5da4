import { Command, CommanderError } from "commander";
import { createTexts } from "#text";
import { driverCommands } from "./driver-commands.ts";
import { exitMistake, isExpected, languageOf, reportFailure } from "./failure.ts";
import type { AddCommand, Invocation } from "./invocation.ts";
import { usageFailure } from "./usage.ts";
import type { World } from "./world.ts";

/** Only the command that runs is loaded: `run` on a small machine need not carry the simulator. */
const commands: Readonly<Record<string, () => Promise<AddCommand>>> = {
  start: async () => (await import("./commands/start.ts")).addStart,
  run: async () => (await import("./commands/run.ts")).addRun,
  demo: async () => (await import("./commands/demo.ts")).addDemo,
  check: async () => (await import("./commands/check.ts")).addCheck,
  status: async () => (await import("./commands/status.ts")).addStatus,
  why: async () => (await import("./commands/why.ts")).addWhy,
  emulate: async () => (await import("./commands/emulate.ts")).addEmulate,
  backtest: async () => (await import("./commands/backtest.ts")).addBacktest,
  diagnose: async () => (await import("./commands/diagnose.ts")).addDiagnose,
  import: async () => (await import("./commands/import.ts")).addImport,
  export: async () => (await import("./commands/export.ts")).addExport,
  schema: async () => (await import("./commands/schema.ts")).addSchema,
  "new-driver": async () => (await import("./commands/new-driver.ts")).addNewDriver,
};

/** Nothing was asked for, so the message is what there is to ask for. */
class HelpWanted extends Error {}

/** Runs one command line and says with which code the process should end. */
export async function runCli(args: readonly string[], world: World): Promise<number> {
  const language = languageOf(world.environment);
  const catalogs = [
    ...world.drivers.map(({ driver }) => driver.text),
    ...world.targets.map(({ target }) => target.text),
  ];
  const texts = createTexts(language, { catalogs });
  const isJson = args.includes("--json");
  const parse = async (words: readonly string[]): Promise<void> => {
    const [first, second] = words;
    if (first === "help") return parse(helpWords(second, world));
    const program = await createProgram(words, { world, texts, language, instead: parse });
    if (words.length > 0 || isJson) await program.parseAsync(words, { from: "user" });
    else throw new HelpWanted(program.helpInformation().trimEnd());
  };
  try {
    await parse(args);
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof CommanderError && error.code === "commander.help") return exitMistake;
    if (error instanceof HelpWanted) {
      world.output.tell(error.message);
      return exitMistake;
    }
    if (!isExpected(error) && world.environment["SUNSTEER_DEBUG"] !== undefined) {
      world.output.tell(String(error instanceof Error ? error.stack : error));
    }
    return reportFailure(error instanceof CommanderError ? usageFailure(error) : error, world.output, {
      isJson,
      texts,
    });
  }
}

function allCommands(world: World) {
  return { ...commands, ...driverCommands(world) };
}

/** `help run` is `run --help`; of what does not exist there is no help. */
function helpWords(command: string | undefined, world: World): readonly string[] {
  if (command === undefined) return ["--help"];
  return Object.hasOwn(allCommands(world), command) ? [command, "--help"] : [command];
}

async function createProgram([word = ""]: readonly string[], invocation: Invocation): Promise<Command> {
  const { world } = invocation;
  const program = new Command("sunsteer")
    .description("Self-hosted home-energy hub: reads, steers and explains devices of different makers.")
    .version(world.version)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => world.output.print(text.trimEnd()),
      // Mistakes are told in our own words; what is left is the help of a command that was called without a word.
      outputError: () => {},
      writeErr: (text) => world.output.tell(text.trimEnd()),
    })
    .addHelpText("after", "\nExample: sunsteer demo\nMore about a command: sunsteer <command> --help");
  const all = allCommands(world);
  const wanted = Object.hasOwn(all, word) ? all[word] : undefined;
  for (const load of wanted === undefined ? Object.values(all) : [wanted]) (await load())(program, invocation);
  for (const child of program.commands) child.copyInheritedSettings(program);
  return program;
}

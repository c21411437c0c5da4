import { Command, CommanderError } from "commander";
import { createProblem, type Language } from "#domain";
import { createTexts, type Texts } from "#text";
import { addCheck } from "./commands/check.ts";
import { addDemo } from "./commands/demo.ts";
import { addEmulate } from "./commands/emulate.ts";
import { addExport } from "./commands/export.ts";
import { addRun } from "./commands/run.ts";
import { addStart } from "./commands/start.ts";
import { addStatus } from "./commands/status.ts";
import { addWhy } from "./commands/why.ts";
import { Failures, isExpected, languageOf, reportFailure } from "./failure.ts";
import type { World } from "./world.ts";

/** What every command gets besides its own options. */
export interface Invocation {
  readonly world: World;
  readonly texts: Texts;
  readonly language: Language;
}

/** One command: puts itself under the program. */
export type AddCommand = (program: Command, invocation: Invocation) => void;

const commands: readonly AddCommand[] = [addStart, addRun, addDemo, addCheck, addStatus, addWhy, addEmulate, addExport];

/** Runs one command line and says with which code the process should end. */
export async function runCli(args: readonly string[], world: World): Promise<number> {
  const language = languageOf(world.environment);
  const catalogs = [
    ...world.drivers.map(({ driver }) => driver.text),
    ...world.targets.map(({ target }) => target.text),
  ];
  const texts = createTexts(language, { catalogs });
  const program = new Command("sunsteer")
    .description("Self-hosted home-energy hub: reads, steers and explains devices of different makers.")
    .version(world.version)
    .exitOverride()
    .configureOutput({ writeOut: (text) => world.output.print(text.trimEnd()), writeErr: () => {} })
    .showSuggestionAfterError();
  for (const add of commands) add(program, { world, texts, language });
  for (const child of program.commands) child.exitOverride().copyInheritedSettings(program);
  try {
    await program.parseAsync(args, { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    const isJson = args.includes("--json");
    if (!isExpected(error) && world.environment["SUNSTEER_DEBUG"] !== undefined)
      world.output.tell(String(error instanceof Error ? error.stack : error));
    return reportFailure(error instanceof CommanderError ? usageFailure(error) : error, world.output, {
      isJson,
      texts,
    });
  }
}

function usageFailure(error: CommanderError): Failures {
  const detail = error.message.replace(/^error: /, "");
  return new Failures([createProblem("invalid", "cli.usage", { facts: { detail } })]);
}

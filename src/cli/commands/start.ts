import { findConfig } from "../config-file.ts";
import type { AddCommand } from "../invocation.ts";

/** What `npm start` does: the configured home where there is one, else the demo. */
export const addStart: AddCommand = (program, { world, instead }) => {
  program
    .command("start")
    .description("run the configured home, or the demo home where none is configured")
    .option("--config <file>", "configuration file")
    .addHelpText("after", "\nExample: sunsteer start")
    .action(async (options: { config?: string }) => {
      const file = options.config ?? (await findConfig(world, undefined));
      await instead(file === undefined ? ["demo"] : ["run", "--config", file]);
    });
};

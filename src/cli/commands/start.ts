import { findConfig } from "../config-file.ts";
import type { AddCommand } from "../invocation.ts";

/** What `npm start` does: the configured home where there is one, else the demo. */
export const addStart: AddCommand = (program, { world, instead }) => {
  program
    .command("start")
    .description("run the configured home, or the demo home where none is configured")
    .option("--config <file>", "configuration file")
    .option("--port <port>", "port of the demo's dashboard; that of a home stands in its configuration")
    .addHelpText("after", "\nExample: sunsteer start")
    .action(async (options: { config?: string; port?: string }) => {
      const file = options.config ?? (await findConfig(world, undefined));
      const demo = ["demo", ...(options.port === undefined ? [] : ["--port", options.port])];
      await instead(file === undefined ? demo : ["run", "--config", file]);
    });
};

import { findConfig } from "../config-file.ts";
import type { AddCommand } from "../invocation.ts";
import { findLiveBridge } from "../old-bridges/live-bridge.ts";

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
      if (file !== undefined) return instead(["run", "--config", file]);
      // Who was an older bridge's user and changed nothing but the program wants its work done, and no demo.
      await instead((await findLiveBridge(world)) === undefined ? demo : ["run"]);
    });
};

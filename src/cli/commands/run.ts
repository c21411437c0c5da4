import { readAndRenewConfig } from "../config-file.ts";
import type { AddCommand } from "../invocation.ts";
import { startHome } from "../start-home.ts";

export const addRun: AddCommand = (program, invocation) => {
  program
    .command("run")
    .description("run the hub for the configured home")
    .option("--config <file>", "configuration file")
    .option("--json", "log and report as JSON lines")
    .addHelpText("after", "\nExample: sunsteer run --config /etc/sunsteer/sunsteer.yaml")
    .action(async (options: { config?: string; json?: boolean }) => {
      const { world } = invocation;
      const { file, config } = await readAndRenewConfig(invocation, options.config);
      const home = await startHome(config, invocation, { isJson: options.json ?? false });
      world.output.print(home.greeting);
      await world.untilStopped(() => void home.reloadFrom(file));
      await home.stop();
    });
};

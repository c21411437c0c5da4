import { readAndRenewConfig } from "../config-file.ts";
import type { AddCommand } from "../invocation.ts";
import { openRecording } from "../recording-file.ts";
import { startHome } from "../start-home.ts";

export const addRun: AddCommand = (program, invocation) => {
  program
    .command("run")
    .description("run the hub for the configured home")
    .option("--config <file>", "configuration file")
    .option("--record <file>", "append every decision to a file that `sunsteer backtest` reads")
    .option("--json", "log and report as JSON lines")
    .addHelpText("after", "\nExample: sunsteer run --config /etc/sunsteer/sunsteer.yaml")
    .action(async (options: { config?: string; record?: string; json?: boolean }) => {
      const { world } = invocation;
      const { file, config } = await readAndRenewConfig(invocation, options.config);
      const recording = options.record === undefined ? undefined : openRecording(invocation, options.record);
      const home = await startHome(config, invocation, {
        isJson: options.json ?? false,
        ...(recording === undefined ? {} : { onDecision: recording.onDecision }),
      });
      world.output.print(home.greeting);
      await world.untilStopped(() => void home.reloadFrom(file));
      await home.stop();
      recording?.close();
    });
};

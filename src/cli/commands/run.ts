import { readAndRenewConfig } from "../config-file.ts";
import type { AddCommand, Invocation } from "../invocation.ts";
import type { LiveBridge } from "../old-bridges/live-bridge.ts";
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
      const { config, bridge } = await readAndRenewConfig(invocation, options.config);
      if (bridge !== undefined) tellOfBridge(bridge, invocation);
      const recording = options.record === undefined ? undefined : openRecording(invocation, options.record);
      const home = await startHome(config, invocation, {
        isJson: options.json ?? false,
        ...(recording === undefined ? {} : { onDecision: recording.onDecision }),
        ...(bridge?.logLevel === undefined ? {} : { logLevel: bridge.logLevel }),
      });
      world.output.print(home.greeting);
      await world.untilStopped(() => void home.reloadFrom(options.config));
      await home.stop();
      recording?.close();
    });
};

/** Who changes only the image shall read what is different now. */
function tellOfBridge({ notes, found }: LiveBridge, { world, texts }: Invocation): void {
  world.output.tell(texts.label("import.in-use", { found }));
  for (const { key, facts } of notes) world.output.tell(texts.label(key, facts));
}

import { readAndRenewConfigs } from "../config-file.ts";
import type { AddCommand } from "../invocation.ts";
import { tellOfBridge } from "../old-bridges/tell-of-bridge.ts";
import { openRecording } from "../recording-file.ts";
import { startHomes } from "../start-homes.ts";

export const addRun: AddCommand = (program, invocation) => {
  program
    .command("run")
    .description("run the hub for the configured home, or for several")
    .option("--config <file>", "configuration file; may repeat or name a folder, each file is a home", collect, [])
    .option("--record <file>", "append every decision to a file that `sunsteer backtest` reads")
    .option("--json", "log and report as JSON lines")
    .addHelpText("after", "\nExample: sunsteer run --config /etc/sunsteer/sunsteer.yaml")
    .action(async (options: { config: readonly string[]; record?: string; json?: boolean }) => {
      const { world } = invocation;
      const read = () => readAndRenewConfigs(invocation, options.config);
      const [first, ...more] = await read();
      const { bridge } = first;
      if (bridge !== undefined) tellOfBridge(bridge, invocation);
      const recording = options.record === undefined ? undefined : openRecording(invocation, options.record);
      const homes = await startHomes([first.config, ...more.map(({ config }) => config)], invocation, {
        isJson: options.json ?? false,
        ...(recording === undefined ? {} : { onDecision: recording.onDecision }),
        ...(bridge?.logLevel === undefined ? {} : { logLevel: bridge.logLevel }),
      });
      world.output.print(homes.greeting);
      await world.untilStopped(() => void homes.reload(read));
      await homes.stop();
      recording?.close();
    });
};

function collect(one: string, before: readonly string[]): readonly string[] {
  return [...before, one];
}

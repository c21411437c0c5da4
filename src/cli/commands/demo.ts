import { dayMs, toProblem } from "#domain";
import { createMemoryStateStore } from "#history";
import { createLoopbackNetwork, createPinoLog, createRandom, createVirtualClock, paceVirtualTime } from "#platform";
import { presetNames } from "#simulator";
import { type ChosenHouse, chooseHouse } from "../chosen-house.ts";
import { parseConfig } from "../config-file.ts";
import { createDemoHouse } from "../demo-house.ts";
import { runHeadless, summaryLines } from "../headless-home.ts";
import type { AddCommand, Invocation } from "../invocation.ts";
import { atLeast, portNumber } from "../numbers.ts";
import { withProgress } from "../progress.ts";
import { openRecording } from "../recording-file.ts";
import { startHomes } from "../start-homes.ts";

interface DemoOptions {
  readonly port: string;
  readonly speed: string;
  readonly preset: string;
  readonly scenario?: string;
  readonly traces?: string;
  readonly seed: string;
  readonly days?: string;
  readonly headless?: boolean;
  readonly record?: string;
  readonly json?: boolean;
}

export const addDemo: AddCommand = (program, invocation) => {
  program
    .command("demo")
    .description("simulated house, all emulators, hub and dashboard in one process")
    .option("--port <port>", "port of the dashboard", "7171")
    .option("--speed <factor>", "simulated seconds per second", "60")
    .option("--preset <name>", `the house: ${presetNames.join(", ")}`, "family")
    .option("--scenario <file>", "a house of your own instead of a preset, as YAML")
    .option("--traces <folder>", "measured series that the scenario names")
    .option("--seed <number>", "the same seed brings the same clouds", "1")
    .option("--days <number>", "stop after so many simulated days")
    .option("--headless", "no dashboard, as fast as the machine can, then a summary")
    .option("--record <file>", "with --headless: append every decision to a file that `sunsteer backtest` reads")
    .option("--json", "report as JSON")
    .addHelpText("after", "\nExample: sunsteer demo --speed 120 --preset two-chargers")
    .action(async (options: DemoOptions) => {
      const chosen = await chooseHouse(invocation.world, options);
      if (options.headless) await demoHeadless(options, chosen, invocation);
      else await demoLive(options, chosen, invocation);
    });
};

async function demoHeadless(options: DemoOptions, chosen: ChosenHouse, invocation: Invocation): Promise<void> {
  const { world, texts } = invocation;
  const days = atLeast(options.days ?? "1", "--days", 0.001);
  const seed = atLeast(options.seed, "--seed", 0);
  const recording = options.record === undefined ? undefined : openRecording(invocation, options.record);
  const recorded = recording === undefined ? {} : { onDecision: recording.onDecision };
  const summary = await withProgress(world.output, texts.label("cli.simulating"), (progress) =>
    runHeadless(world, { preset: "family", chosen, seed, days, progress, ...recorded }),
  );
  recording?.close();
  world.output.print(options.json ? JSON.stringify(summary) : summaryLines(summary, texts).join("\n"));
}

async function demoLive(options: DemoOptions, chosen: ChosenHouse, invocation: Invocation): Promise<void> {
  const { world, texts } = invocation;
  const speed = atLeast(options.speed, "--speed", 0.1);
  const clock = createVirtualClock(chosen.startAt);
  const network = createLoopbackNetwork(clock);
  const random = createRandom(atLeast(options.seed, "--seed", 0));
  const house = await createDemoHouse(world.drivers, {
    clock,
    random,
    network,
    preset: "family",
    chosen,
    targets: world.targets,
    port: portNumber(options.port),
    seed: Number(options.seed),
  });
  const home = await startHomes([parseConfig(world, "demo", house.configText)], invocation, {
    isJson: options.json ?? false,
    isDemo: true,
    clock,
    http: network.http,
    accounts: "memory",
    history: world.openHistory({ path: ":memory:", clock, mode: "inline" }),
    store: createMemoryStateStore(),
    log: await createPinoLog({ level: "warn", format: world.output.isTerminal ? "pretty" : "json" }),
  });
  world.output.print(home.greeting);
  const stopTime = paceVirtualTime(clock, world.clock, {
    speed,
    onFailure: (error) => world.output.tell(texts.problem(toProblem(error)).what),
  });
  const daysOver = options.days === undefined ? [] : [clock.sleep(atLeast(options.days, "--days", 0.001) * dayMs)];
  await Promise.race([world.untilStopped(), ...daysOver]);
  await home.stop();
  await stopTime();
}

import { type Problem, toProblem } from "#domain";
import { createAccounts } from "#driver-kit";
import type { DeviceEntry } from "#hub";
import { createRandom, silentLog } from "#platform";
import { entryProblems, readConfig } from "../config-file.ts";
import { exitMistake, exitRefused, Failures } from "../failure.ts";
import type { AddCommand, Invocation } from "../invocation.ts";
import { tellOfBridge } from "../old-bridges/tell-of-bridge.ts";
import { withProgress } from "../progress.ts";
import { accountsDirectory } from "../state-places.ts";
import { table } from "../table.ts";

interface Checked {
  readonly id: string;
  readonly driver: string;
  readonly brings: readonly string[];
  readonly offers: readonly string[];
  readonly problem?: Problem;
}

export const addCheck: AddCommand = (program, invocation) => {
  program
    .command("check")
    .description("check the configuration and contact every device; changes nothing")
    .option("--config <file>", "configuration file")
    .option("--json", "print as JSON")
    .addHelpText("after", "\nExample: sunsteer check --config sunsteer.yaml")
    .action(async (options: { config?: string; json?: boolean }) => {
      const { world, texts } = invocation;
      const { file, config, bridge } = await readConfig(world, options.config);
      if (bridge !== undefined) tellOfBridge(bridge, invocation);
      const broken = entryProblems(config);
      if (broken.length > 0) throw new Failures(broken, exitMistake);
      const checked = await withProgress(world.output, texts.label("cli.contacting"), () =>
        Promise.all(config.devices.map((entry) => contact(entry, invocation))),
      );
      const problems = checked.flatMap(({ id, problem }) => (problem === undefined ? [] : about(id, problem)));
      const say = problems.length === 0 ? world.output.print : world.output.tell;
      if (!options.json) say(showChecked(checked, invocation));
      else if (problems.length === 0) say(JSON.stringify({ file, devices: checked }));
      if (problems.length > 0) throw new Failures(problems, exitRefused);
    });
};

/** Connects and polls everything once, as the hub would, and sends nothing. */
async function contact(entry: DeviceEntry, { world }: Invocation): Promise<Checked> {
  const driver = world.drivers.find((parts) => parts.driver.id === entry.driver)?.driver;
  const base = { id: entry.id, driver: entry.driver };
  if (driver === undefined || entry.bound === undefined) return { ...base, brings: [], offers: [] };
  const { clock, http } = world;
  const accounts = createAccounts({ directory: accountsDirectory(world), clock, http, log: silentLog });
  const account = accounts.open({ driver: driver.id, identity: entry.bound.identity, rules: driver.calls });
  try {
    const connection = await entry.bound.connect({
      deviceId: entry.id,
      http: account.http,
      session: account.session,
      clock,
      random: createRandom(clock.now()),
      log: silentLog,
      reportRemaining: account.reportRemaining,
      shared: account.shared,
    });
    const brings = new Set<string>();
    for (const poll of connection.polls)
      for (const reading of await poll.read({ purpose: "user" })) brings.add(reading.kind);
    const offers = connection.capabilities().map((capability) => capability.kind);
    await connection.close();
    return { ...base, brings: [...brings], offers };
  } catch (error) {
    return { ...base, brings: [], offers: [], problem: toProblem(error) };
  } finally {
    await account.close();
  }
}

/** The same problem, told of this device. */
function about(device: string, problem: Problem): Problem {
  return { ...problem, facts: { ...problem.facts, device, place: device } };
}

function showChecked(checked: readonly Checked[], { texts }: Invocation): string {
  const head = [
    texts.label("cli.device"),
    texts.label("cli.driver"),
    texts.label("cli.result"),
    texts.label("cli.offers"),
  ];
  const rows = checked.map(({ id, driver, offers, problem }) => [
    id,
    driver,
    texts.label(problem === undefined ? "cli.answers" : `problem.${problem.kind}`),
    offers.join(", "),
  ]);
  return table([head, ...rows]);
}

import { join } from "node:path";
import { type Problem, toProblem } from "#domain";
import type { HomeConfig } from "#hub";
import { readConfig } from "../config-file.ts";
import { Failures } from "../failure.ts";
import { findHub } from "../hub-client.ts";
import type { AddCommand, Invocation } from "../invocation.ts";
import { withoutSecrets } from "../without-secrets.ts";

interface DiagnoseOptions {
  readonly config?: string;
  readonly output?: string;
  readonly json?: boolean;
}

export const addDiagnose: AddCommand = (program, invocation) => {
  const { world, texts } = invocation;
  program
    .command("diagnose")
    .description("one file for a bug report: versions, settings without their secrets, state and latest decisions")
    .option("--config <file>", "configuration file")
    .option("--output <file>", "where to write it; sunsteer-diagnose.json when missing")
    .option("--json", "print it instead of writing it")
    .addHelpText("after", "\nExample: sunsteer diagnose")
    .action(async (options: DiagnoseOptions) => {
      const report = JSON.stringify(withoutSecrets(await collect(options, invocation)), null, 2);
      if (options.json) return world.output.print(report);
      const path = join(world.workingDirectory, options.output ?? "sunsteer-diagnose.json");
      await world.files.write(path, `${report}\n`, { isPrivate: true });
      world.output.print(texts.label("cli.diagnosed", { path }));
    });
};

/** What cannot be had is told in its place: a report about what does not work has to come about all the same. */
async function collect(options: DiagnoseOptions, invocation: Invocation) {
  const { world } = invocation;
  const { version, runtime } = world;
  const found = await orProblems(() => readConfig(world, options.config));
  const config = "problems" in found ? found : { file: found.file, ...settingsOf(found.config) };
  return {
    at: new Date(world.clock.now()).toISOString(),
    version,
    runtime,
    config,
    ...(await hubOf(options, invocation)),
  };
}

/** Of each entry the names of its settings, and the values of those that any entry has. */
function settingsOf({ home, devices, targets, control, signals, history, http, notes }: HomeConfig) {
  const entry = ({ fingerprint, problem }: HomeConfig["devices"][number] | HomeConfig["targets"][number]) => ({
    written: JSON.parse(fingerprint),
    ...(problem === undefined ? {} : { problem: brief(problem) }),
  });
  return {
    home: { id: home.id, timeZone: home.timeZone, grid: home.grid },
    devices: devices.map(entry),
    targets: targets.map(entry),
    ...{ control, signals, history },
    http: { host: http.host, port: http.port, isProtected: http.password !== undefined },
    notes: notes.map(brief),
  };
}

async function hubOf({ config }: DiagnoseOptions, invocation: Invocation) {
  const hub = await orProblems(async () => ({
    found: await findHub(config === undefined ? {} : { config }, invocation),
  }));
  if ("problems" in hub || hub.found === undefined) return { hub: "problems" in hub ? hub : "none runs" };
  const { ask } = hub.found;
  const [state, decisions] = await Promise.all([
    orProblems(async () => ({ answer: await ask({ path: "/api/state" }) })),
    orProblems(async () => ({ answer: await ask({ path: "/api/decisions?limit=100" }) })),
  ]);
  return { hub: "runs", state, decisions };
}

async function orProblems<T extends object>(work: () => Promise<T>): Promise<T | { readonly problems: unknown[] }> {
  try {
    return await work();
  } catch (error) {
    return { problems: (error instanceof Failures ? error.problems : [toProblem(error)]).map(brief) };
  }
}

function brief({ kind, code, facts }: Problem) {
  return { kind, code, facts };
}

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { runCli, type World } from "#cli";
import { drivers } from "#drivers";
import { openHistory, openStateStore } from "#history";
import {
  createFiles,
  createNodeHttp,
  createScaledClock,
  createSystemClock,
  currentProcess,
  parseScaledClock,
} from "#platform";
import { targets } from "#publish";

const { args, environment, exit, isTerminal, print, runtime, tell, terminal, untilStopped, workingDirectory } =
  currentProcess();

/** Wires the real world to the command line; the only place that knows concrete drivers, targets and stores. */
const world: World = {
  version: readVersion(),
  runtime,
  environment,
  workingDirectory,
  clock: createClock(environment["SUNSTEER_CLOCK"]),
  http: createNodeHttp({ environment }),
  files: createFiles(),
  drivers,
  targets,
  programDirectory: fileURLToPath(new URL("..", import.meta.url)),
  pageDirectory: fileURLToPath(new URL("../dist/web", import.meta.url)),
  openHistory,
  openStateStore,
  readSecretFile,
  output: { print, tell, isTerminal, ...(terminal === undefined ? {} : { terminal }) },
  untilStopped,
};

exit(await runCli(args, world));

/** The machine's time; or, for tests and rehearsals, time that runs faster from a given instant on. */
function createClock(hastened: string | undefined) {
  const options = hastened === undefined ? undefined : parseScaledClock(hastened);
  return options === undefined ? createSystemClock() : createScaledClock(createSystemClock(), options);
}

function readVersion(): string {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return /"version":\s*"([^"]+)"/.exec(text)?.[1] ?? "0.0.0";
}

function readSecretFile(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

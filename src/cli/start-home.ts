import { dayMs, hourMs, type Problem, toProblem } from "#domain";
import { createAccounts } from "#driver-kit";
import { createMemoryStateStore, type History, type StateStore } from "#history";
import { createHttpServer } from "#http";
import { createHub, type DecisionRecord, type HomeConfig, type Hub } from "#hub";
import { type Clock, createPinoLog, createRandom, type HttpClient, type Log } from "#platform";
import { createTexts, type Texts } from "#text";
import { readConfig } from "./config-file.ts";
import { explainedLog } from "./explained-log.ts";
import { Failures } from "./failure.ts";
import type { Invocation } from "./invocation.ts";
import { accountsDirectory, historyPlaces, inMemory } from "./state-places.ts";
import type { World } from "./world.ts";

type LogLevel = "debug" | "info" | "warn" | "error";

/** A history in memory is for looking at today, not for keeping. */
const shortRetention = { rawMs: 6 * hourMs, decisionMs: 2 * dayMs, commandMs: 7 * dayMs };

/** What a demo does differently from a real home. */
export interface HomeVariant {
  readonly isJson: boolean;
  /** Simulated or hastened time; the page's readers stay on real time. */
  readonly clock?: Clock;
  readonly http?: HttpClient;
  readonly history?: History;
  readonly store?: StateStore;
  /** Accounts of emulated clouds keep no files. */
  readonly accounts?: string;
  readonly log?: Log;
  /** Unless the environment names another. */
  readonly logLevel?: LogLevel;
  readonly onDecision?: (record: DecisionRecord) => void;
  readonly isDemo?: boolean;
}

/** A home that runs and is reachable. */
export interface RunningHome {
  readonly hub: Hub;
  readonly url: string;
  readonly greeting: string;
  reloadFrom(file: string | undefined): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the files, starts the hub and its page. Whatever cannot start takes what did start down with it. */
export async function startHome(
  config: HomeConfig,
  invocation: Invocation,
  variant: HomeVariant,
): Promise<RunningHome> {
  const { world, texts } = invocation;
  const clock = variant.clock ?? world.clock;
  const log = explainedLog(variant.log ?? (await openLog(world, variant)), texts);
  const places = historyPlaces(world, config.history.path);
  const history = variant.history ?? openConfiguredHistory(world, places.history, clock, log);
  const store = variant.store ?? openState(world, places.state, clock, log);
  const hub = createHub(config, {
    drivers: world.drivers.map(({ driver }) => driver),
    targets: world.targets.map(({ target }) => target),
    accounts: createAccounts({
      directory: variant.accounts ?? (places.history === inMemory ? "memory" : accountsDirectory(world)),
      clock,
      http: variant.http ?? world.http,
      log,
    }),
    clock,
    random: createRandom(clock.now()),
    log,
    history,
    store,
    ...(variant.onDecision === undefined ? {} : { onDecision: variant.onDecision }),
  });
  const closeAll = async () => {
    await hub.stop();
    await history.close();
    store.close();
  };
  try {
    const server = createHttpServer({
      homes: [hub],
      sentences: allSentences(invocation, config.home.timeZone),
      config: {
        host: config.http.host,
        port: config.http.port,
        allowedHosts: config.http.names,
        ...(config.http.password === undefined ? {} : { password: config.http.password }),
      },
      pageDirectory: world.pageDirectory,
      log,
      clock: world.clock,
    });
    const { url } = await server.listen();
    tellEntryProblems(config, log, texts);
    return {
      hub,
      url,
      greeting: texts.label(variant.isDemo ? "cli.demo-ready" : "cli.home-ready", { name: config.home.name, url }),
      reloadFrom: async (file) => {
        try {
          const { config: next, file: found } = await readConfig(world, file);
          await hub.reload(next);
          log.info(texts.label("cli.reloaded"), { file: found });
          tellEntryProblems(next, log, texts);
        } catch (error) {
          const problems = error instanceof Failures ? error.problems : [toProblem(error)];
          for (const problem of problems)
            log.error(`${texts.label("cli.not-reloaded")} ${oneLine(problem, texts)}`, { code: problem.code });
        }
      },
      stop: async () => {
        await server.close();
        await closeAll();
      },
    };
  } catch (error) {
    await closeAll();
    throw error;
  }
}

/** The hub goes on without a broken entry, and its owner reads the same sentence as from `check`. */
function tellEntryProblems(config: HomeConfig, log: Log, texts: Texts): void {
  for (const { id, problem } of [...config.devices, ...config.targets])
    if (problem !== undefined) log.error(oneLine(problem, texts), { entry: id, code: problem.code });
}

function oneLine(problem: Problem, texts: Texts): string {
  const { what, remedy } = texts.problem(problem);
  return `${what} ${remedy}`;
}

function openConfiguredHistory(world: World, path: string, clock: Clock, log: Log): History {
  if (path !== inMemory) return world.openHistory({ path, clock, mode: "worker", log });
  return world.openHistory({ path, clock, mode: "inline", log, retention: shortRetention });
}

function openState(world: World, path: string, clock: Clock, log: Log): StateStore {
  if (path === inMemory) return createMemoryStateStore();
  const onProblem = (problem: Problem) =>
    log.error("stored state was damaged", { code: problem.code, ...problem.facts });
  return world.openStateStore({ path, now: clock.now, onProblem });
}

export function allSentences({ world }: Invocation, timeZone: string) {
  const catalogs = [
    ...world.drivers.map(({ driver }) => driver.text),
    ...world.targets.map(({ target }) => target.text),
  ];
  return {
    en: createTexts("en", { catalogs, timeZone }),
    de: createTexts("de", { catalogs, timeZone }),
    fr: createTexts("fr", { catalogs, timeZone }),
  };
}

function openLog({ environment, output }: World, { isJson, logLevel = "info" }: HomeVariant): Promise<Log> {
  const format = isJson || !output.isTerminal ? "json" : "pretty";
  return createPinoLog({ level: levelNamed(environment["SUNSTEER_LOG"]) ?? logLevel, format });
}

function levelNamed(wanted: string | undefined): LogLevel | undefined {
  return wanted === "debug" || wanted === "info" || wanted === "warn" || wanted === "error" ? wanted : undefined;
}

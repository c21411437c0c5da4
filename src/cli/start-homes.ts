import { dayMs, fail, hourMs, type Problem, toProblem } from "#domain";
import { type Accounts, createAccounts } from "#driver-kit";
import { createMemoryStateStore, type History, type StateStore } from "#history";
import { createHttpServer } from "#http";
import { createHub, type DecisionRecord, type HomeConfig, type Hub } from "#hub";
import { type Clock, createPinoLog, createRandom, type HttpClient, type Log } from "#platform";
import { createTexts, type Texts } from "#text";
import type { FoundConfig } from "./config-file.ts";
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

/** Homes that run and are reachable. */
export interface RunningHomes {
  readonly url: string;
  readonly greeting: string;
  /** Takes the configurations over; the homes stay the same ones. */
  reload(read: () => Promise<readonly FoundConfig[]>): Promise<void>;
  stop(): Promise<void>;
}

/** One home's hub with its files. */
interface OpenHome {
  readonly hub: Hub;
  readonly config: HomeConfig;
  close(): Promise<void>;
}

/**
 * Opens the files, starts the hubs and their page. Whatever cannot start takes what did start down with it. The homes
 * share their accounts, so that one vendor's limits hold for all of them together; the page is the first one's.
 */
export async function startHomes(
  [first, ...more]: readonly [HomeConfig, ...HomeConfig[]],
  invocation: Invocation,
  variant: HomeVariant,
): Promise<RunningHomes> {
  const { world, texts } = invocation;
  const log = explainedLog(variant.log ?? (await openLog(world, variant)), texts);
  const accounts = createAccounts({
    directory: variant.accounts ?? (first.history.path === inMemory ? "memory" : accountsDirectory(world)),
    clock: variant.clock ?? world.clock,
    http: variant.http ?? world.http,
    log,
  });
  const homes: OpenHome[] = [];
  const closeAll = async () => void (await Promise.all(homes.map(({ close }) => close())));
  try {
    for (const config of [first, ...more]) homes.push(openHome(config, accounts, { world, variant, log }));
    const { host, port, names, password } = first.http;
    const sentences = new Map(
      homes.map(({ config }) => [config.home.id, sentencesIn(config.home.timeZone, invocation)]),
    );
    const server = createHttpServer({
      homes: homes.map(({ hub }) => hub),
      sentences: sentencesIn(first.home.timeZone, invocation),
      sentencesOfHome: (id) => sentences.get(id) ?? sentencesIn(first.home.timeZone, invocation),
      config: { host, port, allowedHosts: names, ...(password === undefined ? {} : { password }) },
      pageDirectory: world.pageDirectory,
      log,
      clock: world.clock,
    });
    const { url } = await server.listen();
    for (const { config } of homes) tellEntryProblems(config, log, texts);
    return {
      url,
      greeting: homes.map(({ config }) => greetingOf(config, url, homes.length, variant, texts)).join("\n"),
      reload: (read) => reloadHomes(homes, read, log, texts),
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

function openHome(
  config: HomeConfig,
  accounts: Accounts,
  { world, variant, log }: { readonly world: World; readonly variant: HomeVariant; readonly log: Log },
): OpenHome {
  const clock = variant.clock ?? world.clock;
  const places = historyPlaces(world, config.history.path);
  const history = variant.history ?? openConfiguredHistory(world, places.history, clock, log);
  const store = variant.store ?? openState(world, places.state, clock, log);
  const hub = createHub(config, {
    drivers: world.drivers.map(({ driver }) => driver),
    targets: world.targets.map(({ target }) => target),
    ...{ accounts, clock, log, history, store },
    random: createRandom(clock.now()),
    ...(variant.onDecision === undefined ? {} : { onDecision: variant.onDecision }),
  });
  const close = async () => {
    await hub.stop();
    await history.close();
    store.close();
  };
  return { hub, config, close };
}

/** With several homes, each has its own page behind the same address. */
function greetingOf({ home }: HomeConfig, url: string, count: number, { isDemo }: HomeVariant, texts: Texts): string {
  const place = count > 1 ? `${url}/?home=${home.id}` : url;
  return texts.label(isDemo ? "cli.demo-ready" : "cli.home-ready", { name: home.name, url: place });
}

async function reloadHomes(
  homes: readonly OpenHome[],
  read: () => Promise<readonly FoundConfig[]>,
  log: Log,
  texts: Texts,
): Promise<void> {
  try {
    for (const { config: next, file } of await read()) {
      const home = homes.find(({ config }) => config.home.id === next.home.id);
      if (home === undefined) throw fail("invalid", "cli.other-home", { facts: { found: next.home.id, file } });
      await home.hub.reload(next);
      log.info(texts.label("cli.reloaded"), { file });
      tellEntryProblems(next, log, texts);
    }
  } catch (error) {
    const problems = error instanceof Failures ? error.problems : [toProblem(error)];
    for (const problem of problems)
      log.error(`${texts.label("cli.not-reloaded")} ${oneLine(problem, texts)}`, { code: problem.code });
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

function sentencesIn(timeZone: string, { world }: Invocation) {
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

import { inspect } from "node:util";
import { type Json, minuteMs, ProblemError } from "#domain";
import {
  createLoopbackNetwork,
  createMemoryLog,
  createRandom,
  createVirtualClock,
  type HttpClient,
  type LogLine,
  type LoopbackNetwork,
  type VirtualClock,
} from "#platform";
import { type Account, createAccounts } from "../account/accounts.ts";
import type { Connection } from "../driver.ts";
import { createEmulator, type Emulator } from "../emulator/create-emulator.ts";
import type { SimulatedHome } from "../simulated-home.ts";
import { generalCodes } from "./general-codes.ts";
import { type DriverTrial, deviceId } from "./trial.ts";

/** How a piece of work ended on virtual time. */
export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** One driver, its emulator and a house on a virtual clock. */
export interface Stage {
  readonly clock: VirtualClock;
  readonly network: LoopbackNetwork;
  readonly home: SimulatedHome;
  readonly emulator: Emulator;
  readonly account: Account;
  readonly lines: readonly LogLine[];
  /** Everything that was thrown at the stage, for those who look for secrets. */
  readonly thrown: readonly unknown[];
  /** Lets time pass until the work ends. */
  finish<T>(work: Promise<T>): Promise<Outcome<T>>;
  connect(): Promise<Outcome<Connection>>;
  /** The house as the clock stands. */
  caughtUp(): SimulatedHome;
}

export const stageOrigin = "http://device.emulator";

/** The longest a piece of work may take: a few calls that each run into their deadline. */
const longestWorkMs = 20 * minuteMs;

export interface StageOptions {
  /** Stands between the account and the network. */
  wrapHttp?(http: HttpClient, clock: VirtualClock): HttpClient;
  /** Sees each request as it arrives at the vendor. */
  onArrival?(request: Parameters<Emulator["handler"]>[0], clock: VirtualClock): void;
}

export function createStage(trial: DriverTrial, options: StageOptions = {}): Stage {
  const clock = createVirtualClock(trial.startAt ?? Date.UTC(2026, 5, 17, 10));
  const network = createLoopbackNetwork(clock);
  const home = trial.makeHome(clock);
  const random = createRandom(7);
  const emulator = createEmulator(trial.emulator, { home, clock, random, ...placeOf(trial) });
  network.attach(stageOrigin, (request) => {
    options.onArrival?.(request, clock);
    return emulator.handler(request);
  });
  const log = createMemoryLog();
  const http = options.wrapHttp?.(network.http, clock) ?? network.http;
  const accounts = createAccounts({ directory: "memory", clock, http, log });
  const bound = trial.driver.bind(entryFor(trial, emulator, stageOrigin));
  const account = accounts.open({ driver: trial.driver.id, identity: bound.identity, rules: trial.driver.calls });
  const thrown: unknown[] = [];

  const finish = async <T>(work: Promise<T>): Promise<Outcome<T>> => {
    let outcome: Outcome<T> | undefined;
    work.then(
      (value) => {
        outcome = { value };
      },
      (error: unknown) => {
        thrown.push(error);
        outcome = { error };
      },
    );
    await clock.runFor(0);
    for (let passedMs = 0; outcome === undefined && passedMs < longestWorkMs; passedMs += 250) await clock.runFor(250);
    return outcome ?? { error: new Error(`did not end within ${longestWorkMs / minuteMs} minutes`) };
  };

  const context = {
    deviceId,
    http: account.http,
    session: account.session,
    clock,
    random,
    log,
    reportRemaining: account.reportRemaining,
    callsLeft: account.callsLeft,
    shared: account.shared,
  };

  return {
    clock,
    network,
    home,
    emulator,
    account,
    lines: log.lines,
    thrown,
    finish,
    connect: () => finish(bound.connect(context)),
    caughtUp: () => {
      home.advance();
      return home;
    },
  };
}

export function placeOf({ profile, unit }: DriverTrial) {
  return { ...(profile === undefined ? {} : { profile }), ...(unit === undefined ? {} : { unit }) };
}

/** The device's entry as a configuration file would have it, without `id` and `driver` (or `target`). */
export function entryFor(trial: DriverTrial, emulator: Emulator, url: string): Readonly<Record<string, Json>> {
  const bare = { id: null, driver: null, target: null, ...emulator.deviceEntry };
  const { id: _id, driver: _driver, target: _target, ...entry } = bare;
  return { ...entry, url, ...trial.config };
}

/** A connected stage; the law cannot be checked when not even that works. */
export async function connectedStage(trial: DriverTrial, options: StageOptions = {}) {
  const stage = createStage(trial, options);
  const outcome = await stage.connect();
  if ("error" in outcome) throw new Error(`does not connect: ${inspect(outcome.error)}`);
  return { stage, connection: outcome.value };
}

/** What is wrong with a failure, if it is not an honest problem that users can be told about. */
export function complaintsAbout(error: unknown, trial: DriverTrial): readonly string[] {
  if (!(error instanceof ProblemError)) return [`threw ${inspect(error, { depth: 0 }).slice(0, 300)}, not a problem`];
  const { kind, code } = error.problem;
  if (kind === "bug") return [`called it a bug: ${error.message}`];
  const isKnown = generalCodes.has(code) || code in trial.driver.text.problems;
  return isKnown ? [] : [`problem ${code} has no sentences`];
}

import {
  type Command,
  createProblem,
  type Decision,
  fail,
  type HomeState,
  type Instant,
  type Problem,
  type Request,
  type SourceId,
  toPoints,
  toProblem,
  type ValuesReading,
} from "#domain";
import type { Accounts, Actuator, AnyDriver, AnyTarget, Attention } from "#driver-kit";
import type { History, StateStore } from "#history";
import type { Cancel, Clock, Log, Random } from "#platform";
import { attentionTo } from "./attention.ts";
import { closeInterrupted } from "./close-interrupted.ts";
import { type DeviceEntry, type HomeConfig, roles, type TargetEntry } from "./config/home-config.ts";
import { createDecisionLoop, type DecisionRecord } from "./decision-loop.ts";
import { createDeviceRunner, type DeviceRunner, type TimedReading } from "./device-runner.ts";
import { createDispatcher } from "./dispatcher.ts";
import { createDriftWatch } from "./drift-watch.ts";
import type { Hub } from "./hub.ts";
import { createSignals } from "./signals.ts";
import { buildSnapshot, createLatestReadings, deviceOf, fuseHouse, partId } from "./snapshot-builder.ts";
import { narrowTo, viewState } from "./state-view.ts";
import { createTargetRunner, type TargetRunner } from "./target-runner.ts";
import { checkValue } from "./value-check.ts";

/** What a home needs from the world around it. */
export interface HubContext {
  readonly drivers: readonly AnyDriver[];
  readonly targets: readonly AnyTarget[];
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly history: History;
  readonly store: StateStore;
  /** Sees every decision with all that went into it, for recordings that can be replayed. */
  readonly onDecision?: (record: DecisionRecord) => void;
}

/** How long restoring may take when the hub stops; what does not answer by then is put back at the next start. */
const restoreWithinMs = 20_000;

/** How long a request waits for devices that have not answered since the start. */
const firstAnswersWithinMs = 15_000;
const lookAgainMs = 250;

/** Starts a home: sense, fuse, decide, act, confirm, tell. */
export function createHub(startConfig: HomeConfig, context: HubContext): Hub {
  const { clock, log, history, store } = context;
  let config = startConfig;
  const latest = createLatestReadings();
  const signals = createSignals();
  let runners: readonly DeviceRunner[] = [];
  let targets: readonly TargetRunner[] = [];
  const storeProblems = new Map<"memory" | "intents", Problem>();
  const listeners = new Set<(state: HomeState) => void>();
  let attention: Attention = "usual";
  let readySince: Instant | undefined;
  let planned: Cancel | undefined;
  let isStopped = false;

  const tell = () => {
    if (isStopped || planned !== undefined || (listeners.size === 0 && targets.length === 0)) return;
    planned = clock.schedule(0, () => {
      planned = undefined;
      const now = state();
      for (const listener of listeners) listener(now);
      for (const target of targets) target.offer();
    });
  };

  const noteStore = (what: "memory" | "intents") => (problem: Problem | undefined) => {
    const isNews = storeProblems.get(what)?.code !== problem?.code;
    if (problem === undefined) storeProblems.delete(what);
    else storeProblems.set(what, problem);
    if (!isNews) return;
    if (problem !== undefined) log.error("state cannot be stored", { what, code: problem.code, ...problem.facts });
    tell();
  };

  const dispatcher = createDispatcher({
    clock,
    log,
    store,
    find: (target, kind) => findActuator(runners, target, kind),
    isConfigured: (target) => config.devices.some(({ id }) => id === deviceOf(target)),
    record: (record) => history.recordCommand(record),
    onProgress: () => loop.wake(),
    onStoreProblem: noteStore("intents"),
  });

  const drift = createDriftWatch(clock, dispatcher);

  const knowledge = () => ({
    config,
    latest,
    devices: runners.map((runner) => ({ health: runner.health(), capabilities: runner.capabilities() })),
    signals: signals.all(config.signals),
    actuator: dispatcher.snapshotOf,
    unseenSince: dispatcher.unseenSince,
  });

  const loop = createDecisionLoop({
    clock,
    log,
    store,
    snapshot: (requests: readonly Request[], now) => buildSnapshot(knowledge(), requests, now),
    submit: dispatcher.submit,
    onStoreProblem: noteStore("memory"),
    onDecision: (decision: Decision, record) => {
      if (decision.commands.length > 0 || decision.reasons.length > 0) history.appendDecision(decision);
      context.onDecision?.(record);
      attend(attentionTo(record.snapshot));
      tell();
    },
  });

  const attend = (next: Attention) => {
    if (next === attention) return;
    attention = next;
    for (const runner of runners) runner.attentionChanged();
  };

  const receive = (runner: DeviceRunner) => (readings: readonly TimedReading[]) => {
    for (const timed of readings) latest.put(timed);
    history.appendPoints(readings.flatMap(({ reading }) => toPoints(reading)));
    for (const { reading } of readings) drift.onReading(reading, runner.driver?.reach ?? "cloud");
    loop.wake();
  };

  const startDevice = (entry: DeviceEntry): DeviceRunner => {
    const driver = context.drivers.find((candidate) => candidate.id === entry.driver);
    const runner: DeviceRunner = createDeviceRunner(entry, driver, {
      clock,
      random: context.random,
      log,
      openAccount: () => {
        if (driver === undefined || entry.bound === undefined) throw new Error("only sound entries open accounts");
        return context.accounts.open({ driver: driver.id, identity: entry.bound.identity, rules: driver.calls });
      },
      attention: () => attention,
      onReadings: (readings) => receive(runner)(readings),
      onChange: () => loop.wake(),
    });
    return runner;
  };

  const startTarget = (entry: TargetEntry) =>
    createTargetRunner(entry, {
      targets: context.targets,
      accounts: context.accounts,
      clock,
      random: context.random,
      log,
      state: stateFrom,
      request: async (body) => (await request(body, entry.id)).reason,
    });

  /** What a house has is only known when its devices answer; whoever asks in the first seconds shall not hear "unknown". */
  const everyDeviceTried = async () => {
    const until = clock.steadyMs() + firstAnswersWithinMs;
    while (!isStopped && clock.steadyMs() < until && !runners.every((runner) => runner.hasBeenTried()))
      await clock.sleep(lookAgainMs);
  };

  /** A target passes on what programs want; whoever else asks is a person, or speaks for one. */
  const request: Hub["request"] = async (body, by) => {
    await everyDeviceTried();
    if (body.kind === "value") {
      const holders = runners.map((runner) => ({ id: runner.entry.id, capabilities: runner.capabilities() }));
      checkValue(
        body,
        holders,
        config.targets.some(({ id }) => id === by),
      );
    }
    return loop.request(body, by);
  };

  const deviceIds = () => runners.map(({ entry }) => entry.id).join(", ");

  const problems = (): Problem[] => {
    const { problem, notice } = history.health();
    const orphans = dispatcher
      .targets()
      .map(deviceOf)
      .filter((device) => config.devices.every((entry) => entry.id !== device));
    return [
      ...(problem === undefined ? [] : [problem]),
      ...(notice === undefined ? [] : [notice]),
      ...storeProblems.values(),
      ...dispatcher.problems(),
      ...[...new Set(orphans)].map((device) => createProblem("invalid", "command.orphan", { facts: { device } })),
      ...targets.flatMap((target) => target.problem() ?? []),
    ];
  };

  const state = (): HomeState => {
    const now = clock.now();
    return viewState(
      {
        config,
        snapshot: buildSnapshot(knowledge(), [], now),
        memory: loop.memory(),
        reasons: loop.reasons(),
        problems: problems(),
        devices: runners.map((runner) => ({
          ...runner.health(),
          label: runner.driver?.label ?? runner.entry.driver,
          capabilities: runner.capabilities(),
          usage: runner.account()?.usage() ?? [],
        })),
      },
      now,
    );
  };

  /** Whoever wants the values of one device gets all that it says, whatever part it has in the house. */
  const stateFrom = (from: string): HomeState => {
    if (from === "house") return state();
    const devices = config.devices.filter(({ id }) => id === from).map((entry) => ({ ...entry, roles }));
    return narrowTo(state(), from, fuseHouse({ config: { ...config, devices }, latest }, clock.now()));
  };

  const readiness: Hub["readiness"] = () => {
    const isReady = runners.every((runner) => runner.hasBeenTried()) && loop.lastDecisionAt() !== undefined;
    if (isReady) readySince ??= clock.now();
    return { isReady, problems: problems(), ...(readySince === undefined ? {} : { since: readySince }) };
  };

  runners = config.devices.map(startDevice);
  targets = config.targets.map(startTarget);
  const left = dispatcher.resume();
  closeInterrupted(history, left, clock.now()).catch((error: unknown) =>
    log.warn("commands of the last run stay open in the history", { problem: toProblem(error) }),
  );
  for (const runner of runners) runner.start();
  loop.wake();

  return {
    homeId: config.home.id,
    history,
    state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    request,
    signal: (id, signal) => {
      const told = signals.put(id, signal, config.signals, clock.now());
      loop.wake();
      return told;
    },
    values: (deviceId): ValuesReading | undefined => latest.of(deviceId, "values")?.reading,
    refresh: async (deviceId) => {
      const runner = runners.find(({ entry }) => entry.id === deviceId);
      if (runner === undefined)
        throw fail("invalid", "http.unknown-device", { facts: { id: deviceId, known: deviceIds() } });
      await runner.refresh();
    },
    advice: (deviceId) => {
      const runner = runners.find(({ entry }) => entry.id === deviceId);
      return runner?.connection()?.advice?.() ?? [];
    },
    notes: (deviceId) => {
      const runner = runners.find(({ entry }) => entry.id === deviceId);
      return runner?.connection()?.notes?.() ?? [];
    },
    readiness,
    reload: async (next) => {
      const kept = runners.filter((runner) => isKept(runner.entry, next.devices));
      const keptTargets = targets.filter((target) => isKept(target.entry, next.targets));
      const gone = runners.filter((runner) => !kept.includes(runner));
      await Promise.all([
        ...gone.map((runner) => runner.stop()),
        ...targets.filter((target) => !keptTargets.includes(target)).map((target) => target.stop()),
      ]);
      config = next;
      latest.forget((source) => gone.some((runner) => runner.entry.id === deviceOf(source)));
      runners = next.devices.map((entry) => kept.find((runner) => runner.entry.id === entry.id) ?? startDevice(entry));
      targets = next.targets.map(
        (entry) => keptTargets.find((target) => target.entry.id === entry.id) ?? startTarget(entry),
      );
      for (const runner of runners) if (!kept.includes(runner)) runner.start();
      loop.wake();
    },
    stop: async () => {
      if (isStopped) return;
      isStopped = true;
      loop.stop();
      planned?.();
      await dispatcher.stop(restoreWithinMs);
      await Promise.all([...runners.map((runner) => runner.stop()), ...targets.map((target) => target.stop())]);
    },
  };
}

function isKept(
  entry: { readonly id: string; readonly fingerprint: string },
  next: readonly { readonly id: string; readonly fingerprint: string }[],
) {
  return next.some((candidate) => candidate.id === entry.id && candidate.fingerprint === entry.fingerprint);
}

function findActuator(runners: readonly DeviceRunner[], target: SourceId, kind: Command["kind"]): Actuator | undefined {
  const runner = runners.find((candidate) => candidate.entry.id === deviceOf(target));
  return runner
    ?.connection()
    ?.actuators.find(
      (actuator) => partId(deviceOf(target), actuator.part) === target && actuator.accepts.includes(kind),
    );
}

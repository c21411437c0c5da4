import type { Capability, DeviceHealth, DeviceState, Instant, Problem, Reading } from "#domain";
import { createProblem, fail, ProblemError, toProblem } from "#domain";
import type { Account, AnyDriver, Attention, Connection, DriverReading, Poll } from "#driver-kit";
import type { Clock, Log, Random } from "#platform";
import type { DeviceEntry } from "./config/home-config.ts";
import { createPollRest, type PollRest } from "./poll-rest.ts";

/** A reading with the moment until which it may be relied upon. */
export interface TimedReading {
  readonly reading: Reading;
  readonly goodUntil: Instant;
}

export interface DeviceRunnerContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly openAccount: () => Account;
  readonly attention: () => Attention;
  onReadings(readings: readonly TimedReading[]): void;
  /** Health, capabilities or connection changed. */
  onChange(): void;
}

/** One configured device: keeps it connected, polls it within its budget, and knows how it is doing. */
export interface DeviceRunner {
  readonly entry: DeviceEntry;
  readonly driver: AnyDriver | undefined;
  start(): void;
  connection(): Connection | undefined;
  capabilities(): readonly Capability[];
  health(): DeviceHealth;
  account(): Account | undefined;
  /** Has it answered, or failed to answer, at least once? */
  hasBeenTried(): boolean;
  /** Asks the device for everything again; resolves when it has answered, fails with what it said instead. */
  refresh(): Promise<void>;
  /** The house looks more or less closely than before: waiting polls count anew. */
  attentionChanged(): void;
  stop(): Promise<void>;
}

/** Readings stay good for two and a half intervals: one missed poll is normal life, two are not. */
const freshIntervals = 2.5;

/** After this long without an answer the probing of a local device slows down, to spare a network that is itself in trouble. */
const patientAfterMs = 30 * 60_000;
const slowestLocalProbeMs = 60_000;

/** A rare poll that failed is tried again sooner than its turn would come. */
const slowestRetryMs = 5 * 60_000;

const reconnectMs: Readonly<Record<AnyDriver["reach"], number>> = { local: 5_000, cloud: 60_000 };

export function createDeviceRunner(
  entry: DeviceEntry,
  driver: AnyDriver | undefined,
  context: DeviceRunnerContext,
): DeviceRunner {
  const { clock, log } = context;
  const stopping = new AbortController();
  const loops: Promise<void>[] = [];
  let account: Account | undefined;
  let connection: Connection | undefined;
  let isTried = entry.problem !== undefined;
  let lastReadingAt: Instant | undefined;
  /** When the oldest value that the probe brought was true. */
  let measuredAt: Instant | undefined;
  let since: Instant = clock.now();
  /** Why there is no connection: a wrong entry, or a device that never answered. */
  let connectProblem: Problem | undefined = entry.problem;
  const pollProblems = new Map<Poll, Problem>();
  const goodUntil = new Map<Poll, Instant>();
  const rests = new Map<Poll, PollRest>();
  /** Who waits for a poll's next outcome. */
  const waiting = new Map<Poll, readonly ((problem: Problem | undefined) => void)[]>();
  let probe: Poll | undefined;
  let failingSince: Instant | undefined;
  let told: { state: DeviceState; code: string | undefined } = { state: stateNow(), code: connectProblem?.code };

  function stateNow(): DeviceState {
    if (entry.bound === undefined) return "misconfigured";
    if (connectProblem !== undefined) return "failing";
    if (probe !== undefined && pollProblems.has(probe)) return "failing";
    if (lastReadingAt === undefined) return "starting";
    const heardUntil = probe === undefined ? undefined : goodUntil.get(probe);
    return heardUntil !== undefined && clock.now() > heardUntil ? "stale" : "ok";
  }

  /** The probe's problem counts most; where only another poll fails, the device works, but its owner shall know. */
  const problemNow = (): Problem | undefined => {
    const [first] = pollProblems.values();
    const known = connectProblem ?? (probe && pollProblems.get(probe)) ?? first;
    if (known !== undefined || stateNow() !== "stale") return known;
    const ageS = Math.round((clock.now() - (measuredAt ?? clock.now())) / 1_000);
    return createProblem("unreachable", "device.stale", { facts: { ageS } });
  };

  const noteChange = () => {
    isTried = true;
    const state = stateNow();
    const problem = problemNow();
    if (state === "failing") failingSince ??= clock.now();
    else failingSince = undefined;
    if (state === told.state && problem?.code === told.code) return;
    if (state !== told.state) since = clock.now();
    told = { state, code: problem?.code };
    if (problem === undefined) log.info("device answers", { device: entry.id });
    else
      log.warn("device has a problem", {
        device: entry.id,
        state,
        kind: problem.kind,
        code: problem.code,
        ...problem.facts,
      });
    context.onChange();
  };

  const receive = (poll: Poll, everyMs: number, readings: readonly DriverReading[]) => {
    const receivedAt = clock.now();
    const freshForMs = poll.freshForMs ?? everyMs * freshIntervals;
    const timed = readings.map((reading) => ({
      reading: stamp(reading, entry.id, receivedAt),
      goodUntil: reading.at + freshForMs,
    }));
    lastReadingAt = receivedAt;
    if (poll === probe && readings.length > 0) measuredAt = Math.min(...readings.map(({ at }) => at));
    if (timed.length > 0) goodUntil.set(poll, Math.min(...timed.map((one) => one.goodUntil)));
    pollProblems.delete(poll);
    noteChange();
    context.onReadings(timed);
    answerWaiting(poll, undefined);
  };

  const failed = (poll: Poll, error: unknown): Problem => {
    const problem = toProblem(error);
    if (problem.kind === "bug") log.error("device driver failed", { device: entry.id, ...problem.facts });
    // When only our own ledger asks for patience, the device itself is well.
    if (problem.code !== "rate-limited.budget") pollProblems.set(poll, problem);
    noteChange();
    answerWaiting(poll, problem);
    return problem;
  };

  /** While the device fails, its most frequent poll probes for it and the others rest. */
  const isResting = (poll: Poll) => probe !== undefined && poll !== probe && pollProblems.has(probe);

  /** The owner's interval holds for the measurements; settings and raw values keep their own slow pace, and so the budget. */
  const paceOf = (poll: Poll) => (poll === probe ? entry.everyMs : undefined) ?? poll.paceMs?.() ?? poll.everyMs;
  const withinBudget = (poll: Poll, wantedMs: number) => Math.max(wantedMs, poll.atLeastMs?.() ?? 0);
  const intervalOf = (poll: Poll) => withinBudget(poll, paceOf(poll));

  const pollLoop = async (poll: Poll) => {
    const rest = createPollRest(clock);
    rests.set(poll, rest);
    for (;;) {
      // Resting polls look up at the probe's pace, so that they are back with the device.
      while (isResting(poll)) await clock.sleep(intervalOf(probe ?? poll), stopping.signal);
      let waitMs = () => intervalOf(poll);
      try {
        const readings = await poll.read({ signal: stopping.signal, purpose: "poll" });
        const paceMs = paceOf(poll);
        receive(poll, intervalOf(poll), readings);
        // A pace that slows down does so after the next read: until then these readings would not stay good.
        waitMs = () => withinBudget(poll, Math.min(paceMs, paceOf(poll)));
      } catch (error) {
        if (stopping.signal.aborted) return;
        const retryMs = nextTryMs(failed(poll, error), intervalOf(poll));
        waitMs = () => retryMs;
      }
      await rest.wait(waitMs, stopping.signal);
    }
  };

  const pollSoon = (pollId: string) => {
    for (const [poll, rest] of rests) if (poll.id === pollId) rest.soon();
  };

  /** While the device fails, the outcome of its probe speaks for the polls that rest. */
  const refresh = async () => {
    if (connection === undefined) {
      const { kind, code, facts } = connectProblem ?? createProblem("unreachable", "device.not-connected");
      throw fail(kind, code, { facts: { device: entry.id, ...facts } });
    }
    const asked = connection.polls.filter((poll) => !isResting(poll));
    const answers = asked.map(
      (poll) => new Promise<Problem | undefined>((tell) => waiting.set(poll, [...(waiting.get(poll) ?? []), tell])),
    );
    for (const poll of asked) rests.get(poll)?.soon();
    const problem = (await Promise.all(answers)).find((answer) => answer !== undefined);
    if (problem !== undefined) throw new ProblemError(problem);
  };

  const answerWaiting = (poll: Poll, problem: Problem | undefined) => {
    for (const tell of waiting.get(poll) ?? []) tell(problem);
    waiting.delete(poll);
  };

  const nextTryMs = (problem: Problem, everyMs: number) => {
    const askedMs = problem.retryAt === undefined ? 0 : problem.retryAt - clock.now();
    const isPatient = failingSince !== undefined && clock.now() - failingSince > patientAfterMs;
    const patientMs = isPatient && driver?.reach === "local" ? slowestLocalProbeMs : 0;
    return Math.max(Math.min(everyMs, slowestRetryMs), askedMs, patientMs);
  };

  const connect = async (): Promise<Connection> => {
    if (entry.bound === undefined) throw new Error("a device without sound configuration is never connected");
    account ??= context.openAccount();
    const opened = account;
    return entry.bound.connect({
      deviceId: entry.id,
      http: opened.http,
      session: opened.session,
      clock,
      random: context.random,
      log: log.child({ device: entry.id }),
      signal: stopping.signal,
      reportRemaining: opened.reportRemaining,
      callsLeft: opened.callsLeft,
      shared: opened.shared,
      pollSoon,
      attention: context.attention,
    });
  };

  const run = async () => {
    while (connection === undefined) {
      try {
        connection = await connect();
      } catch (error) {
        if (stopping.signal.aborted) return;
        connectProblem = toProblem(error);
        noteChange();
        await clock.sleep(nextTryMs(connectProblem, reconnectMs[driver?.reach ?? "cloud"]), stopping.signal);
      }
    }
    connectProblem = undefined;
    probe = mostFrequent(connection.polls);
    context.onChange();
    // Slow polls first, so that what a device is (limits, modes) is known before its first measurement is decided on.
    const polls = [...connection.polls].sort((a, b) => b.everyMs - a.everyMs);
    for (const poll of polls) loops.push(quietWhenStopped(pollLoop(poll)));
  };

  const quietWhenStopped = (work: Promise<void>) =>
    work.catch((error: unknown) => {
      if (stopping.signal.aborted) return;
      connectProblem = toProblem(error);
      noteChange();
      log.error("polling ended unexpectedly", { device: entry.id, error: String(error) });
    });

  return {
    entry,
    driver,
    start: () => {
      if (entry.bound !== undefined) loops.push(quietWhenStopped(run()));
    },
    connection: () => connection,
    capabilities: () => connection?.capabilities() ?? [],
    health: () => {
      const problem = problemNow();
      return {
        id: entry.id,
        driver: entry.driver,
        state: stateNow(),
        since,
        ...(lastReadingAt === undefined ? {} : { lastReadingAt }),
        ...(problem === undefined ? {} : { problem }),
      };
    },
    account: () => account,
    hasBeenTried: () => isTried,
    refresh,
    attentionChanged: () => {
      for (const rest of rests.values()) rest.review();
    },
    stop: async () => {
      stopping.abort(new Error("stopping"));
      for (const poll of waiting.keys()) answerWaiting(poll, createProblem("unreachable", "hub.stopping"));
      await Promise.all(loops);
      await connection?.close();
      await account?.close();
    },
  };
}

/** The poll that brings the measurements: the one that the maker's driver asks most often. */
function mostFrequent(polls: readonly Poll[]): Poll | undefined {
  return [...polls].sort((a, b) => a.everyMs - b.everyMs)[0];
}

function stamp(reading: DriverReading, deviceId: string, receivedAt: Instant): Reading {
  const { part, ...rest } = reading;
  return { ...rest, source: part === undefined ? deviceId : `${deviceId}.${part}`, receivedAt };
}

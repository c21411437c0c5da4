import type { Capability, DeviceHealth, DeviceState, Instant, Problem, Reading } from "#domain";
import { createProblem, toProblem } from "#domain";
import type { Account, AnyDriver, Connection, DriverReading, Poll } from "#driver-kit";
import type { Clock, Log, Random } from "#platform";
import type { DeviceEntry } from "./config/home-config.ts";

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
  stop(): Promise<void>;
}

/** Readings stay good for two and a half intervals: one missed poll is normal life, two are not. */
const freshIntervals = 2.5;

/** After this long without an answer the probing of a local device slows down, to spare a network that is itself in trouble. */
const patientAfterMs = 30 * 60_000;
const slowestLocalProbeMs = 60_000;

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
  let goodUntil: Instant | undefined;
  let state: DeviceState = entry.problem === undefined ? "starting" : "misconfigured";
  let since: Instant = clock.now();
  let problem: Problem | undefined = entry.problem;
  let failingPoll: Poll | undefined;
  let failingSince: Instant | undefined;

  const turn = (next: DeviceState, why: Problem | undefined) => {
    const isNews = next !== state || why?.code !== problem?.code;
    if (next !== state) since = clock.now();
    state = next;
    problem = why;
    isTried = true;
    if (!isNews) return;
    if (why === undefined) log.info("device answers", { device: entry.id });
    else log.warn("device does not answer", { device: entry.id, kind: why.kind, code: why.code, ...why.facts });
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
    goodUntil = Math.max(goodUntil ?? 0, ...timed.map((one) => one.goodUntil));
    failingPoll = undefined;
    failingSince = undefined;
    turn("ok", undefined);
    context.onReadings(timed);
  };

  const failed = (poll: Poll, error: unknown) => {
    const why = toProblem(error);
    if (why.kind === "bug") log.error("device driver failed", { device: entry.id, ...why.facts });
    if (why.code === "rate-limited.budget") {
      // Our own ledger asks us to slow down: the device itself is well.
      isTried = true;
      return why;
    }
    failingPoll ??= poll;
    failingSince ??= clock.now();
    turn("failing", why);
    return why;
  };

  const pollLoop = async (poll: Poll) => {
    const everyMs = poll.brings.includes("values") ? poll.everyMs : (entry.everyMs ?? poll.everyMs);
    for (;;) {
      let waitMs = everyMs;
      // While the device fails, one poll probes for it and the others rest.
      if (failingPoll === undefined || failingPoll === poll) {
        try {
          receive(poll, everyMs, await poll.read({ signal: stopping.signal, purpose: "poll" }));
        } catch (error) {
          if (stopping.signal.aborted) return;
          waitMs = nextTryMs(failed(poll, error), everyMs);
        }
      }
      await clock.sleep(waitMs, stopping.signal);
    }
  };

  const nextTryMs = (why: Problem, everyMs: number) => {
    const askedMs = why.retryAt === undefined ? 0 : why.retryAt - clock.now();
    const isPatient = failingSince !== undefined && clock.now() - failingSince > patientAfterMs;
    const patientMs = isPatient && driver?.reach === "local" ? slowestLocalProbeMs : 0;
    return Math.max(everyMs, askedMs, patientMs);
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
    });
  };

  const run = async () => {
    while (connection === undefined) {
      try {
        connection = await connect();
      } catch (error) {
        if (stopping.signal.aborted) return;
        const why = toProblem(error);
        turn("failing", why);
        await clock.sleep(nextTryMs(why, driver?.reach === "local" ? 5_000 : 60_000), stopping.signal);
      }
    }
    context.onChange();
    // Slow polls first, so that what a device is (limits, modes) is known before its first measurement is decided on.
    const polls = [...connection.polls].sort((a, b) => b.everyMs - a.everyMs);
    for (const poll of polls) loops.push(quietWhenStopped(pollLoop(poll)));
  };

  const quietWhenStopped = (work: Promise<void>) =>
    work.catch((error: unknown) => {
      if (stopping.signal.aborted) return;
      turn("failing", toProblem(error));
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
    health: () => ({
      id: entry.id,
      driver: entry.driver,
      state: state === "ok" && goodUntil !== undefined && clock.now() > goodUntil ? "stale" : state,
      since,
      ...(lastReadingAt === undefined ? {} : { lastReadingAt }),
      ...(problem === undefined ? staleProblem(state, goodUntil, lastReadingAt, clock.now()) : { problem }),
    }),
    account: () => account,
    hasBeenTried: () => isTried,
    stop: async () => {
      stopping.abort(new Error("stopping"));
      await Promise.all(loops);
      await connection?.close();
      await account?.close();
    },
  };
}

function staleProblem(
  state: DeviceState,
  goodUntil: Instant | undefined,
  lastReadingAt: Instant | undefined,
  now: Instant,
) {
  if (state !== "ok" || goodUntil === undefined || lastReadingAt === undefined || now <= goodUntil) return {};
  return {
    problem: createProblem("unreachable", "device.stale", { facts: { ageS: Math.round((now - goodUntil) / 1_000) } }),
  };
}

function stamp(reading: DriverReading, deviceId: string, receivedAt: Instant): Reading {
  const { part, ...rest } = reading;
  return { ...rest, source: part === undefined ? deviceId : `${deviceId}.${part}`, receivedAt };
}

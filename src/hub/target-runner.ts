import { type HomeState, type Problem, type Reason, type RequestBody, toProblem } from "#domain";
import type { Accounts, AnyTarget, PublishPace, TargetConnection } from "#driver-kit";
import type { Clock, Log, Random } from "#platform";
import type { TargetEntry } from "./config/home-config.ts";

export interface TargetRunnerContext {
  readonly targets: readonly AnyTarget[];
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  /** The home as the target shall see it: `house`, or what one device says. */
  state(from: string): HomeState;
  request(body: RequestBody): Promise<Reason>;
}

/** One configured target: told of the home at its own pace, and never in anybody's way. */
export interface TargetRunner {
  readonly entry: TargetEntry;
  /** The home changed. */
  offer(): void;
  problem(): Problem | undefined;
  stop(): Promise<void>;
}

const reconnectMs = 60_000;

/** A target that has just failed is not hurried by every change of the home. */
const afterFailureMs = 10_000;

/** The house does not wait for a target that cannot let go. */
const stopWithinMs = 5_000;

export function createTargetRunner(entry: TargetEntry, context: TargetRunnerContext): TargetRunner {
  const { clock, log } = context;
  const stopping = new AbortController();
  let problem = entry.problem;
  let hasNews = false;
  let wakeUp: AbortController | undefined;

  const note = (next: Problem | undefined) => {
    if (next?.code !== problem?.code) {
      if (next === undefined) log.info("target takes values again", { target: entry.id });
      else
        log.warn("target does not take values", { target: entry.id, kind: next.kind, code: next.code, ...next.facts });
    }
    problem = next;
  };

  const connect = async (): Promise<{ connection: TargetConnection; close: () => Promise<void> }> => {
    const target = context.targets.find((candidate) => candidate.id === entry.target);
    if (target === undefined || entry.bound === undefined) throw new Error("only sound entries are connected");
    const account = context.accounts.open({ driver: target.id, identity: entry.bound.identity, rules: target.calls });
    try {
      const connection = await entry.bound.connect({
        targetId: entry.id,
        http: account.http,
        session: account.session,
        clock,
        random: context.random,
        log: log.child({ target: entry.id }),
        signal: stopping.signal,
        request: context.request,
        reportRemaining: account.reportRemaining,
      });
      const close = async () => {
        try {
          await connection.close();
        } finally {
          await account.close();
        }
      };
      return { connection, close };
    } catch (error) {
      await account.close();
      throw error;
    }
  };

  const publishOnce = async ({ publish }: TargetConnection) => {
    stopping.signal.throwIfAborted();
    hasNews = false;
    try {
      await publish(context.state(entry.from), { signal: stopping.signal, purpose: "poll" });
      note(undefined);
    } catch (error) {
      stopping.signal.throwIfAborted();
      note(toProblem(error));
    }
  };

  const publishLoop = async (connection: TargetConnection) => {
    for (;;) {
      const startedMs = clock.steadyMs();
      await publishOnce(connection);
      await untilNextTurn(connection.pace, startedMs);
    }
  };

  const askedWaitMs = () => (problem?.retryAt === undefined ? 0 : problem.retryAt - clock.now());

  /** Waits for the regular turn, or for news but not sooner than the pace allows; both counted from the last start. */
  const untilNextTurn = async ({ everyMs, onChangeAfterMs = everyMs }: PublishPace, startedMs: number) => {
    const calmMs = problem === undefined ? onChangeAfterMs : Math.max(onChangeAfterMs, afterFailureMs);
    const restMs = (ofMs: number) => ofMs - (clock.steadyMs() - startedMs);
    await clock.sleep(Math.max(restMs(Math.min(calmMs, everyMs)), askedWaitMs(), 0), stopping.signal);
    if (hasNews || restMs(everyMs) <= 0) return;
    wakeUp = new AbortController();
    await clock.sleep(restMs(everyMs), AbortSignal.any([stopping.signal, wakeUp.signal])).catch(() => {});
    wakeUp = undefined;
    stopping.signal.throwIfAborted();
  };

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        const { connection, close } = await connect();
        try {
          await publishLoop(connection);
        } finally {
          await close();
        }
      } catch (error) {
        if (stopping.signal.aborted) return;
        note(toProblem(error));
        await clock.sleep(Math.max(reconnectMs, askedWaitMs()), stopping.signal).catch(() => {});
      }
    }
  };

  const running = entry.bound === undefined ? Promise.resolve() : run();

  return {
    entry,
    offer: () => {
      hasNews = true;
      wakeUp?.abort();
    },
    problem: () => problem,
    stop: async () => {
      stopping.abort(new Error("stopping"));
      const patience = new AbortController();
      const isOver = clock.sleep(stopWithinMs, patience.signal).then(
        () => log.warn("target does not let go", { target: entry.id }),
        () => {},
      );
      await Promise.race([running, isOver]);
      patience.abort();
    },
  };
}

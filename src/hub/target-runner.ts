import { type HomeState, type Problem, type Reason, type RequestBody, toProblem } from "#domain";
import type { Accounts, AnyTarget, TargetConnection } from "#driver-kit";
import type { Clock, Log, Random } from "#platform";
import type { TargetEntry } from "./config/home-config.ts";

export interface TargetRunnerContext {
  readonly targets: readonly AnyTarget[];
  readonly accounts: Accounts;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  state(): HomeState;
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
        request: context.request,
        reportRemaining: account.reportRemaining,
      });
      const close = async () => {
        await connection.close();
        await account.close();
      };
      return { connection, close };
    } catch (error) {
      await account.close();
      throw error;
    }
  };

  const publishLoop = async ({ pace, publish }: TargetConnection) => {
    for (;;) {
      hasNews = false;
      try {
        await publish(context.state(), { signal: stopping.signal, purpose: "poll" });
        note(undefined);
      } catch (error) {
        stopping.signal.throwIfAborted();
        note(toProblem(error));
      }
      await untilNextTurn(pace);
    }
  };

  /** Waits for the regular turn, or for news but not sooner than the pace allows. */
  const untilNextTurn = async ({ everyMs, onChangeAfterMs }: TargetConnection["pace"]) => {
    const askedMs = problem?.retryAt === undefined ? 0 : problem.retryAt - clock.now();
    if (onChangeAfterMs === undefined) return clock.sleep(Math.max(everyMs, askedMs), stopping.signal);
    const soonestMs = Math.max(onChangeAfterMs, askedMs);
    await clock.sleep(soonestMs, stopping.signal);
    if (hasNews || soonestMs >= everyMs) return;
    wakeUp = new AbortController();
    await clock.sleep(everyMs - soonestMs, AbortSignal.any([stopping.signal, wakeUp.signal])).catch(() => {});
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
        await clock.sleep(reconnectMs, stopping.signal).catch(() => {});
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
      await running;
    },
  };
}

import { type Problem, secondMs, toProblem } from "#domain";
import type { Cancel, Clock, Log } from "#platform";
import type { AppendQueue } from "./append-queue.ts";
import type { HistoryPort } from "./history-port.ts";

export interface FlusherOptions {
  readonly queue: AppendQueue;
  readonly port: HistoryPort;
  readonly clock: Clock;
  readonly log: Log;
  /** A longer wait spares the card: each flush writes one page per series. */
  readonly flushEveryMs: number;
}

/** Carries the queue to storage, now and then or on demand, and keeps trying when storage fails. */
export interface Flusher {
  /** Something was added to the queue. */
  added(): void;
  flush(): Promise<void>;
  /** What storage said last, if it was no. */
  problem(): Problem | undefined;
  /** Storage was tried for something else than flushing. */
  tried(problem: Problem | undefined): void;
  stop(): void;
}

/** Small enough that a query behind a batch waits some ten milliseconds. */
const batchPoints = 20_000;

const retryAfterMs = 10 * secondMs;

export function createFlusher({ queue, port, clock, log, flushEveryMs }: FlusherOptions): Flusher {
  let problem: Problem | undefined;
  let timer: Cancel | undefined;
  let running: Promise<void> = Promise.resolve();
  let isUrgent = false;
  let isStopped = false;

  const tried = (found: Problem | undefined) => {
    if (found !== undefined && found.code !== problem?.code)
      log.error("history cannot be stored, going on in memory", { problem: found });
    if (found === undefined && problem !== undefined) log.info("history is stored again");
    problem = found;
  };

  const storeOne = async (): Promise<boolean> => {
    const next = queue.peek(batchPoints);
    if (next === undefined) return false;
    try {
      await port.call({ kind: "append", batch: next.batch }, clock.now());
    } catch (error) {
      tried(toProblem(error));
      if (problem?.code !== "bug.unexpected") throw error;
      // Data that no retry will make storable must not keep all that follows from being stored.
      log.error("a batch of history was given up", { problem, rows: next.batch.at.length });
      queue.stored(next);
      throw error;
    }
    queue.stored(next);
    tried(undefined);
    return true;
  };

  const drain = async () => {
    const end = queue.end();
    while (!queue.isPast(end)) if (!(await storeOne())) return;
  };

  const flush = (): Promise<void> => {
    const run = running.then(drain, drain);
    // Whoever asked hears of the failure; the next flush only has to wait for this one.
    running = run.catch(() => {});
    return run;
  };

  const arm = () => {
    if (timer !== undefined || isStopped) return;
    const waitMs = problem !== undefined ? retryAfterMs : flushEveryMs;
    timer = clock.schedule(waitMs, flushAndGoOn);
  };

  const flushAndGoOn = () => {
    timer = undefined;
    const goOn = () => {
      isUrgent = false;
      if (!queue.isPast(queue.end())) arm();
    };
    flush().then(goOn, goOn);
  };

  return {
    added: () => {
      if (queue.waitingPoints() >= batchPoints && problem === undefined && !isUrgent) {
        isUrgent = true;
        timer?.();
        flushAndGoOn();
      } else arm();
    },
    flush,
    problem: () => problem,
    tried,
    stop: () => {
      isStopped = true;
      timer?.();
    },
  };
}

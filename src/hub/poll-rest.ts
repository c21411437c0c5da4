import type { Clock } from "#platform";

/** The rest between two reads of one poll, which whoever has reason to ask sooner may end. */
export interface PollRest {
  /** Rests until the interval is over, counted from now; an interval that changes meanwhile counts from `review` on. */
  wait(intervalMs: () => number, signal: AbortSignal): Promise<void>;
  /** Ends the rest; while a read is under way, the next one. */
  soon(): void;
  review(): void;
}

export function createPollRest(clock: Clock): PollRest {
  let isDue = false;
  let rest: AbortController | undefined;

  const sleep = async (ms: number, signal: AbortSignal) => {
    const bell = new AbortController();
    rest = bell;
    try {
      await clock.sleep(ms, AbortSignal.any([signal, bell.signal]));
    } catch (error) {
      if (signal.aborted || !bell.signal.aborted) throw error;
    } finally {
      rest = undefined;
    }
  };

  return {
    wait: async (intervalMs, signal) => {
      const since = clock.steadyMs();
      while (!isDue) {
        const leftMs = since + intervalMs() - clock.steadyMs();
        if (leftMs <= 0) break;
        await sleep(leftMs, signal);
      }
      isDue = false;
      signal.throwIfAborted();
    },
    soon: () => {
      isDue = true;
      rest?.abort();
    },
    review: () => rest?.abort(),
  };
}

import type { Instant } from "#domain";
import type { Clock } from "./clock.ts";
import { sleepOn } from "./clock.ts";

interface Planned {
  readonly atSteadyMs: number;
  readonly order: number;
  action: (() => void) | undefined;
}

/** A clock that stands still until told to run, and then jumps from one planned call to the next. */
export interface VirtualClock extends Clock {
  /** Runs everything due up to and including `until`, then stands there. */
  runUntil(until: Instant): Promise<void>;
  runFor(durationMs: number): Promise<void>;
  /** Moves wall time without letting time pass, as an owner or NTP would. */
  jump(byMs: number): void;
  /** Planned calls not yet due; what is left after a close is a leak. */
  pendingTimers(): number;
  /** Names of real work that time waits for. */
  held(): readonly string[];
}

/** Real milliseconds after which held work is called stuck: virtual runs have no reason to wait for anything slow. */
const stallAfterMs = 5_000;

export function createVirtualClock(startAt: Instant): VirtualClock {
  const queue = createQueue();
  const holds = new Map<symbol, string>();
  let steadyMs = 0;
  let offset = startAt;
  let order = 0;

  const settle = async () => {
    await nextTurn();
    if (holds.size === 0) return;
    const since = performance.now();
    while (holds.size > 0) {
      if (performance.now() - since > stallAfterMs) {
        throw new Error(`virtual time stalled: still waiting for ${[...holds.values()].join(", ")}`);
      }
      await nextTurn();
    }
    await nextTurn();
  };

  const schedule: Clock["schedule"] = (delayMs, action) => {
    const planned: Planned = { atSteadyMs: steadyMs + Math.max(0, delayMs), order: order++, action };
    queue.push(planned);
    return () => {
      planned.action = undefined;
    };
  };

  const runUntil = async (until: Instant) => {
    await settle();
    for (let next = queue.peek(); next !== undefined && offset + next.atSteadyMs <= until; next = queue.peek()) {
      queue.pop();
      if (next.action === undefined) continue;
      steadyMs = Math.max(steadyMs, next.atSteadyMs);
      next.action();
      await settle();
    }
    steadyMs = Math.max(steadyMs, until - offset);
  };

  const now = () => offset + steadyMs;

  return {
    now,
    steadyMs: () => steadyMs,
    schedule,
    sleep: (delayMs, signal) => sleepOn(schedule, delayMs, signal),
    hold: (name) => {
      const token = Symbol(name);
      holds.set(token, name);
      return () => holds.delete(token);
    },
    runUntil,
    runFor: (durationMs) => runUntil(now() + durationMs),
    jump: (byMs) => {
      offset += byMs;
    },
    pendingTimers: () => queue.live(),
    held: () => [...holds.values()],
  };
}

/** One turn of the real event loop: every promise that could settle without outside help has settled afterwards. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A binary heap by due time, first come first served among equals, which makes runs repeatable. */
function createQueue() {
  const heap: Planned[] = [];
  const isBefore = (a: Planned, b: Planned) =>
    a.atSteadyMs < b.atSteadyMs || (a.atSteadyMs === b.atSteadyMs && a.order < b.order);

  const sinkFrom = (start: number, item: Planned) => {
    let index = start;
    for (;;) {
      const childIndex = smallerChild(index);
      const child = heap[childIndex];
      if (child === undefined || !isBefore(child, item)) break;
      heap[index] = child;
      index = childIndex;
    }
    heap[index] = item;
  };

  const smallerChild = (index: number) => {
    const left = heap[2 * index + 1];
    const right = heap[2 * index + 2];
    return right !== undefined && left !== undefined && isBefore(right, left) ? 2 * index + 2 : 2 * index + 1;
  };

  return {
    push: (item: Planned) => {
      let index = heap.length;
      heap.push(item);
      while (index > 0) {
        const parentIndex = (index - 1) >> 1;
        const parent = heap[parentIndex];
        if (parent === undefined || !isBefore(item, parent)) break;
        heap[index] = parent;
        index = parentIndex;
      }
      heap[index] = item;
    },
    peek: () => heap[0],
    pop: () => {
      const last = heap.pop();
      if (last !== undefined && heap.length > 0) sinkFrom(0, last);
    },
    live: () => heap.filter((planned) => planned.action !== undefined).length,
  };
}

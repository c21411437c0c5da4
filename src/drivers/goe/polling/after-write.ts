import type { Clock } from "#platform";
import { controlKeys } from "../setting-mapping.ts";

export interface AfterWrite {
  onWritten(keys: readonly string[]): void;
  /** The configuration has just been read. */
  noteRead(): void;
  close(): void;
}

export interface AfterWriteOptions {
  readonly clock: Clock;
  /** How long a written value takes to show. */
  readonly settleMs: number;
  /** Reads the configuration again. */
  readAgain(): void;
}

/** Powers of the house are told every few seconds and are no settings. */
const told = "ids";

/** Whoever steers a charge writes every half minute, and reads back what was written; the rest need not follow each time. */
const steeringRestMs = 5 * 60_000;

/** One setting may change others: after each write the configuration is read again, as soon as it can have changed. */
export function createAfterWrite({ clock, settleMs, readAgain }: AfterWriteOptions): AfterWrite {
  let readMs = Number.NEGATIVE_INFINITY;
  let planned: { readonly dueMs: number; readonly cancel: () => void } | undefined;

  const plan = (dueMs: number) => {
    planned?.cancel();
    const cancel = clock.schedule(dueMs - clock.steadyMs(), () => {
      planned = undefined;
      readAgain();
    });
    planned = { dueMs, cancel };
  };

  return {
    onWritten: (keys) => {
      if (keys.every((key) => key === told)) return;
      const soonestMs = clock.steadyMs() + settleMs;
      const isSteering = keys.every((key) => controlKeys.includes(key));
      plan(isSteering ? Math.max(soonestMs, planned?.dueMs ?? readMs + steeringRestMs) : soonestMs);
    },
    noteRead: () => {
      readMs = clock.steadyMs();
    },
    close: () => planned?.cancel(),
  };
}

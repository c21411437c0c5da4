import { type Json, minuteMs, type Purpose } from "#domain";
import type { Actuator } from "#driver-kit";
import type { Intent } from "#history";
import type { Clock } from "#platform";
import type { IntentNote } from "./intent-note.ts";
import { isUsersToo, type LateWrites, lateWriteMs, whoseState } from "./whose-change.ts";

export interface UserWatchContext {
  readonly clock: Clock;
  readonly note: Pick<IntentNote, "intent">;
  readonly late: LateWrites;
  find(): Actuator | undefined;
}

/** Keeps what a user chose at the device from being overwritten by us, whether we are about to or already did. */
export interface UserWatch {
  /** The device has just been looked at. */
  looked(): void;
  /** A look before we change, or put back, what was seen in effect: whether a user has changed it since then. */
  findsOverruled(call: { readonly signal: AbortSignal; readonly purpose: Purpose }): Promise<boolean>;
  /** What the last run sent and did not see arrive may still do so. */
  noteLateWrite(left: Intent): void;
  /** Our command was never seen, a user's choice was; should ours have arrived all the same, his is put back. */
  undoLateWrite(overruled: Intent, signal: AbortSignal): Promise<void>;
}

/** A look not older than this need not be repeated. */
const freshLookMs = minuteMs;

export function createUserWatch({ clock, note, late, find }: UserWatchContext): UserWatch {
  let lastLookAt = Number.NEGATIVE_INFINITY;
  return {
    looked: () => {
      lastLookAt = clock.now();
    },
    findsOverruled: async (call) => {
      const intent = note.intent();
      const actuator = find();
      if (intent?.shown === undefined || actuator === undefined || !isUsersToo(intent.command)) return false;
      if (clock.now() - lastLookAt < freshLookMs) return false;
      const state = await actuator.read(call).catch(() => undefined);
      return state !== undefined && !call.signal.aborted && whoseState(actuator, intent, state, late) === "users";
    },
    noteLateWrite: ({ command, before, state, updatedAt, attempts }) => {
      if (attempts === 0 || state === "confirmed" || state === "drifted") return;
      const shows = (actual: Json) => {
        const actuator = find();
        if (actuator === undefined) return false;
        if (state !== "releasing") return actuator.isInEffect(command, actual);
        return before !== undefined && actuator.isRestored(before, actual);
      };
      late.sent(shows, updatedAt);
    },
    undoLateWrite: async ({ command, before, updatedAt }, signal) => {
      const actuator = find();
      if (before === undefined || actuator === undefined || clock.now() - updatedAt > 2 * lateWriteMs) return;
      const call = { signal, purpose: "restore" } as const;
      const state = await actuator.read(call).catch(() => undefined);
      if (state !== undefined && actuator.isInEffect(command, state))
        await actuator.restore(before, call).catch(() => {});
    },
  };
}

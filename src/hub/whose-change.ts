import { type Command, type Instant, type Json, minuteMs } from "#domain";
import type { Actuator } from "#driver-kit";
import type { Intent } from "#history";
import type { Clock } from "#platform";

/**
 * Whose doing it is how a device stands, seen from our command. `ours`: the command shows. `nobodys`: it does not show
 * (any more), but nobody need have changed anything: our write was late or got lost, or what we set no longer suffices.
 * `doubtful`: neither how it stood before nor ours, although ours was never seen; once more the same, and it is
 * somebody's. `users`: it was seen in effect, and then somebody changed it.
 */
export type Whose = "ours" | "nobodys" | "doubtful" | "users";

type Judged = Pick<Intent, "command" | "before" | "shown">;

export function whoseState(
  actuator: Actuator,
  { command, before, shown }: Judged,
  state: Json,
  late: LateWrites,
): Whose {
  if (actuator.isInEffect(command, state)) return "ours";
  if (shown !== undefined) return actuator.isRestored(shown, state) || late.explain(state) ? "nobodys" : "users";
  if (before === undefined || actuator.isRestored(before, state) || late.explain(state)) return "nobodys";
  return actuator.isForeign?.(command, before, state) === true ? "doubtful" : "nobodys";
}

/** Whom a change at the device concerns: a battery's mode is its owner's as well; a charger is led by its mode alone. */
export function isUsersToo({ kind }: Command): boolean {
  return kind === "batteryIntent";
}

/** Writes of ours that nobody has seen arrive: until they have had their time, what they would bring about is no user's. */
export interface LateWrites {
  /** Returns how to tell that the write has been seen. */
  sent(shows: (state: Json) => boolean, at?: Instant): () => void;
  explain(state: Json): boolean;
}

/** No cloud has been seen to deliver a write later than this. */
export const lateWriteMs = 10 * minuteMs;

export function createLateWrites(clock: Clock): LateWrites {
  let writes: readonly { readonly at: Instant; shows(state: Json): boolean }[] = [];
  const forgetOld = () => {
    writes = writes.filter(({ at }) => clock.now() - at < lateWriteMs);
  };
  return {
    sent: (shows, at = clock.now()) => {
      forgetOld();
      const write = { at, shows };
      writes = [...writes, write];
      return () => {
        writes = writes.filter((other) => other !== write);
      };
    },
    explain: (state) => {
      forgetOld();
      return writes.some(({ shows }) => shows(state));
    },
  };
}

import type { DecidedCommand, Json, Problem } from "#domain";
import { minuteMs, toProblem } from "#domain";
import type { CommandRecord, CommandState, Intent, StateStore } from "#history";
import { type Cancel, type Clock, newId } from "#platform";

export interface IntentNoteContext {
  /** The name under which the intent is stored. */
  readonly key: string;
  readonly clock: Clock;
  readonly store: StateStore;
  record(record: CommandRecord): void;
  /** A command went one step further: time for a new look at the house. */
  onProgress(): void;
  /** The store could not take an intent (undefined: it can again). */
  onStoreProblem(problem: Problem | undefined): void;
}

/** What is written down of the change to one actuator: the intent in the store, and each command's fate in the history. */
export interface IntentNote {
  /** Undefined while nothing stands changed by us. */
  intent(): Intent | undefined;
  problem(): Problem | undefined;
  setProblem(problem: Problem | undefined): void;
  /** Takes over what a previous run left. */
  takeOver(left: Intent): void;
  /** From here on it is about this command; the one before, if nobody knows its end yet, will have none of its own. */
  begin(decided: DecidedCommand, state: "stored" | "releasing"): void;
  /** Throws when nothing can be stored and the command must not leave without. */
  save(change: Partial<Intent>): void;
  /** Its user set the device otherwise. `before` is what he chose, if our own write may still arrive and undo that. */
  overruled(before?: Json): void;
  /** What was there before is back. */
  restored(): void;
  /** Nothing stands changed by us (any more). */
  forget(): void;
  close(): void;
}

const forgetAgainMs = minuteMs;

export function createIntentNote(context: IntentNoteContext): IntentNote {
  const { clock, store, key } = context;
  let intent: Intent | undefined;
  let problem: Problem | undefined;
  let forgetAgain: Cancel | undefined;
  let isClosed = false;

  /**
   * A charger is steered on even when nothing can be stored: it ends safely by itself. A battery's mode is not changed
   * without a note of what was there before, because a crash would leave it changed for ever.
   */
  const keep = (changed: Intent) => {
    if (!isKept(changed)) return;
    try {
      store.putIntent(changed);
      context.onStoreProblem(undefined);
    } catch (error) {
      context.onStoreProblem(toProblem(error));
      if (changed.state === "stored" && changed.command.kind === "batteryIntent") throw error;
    }
  };

  const record = (told: Intent, end?: "restored" | "superseded") => {
    const state = end ?? recordedState(told);
    const isFinished = state !== "stored" && state !== "sent";
    context.record({
      id: told.id,
      at: told.createdAt,
      target: told.command.target,
      command: told.command,
      purpose: told.purpose,
      reason: told.reason,
      state,
      attempts: told.attempts,
      ...(isFinished ? { finishedAt: end === undefined ? told.updatedAt : clock.now() } : {}),
      ...(problem === undefined ? {} : { problem }),
    });
  };

  /** What cannot be struck off the store would only be restored once more after a crash, but should not stay there. */
  const strikeOff = () => {
    if (intent !== undefined && isKept(intent)) return;
    try {
      store.removeIntent(key);
      context.onStoreProblem(undefined);
    } catch (error) {
      context.onStoreProblem(toProblem(error));
      if (!isClosed) forgetAgain = clock.schedule(forgetAgainMs, strikeOff);
    }
  };

  const forget = () => {
    const wasStored = intent !== undefined && isKept(intent);
    intent = undefined;
    problem = undefined;
    if (wasStored) strikeOff();
    context.onProgress();
  };

  return {
    intent: () => intent,
    problem: () => problem,
    setProblem: (found) => {
      problem = found;
    },
    takeOver: (left) => {
      intent = left;
      // The history may be some seconds behind; a failure is told with its reason once the device has been asked.
      if (left.state !== "failed") record(left);
    },
    begin: ({ command, reason, purpose }, state) => {
      if (intent !== undefined && isUnderWay(intent)) record(intent, "superseded");
      problem = undefined;
      const at = clock.now();
      // What a user chose is how it stands now: that is read anew, and nothing earlier is put back over it.
      const before = intent?.before === undefined || intent.state === "overruled" ? {} : { before: intent.before };
      const begun = { id: newId(), command, reason, purpose, state, attempts: 0, createdAt: at, updatedAt: at };
      intent = { actuator: key, ...begun, ...before };
    },
    save: (change) => {
      if (intent === undefined) return;
      intent = { ...intent, ...change, updatedAt: clock.now() };
      keep(intent);
      record(intent);
      context.onProgress();
    },
    overruled: (chosen) => {
      if (intent === undefined) return;
      const { before: _, shown, ...told } = intent;
      problem = undefined;
      record(intent, shown === undefined ? "superseded" : undefined);
      intent = {
        ...told,
        ...(chosen === undefined ? {} : { before: chosen }),
        state: "overruled",
        updatedAt: clock.now(),
      };
      keep(intent);
      context.onProgress();
    },
    restored: () => {
      problem = undefined;
      if (intent !== undefined) record(intent, "restored");
      forget();
    },
    forget,
    close: () => {
      isClosed = true;
      forgetAgain?.();
    },
  };
}

/** Until it is known how the device stood before, there is nothing to put back after a crash. */
function isKept({ before, state }: Intent): boolean {
  return before !== undefined || state === "overruled";
}

/** Begun, recorded, and its end not known. */
function isUnderWay({ state, attempts }: Intent): boolean {
  return attempts > 0 && (state === "stored" || state === "sent" || state === "releasing");
}

/** A restoration is on its way like any command; one that drifted was confirmed once, and the history keeps that. */
function recordedState({ state }: Intent): CommandState {
  if (state === "releasing") return "sent";
  return state === "drifted" || state === "overruled" ? "confirmed" : state;
}

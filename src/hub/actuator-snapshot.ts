import type { ActuatorSnapshot, DecidedCommand, Instant } from "#domain";
import type { IntentNote } from "./intent-note.ts";

/** How far one actuator's work has come, as decisions see it; undefined while nothing stands changed by us. */
export function actuatorSnapshot(
  note: IntentNote,
  next: DecidedCommand | undefined,
  now: Instant,
): ActuatorSnapshot | undefined {
  const intent = note.intent();
  const problem = note.problem();
  if (next !== undefined) {
    const since = intent?.updatedAt ?? now;
    return { command: next.command, state: "stored", since, isReleasing: next.isRelease };
  }
  if (intent === undefined) return undefined;
  const { command, state, updatedAt: since } = intent;
  if (state === "overruled") return { command, state: "drifted", since, isOverruled: true };
  return {
    command,
    state: state === "releasing" ? "sent" : state,
    since,
    isReleasing: state === "releasing",
    ...(problem === undefined ? {} : { problem }),
  };
}

import type { DecidedCommand, Json, Memory, Reason, Snapshot } from "#domain";
import { deltaOf } from "./delta.ts";
import { checkpointEvery, type DecisionLine, recordingFormat, recordingVersion, sumOfMemory } from "./recording.ts";

/** One decision with all that went in and came out, as the hub hands it to whoever records. */
export interface DecisionToRecord {
  readonly memory: Memory;
  readonly snapshot: Snapshot;
  readonly result: {
    readonly memory: Memory;
    readonly commands: readonly DecidedCommand[];
    readonly reasons: readonly Reason[];
  };
}

export type DecisionRecorder = (decision: DecisionToRecord) => void;

/** Turns decisions into the lines of a recording, as they come. */
export function decisionRecorder(writeLine: (line: string) => void): DecisionRecorder {
  let before: Json | undefined;
  let decisions = 0;
  writeLine(JSON.stringify({ format: recordingFormat, version: recordingVersion }));
  return ({ memory, snapshot, result }) => {
    const seen = asJson(snapshot);
    const isCheckpoint = before === undefined || decisions % checkpointEvery === 0;
    const line: DecisionLine = {
      at: snapshot.at,
      ...(isCheckpoint ? { memory: asJson(memory), snapshot: seen } : { changes: deltaOf(before, seen) ?? {} }),
      commands: result.commands.map(asJson),
      reasons: result.reasons.map(asJson),
      sum: sumOfMemory(result.memory),
    };
    writeLine(JSON.stringify(line));
    before = seen;
    decisions += 1;
  };
}

/** The same as it will be read back: members that are undefined are gone. */
export function asJson(value: object): Json {
  return JSON.parse(JSON.stringify(value));
}

import { fail, type Instant, type Json } from "#domain";
import { sha256Hex } from "#platform";
import { isNumber, isObject, isText, listOf, shape } from "./shape.ts";

/**
 * A recording is lines of JSON. The first one says what it is; each other line is one decision: when, what it saw (the
 * whole snapshot at a checkpoint, else what changed since the line before), what came out, and a short sum of the
 * memory that it left behind. Checkpoints hold the memory itself as it was before the decision. A hub that starts again
 * on the same file writes a new first line in its middle.
 */
export const recordingFormat = "sunsteer-decisions";
export const recordingVersion = 1;

/** Every so many decisions the whole of memory and snapshot is written. */
export const checkpointEvery = 200;

export type RecordingHeader = {
  readonly format: typeof recordingFormat;
  readonly version: number;
};

export type DecisionLine = {
  readonly at: Instant;
  readonly commands: readonly Json[];
  readonly reasons: readonly Json[];
  /** The sum of the memory afterwards. */
  readonly sum: string;
} & (
  | { readonly memory: Json; readonly snapshot: Json }
  | { readonly memory?: undefined; readonly snapshot?: undefined; readonly changes: Json }
);

export type RecordingLine =
  | { readonly kind: "header"; readonly header: RecordingHeader }
  | { readonly kind: "decision"; readonly decision: DecisionLine };

/** Equal sums, equal bytes: enough of the hash that no accident finds another memory with it. */
export function sumOfMemory(memory: object): string {
  return sha256Hex(JSON.stringify(memory)).slice(0, 16);
}

const hasHeaderShape = shape<RecordingHeader>({ format: (value) => value === recordingFormat, version: isNumber });

const hasDecisionShape = shape<Pick<DecisionLine, "at" | "commands" | "reasons" | "sum">>({
  at: isNumber,
  commands: listOf(isObject),
  reasons: listOf(isObject),
  sum: isText,
});

/** One line of a recording; undefined when it is none, as the last line of a recording that ended in a crash may be. */
export function parseLine(text: string): RecordingLine | undefined {
  const json = parseJson(text);
  if (isHeader(json)) {
    if (json.version === recordingVersion) return { kind: "header", header: json };
    throw fail("invalid", "backtest.version", { facts: { found: json.version, newest: recordingVersion } });
  }
  return isDecision(json) ? { kind: "decision", decision: json } : undefined;
}

function isHeader(value: unknown): value is RecordingHeader {
  return hasHeaderShape(value);
}

function isDecision(value: unknown): value is DecisionLine {
  if (!isObject(value) || !hasDecisionShape(value)) return false;
  const isCheckpoint = isObject(value["memory"]) && isObject(value["snapshot"]);
  return isCheckpoint || (value["memory"] === undefined && isObject(value["changes"]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { type ControlMemory, type DecideResult, decide, readMemory } from "#control";
import { fail, type Instant, type Json, type Snapshot } from "#domain";
import { applyDelta } from "./delta.ts";
import { firstDifference, type Mismatch } from "./first-difference.ts";
import { asJson } from "./record.ts";
import { type DecisionLine, parseLine, sumOfMemory } from "./recording.ts";
import { isSnapshot } from "./snapshot-shape.ts";

/** Where a decision made again came out otherwise than it was recorded. */
export interface Difference extends Mismatch {
  /** Counted from 1, as are the lines of the file. */
  readonly decision: number;
  readonly line: number;
  readonly at: Instant;
}

export interface ReplayReport {
  readonly decisions: number;
  readonly commands: number;
  readonly from?: Instant;
  readonly to?: Instant;
  /** How many decisions came out differently. */
  readonly differing: number;
  /** The first places, at most one a decision. */
  readonly differences: readonly Difference[];
}

/** What stands between two lines of a recording. */
interface Stand {
  readonly memory: ControlMemory;
  readonly snapshot: Json;
}

const differencesKept = 10;

/** Makes every recorded decision again and compares what comes out, byte by byte. */
export async function replay(lines: AsyncIterable<string> | Iterable<string>): Promise<ReplayReport> {
  const tally = createTally();
  let stand: Stand | undefined;
  let hasBegun = false;
  let tornLine: number | undefined;
  let line = 0;
  for await (const text of lines) {
    line += 1;
    if (text === "") continue;
    const parsed = parseLine(text);
    if (parsed?.kind === "header") {
      hasBegun = true;
      stand = undefined;
      tornLine = undefined;
      continue;
    }
    if (!hasBegun) throw fail("invalid", "backtest.no-recording");
    // Only a crash may leave a line unfinished, and after a crash comes nothing, or the next start's header.
    if (tornLine !== undefined) throw badLine(tornLine);
    if (parsed === undefined) tornLine = line;
    else stand = step(parsed.decision, stand, line, tally);
  }
  if (!hasBegun) throw fail("invalid", "backtest.no-recording");
  return tally.report();
}

function step(recorded: DecisionLine, before: Stand | undefined, line: number, tally: Tally): Stand {
  const seen = recorded.memory === undefined ? seenAfter(before, recorded.changes, line) : recorded.snapshot;
  if (!isSnapshot(seen)) throw badLine(line);
  const memory = recorded.memory === undefined ? before?.memory : recordedMemory(recorded.memory, line);
  if (memory === undefined) throw badLine(line);
  const kept =
    recorded.memory === undefined || before === undefined
      ? undefined
      : firstDifference("memory", recorded.memory, asJson(before.memory));
  const result = decideAgain(memory, seen);
  tally.count(recorded, line, kept ?? differenceIn(recorded, result));
  return { memory: result.memory, snapshot: asJson(seen) };
}

function decideAgain(memory: ControlMemory, snapshot: Snapshot): DecideResult {
  return decide(memory, snapshot, snapshot.at);
}

function differenceIn(recorded: DecisionLine, { memory, commands, reasons }: DecideResult): Mismatch | undefined {
  return (
    firstDifference("commands", recorded.commands, commands.map(asJson)) ??
    firstDifference("reasons", recorded.reasons, reasons.map(asJson)) ??
    firstDifference("memory (sum)", recorded.sum, sumOfMemory(memory))
  );
}

function seenAfter(before: Stand | undefined, changes: Json, line: number): Json {
  if (before === undefined) throw badLine(line);
  return applyDelta(before.snapshot, changes);
}

function recordedMemory(json: Json, line: number): ControlMemory {
  const { memory, reason } = readMemory(json, 0);
  if (reason !== undefined) throw badLine(line);
  return memory;
}

function badLine(line: number) {
  return fail("invalid", "backtest.bad-line", { facts: { line } });
}

interface Tally {
  count(recorded: DecisionLine, line: number, mismatch: Mismatch | undefined): void;
  report(): ReplayReport;
}

function createTally(): Tally {
  const differences: Difference[] = [];
  let [decisions, commands, differing] = [0, 0, 0];
  let from: Instant | undefined;
  let to: Instant | undefined;
  return {
    count: ({ at, commands: sent }, line, mismatch) => {
      decisions += 1;
      commands += sent.length;
      from ??= at;
      to = at;
      if (mismatch === undefined) return;
      differing += 1;
      if (differences.length < differencesKept) differences.push({ ...mismatch, decision: decisions, line, at });
    },
    report: () => ({
      decisions,
      commands,
      differing,
      differences,
      ...(from === undefined ? {} : { from }),
      ...(to === undefined ? {} : { to }),
    }),
  };
}

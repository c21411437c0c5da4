import { isAbsolute, join } from "node:path";
import { decisionRecorder } from "#backtest";
import { fail, toProblem } from "#domain";
import type { DecisionRecord } from "#hub";
import { openLineWriter } from "#platform";
import type { Invocation } from "./invocation.ts";
import type { World } from "./world.ts";

/** A file that decisions are recorded in. */
export interface RecordingFile {
  onDecision(record: DecisionRecord): void;
  close(): void;
}

/** Opens the file at once, so that a wrong path is told before anything starts. A full disk later ends the recording only. */
export function openRecording({ world, texts }: Invocation, wanted: string): RecordingFile {
  const path = pathIn(world, wanted);
  const writer = attempt(path, () => openLineWriter(path));
  let isBroken = false;
  const unlessBroken = (work: () => void) => {
    if (isBroken) return;
    try {
      work();
    } catch (error) {
      isBroken = true;
      world.output.tell(texts.problem(cannotWrite(path, error).problem).what);
    }
  };
  const record = attempt(path, () => decisionRecorder(writer.write));
  return {
    onDecision: (decision) => unlessBroken(() => record(decision)),
    close: () => unlessBroken(writer.close),
  };
}

export function pathIn({ workingDirectory }: World, wanted: string): string {
  return isAbsolute(wanted) ? wanted : join(workingDirectory, wanted);
}

function attempt<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw cannotWrite(path, error);
  }
}

function cannotWrite(path: string, error: unknown) {
  const { detail } = toProblem(error).facts;
  return fail("refused", "backtest.cannot-write", { facts: { path, detail } });
}

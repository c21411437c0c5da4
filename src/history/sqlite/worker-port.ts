import { type Transferable, Worker } from "node:worker_threads";
import { createProblem, ProblemError } from "#domain";
import type { Clock } from "#platform";
import type { HistoryAnswer, HistoryCall, HistoryPort, OnRepair } from "../history-port.ts";
import type { WorkerReply, WorkerRequest } from "./history-worker.ts";
import type { HistoryFileOptions } from "./inline-port.ts";

export interface WorkerPortOptions extends HistoryFileOptions {
  readonly clock: Clock;
  readonly onRepair: OnRepair;
}

interface Waiting {
  resolve(answer: HistoryAnswer): void;
  reject(error: ProblemError): void;
}

/** From source the worker is TypeScript and needs the source condition; built, it is the JavaScript beside this file. */
const isSource = import.meta.url.endsWith(".ts");
const workerUrl = new URL(isSource ? "./history-worker.ts" : "./history-worker.js", import.meta.url);
const workerArguments = isSource ? ["--conditions=sunsteer-source"] : [];

/** The worker does one thing at a time and keeps nothing; Node's usual young heap would only wait to be filled. */
const resourceLimits = { maxYoungGenerationSizeMb: 4 };

/** The core in a thread of its own, so that a slow card never holds the house up. A dead thread is started again. */
export function createWorkerPort({ clock, onRepair, ...file }: WorkerPortOptions): HistoryPort {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  const onReply = (reply: WorkerReply) => {
    if (reply.kind === "repaired") {
      onRepair(reply.problem);
      return;
    }
    const asked = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (reply.kind === "answer") asked?.resolve(reply.answer);
    else asked?.reject(new ProblemError(reply.problem));
  };

  const onDeath = (detail: string) => {
    worker = undefined;
    const problem = createProblem("bug", "history.worker-died", { facts: { detail }, isRetryable: true });
    const lost = [...waiting.values()];
    waiting.clear();
    for (const asked of lost) asked.reject(new ProblemError(problem));
  };

  const start = (): Worker => {
    const started = new Worker(workerUrl, { workerData: file, execArgv: workerArguments, resourceLimits });
    started.on("message", onReply);
    started.on("error", (error) => onDeath(error instanceof Error ? error.message : String(error)));
    started.on("exit", () => {
      if (worker === started) onDeath("exit");
    });
    worker = started;
    return started;
  };

  const send = (request: WorkerRequest, transfer: readonly Transferable[]): Promise<HistoryAnswer> => {
    const release = clock.hold(`history ${request.kind === "call" ? request.call.kind : request.kind}`);
    return new Promise<HistoryAnswer>((resolve, reject) => {
      waiting.set(request.id, { resolve, reject });
      (worker ?? start()).postMessage(request, transfer);
    }).finally(release);
  };

  return {
    call: (call, now) => send({ kind: "call", id: ++lastId, now, call }, transferOf(call)),
    close: async () => {
      const closing = worker;
      if (closing === undefined) return;
      await send({ kind: "close", id: ++lastId }, []);
      worker = undefined;
      await closing.terminate();
    },
  };
}

/** The columns of a batch change hands without being copied. */
function transferOf(call: HistoryCall): Transferable[] {
  return call.kind === "append" ? [call.batch.series.buffer, call.batch.at.buffer, call.batch.value.buffer] : [];
}

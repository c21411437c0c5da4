import { parentPort, workerData } from "node:worker_threads";
import { type Instant, type Problem, toProblem } from "#domain";
import type { HistoryAnswer, HistoryCall } from "../history-port.ts";
import { createInlinePort, type HistoryFileOptions } from "./inline-port.ts";

/** From the hub's thread to this one; `id` comes back with the answer. */
export type WorkerRequest =
  | { readonly kind: "call"; readonly id: number; readonly now: Instant; readonly call: HistoryCall }
  | { readonly kind: "close"; readonly id: number };

export type WorkerReply =
  | { readonly kind: "answer"; readonly id: number; readonly answer: HistoryAnswer }
  | { readonly kind: "problem"; readonly id: number; readonly problem: Problem }
  | { readonly kind: "repaired"; readonly problem: Problem };

function serve(options: HistoryFileOptions, send: (reply: WorkerReply) => void) {
  const port = createInlinePort({ ...options, onRepair: (problem) => send({ kind: "repaired", problem }) });
  return (request: WorkerRequest) => {
    const { id } = request;
    const work = request.kind === "close" ? port.close() : port.call(request.call, request.now);
    work.then(
      (answer) => send({ kind: "answer", id, answer: answer ?? undefined }),
      (error: unknown) => send({ kind: "problem", id, problem: toProblem(error) }),
    );
  };
}

if (parentPort !== null) {
  const parent = parentPort;
  parent.on(
    "message",
    serve(workerData, (reply) => parent.postMessage(reply)),
  );
}

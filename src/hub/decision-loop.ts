import { type ControlMemory, decide, readMemory } from "#control";
import {
  type DecidedCommand,
  type Decision,
  dayMs,
  fail,
  type Instant,
  type Json,
  minuteMs,
  type Problem,
  type Reason,
  type Request,
  type RequestBody,
  type Snapshot,
  toProblem,
} from "#domain";
import type { StateStore } from "#history";
import { type Cancel, type Clock, type Log, newId } from "#platform";
import type { RequestAnswer } from "./hub.ts";
import { createReasonJournal } from "./reason-journal.ts";

export interface DecisionLoopContext {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: StateStore;
  snapshot(requests: readonly Request[], now: Instant): Snapshot;
  submit(command: DecidedCommand): void;
  onDecision(decision: Decision, record: DecisionRecord): void;
  /** The store could not take the memory (undefined: it can again). */
  onStoreProblem(problem: Problem | undefined): void;
}

/** One decision with everything that went in and came out: enough to decide it again anywhere. */
export interface DecisionRecord {
  readonly memory: ControlMemory;
  readonly snapshot: Snapshot;
  readonly result: ReturnType<typeof decide>;
}

/** Decides whenever something new is known, and at the latest when a reason wants to be looked at again. */
export interface DecisionLoop {
  /** Something changed; whatever else changes in the same turn of the clock goes into the same decision. */
  wake(): void;
  request(body: RequestBody, by: string): Promise<RequestAnswer>;
  memory(): ControlMemory;
  /** The reason in force for each subject, newest first. */
  reasons(): readonly Reason[];
  lastDecisionAt(): Instant | undefined;
  stop(): void;
}

interface Waiting {
  readonly request: Request;
  answer(answer: RequestAnswer): void;
  refuse(error: Error): void;
}

/** Memory changes with every reading; the SD card need not see each of them. What people asked is written at once. */
const saveEveryMs = minuteMs;

/** Even if no reason asks for it and nothing is read: an hour without a thought would be strange. */
const longestRestMs = minuteMs * 60;

export function createDecisionLoop(context: DecisionLoopContext): DecisionLoop {
  const { clock, store, log } = context;
  const started = readMemory(storedMemory(context), clock.now());
  let memory = started.memory;
  const journal = createReasonJournal(started.reason);
  if (started.reason !== undefined) log.warn("stored memory could not be used");
  let waiting: Waiting[] = [];
  let planned: Cancel | undefined;
  let review: Cancel | undefined;
  let savedAt: Instant | undefined;
  let lastDecisionAt: Instant | undefined;
  let isStopped = false;

  const run = () => {
    planned = undefined;
    if (isStopped) return;
    const now = clock.now();
    const asked = waiting;
    waiting = [];
    const before = memory;
    const snapshot = context.snapshot(
      asked.map(({ request }) => request),
      now,
    );
    const result = decide(before, snapshot, now);
    memory = result.memory;
    lastDecisionAt = now;
    // What a device forgets by itself every few seconds needs no memory, and leaves no trace in the history.
    const commands = result.commands.filter(({ command }) => command.kind !== "surplus");
    if (asked.length > 0 || commands.length > 0 || savedAt === undefined || now - savedAt >= saveEveryMs) save(now);
    for (const command of result.commands) context.submit(command);
    const news = journal.take(result.reasons);
    context.onDecision({ at: now, commands, reasons: news }, { memory: before, snapshot, result });
    answerAll(asked, result.reasons);
    planReview(result.reasons, now);
  };

  const save = (now: Instant) => {
    try {
      store.putMemory(memory);
      context.onStoreProblem(undefined);
    } catch (error) {
      // Without storage the house is still steered; the state tells about the file.
      context.onStoreProblem(toProblem(error));
    }
    savedAt = now;
  };

  const planReview = (next: readonly Reason[], now: Instant) => {
    review?.();
    const reviewAt = next.reduce((soonest, reason) => Math.min(soonest, reason.reviewAt), now + longestRestMs);
    review = clock.schedule(Math.max(1, Math.min(reviewAt - now, dayMs)), wake);
  };

  const wake = () => {
    if (isStopped) return;
    planned ??= clock.schedule(0, run);
  };

  return {
    wake,
    request: (body, by) =>
      new Promise((answer, refuse) => {
        if (isStopped) {
          refuse(fail("unreachable", "hub.stopping"));
          return;
        }
        waiting.push({ request: { id: newId(), at: clock.now(), by, body }, answer, refuse });
        wake();
      }),
    memory: () => memory,
    reasons: () => journal.inForce(clock.now()),
    lastDecisionAt: () => lastDecisionAt,
    stop: () => {
      isStopped = true;
      planned?.();
      review?.();
      save(clock.now());
      for (const { refuse } of waiting) refuse(fail("unreachable", "hub.stopping"));
    },
  };
}

/** Without storage the house is still steered, only without what it remembered. */
function storedMemory({ store, onStoreProblem }: DecisionLoopContext): Json | undefined {
  try {
    return store.memory();
  } catch (error) {
    onStoreProblem(toProblem(error));
    return undefined;
  }
}

/** Control answers requests in their order, one reason each; timers that ended on their own are not answers. */
function answerAll(asked: readonly Waiting[], reasons: readonly Reason[]): void {
  const answers = reasons.filter((reason) => reason.rule === "request" && !reason.effect.endsWith("-ended"));
  for (const [index, { request, answer, refuse }] of asked.entries()) {
    const reason = answers[index];
    if (reason === undefined)
      refuse(fail("bug", "bug.unexpected", { facts: { detail: "a request was not answered" } }));
    else answer({ id: request.id, reason });
  }
}

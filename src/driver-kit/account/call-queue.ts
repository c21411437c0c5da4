import { fail, ProblemError, purposesByRank } from "#domain";
import type { Cancel, Clock } from "#platform";
import type { CallRules } from "./call-rules.ts";
import { judgeCall, type Verdict, type WantedCall } from "./judge-call.ts";
import type { Ledger, OpenLedger } from "./ledger.ts";

/** Leave to make one call; it stands in the book already. */
export interface Ticket {
  /** The call is over, with or without an answer. */
  done(): void;
}

export interface QueuedCall extends WantedCall {
  readonly rules: CallRules;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** Where calls of one account wait for the vendor's pace, the more important ones first. */
export interface CallQueue {
  /** Resolves when the call may leave; fails at once when that is too long to wait for. */
  admit(call: QueuedCall): Promise<Ticket>;
  close(): void;
}

interface Waiter {
  readonly call: QueuedCall;
  readonly order: number;
  readonly sinceMs: number;
  settle(outcome: { ticketId: number } | { error: unknown }): void;
}

/** Spacing between calls is waited for; what takes longer is a used-up budget, which the caller should know about. */
export const patienceMs = 30_000;

/** How often to look whether another process has finished its call or let go of the file. */
export const lookAgainMs = 250;

export function createCallQueue(ledger: Ledger, clock: Clock): CallQueue {
  const waiters = new Set<Waiter>();
  let order = 0;
  let cancelLook: Cancel = () => {};

  const lookIn = (delayMs: number) => {
    cancelLook();
    cancelLook = clock.schedule(Math.max(1, Math.ceil(delayMs)), pump);
  };

  const pump = () => {
    cancelLook();
    cancelLook = () => {};
    if (waiters.size === 0) return;
    const inTurn = [...waiters].sort((a, b) => rankOf(b) - rankOf(a) || a.order - b.order);
    let outcomes: readonly Outcome[];
    try {
      outcomes = ledger.transaction((open) => inTurn.map((waiter) => decide(waiter, open)));
    } catch (error) {
      onLedgerError(error, inTurn);
      return;
    }
    let nextLookMs = Number.POSITIVE_INFINITY;
    for (const outcome of outcomes) {
      if (outcome.kind === "wait") nextLookMs = Math.min(nextLookMs, outcome.forMs);
      else waiters.delete(outcome.waiter);
    }
    for (const outcome of outcomes) if (outcome.kind !== "wait") outcome.waiter.settle(outcome.settled);
    if (Number.isFinite(nextLookMs)) lookIn(nextLookMs);
  };

  const decide = (waiter: Waiter, open: OpenLedger): Outcome => {
    const { call } = waiter;
    const verdict = judgeCall(call.rules, open.calls, open.nowMs, call);
    if (verdict.isAllowed) {
      open.forgetBefore(open.nowMs - longestWindowMs(call.rules));
      return { kind: "settled", waiter, settled: { ticketId: enter(call, open) } };
    }
    const waitedMs = clock.steadyMs() - waiter.sinceMs;
    const mayTakeMs = verdict.isBehindOpenCall ? 0 : verdict.waitMs;
    if (verdict.waitMs > patienceMs || waitedMs + mayTakeMs > patienceMs)
      return { kind: "settled", waiter, settled: { error: budgetProblem(verdict, clock) } };
    return { kind: "wait", waiter, forMs: verdict.isBehindOpenCall ? lookAgainMs : verdict.waitMs };
  };

  const onLedgerError = (error: unknown, inTurn: readonly Waiter[]) => {
    const isBusy = error instanceof ProblemError && error.problem.code === "storage.busy";
    for (const waiter of inTurn) {
      if (isBusy && clock.steadyMs() - waiter.sinceMs < patienceMs) continue;
      waiters.delete(waiter);
      waiter.settle({ error });
    }
    if (waiters.size > 0) lookIn(lookAgainMs);
  };

  const finish = (ticketId: number) => {
    try {
      ledger.transaction((open) => open.changeCall(ticketId, { latestMs: open.nowMs, isOpen: false }));
    } catch {
      // The entry stays open until its deadline: more careful than needed, never less.
    }
    pump();
  };

  const admit = (call: QueuedCall) =>
    new Promise<Ticket>((resolve, reject) => {
      if (call.signal.aborted) {
        reject(call.signal.reason);
        return;
      }
      const onAbort = () => {
        waiters.delete(waiter);
        if (waiters.size === 0) cancelLook();
        reject(call.signal.reason);
      };
      const settle: Waiter["settle"] = (outcome) => {
        call.signal.removeEventListener("abort", onAbort);
        if ("error" in outcome) reject(outcome.error);
        else resolve({ done: () => finish(outcome.ticketId) });
      };
      const waiter: Waiter = { call, order: order++, sinceMs: clock.steadyMs(), settle };
      call.signal.addEventListener("abort", onAbort, { once: true });
      waiters.add(waiter);
      pump();
    });

  return {
    admit,
    close: () => {
      cancelLook();
      for (const waiter of waiters) waiter.settle({ error: fail("refused", "account.closed") });
      waiters.clear();
    },
  };
}

type Outcome =
  | { readonly kind: "wait"; readonly waiter: Waiter; readonly forMs: number }
  | {
      readonly kind: "settled";
      readonly waiter: Waiter;
      readonly settled: { ticketId: number } | { error: unknown };
    };

function enter(call: QueuedCall, open: OpenLedger): number {
  return open.addCall({
    atMs: open.nowMs,
    latestMs: open.nowMs + call.timeoutMs,
    isOpen: true,
    callClass: call.callClass,
    endpoint: call.endpoint,
    device: call.device,
    weight: 1,
  });
}

export function longestWindowMs(rules: CallRules): number {
  return rules.rules.reduce((longest, rule) => Math.max(longest, rule.perMs), 0);
}

function rankOf(waiter: Waiter): number {
  return purposesByRank.indexOf(waiter.call.purpose);
}

function budgetProblem(verdict: Extract<Verdict, { isAllowed: false }>, clock: Clock): ProblemError {
  const { waitMs, ruleId, used, limit } = verdict;
  return fail("rate-limited", "rate-limited.budget", {
    facts: { rule: ruleId, used, limit },
    ...(Number.isFinite(waitMs) ? { retryAt: clock.now() + Math.max(1_000, Math.ceil(waitMs)) } : {}),
  });
}

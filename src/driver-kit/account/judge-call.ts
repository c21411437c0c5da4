import { type Purpose, purposesByRank } from "#domain";
import type { CallRule, CallRules } from "./call-rules.ts";
import type { CallRecord } from "./ledger.ts";

/** A call that wants to leave. */
export interface WantedCall {
  readonly callClass: string;
  readonly endpoint: string;
  readonly device: string;
  readonly purpose: Purpose;
}

/** Whether a call may leave now; if not, how long at least until it may, and which limit says so. */
export type Verdict =
  | { readonly isAllowed: true }
  | {
      readonly isAllowed: false;
      readonly waitMs: number;
      /** A call under way is in the way; its end may come any moment. */
      readonly isBehindOpenCall: boolean;
      readonly ruleId?: string;
      readonly used?: number;
      readonly limit?: number;
    };

/**
 * Judges a wanted call by the vendor's limits. A call in the book counts from the latest moment at which it can have
 * reached the vendor, because a delayed call and a fast one after it may arrive closer together than they left.
 */
export function judgeCall(rules: CallRules, book: readonly CallRecord[], nowMs: number, wanted: WantedCall): Verdict {
  let worst: Verdict = { isAllowed: true };
  for (const verdict of verdicts(rules, book, nowMs, wanted)) {
    if (verdict.isAllowed) continue;
    if (worst.isAllowed || verdict.waitMs > worst.waitMs) worst = verdict;
  }
  return worst;
}

function* verdicts(rules: CallRules, book: readonly CallRecord[], nowMs: number, wanted: WantedCall) {
  if (rules.maxAtOnce !== undefined) {
    const open = book.filter((call) => isUnderWay(call, nowMs) && call.device === wanted.device).length;
    if (open >= rules.maxAtOnce)
      yield { isAllowed: false, waitMs: 0, isBehindOpenCall: true, ruleId: "at-once" } satisfies Verdict;
  }
  for (const rule of rules.rules) {
    if (rule.classes === undefined || rule.classes.includes(wanted.callClass))
      yield judgeByRule(rule, book, nowMs, wanted);
  }
}

function judgeByRule(rule: CallRule, book: readonly CallRecord[], nowMs: number, wanted: WantedCall): Verdict {
  const counted = countedCalls(rule, book, nowMs, wanted);
  const used = weightOf(counted);
  const limit = limitFor(rule, wanted.purpose);
  if (used < limit) return { isAllowed: true };
  const isBehindOpenCall = counted.some((call) => isUnderWay(call, nowMs));
  return {
    isAllowed: false,
    waitMs: waitUntilFree(rule, counted, nowMs, used - limit + 1),
    isBehindOpenCall,
    ruleId: rule.id,
    used,
    limit,
  };
}

/** What a purpose may use of a limit: all but the reserves of the purposes above it. */
export function limitFor(rule: CallRule, purpose: Purpose): number {
  const above = purposesByRank.slice(purposesByRank.indexOf(purpose) + 1);
  let limit = rule.max;
  for (const higher of above) limit -= higher === "poll" ? 0 : (rule.reserve?.[higher] ?? 0);
  return limit;
}

/** The calls in the book that count against a rule for this device and endpoint. */
export function countedCalls(
  rule: CallRule,
  book: readonly CallRecord[],
  nowMs: number,
  bucket: { readonly device: string; readonly endpoint: string },
): readonly CallRecord[] {
  return book.filter((call) => {
    if (!isUnderWay(call, nowMs) && call.latestMs + rule.perMs <= nowMs) return false;
    if (rule.scope === "device" && call.device !== bucket.device) return false;
    if (call.ruleId !== undefined) return call.ruleId === rule.id;
    if (rule.classes !== undefined && !rule.classes.includes(call.callClass)) return false;
    return !rule.isPerEndpoint || call.endpoint === bucket.endpoint;
  });
}

export function weightOf(calls: readonly CallRecord[]): number {
  return calls.reduce((sum, call) => sum + call.weight, 0);
}

function isUnderWay(call: CallRecord, nowMs: number): boolean {
  return call.isOpen && call.latestMs > nowMs;
}

/** Calls under way are taken to end now: their deadline says nothing about when they will. */
function waitUntilFree(rule: CallRule, counted: readonly CallRecord[], nowMs: number, toFree: number): number {
  const freed = counted
    .map((call) => ({ weight: call.weight, waitMs: Math.min(call.latestMs, nowMs) + rule.perMs - nowMs }))
    .sort((a, b) => a.waitMs - b.waitMs);
  let left = toFree;
  for (const { weight, waitMs } of freed) {
    left -= weight;
    if (left <= 0) return waitMs;
  }
  return Number.POSITIVE_INFINITY;
}

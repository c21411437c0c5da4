import { type CallUsage, fail, purposesByRank } from "#domain";
import { type Clock, type HttpClient, type HttpRequest, type Log, sha256Hex } from "#platform";
import type { AccountIdentity } from "../driver.ts";
import { type CallQueue, createCallQueue } from "./call-queue.ts";
import type { CallRule, CallRules } from "./call-rules.ts";
import { countedCalls, judgeCall, limitFor, weightOf } from "./judge-call.ts";
import type { Ledger, OpenLedger } from "./ledger.ts";
import { createMemoryLedger } from "./memory-ledger.ts";
import { type AccountNotes, createAccountNotes } from "./notes.ts";
import { openLedger } from "./open-ledger.ts";
import type { SessionKeeper } from "./session.ts";
import { createSessionKeeper } from "./session-keeper.ts";
import {
  createRaisedLimits,
  createSharedThings,
  type RaisedLimits,
  type SharedThing,
  type SharedThings,
  type SharedWay,
} from "./shared-things.ts";
import { waitUntilFree } from "./when-free.ts";

export interface AccountsOptions {
  /** Where lasting accounts keep their files; `memory`: nowhere. */
  readonly directory: string;
  readonly clock: Clock;
  readonly http: HttpClient;
  readonly log: Log;
}

/** What an account is opened for: one device of one driver. */
export interface AccountRequest {
  readonly driver: string;
  readonly identity: AccountIdentity;
  readonly rules: CallRules;
}

/** One device's view of its vendor account. Everybody on the account, in any process, shares its limits and its login. */
export interface Account {
  /** The way to the vendor; waits for its pace, and fails at once when a budget is used up. */
  readonly http: HttpClient;
  readonly session: SessionKeeper;
  readonly notes: AccountNotes;
  usage(): readonly CallUsage[];
  /** Takes in what the vendor itself counts, which includes calls of programs we know nothing of. */
  reportRemaining(ruleId: string, remaining: number): void;
  /** How many calls polls may make from now until then; earlier calls count for as long as the vendor counts them. */
  callsLeft(ruleId: string, withinMs: number): number;
  /** One thing for all devices of the account in this process, closed after the last of them. */
  shared<T extends SharedThing>(key: string, create: (way: SharedWay) => T): T;
  /** Ends this device's calls, those under way and those waiting. */
  close(): Promise<void>;
}

export interface Accounts {
  open(request: AccountRequest): Account;
}

/** What all devices of one account in this process share. */
interface SharedAccount {
  readonly ledger: Ledger;
  readonly queue: CallQueue;
  readonly session: SessionKeeper;
  readonly notes: AccountNotes;
  readonly things: SharedThings;
  readonly raised: RaisedLimits;
  users: number;
}

export function createAccounts(options: AccountsOptions): Accounts {
  const shared = new Map<string, SharedAccount>();

  const share = (key: string, isLasting: boolean): SharedAccount => {
    const present = shared.get(key);
    if (present !== undefined) return present;
    const { clock, directory, log } = options;
    const ledger =
      isLasting && directory !== "memory"
        ? openLedger(`${directory}/${key}.db`, clock, log)
        : createMemoryLedger(clock);
    const session = createSessionKeeper(ledger, clock);
    const queue = createCallQueue(ledger, clock);
    const own = { notes: createAccountNotes(ledger), things: createSharedThings(), raised: createRaisedLimits() };
    const made = { ledger, queue, session, ...own, users: 0 };
    shared.set(key, made);
    return made;
  };

  return {
    open: ({ driver, identity, rules }) => {
      checkRules(driver, rules);
      const key = sha256Hex(`${driver}\n${identity.account}`);
      const account = share(key, rules.isLasting);
      account.users += 1;
      return createAccount(account, rules, identity.device ?? "", options, async () => {
        account.users -= 1;
        if (account.users > 0) return;
        shared.delete(key);
        await account.things.close();
        account.queue.close();
        account.ledger.close();
      });
    },
  };
}

function createAccount(
  shared: SharedAccount,
  rules: CallRules,
  device: string,
  { http, clock }: Pick<AccountsOptions, "http" | "clock">,
  release: () => Promise<void>,
): Account {
  const { ledger, queue, session, notes } = shared;
  const underWay = new Map<AbortController, Promise<unknown>>();
  let isClosed = false;

  const send = async (request: HttpRequest, signal: AbortSignal) => {
    const { purpose = "user", timeoutMs } = request;
    const { callClass, endpoint } = rules.classify(request);
    const present = shared.raised.applyTo(rules, endpoint);
    const wanted = { callClass, endpoint, device, purpose };
    const ticket = await queue.admit({ ...wanted, rules: present, timeoutMs, signal });
    try {
      return await http.request({ ...request, signal });
    } finally {
      ticket.done();
    }
  };

  const whenFree: HttpClient["whenFree"] = async (request) => {
    const { callClass, endpoint } = rules.classify(request);
    const wanted = { callClass, endpoint, device, purpose: request.purpose ?? "user" } as const;
    const present = shared.raised.applyTo(rules, endpoint);
    // In a transaction, because another process may have called a moment ago.
    const judge = () => ledger.transaction(({ calls, nowMs }) => judgeCall(present, calls, nowMs, wanted));
    await waitUntilFree(judge, clock, request.signal);
  };

  const request: HttpClient["request"] = async (outgoing) => {
    if (isClosed) throw fail("refused", "account.closed");
    outgoing.signal?.throwIfAborted();
    const abort = new AbortController();
    const onAbort = () => abort.abort(outgoing.signal?.reason);
    outgoing.signal?.addEventListener("abort", onAbort, { once: true });
    const call = send(outgoing, abort.signal);
    underWay.set(abort, call);
    try {
      return await call;
    } finally {
      underWay.delete(abort);
      outgoing.signal?.removeEventListener("abort", onAbort);
    }
  };

  return {
    http: { request, whenFree },
    session,
    notes,
    usage: () => usageOf(shared, rules, device),
    reportRemaining: (ruleId, remaining) => correct(ledger, rules, device, ruleId, remaining),
    callsLeft: (ruleId, withinMs) => {
      const { calls, nowMs } = ledger.glance();
      const rule = ruleOf(shared.raised.applyTo(rules, ""), ruleId);
      const counted = countedCalls(rule, calls, nowMs + withinMs, { device, endpoint: "" });
      return limitFor(rule, "poll") - weightOf(counted);
    },
    shared: (key, create) =>
      shared.things.take(key, () => {
        const own = createAccount(shared, rules, "", { http, clock }, async () => {});
        const raiseLimit = (ruleId: string, max: number, endpoint = "") =>
          shared.raised.raise(ruleOf(rules, ruleId).id, max, endpoint);
        return { thing: create({ http: own.http, session, notes, raiseLimit }), closeAfter: own.close };
      }),
    close: async () => {
      if (isClosed) return;
      isClosed = true;
      const calls = [...underWay.values()];
      for (const abort of underWay.keys()) abort.abort(fail("refused", "account.closed"));
      await Promise.allSettled(calls);
      await release();
    },
  };
}

/** For a limit per endpoint, the endpoint that is nearest to it. */
function usageOf({ ledger, raised }: SharedAccount, rules: CallRules, device: string): readonly CallUsage[] {
  const { calls, nowMs } = ledger.glance();
  return rules.rules.map((rule) => {
    const endpoints = rule.isPerEndpoint ? [...new Set(calls.map((call) => call.endpoint))] : [""];
    const usages = endpoints.map((endpoint) => {
      const used = weightOf(countedCalls(rule, calls, nowMs, { device, endpoint }));
      return { used, max: ruleOf(raised.applyTo(rules, endpoint), rule.id).max };
    });
    const nearest = usages.sort((a, b) => b.used / b.max - a.used / a.max)[0];
    return { ruleId: rule.id, used: nearest?.used ?? 0, max: nearest?.max ?? rule.max, perMs: rule.perMs };
  });
}

function correct(ledger: Ledger, rules: CallRules, device: string, ruleId: string, remaining: number): void {
  const rule = ruleOf(rules, ruleId);
  const vendorUsed = Math.max(0, Math.min(rule.max, rule.max - Math.floor(remaining)));
  ledger.transaction((open) => {
    const counted = countedCalls(rule, open.calls, open.nowMs, { device, endpoint: "" });
    const missing = vendorUsed - weightOf(counted);
    if (missing > 0) addStrangers(open, rule.id, device, missing);
    else forgetStrangers(open, -missing, ruleId, device);
  });
}

function ruleOf(rules: CallRules, ruleId: string): CallRule {
  const rule = rules.rules.find((candidate) => candidate.id === ruleId);
  if (rule === undefined) throw fail("bug", "bug.unknown-rule", { facts: { rule: ruleId } });
  return rule;
}

/** The vendor counts more than we do: others use the account too. When they did is unknown, so it counts as now. */
function addStrangers(open: OpenLedger, ruleId: string, device: string, weight: number): void {
  const at = { atMs: open.nowMs, latestMs: open.nowMs, isOpen: false };
  open.addCall({ ...at, callClass: "", endpoint: "", device, weight, ruleId });
}

/** The vendor counts less: that takes back what it told us of strangers, never calls that we know to have made. */
function forgetStrangers(open: OpenLedger, excess: number, ruleId: string, device: string): void {
  let left = excess;
  for (const call of open.calls.filter((known) => known.ruleId === ruleId && known.device === device)) {
    const forgotten = Math.min(left, call.weight);
    if (forgotten > 0) open.changeCall(call.id, { weight: call.weight - forgotten });
    left -= forgotten;
  }
}

function checkRules(driver: string, rules: CallRules): void {
  for (const rule of rules.rules) {
    const isHopeless = purposesByRank.some((purpose) => limitFor(rule, purpose) < 1);
    if (isHopeless || !(rule.perMs > 0)) throw fail("bug", "bug.impossible-rule", { facts: { driver, rule: rule.id } });
  }
}

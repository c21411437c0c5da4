import type { Problem } from "#domain";
import type { Session } from "./session.ts";

/**
 * One call in the ledger. Times are ledger time. A call reached the vendor some time from `atMs` to `latestMs`; while it
 * is open, `latestMs` is the deadline after which it cannot be under way any more, even if its process has died.
 */
export interface CallRecord {
  readonly id: number;
  readonly atMs: number;
  readonly latestMs: number;
  readonly isOpen: boolean;
  readonly callClass: string;
  readonly endpoint: string;
  readonly device: string;
  /** More than 1 only for calls of strangers that the vendor's own counter told us about. */
  readonly weight: number;
  /** Set on strangers' calls: the one rule they count against. */
  readonly ruleId?: string;
}

/** The account's login, who is renewing it, and how the last renewal failed. */
export interface LoginRecord {
  readonly session?: Session;
  readonly lease?: { readonly holder: string; readonly untilMs: number };
  readonly failure?: { readonly atMs: number; readonly problem: Problem };
}

/** The ledger while it is locked against everybody else. Never leave it open over an `await`. */
export interface OpenLedger {
  readonly nowMs: number;
  readonly calls: readonly CallRecord[];
  readonly login: LoginRecord;
  addCall(call: Omit<CallRecord, "id">): number;
  changeCall(id: number, change: Partial<Pick<CallRecord, "latestMs" | "isOpen" | "weight">>): void;
  /** Drops calls that reached the vendor before this time at the latest. */
  forgetBefore(latestMs: number): void;
  setLogin(login: LoginRecord): void;
}

/** The book of an account's calls and its login. */
export interface Ledger {
  /** Whether other processes write into it too. */
  readonly isShared: boolean;
  transaction<T>(work: (ledger: OpenLedger) => T): T;
  /** What this process knows without asking the file. */
  glance(): { readonly nowMs: number; readonly calls: readonly CallRecord[]; readonly login: LoginRecord };
  /** The drivers' own notes, by key. */
  recall(key: string): string | undefined;
  remember(texts: ReadonlyMap<string, string | undefined>): void;
  close(): void;
}

/**
 * Ledger time: it runs on steady time only, because wall clocks jump, forwards too. A machine's steady clock starts anew
 * at boot; the time it was off is not counted, which can only make us more careful than needed.
 */
export interface LedgerClock {
  readonly ledgerMs: number;
  readonly steadyMs: number;
}

/** Steady time falling back by more than this means a reboot, not two processes reading it in turn. */
const jitterMs = 1_000;

export function advanceLedgerClock(clock: LedgerClock | undefined, steadyMs: number): LedgerClock {
  if (clock === undefined) return { ledgerMs: 0, steadyMs };
  const passedMs = steadyMs - clock.steadyMs;
  if (passedMs >= 0) return { ledgerMs: clock.ledgerMs + passedMs, steadyMs };
  return passedMs < -jitterMs ? { ledgerMs: clock.ledgerMs, steadyMs } : clock;
}

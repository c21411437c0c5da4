import type { Clock } from "#platform";
import { advanceLedgerClock, type CallRecord, type Ledger, type LedgerClock, type LoginRecord } from "./ledger.ts";
import { rememberIn } from "./notes.ts";

/** Everything a ledger holds; also the copy that a ledger file keeps of itself in memory. */
export interface LedgerContent {
  clock: LedgerClock | undefined;
  calls: CallRecord[];
  login: LoginRecord;
  lastId: number;
}

export function emptyLedger(): LedgerContent {
  return { clock: undefined, calls: [], login: {}, lastId: 0 };
}

/** Told of every change to the content before it is made. */
export interface LedgerWrites {
  clockMoved(clock: LedgerClock): void;
  callAdded(call: CallRecord): void;
  callChanged(call: CallRecord): void;
  forgotten(beforeMs: number): void;
  loginSet(login: LoginRecord): void;
}

const noWrites: LedgerWrites = {
  clockMoved: () => {},
  callAdded: () => {},
  callChanged: () => {},
  forgotten: () => {},
  loginSet: () => {},
};

/** A ledger that lives as long as its process: enough for a device on the own network. */
export function createMemoryLedger(clock: Clock, content = emptyLedger()): Ledger {
  const kept = new Map<string, string>();
  return {
    isShared: false,
    transaction: (work) => work(openContent(content, clock.steadyMs(), noWrites)),
    glance: () => glanceAt(content, clock.steadyMs()),
    recall: (key) => kept.get(key),
    remember: (texts) => rememberIn(kept, texts),
    close: () => {},
  };
}

export function glanceAt(content: LedgerContent, steadyMs: number): ReturnType<Ledger["glance"]> {
  const { ledgerMs } = advanceLedgerClock(content.clock, steadyMs);
  return { nowMs: ledgerMs, calls: content.calls, login: content.login };
}

export function openContent(content: LedgerContent, steadyMs: number, writes: LedgerWrites) {
  const clock = advanceLedgerClock(content.clock, steadyMs);
  const moveClock = () => {
    if (content.clock !== undefined && content.clock.steadyMs === clock.steadyMs) return;
    content.clock = clock;
    writes.clockMoved(clock);
  };
  if (content.clock === undefined || clock.steadyMs < content.clock.steadyMs) moveClock();
  return {
    nowMs: clock.ledgerMs,
    get calls() {
      return content.calls;
    },
    get login() {
      return content.login;
    },
    addCall: (call: Omit<CallRecord, "id">) => {
      moveClock();
      content.lastId += 1;
      const record = { ...call, id: content.lastId };
      writes.callAdded(record);
      content.calls.push(record);
      return record.id;
    },
    changeCall: (id: number, change: Partial<CallRecord>) => {
      const index = content.calls.findIndex((call) => call.id === id);
      const call = content.calls[index];
      if (call === undefined) return;
      moveClock();
      const changed = { ...call, ...change };
      writes.callChanged(changed);
      content.calls[index] = changed;
    },
    forgetBefore: (beforeMs: number) => {
      if (!content.calls.some((call) => call.latestMs < beforeMs)) return;
      writes.forgotten(beforeMs);
      content.calls = content.calls.filter((call) => call.latestMs >= beforeMs);
    },
    setLogin: (login: LoginRecord) => {
      moveClock();
      writes.loginSet(login);
      content.login = login;
    },
  };
}

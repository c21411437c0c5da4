import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type BatteryIntent, createReason, type DecidedCommand, fail, type Json, minuteMs, secondMs } from "#domain";
import type { Actuator } from "#driver-kit";
import { type CommandRecord, createMemoryStateStore, type Intent, type StateStore } from "#history";
import { type Clock, createMemoryLog, createVirtualClock } from "#platform";
import { createDispatcher } from "./dispatcher.ts";

const startAt = Date.UTC(2026, 5, 17, 10);
const hold: BatteryIntent = { kind: "hold" };
const feedIn: BatteryIntent = { kind: "feed-in" };

function batteryCommand(intent: BatteryIntent, isRelease = false): DecidedCommand {
  const reason = createReason("roof", "ev-guard", "holding", { at: startAt, reviewAt: startAt });
  const purpose = isRelease ? "restore" : "guard";
  return { command: { kind: "batteryIntent", target: "roof", intent }, purpose, isRelease, reason };
}

function chargerCommand(): DecidedCommand {
  const reason = createReason("wallbox", "mode", "fast", { at: startAt, reviewAt: startAt });
  const command = { kind: "charger", target: "wallbox", setting: { isAllowed: true, currentA: 16 } } as const;
  return { command, purpose: "user", isRelease: false, reason };
}

const release = batteryCommand(hold, true);

/** A thing with one setting, whose calls all go into the house's log book. */
function createToy(log: (entry: string) => void, clock: Pick<Clock, "sleep" | "schedule">) {
  const toy = {
    mode: "owners",
    fault: undefined as Error | undefined,
    ignoresWrites: false,
    tellsForeign: false,
    /** It notes with what was there before which commands came after. */
    isNoting: false,
    /** What was set stands as it was set, but no longer does what it should. */
    isFaded: false,
    /** Writes reach the device only after this. */
    lateMs: 0,
    answerMs: 100,
  };
  const call = async (entry: string, signal: AbortSignal | undefined) => {
    log(entry);
    await clock.sleep(toy.answerMs, signal);
    if (toy.fault !== undefined) throw toy.fault;
  };
  const write = (mode: string) => {
    if (toy.ignoresWrites) return;
    if (toy.lateMs === 0) toy.mode = mode;
    else clock.schedule(toy.lateMs, () => (toy.mode = mode));
  };
  const nameOf = (command: DecidedCommand["command"]) =>
    command.kind === "batteryIntent" ? command.intent.kind : command.kind;
  const actuator: Actuator = {
    id: "toy",
    accepts: ["batteryIntent", "charger"],
    settleMs: secondMs,
    confirmWithinMs: 10 * secondMs,
    read: async ({ signal }) => {
      await call("read", signal);
      return { mode: toy.mode };
    },
    apply: async (command, { signal }) => {
      await call(`apply ${nameOf(command)}`, signal);
      write(nameOf(command));
    },
    isInEffect: (command, state) => !toy.isFaded && modeOf(state) === nameOf(command),
    isForeign: () => toy.tellsForeign,
    keep: (before, command) =>
      toy.isNoting ? { mode: modeOf(before), after: [...afterOf(before), nameOf(command)] } : before,
    restore: async (before, { signal }) => {
      await call(`restore ${modeOf(before)}`, signal);
      write(modeOf(before));
    },
    isRestored: (before, state) => modeOf(state) === modeOf(before),
  };
  return { toy, actuator };
}

function afterOf(state: Json): readonly string[] {
  const after = typeof state === "object" && state !== null && "after" in state ? state["after"] : undefined;
  return Array.isArray(after) ? after.map(String) : [];
}

function modeOf(state: Json): string {
  const mode = typeof state === "object" && state !== null && "mode" in state ? state["mode"] : undefined;
  return String(mode);
}

/** A dispatcher with one toy behind every target, and a log book of everything that happens in order. */
function bench(options: { readonly left?: readonly Intent[] } = {}) {
  const clock = createVirtualClock(startAt);
  const book: string[] = [];
  const records = new Map<string, CommandRecord>();
  const memory = createMemoryStateStore();
  for (const intent of options.left ?? []) memory.putIntent(intent);
  const disk = { isFull: false };
  const onDisk = <T>(work: () => T): T => {
    if (disk.isFull) throw fail("refused", "storage.full", { facts: { path: "state.db" }, isRetryable: true });
    return work();
  };
  const store: StateStore = {
    ...memory,
    putIntent: (intent) => {
      onDisk(() => memory.putIntent(intent));
      book.push(`store ${intent.state}`);
    },
    removeIntent: (actuator) => {
      onDisk(() => memory.removeIntent(actuator));
      book.push("strike off");
    },
  };
  const { toy, actuator } = createToy((entry) => book.push(entry), clock);
  const network = { isConnected: true, isConfigured: true };
  const problems: (string | undefined)[] = [];
  const dispatcher = createDispatcher({
    clock,
    store,
    log: createMemoryLog(),
    find: () => (network.isConnected ? actuator : undefined),
    isConfigured: () => network.isConfigured,
    record: (record) => records.set(record.id, record),
    onProgress: () => {},
    onStoreProblem: (problem) => problems.push(problem?.code),
  });
  const fates = () => [...records.values()].map(({ state }) => state);
  const snapshot = () => dispatcher.snapshotOf("roof", "batteryIntent");
  const stop = async (giveUpAfterMs = 20 * secondMs) => {
    let isStopped = false;
    const stopping = dispatcher.stop(giveUpAfterMs).then(() => {
      isStopped = true;
    });
    await clock.runFor(giveUpAfterMs + secondMs);
    assert.ok(isStopped, "stopping takes longer than it may");
    await stopping;
  };
  const intents = () => memory.intents();
  return {
    ...{ clock, book, records, toy, disk, network, problems, dispatcher, fates, snapshot, stop, intents },
    take: () => book.splice(0),
  };
}

/** What a run that was killed left behind. */
function leftBehind(state: Intent["state"]): Intent {
  const { command, reason, purpose } = batteryCommand(hold);
  const times = { createdAt: startAt - minuteMs, updatedAt: startAt - minuteMs };
  const what = { actuator: "roof/batteryIntent", id: "left", command, reason, purpose, attempts: 1 };
  return { ...what, state, before: { mode: "owners" }, ...times };
}

describe("a command", () => {
  it("has what its actuator keeps of the state before it in the store ahead of being sent", async () => {
    const { dispatcher, clock, toy, book, intents, stop } = bench();
    toy.isNoting = true;
    const keptAtSending: unknown[] = [];
    const push = book.push.bind(book);
    book.push = (entry) => {
      if (entry.startsWith("apply")) keptAtSending.push(intents()[0]?.before);
      return push(entry);
    };
    for (const intent of [hold, feedIn]) {
      dispatcher.submit(batteryCommand(intent));
      await clock.runFor(15 * secondMs);
    }
    assert.deepEqual(keptAtSending, [
      { mode: "owners", after: ["hold"] },
      { mode: "owners", after: ["hold", "feed-in"] },
    ]);
    await stop();
    assert.equal(toy.mode, "owners");
  });

  it("is stored with what was there before, then sent, then confirmed by reading back", async () => {
    const { dispatcher, clock, take, fates, snapshot, intents, stop } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    assert.deepEqual(take(), ["read", "store stored", "apply hold", "store sent", "read", "store confirmed"]);
    assert.deepEqual(intents()[0]?.before, { mode: "owners" });
    assert.equal(snapshot()?.state, "confirmed");
    assert.deepEqual(fates(), ["confirmed"]);
    await stop();
  });

  it("reads what was there before only once for all commands in a row", async () => {
    const { dispatcher, clock, take, intents, fates, stop } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    take();
    dispatcher.submit(batteryCommand(feedIn));
    await clock.runFor(minuteMs);
    assert.deepEqual(take(), ["store stored", "apply feed-in", "store sent", "read", "store confirmed"]);
    assert.deepEqual(intents()[0]?.before, { mode: "owners" });
    assert.deepEqual(fates(), ["confirmed", "confirmed"]);
    await stop();
  });

  it("is sent three times and then failed, with the reason, when the device does not obey", async () => {
    const { dispatcher, clock, toy, take, records, snapshot, stop } = bench();
    toy.ignoresWrites = true;
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    assert.equal(take().filter((entry) => entry === "apply hold").length, 3);
    const [record] = records.values();
    assert.equal(record?.state, "failed");
    assert.equal(record?.problem?.code, "command.not-confirmed");
    assert.equal(record?.attempts, 3);
    assert.equal(snapshot()?.state, "failed");
    await stop();
  });

  it("is confirmed by a later attempt when the first did not reach the device", async () => {
    const { dispatcher, clock, toy, fates, records, stop } = bench();
    toy.fault = fail("unreachable", "unreachable.timeout", {});
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(3 * secondMs);
    toy.fault = undefined;
    await clock.runFor(minuteMs);
    assert.deepEqual(fates(), ["confirmed"]);
    assert.equal([...records.values()][0]?.problem, undefined);
    await stop();
  });

  it("fails at once with the time to come back when the vendor wants to be left alone for long", async () => {
    const { dispatcher, clock, toy, snapshot, stop } = bench();
    toy.fault = fail("rate-limited", "rate-limited.budget", { retryAt: startAt + 60 * minuteMs });
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(secondMs);
    assert.equal(snapshot()?.state, "failed");
    assert.equal(snapshot()?.problem?.retryAt, startAt + 60 * minuteMs);
    toy.fault = undefined;
    await stop();
  });

  it("that fails before it is stored leaves nothing to restore, and the one before it stays confirmed", async () => {
    const { dispatcher, clock, network, fates, snapshot, intents, stop } = bench();
    network.isConnected = false;
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    assert.deepEqual(fates(), ["failed"]);
    assert.deepEqual(intents(), []);
    network.isConnected = true;
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    network.isConnected = false;
    dispatcher.submit(batteryCommand(feedIn));
    await clock.runFor(minuteMs);
    assert.deepEqual(fates(), ["failed", "confirmed", "failed"]);
    assert.deepEqual(snapshot()?.command, batteryCommand(feedIn).command);
    network.isConnected = true;
    await stop();
  });

  it("gives way to a newer one, and is told superseded", async () => {
    const { dispatcher, clock, take, toy, fates, stop } = bench();
    toy.ignoresWrites = true;
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(500);
    toy.ignoresWrites = false;
    dispatcher.submit(batteryCommand(feedIn));
    await clock.runFor(minuteMs);
    assert.deepEqual(fates(), ["superseded", "confirmed"]);
    assert.equal(take().filter((entry) => entry === "apply feed-in").length, 1);
    assert.equal(toy.mode, "feed-in");
    await stop();
  });

  it("does not wait for the pause of the one before it", async () => {
    const { dispatcher, clock, toy, fates, stop } = bench();
    toy.fault = fail("rate-limited", "foxess.too-frequent", { retryAt: startAt + 50 * secondMs });
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(2 * secondMs);
    toy.fault = undefined;
    dispatcher.submit(batteryCommand(feedIn));
    await clock.runFor(3 * secondMs);
    assert.deepEqual(fates(), ["confirmed"]);
    await stop();
  });

  it("that is no longer in effect, although nobody changed anything, is noticed", async () => {
    const { dispatcher, clock, toy, snapshot, fates, stop } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    dispatcher.checkDrift("roof", "batteryIntent");
    await clock.runFor(secondMs);
    assert.equal(snapshot()?.state, "confirmed");
    toy.isFaded = true;
    dispatcher.checkDrift("roof", "batteryIntent");
    await clock.runFor(secondMs);
    assert.deepEqual([snapshot()?.state, snapshot()?.isOverruled], ["drifted", undefined]);
    assert.deepEqual(fates(), ["confirmed"]);
    await stop();
  });
});

describe("what a user sets at the device", () => {
  const look = async (house: ReturnType<typeof bench>) => {
    house.dispatcher.checkDrift("roof", "batteryIntent");
    await house.clock.runFor(secondMs);
  };
  const held = async (house = bench()) => {
    house.dispatcher.submit(batteryCommand(hold));
    await house.clock.runFor(minuteMs);
    house.take();
    return house;
  };

  it("after our command was in effect is his: we stop, and nothing is put back over it", async () => {
    const house = await held();
    house.toy.mode = "users";
    await look(house);
    assert.deepEqual([house.snapshot()?.state, house.snapshot()?.isOverruled], ["drifted", true]);
    assert.deepEqual(
      house.intents().map(({ state, before }) => [state, before]),
      [["overruled", undefined]],
    );
    house.dispatcher.submit(release);
    await house.clock.runFor(minuteMs);
    assert.deepEqual([house.toy.mode, house.intents(), house.snapshot()], ["users", [], undefined]);
    assert.deepEqual(house.fates(), ["confirmed"]);
  });

  it("is his also when it is what was there before us", async () => {
    const house = await held();
    house.toy.mode = "owners";
    await look(house);
    assert.equal(house.snapshot()?.isOverruled, true);
  });

  it("is what is put back after our next command", async () => {
    const house = await held();
    house.toy.mode = "users";
    await look(house);
    house.dispatcher.submit(batteryCommand(feedIn));
    await house.clock.runFor(minuteMs);
    assert.equal(house.toy.mode, "feed-in");
    house.dispatcher.submit(release);
    await house.clock.runFor(minuteMs);
    assert.equal(house.toy.mode, "users");
  });

  it("between two looks is found before we put anything back, or change more", async () => {
    for (const decided of [release, batteryCommand(feedIn)]) {
      const house = await held();
      await house.clock.runFor(2 * minuteMs);
      house.toy.mode = "users";
      house.dispatcher.submit(decided);
      await house.clock.runFor(minuteMs);
      assert.deepEqual([house.toy.mode, house.snapshot()?.isOverruled], ["users", true]);
    }
  });

  it("while nobody ran the hub is found at the next start, and is kept over a stop", async () => {
    const shown = { mode: "hold" };
    const house = bench({ left: [{ ...leftBehind("confirmed"), shown }] });
    house.toy.mode = "users";
    house.dispatcher.resume();
    await house.clock.runFor(minuteMs);
    assert.equal(house.snapshot()?.isOverruled, true);
    await house.stop();
    assert.equal(house.toy.mode, "users");
    const next = bench({ left: house.intents() });
    next.dispatcher.resume();
    await next.clock.runFor(minuteMs);
    assert.deepEqual([next.snapshot()?.isOverruled, next.take(), next.dispatcher.targets()], [true, [], []]);
  });

  it("is not taken for his when our own write got lost", async () => {
    const house = bench();
    Object.assign(house.toy, { ignoresWrites: true, tellsForeign: true });
    house.dispatcher.submit(batteryCommand(hold));
    await house.clock.runFor(2 * minuteMs);
    assert.deepEqual([house.snapshot()?.state, house.snapshot()?.isOverruled], ["failed", undefined]);
    house.toy.ignoresWrites = false;
    house.dispatcher.submit(batteryCommand(hold));
    await house.clock.runFor(minuteMs);
    assert.equal(house.snapshot()?.state, "confirmed");
    await house.stop();
    assert.equal(house.toy.mode, "owners");
  });

  it("is not taken for his when a write of ours arrives late, even after a newer one", async () => {
    const house = bench();
    house.toy.lateMs = 70 * secondMs;
    house.dispatcher.submit(batteryCommand(feedIn));
    await house.clock.runFor(12 * secondMs);
    house.toy.lateMs = 0;
    house.dispatcher.submit(batteryCommand(hold));
    await house.clock.runFor(20 * secondMs);
    assert.equal(house.snapshot()?.state, "confirmed");
    await house.clock.runFor(minuteMs);
    assert.equal(house.toy.mode, "feed-in");
    await look(house);
    assert.deepEqual([house.snapshot()?.state, house.snapshot()?.isOverruled], ["drifted", undefined]);
    await house.stop();
    assert.equal(house.toy.mode, "owners");
  });

  it("before our command was ever seen is his when it is seen twice", async () => {
    const house = bench();
    Object.assign(house.toy, { ignoresWrites: true, tellsForeign: true });
    house.dispatcher.submit(batteryCommand(hold));
    await house.clock.runFor(500);
    house.toy.mode = "users";
    await house.clock.runFor(30 * secondMs);
    assert.equal(house.snapshot()?.isOverruled, true);
    assert.equal(house.take().filter((entry) => entry === "apply hold").length, 1);
    assert.deepEqual(house.fates(), ["superseded"]);
  });

  it("comes back when our write arrives after it", async () => {
    const house = bench();
    Object.assign(house.toy, { lateMs: 2 * minuteMs, tellsForeign: true });
    house.dispatcher.submit(batteryCommand(hold));
    await house.clock.runFor(500);
    house.toy.mode = "users";
    await house.clock.runFor(minuteMs);
    assert.equal(house.snapshot()?.isOverruled, true);
    house.toy.lateMs = 0;
    await house.clock.runFor(2 * minuteMs);
    assert.equal(house.toy.mode, "hold");
    await look(house);
    assert.equal(house.toy.mode, "users");
  });

  it("at a charger is told again: its mode is how one says what it shall do", async () => {
    const house = bench();
    house.dispatcher.submit(chargerCommand());
    await house.clock.runFor(minuteMs);
    house.toy.mode = "users";
    house.dispatcher.checkDrift("wallbox", "charger");
    await house.clock.runFor(secondMs);
    const snapshot = house.dispatcher.snapshotOf("wallbox", "charger");
    assert.deepEqual([snapshot?.state, snapshot?.isOverruled], ["drifted", undefined]);
    await house.stop();
  });
});

describe("a release", () => {
  it("puts back what was there before, reads it back and forgets the intent", async () => {
    const { dispatcher, clock, toy, take, fates, intents, snapshot } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    take();
    dispatcher.submit(release);
    assert.equal(snapshot()?.isReleasing, true);
    await clock.runFor(minuteMs);
    assert.deepEqual(take(), ["store releasing", "restore owners", "read", "strike off"]);
    assert.equal(toy.mode, "owners");
    assert.deepEqual(intents(), []);
    assert.equal(snapshot(), undefined);
    assert.deepEqual(fates(), ["confirmed", "restored"]);
    assert.equal(clock.pendingTimers(), 0);
  });

  it("of something never changed does nothing", async () => {
    const { dispatcher, clock, take, records } = bench();
    dispatcher.submit(release);
    await clock.runFor(minuteMs);
    assert.deepEqual([take(), records.size], [[], 0]);
  });

  it("that comes before anything was sent leaves the device alone", async () => {
    const { dispatcher, clock, take, intents, fates } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(50);
    dispatcher.submit(release);
    await clock.runFor(minuteMs);
    assert.deepEqual([take(), intents(), fates()], [["read"], [], []]);
  });

  it("supersedes the command under way", async () => {
    const { dispatcher, clock, toy, fates } = bench();
    toy.ignoresWrites = true;
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(2 * secondMs);
    toy.ignoresWrites = false;
    dispatcher.submit(release);
    await clock.runFor(minuteMs);
    assert.deepEqual(fates(), ["superseded", "restored"]);
    assert.equal(toy.mode, "owners");
  });

  it("is repeated, ever more rarely, until the device has obeyed", async () => {
    const { dispatcher, clock, toy, take, fates, snapshot } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    toy.ignoresWrites = true;
    dispatcher.submit(release);
    await clock.runFor(120 * minuteMs);
    const attempts = take().filter((entry) => entry === "restore owners").length;
    assert.ok(attempts > 5 && attempts < 20, `${attempts} attempts in two hours`);
    assert.equal(snapshot()?.problem?.code, "command.not-confirmed");
    toy.ignoresWrites = false;
    await clock.runFor(16 * minuteMs);
    assert.deepEqual(fates(), ["confirmed", "restored"]);
    assert.equal(toy.mode, "owners");
  });

  it("gives way to a new command, which is sent once, and what was there before stays known", async () => {
    const { dispatcher, clock, toy, take, fates, intents } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    dispatcher.submit(release);
    await clock.runFor(500);
    take();
    dispatcher.submit(batteryCommand(feedIn));
    await clock.runFor(minuteMs);
    assert.equal(take().filter((entry) => entry === "apply feed-in").length, 1);
    assert.deepEqual(intents()[0]?.before, { mode: "owners" });
    dispatcher.submit(release);
    await clock.runFor(minuteMs);
    assert.equal(toy.mode, "owners");
    assert.deepEqual(fates(), ["confirmed", "restored", "confirmed", "restored"]);
    assert.deepEqual(intents(), []);
  });
});

describe("after a crash", () => {
  for (const state of ["stored", "sent", "confirmed", "failed", "drifted"] as const) {
    it(`an intent left ${state} is confirmed by asking when the device shows it; nothing is sent`, async () => {
      const { dispatcher, clock, toy, take, records, snapshot } = bench({ left: [leftBehind(state)] });
      toy.mode = "hold";
      dispatcher.resume();
      await clock.runFor(minuteMs);
      assert.deepEqual(take(), ["read", "store confirmed"]);
      assert.equal(snapshot()?.state, "confirmed");
      assert.equal(records.get("left")?.state, "confirmed");
    });

    it(`an intent left ${state} counts as failed when the device does not show it, and can be released`, async () => {
      const { dispatcher, clock, toy, take, records, intents } = bench({ left: [leftBehind(state)] });
      toy.mode = "half";
      dispatcher.resume();
      await clock.runFor(minuteMs);
      assert.deepEqual(take(), ["read", "store failed"]);
      assert.equal(records.get("left")?.state, "failed");
      assert.equal(records.get("left")?.problem?.code, "command.not-confirmed");
      dispatcher.submit(release);
      await clock.runFor(minuteMs);
      assert.equal(toy.mode, "owners");
      assert.deepEqual(intents(), []);
    });
  }

  it("a restoration that was under way is carried on with", async () => {
    const { dispatcher, clock, toy, take, records, intents } = bench({ left: [leftBehind("releasing")] });
    toy.mode = "hold";
    dispatcher.resume();
    await clock.runFor(minuteMs);
    assert.deepEqual(take(), ["store releasing", "restore owners", "read", "strike off"]);
    assert.equal(records.get("left")?.state, "restored");
    assert.deepEqual(intents(), []);
  });

  it("a device that answers only later is asked until it does", async () => {
    const { dispatcher, clock, toy, network, snapshot } = bench({ left: [leftBehind("sent")] });
    toy.mode = "hold";
    network.isConnected = false;
    dispatcher.resume();
    await clock.runFor(30 * minuteMs);
    assert.equal(snapshot()?.state, "sent");
    assert.deepEqual(dispatcher.targets(), ["roof"]);
    network.isConnected = true;
    await clock.runFor(minuteMs + secondMs);
    assert.equal(snapshot()?.state, "confirmed");
  });

  it("a device that is no longer configured is not waited for when the hub stops, and not forgotten", async () => {
    const { dispatcher, clock, network, intents } = bench({ left: [leftBehind("confirmed")] });
    [network.isConnected, network.isConfigured] = [false, false];
    dispatcher.resume();
    await clock.runFor(minuteMs);
    const since = clock.now();
    let took: number | undefined;
    const stopping = dispatcher.stop(20 * secondMs).then(() => {
      took = clock.now() - since;
    });
    await clock.runFor(21 * secondMs);
    await stopping;
    assert.equal(took, 0);
    assert.equal(intents().length, 1);
  });

  it("a release decided before the device has answered comes first", async () => {
    const { dispatcher, clock, toy, network, fates } = bench({ left: [leftBehind("sent")] });
    toy.mode = "hold";
    network.isConnected = false;
    dispatcher.resume();
    await clock.runFor(secondMs);
    dispatcher.submit(release);
    network.isConnected = true;
    await clock.runFor(minuteMs);
    assert.equal(toy.mode, "owners");
    assert.deepEqual(fates(), ["superseded", "restored"]);
  });
});

describe("when nothing can be stored", () => {
  it("a battery is not touched, and is once storing works again", async () => {
    const { dispatcher, clock, toy, disk, take, records, problems, stop } = bench();
    disk.isFull = true;
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    assert.ok(!take().includes("apply hold"));
    assert.equal(toy.mode, "owners");
    assert.equal([...records.values()][0]?.problem?.code, "storage.full");
    assert.equal(problems.at(-1), "storage.full");
    disk.isFull = false;
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    assert.equal(toy.mode, "hold");
    assert.equal(problems.at(-1), undefined);
    await stop();
  });

  it("a charger is steered all the same", async () => {
    const { dispatcher, clock, toy, disk, fates, stop } = bench();
    disk.isFull = true;
    dispatcher.submit(chargerCommand());
    await clock.runFor(minuteMs);
    assert.equal(toy.mode, "charger");
    assert.deepEqual(fates(), ["confirmed"]);
    await stop();
  });

  it("a battery is given back, and the note is struck off when that works again", async () => {
    const { dispatcher, clock, toy, disk, take, intents } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    disk.isFull = true;
    dispatcher.submit(release);
    await clock.runFor(minuteMs);
    assert.equal(toy.mode, "owners");
    assert.equal(intents().length, 1);
    disk.isFull = false;
    take();
    await clock.runFor(2 * minuteMs);
    assert.deepEqual(intents(), []);
    assert.deepEqual(take(), ["strike off"]);
  });
});

describe("stopping", () => {
  it("puts back what was changed", async () => {
    const { dispatcher, clock, toy, fates, intents, stop } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    await stop();
    assert.equal(toy.mode, "owners");
    assert.deepEqual(intents(), []);
    assert.deepEqual(fates(), ["confirmed", "restored"]);
    assert.equal(clock.pendingTimers(), 0);
  });

  it("ends the command under way and puts back what it may have changed", async () => {
    const { dispatcher, clock, toy, fates, intents, stop } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(500);
    assert.equal(toy.mode, "hold");
    await stop();
    assert.equal(toy.mode, "owners");
    assert.deepEqual(fates(), ["superseded", "restored"]);
    assert.deepEqual(intents(), []);
  });

  it("gives up after its time; the intent stays for the next start", async () => {
    const { dispatcher, clock, toy, intents, stop } = bench();
    dispatcher.submit(batteryCommand(hold));
    await clock.runFor(minuteMs);
    toy.fault = fail("unreachable", "unreachable.refused", {});
    await stop();
    assert.equal(intents()[0]?.state, "releasing");
    assert.deepEqual(intents()[0]?.before, { mode: "owners" });
    assert.equal(clock.pendingTimers(), 0);
  });
});

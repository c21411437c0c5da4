import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createReason, type DecidedCommand, fail, minuteMs, secondMs } from "#domain";
import type { Actuator } from "#driver-kit";
import { createMemoryStateStore } from "#history";
import { createMemoryLog, createVirtualClock } from "#platform";
import { createDispatcher } from "./dispatcher.ts";

const startAt = Date.UTC(2026, 5, 17, 10);

function feed(gridW: number): DecidedCommand {
  const reason = createReason("wallbox", "surplus-feed", "charger-regulates", { at: startAt, reviewAt: startAt });
  return { command: { kind: "surplus", target: "wallbox", gridW }, purpose: "guard", isRelease: false, reason };
}

/** A charger that is fed every five seconds. */
function bench() {
  const clock = createVirtualClock(startAt);
  const store = createMemoryStateStore();
  const charger = {
    shownW: undefined as number | undefined,
    isDeaf: false,
    fault: undefined as Error | undefined,
    taken: 0,
  };
  let records = 0;
  let progress = 0;
  const actuator: Actuator = {
    ...{ id: "surplus", accepts: ["surplus"], effect: "passing", settleMs: secondMs, confirmWithinMs: 5 * secondMs },
    read: async () => charger.shownW ?? null,
    apply: async (command) => {
      if (charger.fault !== undefined) throw charger.fault;
      charger.taken += 1;
      if (command.kind === "surplus") charger.shownW = charger.isDeaf ? undefined : command.gridW;
    },
    isInEffect: (command, state) => command.kind === "surplus" && state === command.gridW,
    restore: async () => assert.fail("nothing to restore"),
    isRestored: () => true,
  };
  const dispatcher = createDispatcher({
    ...{ clock, store, log: createMemoryLog(), find: () => actuator, onStoreProblem: () => {} },
    onProgress: () => {
      progress += 1;
    },
    record: () => {
      records += 1;
    },
  });
  const forRounds = async (rounds: number) => {
    for (let round = 0; round < rounds; round += 1) {
      dispatcher.submit(feed(-1_000 - round));
      await clock.runFor(5 * secondMs);
    }
  };
  const codes = () => dispatcher.problems().map(({ code }) => code);
  return { clock, store, charger, dispatcher, forRounds, codes, traces: () => ({ records, progress }) };
}

describe("feeding a charger", () => {
  it("leaves no trace in history and store, and nothing to restore", async () => {
    const { forRounds, traces, store, dispatcher, charger } = bench();
    await forRounds(20);
    assert.equal(charger.taken, 20);
    assert.deepEqual([traces(), store.intents(), dispatcher.targets()], [{ records: 0, progress: 0 }, [], []]);
    assert.equal(dispatcher.unseenSince("wallbox"), undefined);
  });

  it("notices values that are taken and not shown, and tells so after half a minute", async () => {
    const { forRounds, charger, dispatcher, codes } = bench();
    charger.isDeaf = true;
    await forRounds(3);
    assert.notEqual(dispatcher.unseenSince("wallbox"), undefined);
    assert.deepEqual(codes(), []);
    await forRounds(7);
    assert.deepEqual(codes(), ["surplus.not-received"]);
    charger.isDeaf = false;
    await forRounds(2);
    assert.deepEqual([codes(), dispatcher.unseenSince("wallbox")], [[], undefined]);
  });

  it("tells the fault of a charger that cannot be reached", async () => {
    const { forRounds, charger, codes } = bench();
    charger.fault = fail("unreachable", "unreachable.timeout", {});
    await forRounds(8);
    assert.deepEqual(codes(), ["unreachable.timeout"]);
  });

  it("keeps the alarm through the rest that follows, until values arrive again", async () => {
    const { forRounds, charger, dispatcher, codes, clock } = bench();
    charger.isDeaf = true;
    await forRounds(10);
    await clock.runFor(10 * minuteMs);
    assert.deepEqual([codes(), dispatcher.unseenSince("wallbox")], [["surplus.not-received"], undefined]);
    await forRounds(1);
    assert.deepEqual(codes(), ["surplus.not-received"], "sent is not yet received");
    charger.isDeaf = false;
    await forRounds(2);
    assert.deepEqual(codes(), []);
  });

  it("has nothing to complain of once nobody feeds for longer than any rest", async () => {
    const { forRounds, charger, codes, clock } = bench();
    charger.isDeaf = true;
    await forRounds(10);
    await clock.runFor(12 * minuteMs);
    assert.deepEqual(codes(), []);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createVirtualClock } from "./virtual-clock.ts";

const start = Date.UTC(2026, 0, 1);

describe("a virtual clock", () => {
  it("runs calls in the order of their time, and of their planning when they fall together", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 20 }), { maxLength: 60 }), async (delays) => {
        const clock = createVirtualClock(start);
        const ran: { at: number; index: number }[] = [];
        for (const [index, delayMs] of delays.entries())
          clock.schedule(delayMs, () => ran.push({ at: clock.steadyMs(), index }));
        await clock.runFor(100);
        const expected = delays.map((at, index) => ({ at, index })).sort((a, b) => a.at - b.at || a.index - b.index);
        assert.deepEqual(ran, expected);
      }),
      { numRuns: 60 },
    );
  });

  it("jumps from one due call to the next and ends where it was told to", async () => {
    const clock = createVirtualClock(start);
    const seen: number[] = [];
    const again = () => {
      seen.push(clock.now() - start);
      clock.schedule(400, again);
    };
    clock.schedule(400, again);
    await clock.runFor(1_000);
    assert.deepEqual(seen, [400, 800]);
    assert.equal(clock.now(), start + 1_000);
    assert.equal(clock.pendingTimers(), 1);
  });

  it("forgets what is taken back", async () => {
    const clock = createVirtualClock(start);
    const cancel = clock.schedule(10, () => assert.fail("was taken back"));
    cancel();
    cancel();
    assert.equal(clock.pendingTimers(), 0);
    await clock.runFor(100);
  });

  it("lets everything that follows from a call happen before the next one", async () => {
    const clock = createVirtualClock(start);
    const order: string[] = [];
    clock.schedule(10, () => {
      void Promise.resolve()
        .then(() => order.push("follow-up"))
        .then(() => clock.sleep(0))
        .then(() => order.push("after sleeping 0"));
    });
    clock.schedule(11, () => order.push("next"));
    await clock.runFor(20);
    assert.deepEqual(order, ["follow-up", "after sleeping 0", "next"]);
  });

  it("waits for held work, whatever it takes in real time", async () => {
    const clock = createVirtualClock(start);
    const release = clock.hold("a file");
    assert.deepEqual(clock.held(), ["a file"]);
    const order: string[] = [];
    clock.schedule(10, () => order.push("timer"));
    const run = clock.runFor(20);
    for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    order.push("work");
    release();
    await run;
    assert.deepEqual(order, ["work", "timer"]);
  });

  it("ends a sleep at once when it is aborted", async () => {
    const clock = createVirtualClock(start);
    const abort = new AbortController();
    const sleep = clock.sleep(1_000, abort.signal);
    abort.abort(new Error("up"));
    await assert.rejects(sleep, /up/);
    await assert.rejects(clock.sleep(1, abort.signal), /up/);
    assert.equal(clock.pendingTimers(), 0);
  });

  it("moves wall time without letting time pass", async () => {
    const clock = createVirtualClock(start);
    let ran = false;
    clock.schedule(60_000, () => {
      ran = true;
    });
    clock.jump(3_600_000);
    assert.equal(clock.now(), start + 3_600_000);
    assert.equal(clock.steadyMs(), 0);
    await clock.runFor(59_999);
    assert.equal(ran, false);
    clock.jump(-7_200_000);
    await clock.runFor(1);
    assert.equal(ran, true);
  });
});

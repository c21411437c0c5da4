import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { fail, type HomeState, secondMs } from "#domain";
import type { Accounts, AnyTarget, BoundTarget, PublishPace, TargetConnection } from "#driver-kit";
import { emptyHomeState } from "#driver-kit/testing";
import { createMemoryLog, createRandom, createVirtualClock } from "#platform";
import type { TargetEntry } from "./config/home-config.ts";
import { createTargetRunner } from "./target-runner.ts";

const startAt = Date.UTC(2026, 5, 17, 10);

type Connect = (signal: AbortSignal | undefined) => Promise<TargetConnection>;

interface BenchOptions {
  readonly pace?: PublishPace;
  readonly entry?: Partial<TargetEntry>;
  readonly answerMs?: number;
  readonly isSound?: boolean;
  /** Stands in for the toy's own way to connect. */
  connect?(make: () => TargetConnection, clock: ReturnType<typeof createVirtualClock>): Connect;
}

/** A target that writes down when it was told, with faults that the test sets. */
function bench({ pace = { everyMs: 60_000 }, entry = {}, answerMs = 100, isSound = true, connect }: BenchOptions = {}) {
  const clock = createVirtualClock(startAt);
  const log = createMemoryLog();
  const toldAt: number[] = [];
  const seen: HomeState[] = [];
  const events: string[] = [];
  const toy = { fault: undefined as (() => Error) | undefined, closeFault: undefined as Error | undefined };
  const make = (): TargetConnection => ({
    pace,
    publish: async (state, { signal }) => {
      toldAt.push((clock.now() - startAt) / secondMs);
      seen.push(state);
      await clock.sleep(answerMs, signal);
      if (toy.fault !== undefined) throw toy.fault();
    },
    close: async () => {
      events.push("closed");
      if (toy.closeFault !== undefined) throw toy.closeFault;
    },
  });
  const connecting: Connect = connect?.(make, clock) ?? (async () => make());
  const target: AnyTarget = {
    ...{ id: "toy", label: "Toy", summary: { en: "", de: "", fr: "" }, config: z.unknown() },
    calls: { rules: [], isLasting: false, classify: () => ({ callClass: "any", endpoint: "/" }) },
    text: { problems: {}, labels: {} },
    bind: () => assert.fail("the entry is bound already"),
  };
  const accounts: Accounts = {
    open: () => ({
      http: { request: () => assert.fail("nothing goes out here") },
      session: { current: () => undefined, renew: (_, login) => login(), forget: () => {} },
      notes: { read: () => undefined, write: () => {} },
      usage: () => [],
      reportRemaining: () => {},
      callsLeft: () => Number.POSITIVE_INFINITY,
      shared: () => assert.fail("nothing is shared here"),
      close: async () => {
        events.push("account closed");
      },
    }),
  };
  const bound: BoundTarget = {
    identity: { account: "a" },
    connect: ({ signal }) => {
      events.push(`connect@${(clock.now() - startAt) / secondMs}`);
      return connecting(signal);
    },
  };
  const runner = createTargetRunner(
    {
      ...{ id: "listener", target: "toy", from: "house", fingerprint: "" },
      ...(isSound ? { bound } : {}),
      ...entry,
    },
    {
      ...{ targets: [target], accounts, clock, random: createRandom(1), log },
      state: (from) => ({
        ...emptyHomeState(clock.now()),
        home: { id: from, name: from, timeZone: "Europe/Berlin" },
      }),
      request: () => assert.fail("nothing is asked here"),
    },
  );
  /** The runner's end, with the time it may take. */
  const stop = async () => {
    const stopping = runner.stop();
    await clock.runFor(10 * secondMs);
    await stopping;
  };
  return { clock, log, toldAt, seen, events, toy, runner, stop };
}

const down = () => fail("unreachable", "unreachable.timeout", { facts: { host: "toy", afterS: 10 } });

describe("a target that listens", () => {
  it("is told at once and then at its pace, counted from start to start", async () => {
    const { clock, toldAt, stop } = bench({ answerMs: 15_000 });
    await clock.runFor(200 * secondMs);
    assert.deepEqual(toldAt, [0, 60, 120, 180]);
    await stop();
  });

  it("lets changes wait for the regular turn when it does not ask for them", async () => {
    const { clock, toldAt, runner, stop } = bench();
    await clock.runFor(10 * secondMs);
    runner.offer();
    await clock.runFor(110 * secondMs);
    assert.deepEqual(toldAt, [0, 60, 120]);
    await stop();
  });

  it("is told of a change when it asks for changes, but never sooner than it asks", async () => {
    const { clock, toldAt, runner, stop } = bench({ pace: { everyMs: 60_000, onChangeAfterMs: 5_000 } });
    await clock.runFor(secondMs);
    runner.offer();
    runner.offer();
    await clock.runFor(9 * secondMs);
    assert.deepEqual(toldAt, [0, 5]);
    await clock.runFor(20 * secondMs);
    runner.offer();
    await clock.runFor(0);
    assert.deepEqual(toldAt, [0, 5, 30]);
    await clock.runFor(60 * secondMs);
    assert.deepEqual(toldAt, [0, 5, 30, 90]);
    await stop();
  });

  it("does not miss a change that comes while it is being told", async () => {
    const { clock, toldAt, runner, stop } = bench({
      pace: { everyMs: 60_000, onChangeAfterMs: 1_000 },
      answerMs: 3_000,
    });
    await clock.runFor(2 * secondMs);
    runner.offer();
    await clock.runFor(8 * secondMs);
    assert.deepEqual(toldAt, [0, 3]);
    await stop();
  });

  it("hears of what it asked for: the house, or one device", async () => {
    const { clock, seen, stop } = bench({ entry: { from: "roof" } });
    await clock.runFor(0);
    assert.equal(seen[0]?.home.id, "roof");
    await stop();
  });
});

describe("a target that fails", () => {
  it("is tried again at its pace, says why meanwhile, and is well with the next success", async () => {
    const { clock, toldAt, toy, runner, log, stop } = bench();
    toy.fault = down;
    await clock.runFor(150 * secondMs);
    assert.deepEqual(toldAt, [0, 60, 120]);
    assert.equal(runner.problem()?.code, "unreachable.timeout");
    assert.equal(log.lines.filter(({ level }) => level === "warn").length, 1);
    toy.fault = undefined;
    await clock.runFor(60 * secondMs);
    assert.equal(runner.problem(), undefined);
    assert.equal(log.lines.filter(({ level }) => level === "info").length, 1);
    await stop();
  });

  it("is not asked again before the time that it named", async () => {
    const { clock, toldAt, toy, stop } = bench({ pace: { everyMs: 60_000, onChangeAfterMs: 1_000 } });
    toy.fault = () => fail("rate-limited", "rate-limited.vendor", { retryAt: startAt + 300 * secondMs });
    await clock.runFor(10 * secondMs);
    toy.fault = undefined;
    await clock.runFor(289 * secondMs);
    assert.deepEqual(toldAt, [0]);
    await clock.runFor(secondMs);
    assert.deepEqual(toldAt, [0, 300]);
    await stop();
  });

  it("is not hurried by every change of the home", async () => {
    const { clock, toldAt, toy, runner, stop } = bench({ pace: { everyMs: 60_000, onChangeAfterMs: 1_000 } });
    toy.fault = down;
    for (let second = 0; second < 25; second += 1) {
      runner.offer();
      await clock.runFor(secondMs);
    }
    assert.deepEqual(toldAt, [0, 10, 20]);
    await stop();
  });

  it("holds nobody up: offering returns at once while it hangs", async () => {
    const { clock, toldAt, runner, stop } = bench({ answerMs: 1_000_000 });
    await clock.runFor(0);
    for (let times = 0; times < 1_000; times += 1) runner.offer();
    await clock.runFor(60 * secondMs);
    assert.deepEqual(toldAt, [0]);
    await stop();
    assert.equal(clock.pendingTimers(), 0);
  });

  it("is connected anew after a minute when it cannot be connected, and gives its account back each time", async () => {
    let isUp = false;
    const { clock, events, toldAt, runner, stop } = bench({
      connect: (make) => async () => {
        if (!isUp) throw down();
        return make();
      },
    });
    await clock.runFor(90 * secondMs);
    assert.equal(runner.problem()?.code, "unreachable.timeout");
    isUp = true;
    await clock.runFor(60 * secondMs);
    assert.deepEqual(events, ["connect@0", "account closed", "connect@60", "account closed", "connect@120"]);
    assert.deepEqual(toldAt, [120]);
    assert.equal(runner.problem(), undefined);
    await stop();
  });

  it("is not connected before the time that its refusal named", async () => {
    const { clock, events, stop } = bench({
      connect: () => async () => {
        throw fail("auth", "auth.rejected", { retryAt: startAt + 600 * secondMs });
      },
    });
    await clock.runFor(599 * secondMs);
    assert.deepEqual(events, ["connect@0", "account closed"]);
    await clock.runFor(secondMs);
    assert.deepEqual(events.slice(2), ["connect@600", "account closed"]);
    await stop();
  });

  it("is never started with a wrong entry, whose problem it shows", async () => {
    const problem = fail("invalid", "config.unknown-target").problem;
    const { clock, events, runner } = bench({ isSound: false, entry: { problem } });
    await clock.runFor(60 * secondMs);
    assert.deepEqual(events, []);
    assert.equal(runner.problem(), problem);
    await runner.stop();
    assert.equal(clock.pendingTimers(), 0);
  });
});

describe("stopping a target", () => {
  for (const [when, afterMs] of [
    ["while it is told", 50],
    ["between two turns", 10_000],
    ["while it waits for a change", 30_000],
  ] as const) {
    it(`closes connection and account and leaves no timer: ${when}`, async () => {
      const { clock, events, runner } = bench({ pace: { everyMs: 60_000, onChangeAfterMs: 20_000 } });
      await clock.runFor(afterMs);
      const stopping = runner.stop();
      await clock.runFor(0);
      await stopping;
      assert.deepEqual(events, ["connect@0", "closed", "account closed"]);
      assert.equal(clock.pendingTimers(), 0);
    });
  }

  it("leaves no timer of a connection that is waited for, and tells the target so", async () => {
    const { clock, runner, events } = bench({
      connect: (make, clock) => async (signal) => {
        await clock.sleep(600_000, signal);
        return make();
      },
    });
    await clock.runFor(secondMs);
    const stopping = runner.stop();
    await clock.runFor(0);
    await stopping;
    assert.deepEqual(events, ["connect@0", "account closed"]);
    assert.equal(clock.pendingTimers(), 0);
  });

  it("gives the account back also when the connection does not close well", async () => {
    const { clock, toy, events, stop } = bench();
    toy.closeFault = new Error("no");
    await clock.runFor(secondMs);
    await stop();
    assert.deepEqual(events, ["connect@0", "closed", "account closed"]);
  });

  it("does not wait longer than five seconds for a target that cannot let go, and never tells it anything more", async () => {
    const { clock, runner, toldAt, log } = bench({
      connect: (make, clock) => async () => {
        await clock.sleep(600_000);
        return make();
      },
    });
    await clock.runFor(secondMs);
    let isOver = false;
    void runner.stop().then(() => {
      isOver = true;
    });
    await clock.runFor(4_999);
    assert.ok(!isOver);
    await clock.runFor(1);
    assert.ok(isOver);
    assert.ok(log.lines.some(({ message }) => message === "target does not let go"));
    await clock.runFor(700_000);
    assert.deepEqual(toldAt, []);
    assert.equal(clock.pendingTimers(), 0);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import {
  type ChargerSnapshot,
  createReason,
  type DecidedCommand,
  type Decision,
  hourMs,
  type Json,
  minuteMs,
  type Problem,
  ProblemError,
  type Reason,
  type RequestBody,
  type Sample,
  type Snapshot,
  secondMs,
  straightRotation,
} from "#domain";
import { createMemoryStateStore, type StateStore } from "#history";
import { createMemoryLog, createVirtualClock } from "#platform";
import { createDecisionLoop } from "./decision-loop.ts";
import { createReasonJournal } from "./reason-journal.ts";

const startAt = Date.UTC(2026, 5, 17, 10);

interface BenchOptions {
  /** Its charger shall regulate itself. */
  readonly isFed?: boolean;
  readonly memory?: Json;
  /** Goes wrong when the memory is written. */
  readonly storeFault?: () => Error | undefined;
}

/** A house with one wallbox and a car; the test sets what the grid meter says and how long that is good. */
function bench({ memory, isFed = false, storeFault = () => undefined }: BenchOptions = {}) {
  const clock = createVirtualClock(startAt);
  const log = createMemoryLog();
  const kept = createMemoryStateStore();
  if (memory !== undefined) kept.putMemory(memory);
  const saves: number[] = [];
  const store: StateStore = {
    ...kept,
    putMemory: (next) => {
      const fault = storeFault();
      if (fault !== undefined) throw fault;
      saves.push((clock.now() - startAt) / secondMs);
      kept.putMemory(next);
    },
  };
  const house = { gridW: -100, freshForMs: hourMs };
  const submitted: DecidedCommand[] = [];
  const decisions: Decision[] = [];
  const storeProblems: (Problem | undefined)[] = [];
  const loop = createDecisionLoop({
    clock,
    log,
    store,
    snapshot: (requests, now): Snapshot => {
      const { gridW, freshForMs } = house;
      const sample = (value: number): Sample => ({
        ...{ value, at: now, source: "meter", quality: "measured", goodUntil: now + freshForMs },
      });
      return {
        ...{ version: 1, at: now, grid: { phases: 3, voltageV: 230, maxCurrentA: 35 }, batteries: [], devices: [] },
        ...{
          house: { gridW: sample(gridW) },
          chargers: [isFed ? selfRegulated(waitingCar(now)) : waitingCar(now)],
          requests,
        },
      };
    },
    submit: (command) => submitted.push(command),
    onDecision: (decision) => decisions.push(decision),
    onStoreProblem: (problem) => storeProblems.push(problem),
  });
  const told = () => decisions.flatMap(({ reasons }) => reasons.map(({ rule, effect }) => `${rule}.${effect}`));
  return { clock, log, kept, saves, house, loop, submitted, decisions, told, storeProblems };
}

function selfRegulated(charger: ChargerSnapshot): ChargerSnapshot {
  return { ...charger, settings: { ...charger.settings, regulation: "charger" }, feed: { everyMs: 5 * secondMs } };
}

function waitingCar(now: number): ChargerSnapshot {
  return {
    id: "wallbox",
    settings: {
      ...{ mode: "solar", priority: 1, minCurrentA: 6, maxCurrentA: 16, phases: "auto", rotation: straightRotation },
    },
    limits: { minCurrentA: 6, maxCurrentA: 16, stepA: 1, phases: 3, canSwitchPhases: true },
    reading: {
      ...{ kind: "charger", source: "wallbox", at: now, receivedAt: now, quality: "measured" },
      ...{ status: "B", powerW: 0, isAllowed: false, sessionWh: 0 },
    },
    goodUntil: now + hourMs,
  };
}

const mode = (wanted: "off" | "fast" | "solar"): RequestBody => ({
  kind: "chargerMode",
  charger: "wallbox",
  mode: wanted,
});

describe("the decision loop", () => {
  it("decides once for all that happens in one turn of the clock", async () => {
    const { clock, loop, decisions } = bench();
    loop.wake();
    loop.wake();
    const asked = loop.request(mode("off"), "test");
    loop.wake();
    assert.equal(decisions.length, 0);
    await clock.runFor(0);
    assert.equal(decisions.length, 1);
    assert.equal((await asked).reason.effect, "mode-set");
    loop.stop();
  });

  it("looks again when a reason wants it, and not before", async () => {
    const { clock, loop, house, decisions } = bench();
    house.freshForMs = 20 * secondMs;
    loop.wake();
    await clock.runFor(20 * secondMs);
    assert.deepEqual(
      decisions.map(({ at }) => at - startAt),
      [0],
    );
    await clock.runFor(1);
    assert.deepEqual(
      decisions.map(({ at }) => at - startAt),
      [0, 20 * secondMs + 1],
    );
    loop.stop();
  });

  it("answers requests in their order, each with its own reason", async () => {
    const { clock, loop } = bench();
    const bodies: RequestBody[] = [
      mode("off"),
      { kind: "chargerMode", charger: "nobody", mode: "off" },
      { kind: "chargerLimits", charger: "wallbox", maxCurrentA: 99 },
      mode("fast"),
    ];
    const answers = Promise.all(bodies.map((body) => loop.request(body, "test")));
    await clock.runFor(0);
    assert.deepEqual(
      (await answers).map(({ reason }) => `${reason.subject} ${reason.effect} ${reason.because["mode"] ?? ""}`.trim()),
      ["wallbox mode-set off", "nobody unknown-device", "wallbox limits-refused", "wallbox mode-set fast"],
    );
    assert.equal(new Set((await answers).map(({ id }) => id)).size, bodies.length);
    assert.equal(loop.memory().chargers["wallbox"]?.mode, "fast");
    loop.stop();
  });

  it("keeps what a charger is fed out of memory's file and out of the history", async () => {
    const { clock, loop, house, saves, decisions, submitted } = bench({ isFed: true });
    const feeds = () => submitted.filter(({ command }) => command.kind === "surplus").length;
    loop.wake();
    await clock.runFor(secondMs);
    const before = saves.length;
    for (let second = 0; second < 20; second += 1) {
      house.gridW = -100;
      loop.wake();
      await clock.runFor(secondMs);
    }
    assert.ok(feeds() >= 4, `${feeds()} feeds`);
    assert.equal(saves.length, before);
    assert.ok(decisions.every(({ commands }) => commands.every(({ command }) => command.kind !== "surplus")));
    loop.stop();
  });

  it("does not take the end of a stop for the answer to a request", async () => {
    const { clock, loop } = bench();
    void loop.request({ kind: "chargerStop", charger: "wallbox", forS: 10 }, "test");
    await clock.runFor(10 * secondMs - 1);
    const asked = loop.request(mode("fast"), "test");
    clock.jump(1);
    await clock.runFor(0);
    assert.equal((await asked).reason.effect, "mode-set");
    loop.stop();
  });

  it("writes memory at requests and commands, and else at most once a minute", async () => {
    const { clock, loop, saves, submitted, house } = bench();
    house.gridW = 500;
    for (let second = 0; second < 150; second += 10) {
      loop.wake();
      await clock.runFor(10 * secondMs);
    }
    assert.deepEqual(submitted, []);
    assert.deepEqual(saves, [0, 60, 120]);
    void loop.request(mode("fast"), "test");
    await clock.runFor(0);
    assert.equal(submitted.length, 1);
    assert.deepEqual(saves, [0, 60, 120, 150]);
    loop.stop();
  });

  it("has the memory on the disk before the command leaves", async () => {
    const order: string[] = [];
    const clock = createVirtualClock(startAt);
    const store = { ...createMemoryStateStore(), putMemory: () => order.push("memory") };
    const loop = createDecisionLoop({
      ...{ clock, log: createMemoryLog(), store, onDecision: () => {}, onStoreProblem: () => {} },
      snapshot: (requests, now) => ({
        ...{ version: 1, at: now, grid: { phases: 3, voltageV: 230, maxCurrentA: 35 }, house: {} },
        ...{
          batteries: [],
          devices: [],
          chargers: [waitingCar(now)],
          requests,
        },
      }),
      submit: () => order.push("command"),
    });
    void loop.request(mode("fast"), "test");
    await clock.runFor(0);
    assert.deepEqual(order, ["memory", "command"]);
    loop.stop();
  });

  it("goes on when nothing can be stored, and says so and when it can again", async () => {
    let fault: Error | undefined = new Error("disk full");
    const { clock, loop, submitted, storeProblems, kept } = bench({ storeFault: () => fault });
    const asked = loop.request(mode("fast"), "test");
    await clock.runFor(0);
    assert.equal((await asked).reason.effect, "mode-set");
    assert.equal(submitted.length, 1);
    assert.equal(storeProblems.at(-1)?.facts["detail"], "disk full");
    assert.equal(kept.memory(), undefined);
    fault = undefined;
    await clock.runFor(2 * minuteMs);
    assert.equal(storeProblems.at(-1), undefined);
    assert.notEqual(kept.memory(), undefined);
    loop.stop();
  });

  it("starts with a fresh memory when the stored one cannot be read at all", async () => {
    const clock = createVirtualClock(startAt);
    const problems: (Problem | undefined)[] = [];
    const store: StateStore = {
      ...createMemoryStateStore(),
      memory: () => {
        throw new Error("torn");
      },
    };
    const loop = createDecisionLoop({
      ...{ clock, log: createMemoryLog(), store, submit: () => {}, onDecision: () => {} },
      snapshot: () => assert.fail("nothing to decide here"),
      onStoreProblem: (problem) => problems.push(problem),
    });
    assert.equal(problems[0]?.facts["detail"], "torn");
    assert.deepEqual(loop.memory().chargers, {});
    loop.stop();
  });

  it("takes up what an earlier run remembered", async () => {
    const first = bench();
    void first.loop.request(mode("off"), "test");
    await first.clock.runFor(0);
    first.loop.stop();
    const second = bench({ memory: first.kept.memory() ?? null });
    assert.equal(second.loop.memory().chargers["wallbox"]?.mode, "off");
    second.loop.stop();
  });

  it("refuses waiting and later requests when it stops, and leaves no timer", async () => {
    const { clock, loop, decisions } = bench();
    loop.wake();
    await clock.runFor(0);
    const waiting = loop.request(mode("off"), "test");
    loop.stop();
    const isStopping = (error: unknown) => error instanceof ProblemError && error.problem.code === "hub.stopping";
    await assert.rejects(waiting, isStopping);
    await assert.rejects(loop.request(mode("off"), "test"), isStopping);
    loop.wake();
    assert.equal(clock.pendingTimers(), 0);
    await clock.runFor(hourMs);
    assert.equal(decisions.length, 1);
  });

  it("keeps on stopping what it remembered since the last writing", async () => {
    const { clock, loop, kept, house } = bench();
    loop.wake();
    await clock.runFor(30 * secondMs);
    house.gridW = -3_000;
    loop.wake();
    await clock.runFor(0);
    loop.stop();
    assert.deepEqual(kept.memory(), JSON.parse(JSON.stringify(loop.memory())));
  });
});

describe("what the decision loop tells", () => {
  it("tells an answer once and the unchanged reason beside it not again", async () => {
    const { clock, loop, told, house } = bench();
    house.gridW = 500;
    loop.wake();
    await clock.runFor(0);
    assert.deepEqual(told(), ["solar.waiting"]);
    void loop.request({ kind: "chargerLimits", charger: "wallbox", maxCurrentA: 10 }, "test");
    await clock.runFor(5 * secondMs);
    loop.wake();
    await clock.runFor(5 * secondMs);
    assert.deepEqual(told(), ["solar.waiting", "request.limits-set"]);
    assert.deepEqual(
      loop.reasons().map(({ rule, effect }) => `${rule}.${effect}`),
      ["solar.waiting"],
    );
    loop.stop();
  });

  it("tells a goal's end once, between two tellings of what follows", async () => {
    const { clock, loop, told, house } = bench();
    house.gridW = 500;
    loop.wake();
    await clock.runFor(0);
    const goal = { energyWh: 500_000, by: startAt + 30 * secondMs };
    void loop.request({ kind: "chargerGoal", charger: "wallbox", goal }, "test");
    for (let second = 0; second < 60; second += 5) {
      loop.wake();
      await clock.runFor(5 * secondMs);
    }
    const once = told().filter((key) => key === "goal.missed");
    assert.deepEqual(once, ["goal.missed"]);
    assert.deepEqual(told().slice(0, 3), ["solar.waiting", "request.goal-set", "goal.charging"]);
    assert.equal(told().filter((key) => key === "solar.waiting").length, 2);
    loop.stop();
  });

  it("tells with the first decision, and shows for a while, that a memory was lost", async () => {
    const { clock, loop, told, log } = bench({ memory: { version: 1, chargers: "what?" } });
    loop.wake();
    await clock.runFor(0);
    loop.wake();
    await clock.runFor(0);
    assert.equal(told().filter((key) => key === "restore.memory-lost").length, 1);
    assert.ok(log.lines.some(({ level }) => level === "warn"));
    const shown = () => loop.reasons().some(({ effect }) => effect === "memory-lost");
    assert.ok(shown());
    await clock.runFor(hourMs);
    assert.ok(!shown());
    loop.stop();
  });
});

describe("the journal of reasons", () => {
  const solar = (surplusW: number, at = startAt): Reason =>
    createReason("wallbox", "solar", "charging", { at, reviewAt: at, because: { surplusW } });
  const reached = createReason("wallbox", "goal", "reached", { at: startAt, reviewAt: startAt });

  it("compares with what was told last, so that a slow drift is told in the end", () => {
    const journal = createReasonJournal(undefined);
    const tellings = [2_000, 2_100, 2_200, 2_300, 2_400, 2_500].map((watts) => journal.take([solar(watts)]).length);
    assert.deepEqual(tellings, [1, 0, 0, 0, 1, 0]);
  });

  it("is not led astray by what is said once of the same subject", () => {
    const journal = createReasonJournal(undefined);
    assert.deepEqual(journal.take([solar(2_000)]), [solar(2_000)]);
    assert.deepEqual(journal.take([reached, solar(2_050)]), [reached]);
    assert.deepEqual(journal.take([solar(2_060)]), []);
    assert.deepEqual(journal.inForce(startAt), [solar(2_060)]);
  });

  it("forgets what no longer holds, and tells it anew when it comes back", () => {
    const journal = createReasonJournal(undefined);
    journal.take([solar(2_000)]);
    assert.deepEqual(journal.take([]), []);
    assert.deepEqual(journal.inForce(startAt), []);
    assert.deepEqual(journal.take([solar(2_000)]), [solar(2_000)]);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { fail, type ProblemOptions } from "#domain";
import { createRandom, createVirtualClock } from "#platform";
import { createBackoff } from "./backoff.ts";
import { createCircuit } from "./circuit.ts";
import { retry } from "./retry.ts";

const start = Date.UTC(2026, 0, 1);
const steady = { next: () => 0, normal: () => 0, between: (_low: number, high: number) => high };

function backoffOf(firstMs = 1_000, maxMs = 60_000) {
  return createBackoff({ firstMs, maxMs, random: steady });
}

describe("backing off", () => {
  it("doubles up to its maximum and starts over after a success", () => {
    const backoff = backoffOf(5_000);
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6].map(() => backoff.nextMs()),
      [5_000, 10_000, 20_000, 40_000, 60_000, 60_000],
    );
    backoff.reset();
    assert.equal(backoff.nextMs(), 5_000);
  });

  it("varies by chance but never beyond its maximum", () => {
    const backoff = createBackoff({ firstMs: 5_000, maxMs: 60_000, random: createRandom(1) });
    const waits = Array.from({ length: 200 }, () => backoff.nextMs());
    assert.ok(new Set(waits).size > 50);
    assert.ok(Math.max(...waits) <= 60_000);
  });
});

describe("retrying", () => {
  const unreachable = (options?: ProblemOptions) => fail("unreachable", "unreachable.reset", options);
  const cases: readonly {
    readonly name: string;
    readonly outcomes: readonly (Error | "ok")[];
    readonly triedAtMs: readonly number[];
    readonly ends: RegExp;
  }[] = [
    { name: "what works is done once", outcomes: ["ok"], triedAtMs: [0], ends: /ok/ },
    {
      name: "what can work later is tried again",
      outcomes: [unreachable(), unreachable(), "ok"],
      triedAtMs: [0, 1_000, 3_000],
      ends: /ok/,
    },
    { name: "what cannot work is not", outcomes: [fail("auth", "toy.key"), "ok"], triedAtMs: [0], ends: /toy\.key/ },
    { name: "a bug is not", outcomes: [new TypeError("x"), "ok"], triedAtMs: [0], ends: /TypeError/ },
    {
      name: "tries are limited",
      outcomes: Array.from({ length: 9 }, () => unreachable()),
      triedAtMs: [0, 1_000, 3_000, 7_000],
      ends: /reset/,
    },
    {
      name: "the vendor's waiting time is kept",
      outcomes: [fail("rate-limited", "toy.slow", { retryAt: start + 20_000 }), "ok"],
      triedAtMs: [0, 20_000],
      ends: /ok/,
    },
    {
      name: "a waiting time that is too long fails at once",
      outcomes: [fail("rate-limited", "toy.day", { retryAt: start + 86_400_000 }), "ok"],
      triedAtMs: [0],
      ends: /toy\.day/,
    },
  ];
  for (const { name, outcomes, triedAtMs, ends } of cases) {
    it(name, async () => {
      const clock = createVirtualClock(start);
      const tried: number[] = [];
      const work = async () => {
        const outcome = outcomes[tried.length];
        tried.push(clock.steadyMs());
        if (outcome instanceof Error) throw outcome;
        return outcome;
      };
      const done = retry(work, { clock, backoff: backoffOf(), maxTries: 4, withinMs: 30_000 }).catch(String);
      await clock.runFor(100_000);
      assert.match(String(await done), ends);
      assert.deepEqual(tried, triedAtMs);
    });
  }

  it("ends at once when aborted while it waits", async () => {
    const clock = createVirtualClock(start);
    const abort = new AbortController();
    const options = { clock, backoff: backoffOf(), maxTries: 9, withinMs: 30_000, signal: abort.signal };
    const done = retry(() => Promise.reject(unreachable()), options).catch(String);
    await clock.runFor(100);
    abort.abort("enough");
    assert.equal(await done, "enough");
    assert.equal(clock.pendingTimers(), 0);
  });
});

describe("a circuit", () => {
  function setUp() {
    const clock = createVirtualClock(start);
    const circuit = createCircuit({ clock, backoff: backoffOf(10_000), failuresToOpen: 3 });
    let calls = 0;
    const failing = () => {
      calls += 1;
      return Promise.reject(fail("unreachable", "unreachable.timeout"));
    };
    const failThrice = async () => {
      for (let count = 0; count < 3; count += 1) await assert.rejects(circuit.run(failing));
    };
    return { clock, circuit, failing, failThrice, calls: () => calls };
  }

  it("opens after failures in a row and then answers at once, with the cause and the next try", async () => {
    const { circuit, failing, failThrice, calls } = setUp();
    await failThrice();
    assert.equal(circuit.state(), "open");
    await assert.rejects(circuit.run(failing), (error: { problem?: unknown }) => {
      assert.deepEqual(error.problem, {
        kind: "unreachable",
        code: "unreachable.timeout",
        facts: {},
        isRetryable: true,
        retryAt: start + 10_000,
      });
      return true;
    });
    assert.equal(calls(), 3);
  });

  it("lets one probe through after the wait, and closes when it works", async () => {
    const { clock, circuit, failing, failThrice, calls } = setUp();
    await failThrice();
    await clock.runFor(10_000);
    assert.equal(circuit.state(), "half-open");
    const probe = circuit.run(() => clock.sleep(500).then(() => "fine"));
    await assert.rejects(circuit.run(failing));
    assert.equal(calls(), 3);
    await clock.runFor(500);
    assert.equal(await probe, "fine");
    assert.equal(circuit.state(), "closed");
    await assert.rejects(circuit.run(failing));
    assert.equal(circuit.state(), "closed");
  });

  it("waits longer after a failed probe", async () => {
    const { clock, circuit, failing, failThrice } = setUp();
    await failThrice();
    await clock.runFor(10_000);
    await assert.rejects(circuit.run(failing));
    await clock.runFor(19_999);
    assert.equal(circuit.state(), "open");
    await clock.runFor(1);
    assert.equal(circuit.state(), "half-open");
  });

  it("does not count callers that gave up", async () => {
    const { circuit } = setUp();
    for (let count = 0; count < 5; count += 1)
      await assert.rejects(circuit.run(() => Promise.reject(new Error("abort"))));
    assert.equal(circuit.state(), "closed");
  });
});

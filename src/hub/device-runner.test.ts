import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { fail } from "#domain";
import type { Account, AnyDriver, Attention, Connection, DriverContext, DriverReading, Poll } from "#driver-kit";
import { createMemoryLog, createRandom, createVirtualClock } from "#platform";
import type { DeviceEntry } from "./config/home-config.ts";
import { createDeviceRunner, type TimedReading } from "./device-runner.ts";

const startAt = Date.UTC(2026, 5, 17, 10);
const fastMs = 5_000;

const account: Account = {
  http: { request: () => Promise.reject(new Error("not in this test")) },
  session: { current: () => undefined, renew: (_, login) => login(), forget: () => {} },
  notes: { read: () => undefined, write: () => {} },
  usage: () => [],
  reportRemaining: () => {},
  callsLeft: () => Number.POSITIVE_INFINITY,
  shared: () => assert.fail("nothing is shared here"),
  close: async () => {},
};

/** A device with a fast and a slow poll whose behaviour the test sets. */
function bench(connect?: () => Promise<Connection>, entryChange: Partial<DeviceEntry> = {}) {
  const clock = createVirtualClock(startAt);
  const log = createMemoryLog();
  const received: TimedReading[] = [];
  const asked: string[] = [];
  let fault: (() => Error) | undefined;
  const attention: { now: Attention } = { now: "usual" };
  let paceMs: ((now: Attention) => number) | undefined;
  let leastMs = 0;
  let contextGiven: DriverContext | undefined;
  const poll = (id: string, everyMs: number, brings: Poll["brings"]): Poll => ({
    id,
    brings,
    everyMs,
    paceMs: () => paceMs?.(contextGiven?.attention?.() ?? "usual"),
    atLeastMs: () => leastMs,
    read: async ({ signal }) => {
      asked.push(`${id}@${(clock.now() - startAt) / 1_000}`);
      await clock.sleep(100, signal);
      if (fault !== undefined) throw fault();
      const reading: DriverReading = { kind: "solar", powerW: 1_000, at: clock.now(), quality: "measured" };
      return [reading];
    },
  });
  const connection: Connection = {
    capabilities: () => [{ kind: "solar" }],
    polls: [poll("fast", fastMs, ["solar"]), poll("slow", 60_000, ["values"])],
    actuators: [],
    close: async () => {},
  };
  const open = async (given: DriverContext) => {
    contextGiven = given;
    return connection;
  };
  const driver: AnyDriver = {
    id: "toy",
    label: "Toy",
    summary: { en: "", de: "", fr: "" },
    models: [],
    capabilities: ["solar"],
    reach: "local",
    config: z.unknown(),
    calls: { rules: [], isLasting: false, classify: () => ({ callClass: "read", endpoint: "/" }) },
    text: { problems: {}, labels: {} },
    bind: () => ({ identity: { account: "a" }, connect: async () => connection }),
  };
  const entry: DeviceEntry = {
    id: "roof",
    driver: "toy",
    roles: ["pv"],
    fingerprint: "",
    bound: { identity: { account: "a" }, connect: connect ?? open },
    ...entryChange,
  };
  const runner = createDeviceRunner(entry, driver, {
    clock,
    random: createRandom(1),
    log,
    openAccount: () => account,
    attention: () => attention.now,
    onReadings: (readings) => received.push(...readings),
    onChange: () => {},
  });
  return {
    ...{ clock, log, received, asked, runner },
    breakWith: (next: (() => Error) | undefined) => (fault = next),
    setPace: (next: (now: Attention) => number) => (paceMs = next),
    setLeast: (next: number) => (leastMs = next),
    pollSoon: (id: string) => contextGiven?.pollSoon?.(id),
    attend: (now: Attention) => {
      attention.now = now;
      runner.attentionChanged();
    },
  };
}

const unreachable = () => fail("unreachable", "unreachable.timeout", { facts: { host: "toy", afterS: 10 } });

describe("a device that answers", () => {
  it("is polled at each poll's own interval and gives readings that stay good for two and a half intervals", async () => {
    const { clock, runner, received, asked } = bench();
    runner.start();
    await clock.runFor(20_000);
    assert.deepEqual(
      asked.filter((call) => call.startsWith("fast")),
      ["fast@0", "fast@5.1", "fast@10.2", "fast@15.3"],
    );
    assert.deepEqual(
      asked.filter((call) => call.startsWith("slow")),
      ["slow@0"],
    );
    const first = received.find(({ reading }) => reading.source === "roof");
    assert.equal(first?.reading.receivedAt, startAt + 100);
    assert.equal(received.at(-1)?.goodUntil, (received.at(-1)?.reading.at ?? 0) + fastMs * 2.5);
    assert.equal(runner.health().state, "ok");
    await runner.stop();
    assert.equal(clock.pendingTimers(), 0);
  });

  it("is polled as often as the owner says, but only for its measurements", async () => {
    const { clock, runner, asked } = bench(undefined, { everyMs: 10_000 });
    runner.start();
    await clock.runFor(21_000);
    assert.deepEqual(
      asked.filter((call) => call.startsWith("fast")),
      ["fast@0", "fast@10.1", "fast@20.2"],
    );
    assert.deepEqual(
      asked.filter((call) => call.startsWith("slow")),
      ["slow@0"],
    );
    await runner.stop();
  });
});

describe("a device whose rhythm depends on the house", () => {
  const slowAt = (asked: readonly string[]) => asked.filter((call) => call.startsWith("slow"));

  it("is asked at the pace that makes sense now, and its values stay good as long as that pace wants", async () => {
    const { clock, runner, asked, received, setPace, attend } = bench();
    setPace((now) => (now === "idle" ? 600_000 : 60_000));
    attend("idle");
    runner.start();
    await clock.runFor(10_000);
    assert.deepEqual(slowAt(asked), ["slow@0"]);
    assert.equal(received[0]?.goodUntil, (received[0]?.reading.at ?? 0) + 600_000 * 2.5);
    await clock.runFor(170_000);
    assert.deepEqual(slowAt(asked), ["slow@0"]);
    attend("close");
    await clock.runFor(1_000);
    assert.deepEqual(slowAt(asked), ["slow@0", "slow@180"], "what is overdue by the new pace is asked at once");
    await clock.runFor(60_000);
    assert.equal(slowAt(asked).length, 3);
    await runner.stop();
    assert.equal(clock.pendingTimers(), 0);
  });

  it("does not grow stale because its pace slows down between two reads", async () => {
    const { clock, runner, setPace, attend } = bench();
    setPace((now) => (now === "idle" ? 600_000 : 60_000));
    runner.start();
    await clock.runFor(10_000);
    attend("idle");
    for (let minute = 0; minute < 30; minute += 1) {
      await clock.runFor(60_000);
      assert.equal(runner.health().state, "ok", `after ${minute + 1} min`);
    }
    await runner.stop();
  });

  it("is not asked more often than its vendor's budget bears, whatever its owner wants", async () => {
    const { clock, runner, asked, setLeast } = bench(undefined, { everyMs: 5_000 });
    setLeast(45_000);
    runner.start();
    await clock.runFor(100_000);
    assert.equal(asked.filter((ask) => ask.startsWith("fast")).length, 3);
    await runner.stop();
  });

  it("is asked again at once when its driver knows that something changed", async () => {
    const { clock, runner, asked, pollSoon } = bench();
    runner.start();
    await clock.runFor(20_000);
    pollSoon("slow");
    await clock.runFor(1_000);
    assert.deepEqual(slowAt(asked), ["slow@0", "slow@20"]);
    await clock.runFor(50_000);
    assert.equal(slowAt(asked).length, 2, "and the interval counts from there");
    await runner.stop();
  });

  it("is read whole when somebody asks for it, and whoever asked hears what came of it", async () => {
    const { clock, runner, asked, breakWith } = bench();
    runner.start();
    await clock.runFor(7_000);
    const before = asked.length;
    let isAnswered = false;
    const answered = runner.refresh().then(() => {
      isAnswered = true;
    });
    await clock.runFor(200);
    assert.ok(isAnswered);
    await answered;
    assert.deepEqual(asked.slice(before).toSorted(), ["fast@7", "slow@7"]);
    breakWith(unreachable);
    const refused = assert.rejects(runner.refresh(), /unreachable.timeout/);
    await clock.runFor(200);
    await refused;
    await runner.stop();
  });

  it("lets nobody wait for an answer beyond its end", async () => {
    const { clock, runner } = bench();
    await assert.rejects(runner.refresh(), /device.not-connected/);
    runner.start();
    await clock.runFor(7_000);
    const refused = assert.rejects(runner.refresh(), /hub.stopping/);
    await runner.stop();
    await refused;
  });
});

describe("a device that fails", () => {
  it("is probed by one poll only, says why, and is well again within one interval", async () => {
    const { clock, runner, asked, breakWith } = bench();
    runner.start();
    await clock.runFor(10_000);
    breakWith(unreachable);
    await clock.runFor(120_000);
    assert.equal(runner.health().state, "failing");
    assert.equal(runner.health().problem?.code, "unreachable.timeout");
    const before = asked.length;
    await clock.runFor(60_000);
    const probes = asked.slice(before);
    assert.equal(probes.filter((call) => call.startsWith("slow")).length, 0, "the other polls rest");
    breakWith(undefined);
    await clock.runFor(fastMs + 200);
    assert.equal(runner.health().state, "ok");
    assert.equal(runner.health().problem, undefined);
    await runner.stop();
  });

  it("is asked no more often than once a minute after half an hour, and no less", async () => {
    const { clock, runner, asked, breakWith } = bench();
    runner.start();
    breakWith(unreachable);
    await clock.runFor(45 * 60_000);
    const before = asked.length;
    await clock.runFor(10 * 60_000);
    assert.ok(Math.abs(asked.length - before - 10) <= 1, `${asked.length - before} probes in ten minutes`);
    await runner.stop();
  });

  it("is left alone until the time that the vendor named", async () => {
    const { clock, runner, asked, breakWith } = bench();
    runner.start();
    await clock.runFor(1_000);
    breakWith(() => fail("rate-limited", "rate-limited.vendor", { retryAt: clock.now() + 90_000 }));
    await clock.runFor(10_000);
    const before = asked.length;
    await clock.runFor(80_000);
    assert.equal(asked.length, before);
    await runner.stop();
  });

  it("is not called failing when only our own budget asks for patience", async () => {
    const { clock, runner, breakWith } = bench();
    runner.start();
    await clock.runFor(1_000);
    breakWith(() => fail("rate-limited", "rate-limited.budget", { retryAt: clock.now() + 60_000 }));
    await clock.runFor(8_000);
    assert.equal(runner.health().state, "ok");
    await clock.runFor(60_000);
    assert.equal(runner.health().state, "stale", "but old values are called old");
    assert.equal(runner.health().problem?.code, "device.stale");
    await runner.stop();
  });

  it("is connected again and again until it answers", async () => {
    let tries = 0;
    const { clock, runner } = bench(async () => {
      tries += 1;
      throw unreachable();
    });
    runner.start();
    await clock.runFor(21_000);
    assert.ok(tries >= 4, `${tries} tries`);
    assert.equal(runner.health().state, "failing");
    assert.ok(runner.hasBeenTried());
    await runner.stop();
    assert.equal(clock.pendingTimers(), 0);
  });

  it("calls what nobody foresaw a bug and keeps going", async () => {
    const { clock, log, runner, breakWith } = bench();
    runner.start();
    breakWith(() => new TypeError("x is undefined"));
    await clock.runFor(20_000);
    assert.equal(runner.health().problem?.kind, "bug");
    assert.ok(log.lines.some((line) => line.level === "error"));
    breakWith(undefined);
    await clock.runFor(fastMs + 200);
    assert.equal(runner.health().state, "ok");
    await runner.stop();
  });
});

describe("a device whose entry is wrong", () => {
  it("is never started and shows the sentence of its fault", async () => {
    const { clock, runner, asked } = bench(undefined, {});
    await runner.stop();
    const { bound: _, ...unsound } = runner.entry;
    const broken = createDeviceRunner(
      { ...unsound, problem: { kind: "invalid", code: "config.missing-key", facts: {}, isRetryable: false } },
      undefined,
      {
        clock,
        random: createRandom(1),
        log: createMemoryLog(),
        openAccount: () => account,
        attention: () => "usual",
        onReadings: () => {},
        onChange: () => {},
      },
    );
    broken.start();
    await clock.runFor(60_000);
    assert.deepEqual(asked, []);
    assert.equal(broken.health().state, "misconfigured");
    assert.equal(broken.health().problem?.code, "config.missing-key");
    assert.ok(broken.hasBeenTried());
    await broken.stop();
  });
});

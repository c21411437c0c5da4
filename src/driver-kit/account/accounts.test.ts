import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, it } from "node:test";
import { ProblemError, type Purpose } from "#domain";
import { createLoopbackNetwork, createMemoryLog, createVirtualClock } from "#platform";
import { type Account, createAccounts } from "./accounts.ts";
import type { CallRules } from "./call-rules.ts";

const dayRules: CallRules = {
  rules: [{ id: "day", scope: "account", max: 20, perMs: 86_400_000, reserve: { restore: 2, user: 4, guard: 4 } }],
  isLasting: true,
  classify: () => ({ callClass: "any", endpoint: "any" }),
};

const secondRules: CallRules = {
  rules: [{ id: "second", scope: "account", isPerEndpoint: true, max: 1, perMs: 1_000 }],
  isLasting: true,
  classify: ({ url }) => ({ callClass: "any", endpoint: new URL(url).pathname }),
};

const identity = { account: "key-4711-secret", device: "one" };

describe("an account", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "sunsteer-accounts-"));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  function setUp(rules = dayRules, place = directory) {
    const clock = createVirtualClock(Date.UTC(2026, 0, 1));
    const network = createLoopbackNetwork(clock);
    const log = createMemoryLog();
    const arrivals: { at: number; path: string }[] = [];
    let latencyMs = 0;
    network.attach("http://vendor", ({ path }) => {
      arrivals.push({ at: clock.steadyMs(), path });
      return { status: 200, body: "fine", delayMs: latencyMs };
    });
    const start = () => createAccounts({ directory: place, clock, http: network.http, log });
    const open = (accounts = start()) => accounts.open({ driver: "toy", identity, rules });
    const call = (account: Account, purpose?: Purpose, path = "/", signal?: AbortSignal) =>
      account.http
        .request({
          method: "GET",
          url: `http://vendor${path}`,
          timeoutMs: 10_000,
          ...(purpose && { purpose }),
          ...(signal && { signal }),
        })
        .then(
          () => "ok",
          (error: unknown) => (error instanceof ProblemError ? error.problem : error),
        );
    const callNow = async (account: Account, purpose?: Purpose) => {
      const pending = call(account, purpose);
      await clock.runFor(0);
      return pending;
    };
    return { clock, network, log, arrivals, open, start, call, callNow, slowDown: (ms: number) => (latencyMs = ms) };
  }

  it("keeps its reserves: restore above user above guard above poll", async () => {
    const { open, callNow } = setUp();
    const account = open();
    const passed: Record<string, number> = {};
    for (const purpose of ["poll", "guard", "user", "restore"] as const) {
      passed[purpose] = 0;
      while ((await callNow(account, purpose)) === "ok") passed[purpose] += 1;
    }
    assert.deepEqual(passed, { poll: 10, guard: 4, user: 4, restore: 2 });
  });

  it("says at once when a long budget is used up, and when it will go on", async () => {
    const { open, callNow, clock } = setUp();
    const account = open();
    const first = clock.now();
    for (let count = 0; count < 10; count += 1) await callNow(account, "poll");
    await clock.runFor(3_600_000);
    const refusal = await callNow(account, "poll");
    assert.ok(typeof refusal === "object" && refusal !== null && "code" in refusal && "retryAt" in refusal);
    assert.equal(refusal.code, "rate-limited.budget");
    assert.equal(refusal.retryAt, first + 86_400_000);
    await clock.runUntil(first + 86_400_000);
    assert.equal(await callNow(account, "poll"), "ok");
  });

  it("counts a call without a purpose as a user's", async () => {
    const { open, callNow } = setUp();
    const account = open();
    for (let count = 0; count < 10; count += 1) await callNow(account, "poll");
    assert.equal(await callNow(account), "ok");
  });

  it("spaces calls to one endpoint and lets others pass, the more important ones first", async () => {
    const { open, call, clock, arrivals } = setUp(secondRules);
    const account = open();
    const pending = [
      call(account, "poll"),
      call(account, "poll", "/2"),
      call(account, "poll"),
      call(account, "user", "/?u"),
    ];
    await clock.runFor(10_000);
    assert.deepEqual(await Promise.all(pending), ["ok", "ok", "ok", "ok"]);
    assert.deepEqual(arrivals, [
      { at: 0, path: "/" },
      { at: 0, path: "/2" },
      { at: 1_000, path: "/?u" },
      { at: 2_000, path: "/" },
    ]);
  });

  it("tells when a call could leave at once, also to another process, and books nothing for it", async () => {
    const { open, start, call, clock, arrivals } = setUp(secondRules);
    const account = open();
    const other = open(start());
    const wanted = { method: "POST", url: "http://vendor/", timeoutMs: 10_000 } as const;
    const first = call(account);
    await clock.runFor(0);
    await first;
    const freeAt: number[] = [];
    const waiting = Promise.all(
      [account, other].map(async ({ http }) => {
        await http.whenFree?.(wanted);
        freeAt.push(clock.steadyMs());
      }),
    );
    await clock.runFor(5_000);
    await waiting;
    assert.deepEqual(freeAt, [1_000, 1_000]);
    assert.equal(arrivals.length, 1);
    const second = call(other);
    await clock.runFor(0);
    assert.equal(await second, "ok");
    assert.equal(arrivals.at(-1)?.at, 5_000);
  });

  it("leaves no trace of a call that is aborted while it waits", async () => {
    const { open, call, clock, arrivals } = setUp(secondRules);
    const account = open();
    const abort = new AbortController();
    await Promise.all([call(account), clock.runFor(0)]);
    const waiting = call(account, "user", "/", abort.signal);
    await clock.runFor(10);
    abort.abort("enough");
    assert.equal(await waiting, "enough");
    assert.equal(clock.pendingTimers(), 0);
    await clock.runFor(990);
    const next = call(account);
    await clock.runFor(0);
    assert.equal(await next, "ok");
    assert.equal(arrivals.length, 2);
  });

  it("never has more calls of a device under way than allowed", async () => {
    const { open, call, clock, arrivals, slowDown } = setUp({ ...dayRules, maxAtOnce: 1 });
    slowDown(700);
    const account = open();
    const pending = [call(account), call(account), call(account)];
    await clock.runFor(3_000);
    assert.deepEqual(await Promise.all(pending), ["ok", "ok", "ok"]);
    assert.deepEqual(
      arrivals.map(({ at }) => at),
      [0, 700, 1_400],
    );
  });

  it("survives its process, and shares limits with a second one, without telling the secret", async () => {
    const { open, callNow } = setUp();
    const first = open();
    for (let count = 0; count < 6; count += 1) await callNow(first, "poll");
    const second = open();
    for (let count = 0; count < 4; count += 1) assert.equal(await callNow(second, "poll"), "ok");
    assert.notEqual(await callNow(first, "poll"), "ok");
    await Promise.all([first.close(), second.close()]);
    const third = open();
    assert.notEqual(await callNow(third, "poll"), "ok");
    await third.close();
    for (const name of readdirSync(directory)) {
      assert.doesNotMatch(name, /4711/);
      assert.ok(!readFileSync(join(directory, name)).includes("4711"));
      assert.equal(statSync(join(directory, name)).mode & 0o077, 0);
    }
  });

  it("keeps limits of different accounts apart", async () => {
    const { open, start, callNow } = setUp();
    const accounts = start();
    const one = open(accounts);
    for (let count = 0; count < 10; count += 1) await callNow(one, "poll");
    const other = accounts.open({ driver: "toy", identity: { account: "other" }, rules: dayRules });
    assert.equal(await callNow(other, "poll"), "ok");
  });

  it("takes in what the vendor counts: strangers' calls tighten, and only they loosen again", async () => {
    const { open, callNow } = setUp();
    const account = open();
    await callNow(account, "poll");
    account.reportRemaining("day", 11);
    assert.equal(account.usage()[0]?.used, 9);
    assert.equal(await callNow(account, "poll"), "ok");
    assert.notEqual(await callNow(account, "poll"), "ok");
    account.reportRemaining("day", 20);
    assert.equal(account.usage()[0]?.used, 2);
  });

  it("tells polls what is left for them until later, beside the reserves and past calls", async () => {
    const { open, callNow, clock } = setUp();
    const account = open();
    assert.equal(account.callsLeft("day", 3_600_000), 10);
    await callNow(account, "user");
    await clock.runFor(12 * 3_600_000);
    await callNow(account, "poll");
    assert.equal(account.callsLeft("day", 11 * 3_600_000), 8);
    assert.equal(account.callsLeft("day", 13 * 3_600_000), 9);
    assert.equal(account.callsLeft("day", 25 * 3_600_000), 10);
  });

  it("gives calls up when it is closed and leaves no timer behind", async () => {
    const { open, call, clock, network } = setUp(secondRules);
    const account = open();
    network.attach("http://vendor", () => ({ status: 200, body: "", misbehaviour: "hang" }));
    const pending = [call(account), call(account)];
    await clock.runFor(100);
    assert.equal(network.openCalls(), 1);
    await account.close();
    for (const outcome of await Promise.all(pending)) assert.match(JSON.stringify(outcome), /account.closed/);
    assert.equal(network.openCalls(), 0);
    assert.equal(clock.pendingTimers(), 0);
    assert.match(JSON.stringify(await call(account)), /account.closed/);
  });

  it("waits past a call that another process died with, but no longer than its deadline", async () => {
    const { open, call, clock, network, arrivals } = setUp(secondRules);
    const dead = open();
    const detach = network.attach("http://vendor", () => new Promise(() => {}));
    void call(dead);
    await clock.runFor(10);
    detach();
    network.attach("http://vendor", ({ path }) => {
      arrivals.push({ at: clock.steadyMs(), path });
      return { status: 200, body: "" };
    });
    const next = call(open());
    await clock.runFor(20_000);
    assert.equal(await next, "ok");
    assert.ok((arrivals[0]?.at ?? 0) >= 11_000);
  });

  it("carries on in memory with one warning where nothing can be written", async () => {
    const blocked = join(directory, "file");
    writeFileSync(blocked, "not a folder");
    const { open, callNow, log } = setUp(dayRules, blocked);
    const account = open();
    for (let count = 0; count < 10; count += 1) assert.equal(await callNow(account, "poll"), "ok");
    assert.notEqual(await callNow(account, "poll"), "ok");
    assert.equal(log.lines.filter(({ level }) => level === "warn").length, 1);
  });

  it("starts anew beside a torn file and keeps the file", async () => {
    const before = setUp();
    const account = before.open();
    await before.callNow(account);
    await account.close();
    const [name] = readdirSync(directory);
    writeFileSync(join(directory, name ?? ""), "this was a ledger once, ".repeat(400));
    const { open, callNow, log } = setUp();
    assert.equal(await callNow(open()), "ok");
    assert.equal(log.lines.length, 1);
    assert.ok(readdirSync(directory).some((file) => file.endsWith(".torn")));
  });

  it("carries on with all it knew when the file becomes unusable later", async () => {
    const { open, callNow, log } = setUp();
    const account = open();
    for (let count = 0; count < 9; count += 1) await callNow(account, "poll");
    const [name] = readdirSync(directory);
    const stranger = new DatabaseSync(join(directory, name ?? ""));
    stranger.exec("DROP TABLE calls");
    stranger.close();
    const outcomes = [await callNow(account, "poll"), await callNow(account, "poll")];
    assert.equal(outcomes[0], "ok");
    assert.notEqual(outcomes[1], "ok");
    assert.equal(log.lines.length, 1);
  });
});

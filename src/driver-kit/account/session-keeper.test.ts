import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, it } from "node:test";
import { fail } from "#domain";
import { createVirtualClock, silentLog, type VirtualClock } from "#platform";
import { createAccounts } from "./accounts.ts";
import type { Session, SessionKeeper } from "./session.ts";

describe("the login of an account", () => {
  let directory: string;
  let clock: VirtualClock;
  let logins: { from: number; until: number }[];
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "sunsteer-session-"));
    clock = createVirtualClock(Date.UTC(2026, 0, 1));
    logins = [];
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  /** As another process would: through objects of its own on the same folder. */
  const openKeeper = (): SessionKeeper => {
    const http = { request: () => Promise.reject(new Error("no calls here")) };
    const rules = { rules: [], isLasting: true, classify: () => ({ callClass: "", endpoint: "" }) };
    const accounts = createAccounts({ directory, clock, http, log: silentLog });
    return accounts.open({ driver: "toy", identity: { account: "me" }, rules }).session;
  };

  const logIn = (takesMs: number, outcome?: () => Session) => async () => {
    const login = { from: clock.steadyMs(), until: Number.POSITIVE_INFINITY };
    logins.push(login);
    try {
      await clock.sleep(takesMs);
      return outcome?.() ?? { token: `token-${logins.length}` };
    } finally {
      login.until = clock.steadyMs();
    }
  };

  it("is made once for everybody who finds it missing or stale at the same time", async () => {
    const keepers = [openKeeper(), openKeeper(), openKeeper()];
    const first = Promise.all(keepers.map((keeper) => keeper.renew(undefined, logIn(40_000))));
    await clock.runFor(60_000);
    assert.deepEqual(new Set((await first).map(({ token }) => token)), new Set(["token-1"]));
    const stale = keepers[0]?.current();
    assert.deepEqual(openKeeper().current(), { token: "token-1" });
    const second = Promise.all(keepers.map((keeper) => keeper.renew(stale, logIn(3_000))));
    await clock.runFor(10_000);
    assert.deepEqual(new Set((await second).map(({ token }) => token)), new Set(["token-2"]));
    assert.equal(logins.length, 2);
  });

  it("is refused to all who waited for it, with one try", async () => {
    const refuse = () => {
      throw fail("auth", "toy.wrong-password");
    };
    const all = Promise.allSettled([1, 2, 3].map(() => openKeeper().renew(undefined, logIn(2_000, refuse))));
    await clock.runFor(10_000);
    for (const outcome of await all)
      assert.match(String(outcome.status === "rejected" && outcome.reason), /wrong-pass/);
    assert.equal(logins.length, 1);
    const later = openKeeper().renew(undefined, logIn(10));
    await clock.runFor(100);
    assert.equal((await later).token, "token-2");
  });

  it("passes to the next one when its maker dies in the middle, never earlier", async () => {
    const dead = openKeeper();
    const living = clock.schedule;
    let isDead = false;
    const dying: VirtualClock = { ...clock, schedule: (ms, action) => living(ms, () => isDead || action()) };
    const accounts = createAccounts({
      directory,
      clock: dying,
      http: { request: () => Promise.reject(new Error()) },
      log: silentLog,
    });
    const rules = { rules: [], isLasting: true, classify: () => ({ callClass: "", endpoint: "" }) };
    const holder = accounts.open({ driver: "toy", identity: { account: "me" }, rules }).session;
    void holder.renew(undefined, () => new Promise(() => {}));
    await clock.runFor(12_000);
    isDead = true;
    const next = dead.renew(undefined, logIn(100));
    await clock.runFor(60_000);
    assert.equal((await next).token, "token-1");
    const tookOverAt = logins[0]?.from ?? 0;
    assert.ok(tookOverAt >= 25_000 && tookOverAt <= 26_000, `taken over after ${tookOverAt} ms`);
  });

  it("goes on to the next waiter when the one who makes it gives up", async () => {
    const abort = new AbortController();
    const first = openKeeper().renew(
      undefined,
      () => clock.sleep(5_000, abort.signal).then(() => ({ token: "x" })),
      abort.signal,
    );
    const second = openKeeper().renew(undefined, logIn(1_000));
    await clock.runFor(2_000);
    abort.abort(new Error("no more"));
    await assert.rejects(first, /no more/);
    await clock.runFor(2_000);
    assert.equal((await second).token, "token-1");
    assert.equal(clock.pendingTimers(), 0);
  });

  it("ends when it expires or is forgotten", async () => {
    const keeper = openKeeper();
    const made = keeper.renew(undefined, async () => ({ token: "short", expiresAt: clock.now() + 60_000 }));
    await clock.runFor(0);
    await made;
    assert.equal(keeper.current()?.token, "short");
    await clock.runFor(60_000);
    assert.equal(keeper.current(), undefined);
    await keeper.renew(undefined, async () => ({ token: "next" }));
    assert.equal(openKeeper().current()?.token, "next");
    keeper.forget();
    assert.equal(openKeeper().current(), undefined);
  });

  it("can be waited for no longer than the waiter wants", async () => {
    void openKeeper().renew(undefined, () => new Promise(() => {}));
    const abort = new AbortController();
    const waiting = openKeeper().renew(undefined, logIn(1), abort.signal);
    const outcome = assert.rejects(waiting, /enough/);
    await clock.runFor(1_000);
    abort.abort(new Error("enough"));
    await outcome;
    assert.equal(logins.length, 0);
  });
});

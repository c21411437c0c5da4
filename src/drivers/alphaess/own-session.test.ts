import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createMemorySession } from "./memory-session.ts";
import { createOwnSession } from "./own-session.ts";
import type { SessionKeeper } from "./session.ts";

function start() {
  const keeper = createMemorySession({ now: () => 0 });
  const of = (password: string, api = "portal") => createOwnSession(keeper, { api, username: "u", password });
  return { keeper, of };
}

const logIn = (session: SessionKeeper, token: string) =>
  session.renew(undefined, async () => ({ token, expiresAt: 1_000 }));

describe("a kept login", () => {
  it("serves everybody with the same password, as the cloud gave it", async () => {
    const { of } = start();
    await logIn(of("right"), "t1");
    assert.deepEqual(of("right").current(), { token: "t1", expiresAt: 1_000 });
    assert.equal((await logIn(of("right"), "t2")).token, "t1", "no second login");
  });

  for (const [name, password, api] of [
    ["another password", "wrong", "portal"],
    ["the other interface", "right", "legacy"],
  ] as const)
    it(`does not serve ${name}`, async () => {
      const { of } = start();
      await logIn(of("right"), "t1");
      assert.equal(of(password, api).current(), undefined);
      assert.equal((await logIn(of(password, api), "t2")).token, "t2");
      assert.equal(of("right").current(), undefined);
      assert.equal((await logIn(of("right"), "t3")).token, "t3");
    });

  it("stays where a wrong password is refused", async () => {
    const { of } = start();
    await logIn(of("right"), "t1");
    await assert.rejects(of("wrong").renew(undefined, () => Promise.reject(new Error("refused"))));
    assert.equal(of("right").current()?.token, "t1");
    of("wrong").forget();
    assert.equal(of("right").current()?.token, "t1");
  });

  it("that no longer works is replaced, also where somebody else's came between", async () => {
    const { of } = start();
    const stale = await logIn(of("right"), "t1");
    await logIn(of("other"), "t2");
    const renewed = await of("right").renew(stale, async () => ({ token: "t3" }));
    assert.equal(renewed.token, "t3");
  });

  it("does not carry the password, nor enough to find it", () => {
    const { keeper, of } = start();
    return logIn(of("right"), "t1").then(() => assert.match(keeper.current()?.token ?? "", /^[0-9a-f]{4}:t1$/));
  });
});

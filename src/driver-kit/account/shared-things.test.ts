import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minuteMs, toProblem } from "#domain";
import { createVirtualClock, type HttpClient, silentLog } from "#platform";
import { createAccounts } from "./accounts.ts";
import type { CallRules } from "./call-rules.ts";
import type { SharedWay } from "./shared-things.ts";

const rules: CallRules = {
  rules: [{ id: "live", scope: "account", max: 1, perMs: 5 * minuteMs }],
  isLasting: false,
  classify: () => ({ callClass: "live", endpoint: "live" }),
};

function setUp(ruled = rules) {
  const clock = createVirtualClock(0);
  const asked: string[] = [];
  const http: HttpClient = {
    request: async ({ url }) => {
      asked.push(url);
      await clock.sleep(1_000);
      return { status: 200, headers: {}, body: "" };
    },
  };
  const accounts = createAccounts({ directory: "memory", clock, http, log: silentLog });
  const open = (device: string) => accounts.open({ driver: "toy", identity: { account: "a", device }, rules: ruled });
  return { clock, asked, open };
}

const call = { method: "GET", url: "http://cloud/live", timeoutMs: 5_000 } as const;

/** Something that counts how often it was made and closed, and says goodbye to the cloud. */
function toy(log: string[]) {
  return (way: SharedWay) => {
    log.push("made");
    return {
      way,
      close: async () => {
        await way.http.request({ ...call, url: "http://cloud/goodbye" });
        log.push("closed");
      },
    };
  };
}

describe("what the devices of an account share", () => {
  it("is made once for each key, and closed after the last device, with calls still going out", async () => {
    const { clock, asked, open } = setUp();
    const log: string[] = [];
    const [one, other] = [open("one"), open("other")];
    assert.equal(one.shared("key", toy(log)), other.shared("key", toy(log)));
    assert.notEqual(one.shared("another", toy([])), one.shared("key", toy(log)));
    await one.close();
    assert.deepEqual([log, asked], [["made"], []]);
    const closing = other.close();
    await clock.runFor(minuteMs);
    await closing;
    assert.deepEqual(log, ["made", "closed"]);
    assert.deepEqual(asked, ["http://cloud/goodbye"]);
  });

  it("goes on with its call when the device that asked for it closes", async () => {
    const { clock, open } = setUp();
    const [one, other] = [open("one"), open("other")];
    const thing = one.shared("key", toy([]));
    const answer = thing.way.http.request(call);
    await one.close();
    await clock.runFor(minuteMs);
    assert.equal((await answer).status, 200);
    void other;
  });

  it("may have found out that the vendor allows this account more", async () => {
    const { clock, open } = setUp();
    const device = open("one");
    const { way } = device.shared("key", toy([]));
    const twice = async () => {
      const first = way.http.request(call);
      await clock.runFor(2_000);
      await first;
      const second = way.http.request(call).then(
        () => "answered",
        (error: unknown) => toProblem(error).code,
      );
      await clock.runFor(minuteMs);
      return second;
    };
    assert.equal(await twice(), "rate-limited.budget");
    await clock.runFor(10 * minuteMs);
    way.raiseLimit("live", 2);
    assert.equal(await twice(), "answered");
    assert.equal(device.usage()[0]?.max, 2);
    assert.throws(() => way.raiseLimit("moon", 2), /unknown-rule/);
  });

  it("may be allowed more on one endpoint only", async () => {
    const perEndpoint: CallRules = {
      ...rules,
      rules: [{ id: "live", scope: "account", isPerEndpoint: true, max: 1, perMs: 5 * minuteMs }],
      classify: ({ url }) => ({ callClass: "live", endpoint: new URL(url).pathname }),
    };
    const { clock, open } = setUp(perEndpoint);
    const device = open("one");
    const { way } = device.shared("key", toy([]));
    way.raiseLimit("live", 2, "/live");
    const results = ["/live", "/live", "/live", "/other", "/other"].map((path) =>
      way.http.request({ ...call, url: `http://cloud${path}` }).then(
        () => "answered",
        (error: unknown) => toProblem(error).code,
      ),
    );
    await clock.runFor(minuteMs);
    const refused = "rate-limited.budget";
    assert.deepEqual(await Promise.all(results), ["answered", "answered", refused, "answered", refused]);
  });
});

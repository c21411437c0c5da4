import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspect } from "node:util";
import fc from "fast-check";
import { ProblemError, Secret } from "#domain";
import type { HttpClient } from "#platform";
import { createSimulatedHome } from "#simulator";
import { createGoeClient } from "./client.ts";
import { createCloudTransport, toCloudAnswer, toCloudWriteResult } from "./cloud-transport.ts";
import { passTimeUntil } from "./testing/pass-time.ts";
import { startCharger } from "./testing/start-charger.ts";

const reply = (status: number, body: string, headers: Record<string, string> = {}) => ({ status, body, headers });

function problemOf(action: () => unknown) {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof ProblemError, String(error));
    return `${error.problem.kind} ${error.problem.code}`;
  }
  return "none";
}

function start() {
  const charger = startCharger(
    (clock) => createSimulatedHome({ name: "test", wallboxes: [{ car: { capacityWh: 60_000 } }] }, { clock }),
    { profile: "cloud" },
  );
  const { serial = "", token = "" } = charger.emulator.credentials;
  const { url, http, clock } = charger;
  return { ...charger, token, client: createGoeClient({ url, http, clock, serial, token }) };
}

describe("the maker's cloud", () => {
  const refusals: readonly [string, number, string, string][] = [
    ["a wrong token", 401, '{"success":false}', "auth goe.token-refused"],
    ["a closed door or an offline charger", 403, "", "unreachable goe.cloud-closed"],
    ["old data", 404, '{"success":false,"reason":"Data is outdated","age":25382.09}', "unreachable goe.cloud-outdated"],
    ["nothing known at all", 404, "not json", "unreachable goe.cloud-outdated"],
    ["too many questions", 429, "", "rate-limited goe.rate-limited"],
    ["its own error", 502, "<html>", "unreachable goe.cloud-unavailable"],
    ["a redirection", 302, "", "invalid goe.unexpected-status"],
    ["a page for people", 200, "<!doctype html>", "invalid goe.not-json"],
    ["half a reply", 200, '{"car":1', "invalid goe.not-json"],
  ];
  for (const [name, status, body, expected] of refusals) {
    it(`tells ${name} apart`, () =>
      assert.equal(
        problemOf(() => toCloudAnswer(reply(status, body))),
        expected,
      ));
  }

  it("says how old its data are", () => {
    const { at } = toCloudAnswer(reply(200, "{}", { "last-modified": "Wed, 17 Jun 2026 08:30:00 GMT" }));
    assert.equal(at, Date.UTC(2026, 5, 17, 8, 30));
    assert.equal(toCloudAnswer(reply(200, "{}", { "last-modified": "yesterday" })).at, undefined);
  });

  it("takes 202 as passed on, and 422 as refused in every key", () => {
    const body = '{"succeeded":[{"amp":6}],"failed":[{"frc":"frc: failed: Value 9 exceeds range 0 to 2 (9)"}]}';
    const written = { amp: 6, frc: 9 };
    assert.deepEqual(toCloudWriteResult(reply(202, body), written), {
      ...{ amp: true, frc: "frc: failed: Value 9 exceeds range 0 to 2 (9)" },
    });
    assert.deepEqual(toCloudWriteResult(reply(422, '{"succeeded":[],"failed":[]}'), { amp: 6 }), {
      amp: "not passed on",
    });
  });

  it("never makes anything but a problem of what it says, whatever comes", () => {
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((text) => text.slice(0, -1)),
      fc.record({ succeeded: fc.jsonValue(), failed: fc.jsonValue() }).map((body) => JSON.stringify(body)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), bodies, fc.string(), (status, body, modified) => {
        problemOf(() => toCloudAnswer(reply(status, body, { "last-modified": modified })));
        problemOf(() => toCloudWriteResult(reply(status, body), { amp: 6 }));
      }),
    );
  });

  it("gets the token in a header and never in the address", async () => {
    const house = start();
    await house.client.status(["car"]);
    assert.ok(house.requests.every(({ url, headers }) => !url.includes(house.token) && headers?.["authorization"]));
  });

  it("refuses a wrong token without anybody repeating it", async () => {
    const { url, http, clock } = start();
    const client = createGoeClient({ url, http, clock, serial: "012345", token: "not-the-token" });
    await assert.rejects(client.status(["car"]), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.problem.code, "goe.token-refused");
      assert.doesNotMatch(inspect(error, { depth: 9, showHidden: true }), /not-the-token/);
      return true;
    });
  });

  it("shows a setting seconds later, and the client waits for it", async () => {
    const house = start();
    await passTimeUntil(house.clock, house.client.setAndConfirm({ amp: 10 }));
    assert.equal((await house.client.status(["amp"]))["amp"], 10);
  });

  it("is found out when it took a setting that never showed", async () => {
    const house = start();
    house.emulator.faults.set("ignored-writes");
    await assert.rejects(passTimeUntil(house.clock, house.client.setAndConfirm({ amp: 10 })), (error) => {
      assert.ok(error instanceof ProblemError);
      assert.equal(error.problem.code, "goe.not-confirmed");
      assert.deepEqual(error.problem.facts, { key: "amp", wanted: "10", shown: "16" });
      return true;
    });
  });

  it("is only asked for data younger than half a minute", async () => {
    const asked: string[] = [];
    const http: HttpClient = {
      request: async ({ url }) => {
        asked.push(url);
        return reply(200, "{}");
      },
    };
    const transport = createCloudTransport({ url: "http://cloud", token: new Secret("t"), http, timeoutMs: 1_000 });
    await transport.read(["car", "alw"], {});
    assert.deepEqual(asked, ["http://cloud/api/status?age=30&filter=car,alw"]);
  });
});

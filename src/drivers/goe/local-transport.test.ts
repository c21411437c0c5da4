import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ProblemError } from "#domain";
import { encodeValues, toAnswer, toWriteResult } from "./local-transport.ts";

const reply = (status: number, body: string) => ({ status, body, headers: {} });

function problemOf(action: () => unknown) {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof ProblemError, String(error));
    return `${error.problem.kind} ${error.problem.code}`;
  }
  return "none";
}

describe("an answer of the charger", () => {
  it("is believed with status 400 too, and says that keys are lacking", () => {
    assert.deepEqual(toAnswer(reply(400, '{"car":1}')), { values: { car: 1 }, isPartial: true });
    assert.deepEqual(toAnswer(reply(200, '{"car":null}')), { values: { car: null }, isPartial: false });
  });

  const rows: readonly [string, number, string, string][] = [
    ["API v2 switched off", 404, "This URI does not exist", "refused goe.api-off"],
    ["a busy charger", 500, "couldn't take api lock in 3s, please try again later", "unreachable goe.busy"],
    ["another error of its own", 503, "upstream", "unreachable goe.unavailable"],
    ["a closed door", 403, "", "auth goe.login-refused"],
    ["too many questions", 429, "Too Many Requests", "rate-limited goe.rate-limited"],
    ["a page for people", 200, "<!doctype html><html></html>", "invalid goe.not-json"],
    ["half a reply", 200, '{"car":1,"nrg":[23', "invalid goe.not-json"],
    ["a list as old firmware sent it", 200, "[1,2]", "invalid goe.not-json"],
    ["a bad request in words", 400, "Bad Request", "invalid goe.not-json"],
    ["a redirection", 302, "", "invalid goe.unexpected-status"],
  ];
  for (const [name, status, body, expected] of rows) {
    it(`tells ${name} apart`, () =>
      assert.equal(
        problemOf(() => toAnswer(reply(status, body))),
        expected,
      ));
  }

  it("never throws anything but a problem, whatever comes", () => {
    const bodies = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((text) => text.slice(0, -1)),
    );
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), bodies, (status, body) => {
        problemOf(() => toAnswer(reply(status, body)));
        problemOf(() => toWriteResult(reply(status, body), { amp: 6 }));
      }),
    );
  });
});

describe("an answer to a write", () => {
  it("holds the charger's words for each rejected key, although the status is 500", () => {
    const body = '{"acs":true,"ct":"ct: tried to set api key which is not allowed from api (renaultZoe)"}';
    const result = toWriteResult(reply(500, body), { acs: 0, ct: "renaultZoe" });
    assert.equal(result["acs"], true);
    assert.match(String(result["ct"]), /not allowed from api/);
  });

  it("counts a key without an answer as refused", () => {
    assert.equal(toWriteResult(reply(200, "{}"), { amp: 6 })["amp"], "null");
  });
});

describe("a written value", () => {
  it("is JSON with everything percent-encoded", () => {
    const encoded = encodeValues({ fna: "my + charger", cch: "#FF0000", dwo: null, fup: true });
    assert.equal(encoded, "fna=%22my%20%2B%20charger%22&cch=%22%23FF0000%22&dwo=null&fup=true");
  });

  it("is refused when the charger would cut it", () => {
    assert.equal(
      problemOf(() => encodeValues({ fna: "x".repeat(300) })),
      "invalid goe.too-long",
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ProblemError, type ProblemKind } from "#domain";
import { codeMeanings } from "./codes.ts";
import { surfaceAnswering } from "./testing/open-cloud.ts";
import { alphaessText } from "./text.ts";

const rows: readonly (readonly [code: number, kind: ProblemKind, isRetryable: boolean])[] = [
  [102, "auth", true],
  [6001, "invalid", false],
  [6002, "auth", false],
  [6003, "refused", false],
  [6004, "invalid", false],
  [6005, "auth", false],
  [6006, "auth", false],
  [6007, "auth", false],
  [6008, "refused", false],
  [6009, "auth", false],
  [6010, "auth", false],
  [6011, "auth", false],
  [6012, "auth", false],
  [6016, "refused", false],
  [6017, "refused", false],
  [6026, "unreachable", true],
  [6029, "unreachable", true],
  [6038, "invalid", false],
  [6042, "unreachable", true],
  [6046, "invalid", false],
  [9006, "auth", false],
  [10001, "invalid", false],
];

async function problemWith(code: number | string) {
  const { surface, requests } = surfaceAnswering(
    JSON.stringify({ code, msg: "words", expMsg: "gridCharge", data: null }),
  );
  const error: unknown = await surface.systems().then(
    () => undefined,
    (thrown) => thrown,
  );
  assert.ok(error instanceof ProblemError);
  return { problem: error.problem, calls: requests.length };
}

describe("a code of the cloud", () => {
  for (const [code, kind, isRetryable] of rows)
    it(`${code} is ${kind}, has its sentences, and is not asked again at once`, async () => {
      const { problem, calls } = await problemWith(code);
      assert.deepEqual([problem.kind, problem.code, problem.isRetryable], [kind, `alphaess.${code}`, isRetryable]);
      assert.equal(problem.facts["detail"], "words: gridCharge");
      assert.equal(calls, 1);
      const { what, remedy } = alphaessText.problems[problem.code] ?? {};
      for (const language of ["en", "de", "fr"] as const) assert.ok(what?.[language] && remedy?.[language]);
    });

  it("6053 is rate-limited, has its sentences, and is asked again once, ten seconds later", async () => {
    const { surface, requests, clock } = surfaceAnswering(JSON.stringify({ code: 6053, msg: "words", data: null }));
    const since = clock.now();
    const asking = assert.rejects(surface.systems(), ({ problem }: ProblemError) => {
      assert.deepEqual([problem.kind, problem.code, problem.isRetryable], ["rate-limited", "alphaess.6053", true]);
      assert.equal(problem.retryAt, clock.now() + 10_000);
      return true;
    });
    await clock.runFor(9_000);
    assert.equal(requests.length, 1);
    await clock.runFor(2_000);
    await asking;
    assert.equal(requests.length, 2);
    assert.ok(clock.now() - since >= 10_000);
    const { what, remedy } = alphaessText.problems["alphaess.6053"] ?? {};
    for (const language of ["en", "de", "fr"] as const) assert.ok(what?.[language] && remedy?.[language]);
  });

  it("is tested whichever it is", () => {
    const tested = new Set([...rows.map(([code]) => code), 6053]);
    assert.deepEqual(
      codeMeanings.map(({ code }) => code).filter((code) => !tested.has(code)),
      [],
    );
  });

  it("may come as text", async () => {
    assert.equal((await problemWith("6042")).problem.code, "alphaess.6042");
  });

  it("that nobody knows is told with the maker's words", async () => {
    const { problem } = await problemWith(7777);
    assert.deepEqual([problem.kind, problem.code, problem.facts["code"]], ["refused", "alphaess.unknown-code", 7777]);
  });

  it("never shows the secret, even if the cloud quotes it", async () => {
    const { surface } = surfaceAnswering(JSON.stringify({ code: 6007, msg: "sign of surely-secret is wrong" }));
    await assert.rejects(surface.systems(), (error) => !JSON.stringify(error).includes("surely-secret"));
  });
});

describe("a status without a code", () => {
  for (const [status, kind, code] of [
    [401, "auth", "alphaess.http-denied"],
    [403, "auth", "alphaess.http-denied"],
    [404, "unreachable", "alphaess.moved"],
    [405, "unreachable", "alphaess.moved"],
    [429, "rate-limited", "alphaess.http-429"],
    [500, "unreachable", "alphaess.http-status"],
    [502, "unreachable", "alphaess.http-status"],
    [503, "unreachable", "alphaess.http-status"],
  ] as const)
    it(`HTTP ${status} is ${kind}`, async () => {
      const { surface, requests } = surfaceAnswering(JSON.stringify({ timestamp: 1, status, path: "/x" }), { status });
      await assert.rejects(surface.systems(), ({ problem }: ProblemError) => {
        assert.deepEqual([problem.kind, problem.code, problem.facts["status"]], [kind, code, status]);
        return true;
      });
      assert.equal(requests.length, 1);
    });
});

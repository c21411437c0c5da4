import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { errnoMeanings, isBlockedBySchedule, isUnsupported, problemOfErrno } from "./errno.ts";
import { foxessText } from "./text.ts";

const now = 1_700_000_000_000;

describe("the cloud's error numbers", () => {
  const rows: [errno: number, kind: string, isRetryable: boolean][] = [
    [40256, "auth", false],
    [40257, "refused", false],
    [40261, "refused", false],
    [40400, "rate-limited", true],
    [40402, "rate-limited", true],
    [41038, "auth", false],
    [41200, "unreachable", true],
    [41201, "unreachable", true],
    [41202, "unreachable", true],
    [41203, "unreachable", true],
    [41807, "auth", false],
    [41808, "auth", false],
    [41809, "auth", false],
    [41930, "refused", false],
    [41935, "unreachable", true],
    [42015, "refused", false],
    [42023, "refused", false],
    [44096, "refused", true],
    [44098, "refused", true],
  ];
  for (const [errno, kind, isRetryable] of rows) {
    it(`${errno} is ${kind}${isRetryable ? ", worth another try" : ""}`, () => {
      const problem = problemOfErrno(errno, "said so", now);
      assert.equal(problem.kind, kind);
      assert.equal(problem.code, `foxess.${errno}`);
      assert.equal(problem.isRetryable, isRetryable);
      assert.deepEqual(problem.facts, { errno, detail: "said so" });
    });
  }

  it("are all in this table", () => {
    assert.deepEqual(
      errnoMeanings.map(({ errno }) => errno),
      rows.map(([errno]) => errno),
    );
  });

  it("leaves the cloud alone for half an hour when the day is used up, for seconds when it was too fast", () => {
    assert.equal(problemOfErrno(40402, "", now).retryAt, now + 30 * 60_000);
    assert.equal(problemOfErrno(40400, "", now).retryAt, now + 5_000);
    assert.equal(problemOfErrno(41200, "", now).retryAt, undefined);
  });

  it("tells a number nobody has seen", () => {
    const problem = problemOfErrno(49999, "new", now);
    assert.equal(problem.code, "foxess.unknown-errno");
    assert.equal(problem.facts["errno"], 49999);
  });

  it("knows what a device lacks from what its timetable blocks", () => {
    assert.ok(isUnsupported(problemOfErrno(42015, "", now)) && !isUnsupported(problemOfErrno(44096, "", now)));
    assert.ok(
      isBlockedBySchedule(problemOfErrno(44098, "", now)) && !isBlockedBySchedule(problemOfErrno(42015, "", now)),
    );
  });

  it("have a sentence and a remedy in every language", () => {
    for (const { errno } of errnoMeanings) assert.ok(foxessText.problems[`foxess.${errno}`], String(errno));
    for (const [code, { what, remedy }] of Object.entries(foxessText.problems)) {
      const sentences = [what, remedy].flatMap(({ en, de, fr }) => [en, de, fr]);
      for (const sentence of sentences) assert.match(sentence, /\S.*\.$/, code);
    }
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dayMs, hourMs, minuteMs, type ProblemKind } from "#domain";
import { failCodeMeanings, meaningOf, problemOfFailCode, type Reaction } from "./fail-codes.ts";
import { fusionsolarText } from "./text.ts";

const now = Date.UTC(2026, 5, 17, 10);
const told = { method: "getDevRealKpi", detail: "said so", now };

describe("the cloud's fail codes", () => {
  const rows: [codes: number[], kind: ProblemKind, isRetryable: boolean, reaction: Reaction][] = [
    [[305], "auth", true, "log-in"],
    [[401], "auth", false, "other-interface"],
    [[403, 429], "rate-limited", true, "wait"],
    [[407, 20_618], "rate-limited", true, "park"],
    [[20_001, 20_002, 20_003, 20_056], "auth", false, "stop"],
    [[20_400, 20_403], "auth", true, "stop"],
    [[20_004, 20_200], "unreachable", true, "wait"],
    [[20_005, 20_010, 20_011, 20_012], "invalid", false, "mend"],
    [[20_006, 20_007, 20_008, 20_013], "refused", true, "look-again"],
    [[20_009], "refused", false, "stop"],
    [[20_014, 20_015, 20_016, 20_017, 20_018, 30_031], "invalid", false, "mend"],
    [[20_023, 20_026, 20_027, 20_604, 20_605, 20_606, 30_032], "invalid", false, "mend"],
  ];
  for (const [codes, kind, isRetryable, reaction] of rows)
    for (const code of codes)
      it(`${code} is ${kind}${isRetryable ? ", worth another try" : ""}: ${reaction}`, () => {
        const problem = problemOfFailCode(code, told);
        assert.deepEqual([problem.kind, problem.isRetryable], [kind, isRetryable]);
        assert.equal(problem.code, `fusionsolar.${code}`);
        assert.deepEqual(problem.facts, { failCode: code, method: "getDevRealKpi", detail: "said so" });
        assert.equal(meaningOf(code)?.reaction, reaction);
      });

  it("are all in this table", () => {
    const listed = rows.flatMap(([codes]) => codes).sort((a, b) => a - b);
    assert.deepEqual(
      failCodeMeanings.map(({ code }) => code),
      listed,
    );
  });

  it("park an interface until its own window is over", () => {
    const waitMs = (method: string) => (problemOfFailCode(407, { ...told, method }).retryAt ?? 0) - now;
    assert.equal(waitMs("getDevRealKpi"), 5 * minuteMs);
    assert.equal(waitMs("getStationRealKpi"), 5 * minuteMs);
    assert.equal(waitMs("login"), 10 * minuteMs);
    assert.equal(waitMs("getAlarmList"), 30 * minuteMs);
    assert.equal(now + waitMs("getDevList"), Date.UTC(2026, 5, 18));
    assert.equal(problemOfFailCode(20_618, told).retryAt, Date.UTC(2026, 5, 18));
  });

  it("leave the daily limits alone for an hour at least, however near midnight is", () => {
    const late = Date.UTC(2026, 5, 17, 23, 50);
    assert.equal(problemOfFailCode(20_618, { ...told, now: late }).retryAt, late + hourMs);
    assert.ok((problemOfFailCode(20_618, told).retryAt ?? 0) - now <= dayMs);
  });

  it("wait a minute in an overload and half an hour before a locked account", () => {
    assert.equal(problemOfFailCode(429, told).retryAt, now + minuteMs);
    assert.equal(problemOfFailCode(403, told).retryAt, now + minuteMs);
    assert.equal(problemOfFailCode(20_400, told).retryAt, now + 30 * minuteMs);
    assert.equal(problemOfFailCode(20_001, told).retryAt, undefined);
  });

  it("tell a code nobody has seen", () => {
    const problem = problemOfFailCode(31_415, told);
    assert.deepEqual([problem.code, problem.facts["failCode"]], ["fusionsolar.unknown-code", 31_415]);
  });

  it("have a sentence and a remedy in every language", () => {
    for (const { code } of failCodeMeanings) assert.ok(fusionsolarText.problems[`fusionsolar.${code}`], String(code));
    for (const [code, { what, remedy }] of Object.entries(fusionsolarText.problems))
      for (const { en, de, fr } of [what, remedy])
        for (const sentence of [en, de, fr]) assert.match(sentence, /\S.*\.$/, code);
  });
});

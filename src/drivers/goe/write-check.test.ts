import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type Json, ProblemError } from "#domain";
import { limitsOf } from "./key-limits.ts";
import { maskedAnswer } from "./key-masks.ts";
import { goeKeys } from "./keys.ts";
import { checkWrite } from "./write-check.ts";
import { toShortForm } from "./write-check-shapes.ts";

function codeOf(values: Readonly<Record<string, Json>>, isConfirmed = true): string {
  try {
    checkWrite(values, { isConfirmed });
    return "fine";
  } catch (error) {
    assert.ok(error instanceof ProblemError);
    return `${error.problem.kind} ${error.problem.code}`;
  }
}

describe("a value to be written", () => {
  const range = (hour: number) => ({ begin: { hour, minute: 0 }, end: { hour: 24, minute: 0 } });
  const rows: readonly [string, Json, string][] = [
    ["amp", 16, "fine"],
    ["amp", 5, "invalid goe.out-of-range"],
    ["amp", 16.5, "invalid goe.not-whole"],
    ["amp", "16", "invalid goe.not-whole"],
    ["amp", null, "invalid goe.not-whole"],
    ["dwo", null, "fine"],
    ["frc", 3, "invalid goe.not-a-choice"],
    ["msp", 1502, "fine"],
    ["msp", 70_000, "invalid goe.out-of-type"],
    ["la1", -1, "invalid goe.out-of-type"],
    ["ufa", 49.8, "fine"],
    ["alw", true, "invalid goe.read-only-key"],
    ["xyz", 1, "invalid goe.unknown-key"],
    ["ampp", 1, "invalid goe.unknown-key-nearest"],
    ["AMP", 16, "invalid goe.unknown-key-nearest"],
    ["cch", "#00FF7f", "fine"],
    ["cch", "00FF7f", "invalid goe.wrong-type"],
    ["ct", "x".repeat(64), "fine"],
    ["ct", "x".repeat(65), "invalid goe.wrong-type"],
    ["c0i", "04A1B2", "fine"],
    ["c0i", true, "invalid goe.wrong-type"],
    ["rst", 1, "invalid goe.wrong-type"],
    ["sch_week", { control: 2, ranges: [range(22)] }, "fine"],
    ["sch_week", { control: 5, ranges: [] }, "invalid goe.wrong-shape"],
    ["sch_sund", { control: 1, ranges: [range(25)] }, "invalid goe.wrong-shape"],
    ["sch_satur", [], "invalid goe.wrong-type"],
    ["ids", { pGrid: -400.5 }, "fine"],
    ["ids", { pPv: 4_000 }, "invalid goe.wrong-shape"],
    ["ids", { pGrid: null }, "invalid goe.wrong-shape"],
    ["map", [1, 1, 2], "invalid goe.wrong-shape"],
    ["clp", [6, 40], "invalid goe.wrong-shape"],
    ["awpl", [{ start: 1, end: 2 }], "invalid goe.wrong-shape"],
    ["lot", { amp: "x" }, "invalid goe.wrong-shape"],
  ];
  for (const [key, value, expected] of rows) {
    it(`${key} = ${JSON.stringify(value).slice(0, 60)}: ${expected}`, () =>
      assert.equal(codeOf({ [key]: value }), expected));
  }

  it("for what can lock out or lose something needs a yes", () => {
    const dangerous: Readonly<Record<string, Json>> = {
      ...{ rst: true, oct: "stable", delw: 0, del: 0, hai: false, hsa: true, cae: false, cwe: false, nmo: true },
      ...{ cak: "x", mck: "x", mqcc: "x", ocppck: "x", ocppcc: "x", pco: "x", wifis: [{}] },
      cards: Array.from({ length: 10 }, () => ({})),
    };
    for (const [key, value] of Object.entries(dangerous)) {
      assert.deepEqual(
        [codeOf({ [key]: value }, false), codeOf({ [key]: value })],
        ["invalid goe.needs-confirmation", "fine"],
      );
    }
    assert.deepEqual(
      goeKeys
        .filter((key) => key.isDangerous)
        .map((key) => key.key)
        .sort(),
      Object.keys(dangerous).sort(),
    );
  });

  it("keeps a secret out of the complaint about it", () => {
    assert.throws(
      () => checkWrite({ cak: 12_345_678 }, { isConfirmed: true }),
      (error) => error instanceof ProblemError && !JSON.stringify(error.problem).includes("12345678"),
    );
  });

  it("of any kind is either fine or refused as the caller's mistake", () => {
    const name = fc.oneof(fc.constantFrom(...goeKeys.map(({ key }) => key)), fc.string());
    fc.assert(
      fc.property(name, fc.jsonValue(), (key, value) => {
        const json: Json = JSON.parse(JSON.stringify(value));
        assert.match(codeOf({ [key]: json }), /^(fine|invalid goe\.)/);
      }),
    );
  });

  it("a step outside its limits is refused at both ends, for every number", () => {
    for (const key of goeKeys.filter(({ access }) => access !== "read")) {
      const limits = limitsOf(key);
      if (limits === undefined || key.type === "float" || key.choices !== undefined) continue;
      const code = limits.isByType ? "invalid goe.out-of-type" : "invalid goe.out-of-range";
      assert.equal(codeOf({ [key.key]: limits.lowest - 1 }), code, key.key);
      if (limits.highest < Number.MAX_SAFE_INTEGER)
        assert.equal(codeOf({ [key.key]: limits.highest + 1 }), code, key.key);
    }
  });
});

describe("a timer", () => {
  it("is sent without the seconds that make it too long for the charger", () => {
    const moment = { hour: 7, minute: 30, second: 0 };
    const short = { hour: 7, minute: 30 };
    assert.deepEqual(toShortForm("sch_week", { control: 1, ranges: [{ begin: moment, end: moment }] }), {
      control: 1,
      ranges: [{ begin: short, end: short }],
    });
  });
});

describe("a refused secret", () => {
  it("is not repeated with the charger's words", () => {
    const answer = "failed: value must be string";
    assert.equal(maskedAnswer("cak", `cak: ${answer} (hunter2)`), `cak: ${answer} ([secret])`);
    assert.equal(maskedAnswer("mcu", `mcu: ${answer} (mqtt://a:hunter2@b)`), `mcu: ${answer} ([secret])`);
    assert.equal(
      maskedAnswer("amp", "amp: failed: value must be uint8_t (-1)"),
      "amp: failed: value must be uint8_t (-1)",
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { values } from "./endpoints/live.ts";
import { id, listOf, number, numberOf, text } from "./reply-values.ts";

describe("values of a reply", () => {
  const rows: [written: unknown, read: number | undefined][] = [
    [4.812, 4.812],
    ["4.812", 4.812],
    ["900.000", 900],
    [" -12.5 ", -12.5],
    [0, 0],
    ["0", 0],
    ["N/A", undefined],
    ["n/a", undefined],
    [" N/A ", undefined],
    ["", undefined],
    [null, undefined],
    [undefined, undefined],
    ["on", undefined],
    [Number.NaN, undefined],
    [true, undefined],
    [{}, undefined],
  ];
  for (const [written, read] of rows)
    it(`${JSON.stringify(written) ?? "nothing"} is ${read ?? "missing"}`, () => assert.equal(numberOf(written), read));

  it("never become a number that nobody wrote, whatever comes", () => {
    fc.assert(
      fc.property(fc.anything(), (anything) => {
        const read = number.parse(anything);
        if (read === undefined) return;
        assert.ok(Number.isFinite(read));
        assert.ok(typeof anything === "number" || (typeof anything === "string" && anything.trim() !== ""));
        assert.equal(read, Number(anything));
      }),
    );
  });

  it("are read as text or as number alike", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        assert.equal(numberOf(String(value)), Number(String(value)));
      }),
    );
  });

  it("keep long and negative ids whole", () => {
    assert.equal(id.parse(-512_345_678_000_012), "-512345678000012");
    assert.equal(id.parse(1_000_000_035_841_116), "1000000035841116");
    assert.equal(id.parse("NE=33594051"), "NE=33594051");
  });

  it("of a row are those that are numbers", () => {
    const row = values.parse({ active_power: "4.812", close_time: "N/A", temperature: null, run_state: 1 });
    assert.deepEqual(
      [...row],
      [
        ["active_power", 4.812],
        ["run_state", 1],
      ],
    );
    assert.deepEqual([...values.parse(null)], []);
  });

  it("may be missing as texts and lists", () => {
    assert.deepEqual(
      [text.parse("N/A"), text.parse(null), text.parse("a"), text.parse(7)],
      [undefined, undefined, "a", "7"],
    );
    assert.deepEqual(listOf(text).parse(null), []);
  });

  it("of one odd row do not take the others with them, but a list of nothing else is none", () => {
    assert.deepEqual(listOf(id).parse(["A", null, 5]), ["A", "5"]);
    assert.deepEqual(listOf(id).parse([]), []);
    assert.equal(listOf(id).safeParse([null, {}]).success, false);
  });
});

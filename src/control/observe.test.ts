import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { drawAt } from "./observe.ts";

const draws = [100_000, 0, 160_000, 11_000];

describe("what a charger drew at the moment of a meter's sample", () => {
  const rows: readonly [string, number, number | undefined][] = [
    ["at a record", 160_000, 11_000],
    ["between two records: the earlier one", 150_000, 0],
    ["after the last one: the last", 500_000, 11_000],
    ["shortly before the first one: the same as there", 80_000, 0],
    ["long before the first one: nobody knows, and no sun is made up from it", 60_000, undefined],
  ];
  for (const [name, at, expected] of rows) it(name, () => assert.equal(drawAt(draws, at), expected));

  it("is unknown where nothing was recorded", () => assert.equal(drawAt(undefined, 1), undefined));
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { createReason, type Facts } from "#domain";
import { isNews } from "./is-news.ts";

const charging = (because: Facts) => createReason("w", "solar", "charging", { at: 0, reviewAt: 1, because });

const rows: readonly [string, Facts, Facts, expected: boolean][] = [
  ["the same", { surplusW: 2000, currentA: 8 }, { surplusW: 2000, currentA: 8 }, false],
  ["a little more sun", { surplusW: 2000, currentA: 8 }, { surplusW: 2190, currentA: 8 }, false],
  ["much more sun", { surplusW: 2000 }, { surplusW: 2500 }, true],
  ["another current", { surplusW: 2000, currentA: 8 }, { surplusW: 2100, currentA: 9 }, true],
  ["a meter silent for longer", { ageS: 20 }, { ageS: 300 }, false],
  ["a start some seconds later", { startAt: 0 }, { startAt: 20_000 }, false],
  ["a stop an hour later", { untilAt: 0 }, { untilAt: 3_600_000 }, true],
  ["another mode", { mode: "solar" }, { mode: "fast" }, true],
  ["a fact that is gone", { currentA: 8 }, {}, true],
];

for (const [name, before, after, expected] of rows) {
  test(`${name} is ${expected ? "" : "no "}news`, () => {
    assert.equal(isNews(charging(before), charging(after)), expected);
  });
}

test("the first reason and another effect are news", () => {
  assert.equal(isNews(undefined, charging({})), true);
  assert.equal(isNews(createReason("w", "solar", "waiting", { at: 0, reviewAt: 1 }), charging({})), true);
});

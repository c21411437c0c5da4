import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { minuteMs, type Quality, type Sample, secondMs } from "#domain";
import { solarFromLoad } from "./solar-from-load.ts";

const now = Date.UTC(2026, 5, 17, 10);
const sample = (value: number, ageMs = 0, quality: Quality = "measured"): Sample => ({
  ...{ value, quality, at: now - ageMs, source: "meter", goodUntil: now - ageMs + 13 * minuteMs },
});
const late = 4 * minuteMs;

const rows: readonly [what: string, house: Parameters<typeof solarFromLoad>[0], solarW: number | undefined][] = [
  ["a cloud's word", { gridW: sample(-900), siteLoadW: sample(1_100), solarW: sample(5_000, late) }, 2_000],
  ["no word at all", { gridW: sample(-900), siteLoadW: sample(1_100) }, 2_000],
  ["a word as young", { gridW: sample(-900), siteLoadW: sample(1_100), solarW: sample(1_950) }, undefined],
  ["no load", { gridW: sample(-900), solarW: sample(5_000, late) }, undefined],
  ["a load that was computed", { gridW: sample(-900), siteLoadW: sample(1_100, 0, "derived") }, undefined],
  ["a grid as late", { gridW: sample(-900, late), siteLoadW: sample(1_100), solarW: sample(5_000, late) }, undefined],
  ["a grid too old to be used", { gridW: sample(-900, 20 * minuteMs), siteLoadW: sample(1_100) }, undefined],
  ["clamps a little apart", { gridW: sample(330), siteLoadW: sample(300) }, 0],
  ["meters that contradict each other", { gridW: sample(900), siteLoadW: sample(300) }, undefined],
];

describe("a sun that follows from load and grid", () => {
  for (const [what, house, solarW] of rows)
    it(`takes the place of the inverter's where there is ${what}: ${solarW === undefined ? "no" : "yes"}`, () => {
      assert.equal(solarFromLoad(house, false, now)?.value, solarW);
    });

  it("needs a battery's power of the same time where there is a battery", () => {
    const meters = { gridW: sample(-900), siteLoadW: sample(1_100), solarW: sample(5_000, late) };
    assert.equal(solarFromLoad(meters, true, now), undefined);
    assert.equal(solarFromLoad({ ...meters, batteryW: sample(-600, late) }, true, now), undefined);
    assert.equal(solarFromLoad({ ...meters, batteryW: sample(-600, 5 * secondMs) }, true, now)?.value, 2_600);
  });

  it("is as old and as good as the oldest of what it follows from", () => {
    const found = solarFromLoad({ gridW: sample(-900, 8 * secondMs), siteLoadW: sample(1_100) }, false, now);
    assert.deepEqual([found?.at, found?.quality], [now - 8 * secondMs, "derived"]);
  });
});

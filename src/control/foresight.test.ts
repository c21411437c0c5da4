import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { minuteMs, secondMs } from "#domain";
import { expectedW, foresee } from "./foresight.ts";
import type { ForesightMemory, SurplusMemory } from "./memory.ts";
import { noon } from "./testing/test-house.ts";

/** What is expected after a meter of this pace and age has shown a sun for so long. */
function after(minutes: number, pace: { everyS: number; ageS: number }, sunW: (minute: number) => number) {
  let foresight: ForesightMemory | undefined;
  let lastAt: number | undefined;
  const expected: { minute: number; powerW: number }[] = [];
  for (let second = 0; second <= minutes * 60; second += pace.everyS) {
    const at = noon + second * secondMs;
    const powerW = Math.round(sunW(second / 60));
    foresight = foresee(foresight, lastAt, { powerW, at, seenAt: at + pace.ageS * secondMs });
    lastAt = at;
    expected.push({ minute: second / 60, powerW: expectedW(surplus(powerW, foresight)) });
  }
  return expected;
}

function surplus(valueW: number, foresight?: ForesightMemory): SurplusMemory {
  const at = { valuedAt: noon, gridAt: noon, seenAt: noon, periodMs: minuteMs };
  return { ...at, valueW, ...(foresight === undefined ? {} : { foresight }) };
}

const fast = { everyS: 5, ageS: 1 };
const slow = { everyS: 60, ageS: 60 };
/** Four minutes of sun, four of clouds. */
const brokenClouds = (minute: number) => (Math.floor(minute / 4) % 2 === 0 ? 6_000 : 1_000);
/** For one minute sun, for the next none: a value that is two minutes old says nothing. */
const flicker = (minute: number) => (Math.floor(minute) % 2 === 0 ? 6_000 : 1_000);

function spread(expected: readonly { powerW: number }[]): number {
  const powers = expected.map(({ powerW }) => powerW);
  return Math.max(...powers) - Math.min(...powers);
}

describe("the sun that is expected", () => {
  it("is what a steady meter shows", () => {
    for (const pace of [fast, slow]) for (const { powerW } of after(30, pace, () => 3_000)) assert.equal(powerW, 3_000);
  });

  it("follows clouds at once where the meter is fast", () => {
    const expected = after(60, fast, brokenClouds);
    for (const { minute, powerW } of expected.filter(({ minute }) => minute > 20 && minute % 4 > 1)) {
      assert.ok(Math.abs(powerW - brokenClouds(minute)) < 300, `${powerW} W in minute ${minute}`);
    }
  });

  it("swings far less than a slow cloud's values, around their mean, when these are always of another sun", () => {
    const expected = after(90, slow, flicker).filter(({ minute }) => minute > 40);
    assert.ok(spread(expected) < 2_000, `${spread(expected)} W`);
    const mean = expected.reduce((sum, { powerW }) => sum + powerW, 0) / expected.length;
    assert.ok(Math.abs(mean - 3_500) < 300, `${mean} W`);
  });

  it("is back at the values when the clouds have gone", () => {
    const expected = after(120, slow, (minute) => (minute < 60 ? flicker(minute) : 5_000)).at(-1);
    assert.ok(Math.abs((expected?.powerW ?? 0) - 5_000) < 150, `${expected?.powerW} W`);
  });

  it("has reached most of a lasting change within minutes, also with a slow cloud", () => {
    const expected = after(50, slow, (minute) => (minute < 40 ? 1_000 : 5_000));
    const at = (minute: number) => expected.find((one) => one.minute === minute)?.powerW ?? Number.NaN;
    assert.ok(at(45) > 4_000, `${at(45)} W after five minutes`);
  });

  it("stays within what was seen, whatever was seen and whenever", () => {
    const samples = fc.array(
      fc.tuple(
        fc.integer({ min: -20_000, max: 20_000 }),
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 0, max: 600 }),
      ),
      { minLength: 1, maxLength: 60 },
    );
    fc.assert(
      fc.property(samples, (seen) => {
        let foresight: ForesightMemory | undefined;
        let [at, lastAt]: [number, number | undefined] = [noon, undefined];
        for (const [powerW, laterS, ageS] of seen) {
          at += laterS * secondMs;
          foresight = foresee(foresight, lastAt, { powerW, at, seenAt: at + ageS * secondMs });
          lastAt = at;
        }
        const powers = seen.map(([powerW]) => powerW);
        const expected = expectedW(surplus(0, foresight));
        assert.ok(expected >= Math.min(...powers) && expected <= Math.max(...powers), `${expected} W`);
      }),
    );
  });

  it("is the last value where an older version has stored no more, and none where nothing is known", () => {
    assert.equal(expectedW(surplus(2_500)), 2_500);
    assert.equal(expectedW(undefined), 0);
  });
});

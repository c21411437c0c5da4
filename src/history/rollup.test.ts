import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { minuteMs } from "#domain";
import { combineRollups, integrate, rollUp } from "./rollup.ts";

const gapMs = 15 * minuteMs;
const bucketMs = 5 * minuteMs;

const walk = fc
  .array(fc.tuple(fc.integer({ min: 1_000, max: 20 * minuteMs }), fc.integer({ min: -8_000, max: 8_000 })), {
    minLength: 2,
    maxLength: 60,
  })
  .map((steps) => {
    const at: number[] = [];
    const value: number[] = [];
    let now = 0;
    for (const [step, watt] of steps) {
      now += step;
      at.push(now);
      value.push(watt);
    }
    return { at, value };
  });

const endOf = (points: { at: number[] }) => Math.ceil(((points.at.at(-1) ?? 0) + 1) / bucketMs) * bucketMs;

test("a line between two readings is spread over the stretches it crosses", () => {
  const rollups = rollUp(
    { at: [0, 10 * minuteMs], value: [0, 1_000] },
    { from: 0, to: 10 * minuteMs, bucketMs, gapMs },
  );
  assert.deepEqual(
    rollups.map(({ at, mean, coveredMs, last }) => [at, mean, coveredMs, last]),
    [
      [0, 250, bucketMs, 500],
      [bucketMs, 750, bucketMs, 1_000],
    ],
  );
});

test("a reading alone between gaps is shown but covers no time", () => {
  const [only, ...others] = rollUp({ at: [minuteMs], value: [700] }, { from: 0, to: bucketMs, bucketMs, gapMs });
  assert.deepEqual(others, []);
  assert.equal(only?.mean, 700);
  assert.equal(only?.coveredMs, 0);
});

test("nothing is said about a gap longer than the patience", () => {
  const points = { at: [0, minuteMs, 61 * minuteMs, 62 * minuteMs], value: [60, 60, 60, 60] };
  const sum = integrate(points, { from: 0, to: 62 * minuteMs, gapMs });
  assert.equal(sum.coveredMs, 2 * minuteMs);
  assert.equal(rollUp(points, { from: 0, to: 62 * minuteMs, bucketMs, gapMs }).length, 2);
});

test("import and export of a line through zero are told apart", () => {
  const sum = integrate({ at: [0, 4_000], value: [-1_000, 3_000] }, { from: 0, to: 4_000, gapMs });
  assert.equal(sum.positive, 3_000 * 1_500);
  assert.equal(sum.positive - sum.total, 1_000 * 500);
});

test("stretches keep the integral exactly, at any width", () => {
  fc.assert(
    fc.property(walk, fc.integer({ min: 1, max: 12 }), (points, factor) => {
      const range = { from: 0, to: endOf(points), gapMs };
      const direct = integrate(points, range);
      const rollups = combineRollups(rollUp(points, { ...range, bucketMs }), bucketMs * factor);
      const total = rollups.reduce((sum, { mean, coveredMs }) => sum + mean * coveredMs, 0);
      const positive = rollups.reduce((sum, { positiveMean, coveredMs }) => sum + positiveMean * coveredMs, 0);
      const covered = rollups.reduce((sum, { coveredMs }) => sum + coveredMs, 0);
      assert.equal(covered, direct.coveredMs);
      assert.ok(Math.abs(total - direct.total) <= 1e-9 * 8_000 * range.to);
      assert.ok(Math.abs(positive - direct.positive) <= 1e-9 * 8_000 * range.to);
    }),
  );
});

test("a mean lies between the lowest and the highest value of its stretch", () => {
  fc.assert(
    fc.property(walk, (points) => {
      for (const { mean, min, max } of rollUp(points, { from: 0, to: endOf(points), bucketMs, gapMs })) {
        assert.ok(mean >= min - 1e-6 && mean <= max + 1e-6);
      }
    }),
  );
});

import assert from "node:assert/strict";
import { test } from "node:test";
import { createRandom } from "#platform";
import { createClouds } from "./clouds.ts";

/** Ten hours of sky, second by second. */
function sky(cover: number, seed = 3): number[] {
  const clouds = createClouds({ cover, cycleS: 300, temperatureC: 18 }, createRandom(seed));
  return Array.from({ length: 36_000 }, () => clouds.step());
}

const mean = (shares: readonly number[]) => shares.reduce((sum, share) => sum + share, 0) / shares.length;

/** The 95th percentile of changes within ten seconds. */
function fastRamp(shares: readonly number[]): number {
  const ramps = shares.slice(10).map((share, index) => Math.abs(share - (shares[index] ?? 0)));
  return ramps.sort((a, b) => a - b)[Math.floor(ramps.length * 0.95)] ?? Number.NaN;
}

test("more cover lets less light through, and never more than a bright rim can give", () => {
  const means = [0, 0.3, 0.6, 1].map((cover) => mean(sky(cover)));
  assert.deepEqual(
    means,
    [...means].sort((a, b) => b - a),
  );
  assert.ok((means[0] ?? 0) > 0.95 && (means[3] ?? 1) < 0.45, `${means}`);
  for (const share of sky(0.5)) assert.ok(share > 0.05 && share < 1.25, `${share}`);
});

test("broken clouds move the light by a tenth and more within ten seconds, a clear sky does not", () => {
  assert.ok(fastRamp(sky(0.5)) > 0.08, `${fastRamp(sky(0.5))}`);
  assert.ok(fastRamp(sky(0)) < 0.02, `${fastRamp(sky(0))}`);
});

test("another seed brings another day", () => {
  assert.notDeepEqual(sky(0.5, 1), sky(0.5, 2));
});

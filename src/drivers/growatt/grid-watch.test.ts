import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { createGridWatch, gridW } from "./grid-watch.ts";

interface Moment {
  readonly pvW: number;
  readonly batteryW: number;
  readonly loadW: number;
}

const moments: fc.Arbitrary<readonly Moment[]> = fc.array(
  fc.record({
    pvW: fc.integer({ min: 0, max: 10_000 }),
    batteryW: fc.integer({ min: -5_000, max: 5_000 }),
    loadW: fc.integer({ min: 100, max: 12_000 }),
  }),
  { minLength: 1, maxLength: 40 },
);

const ways = [
  { factor: 1, sign: 1 },
  { factor: 1_000, sign: 1 },
  { factor: 1, sign: -1 },
  { factor: 1_000, sign: -1 },
] as const;

function tell({ pvW, batteryW, loadW }: Moment, way: (typeof ways)[number]) {
  const trueW = loadW - pvW - batteryW;
  const evidence = { power: (trueW * way.sign) / way.factor, load: loadW / way.factor, othersW: pvW + batteryW };
  return { trueW, evidence };
}

describe("how a meter is to be read", () => {
  it("one that is right is believed from the first value on, whatever the house does", () => {
    fc.assert(
      fc.property(moments, (all) => {
        const watch = createGridWatch();
        for (const moment of all) {
          const { trueW, evidence } = tell(moment, ways[0]);
          const reading = watch.observe(evidence);
          assert.ok(reading !== undefined && Math.abs(gridW(evidence.power, reading) - trueW) < 1);
        }
      }),
    );
  });

  for (const way of ways)
    it(`after a telling hour a meter by ${way.factor} and ${way.sign} is read right or not at all`, () => {
      fc.assert(
        fc.property(moments, (all) => {
          const watch = createGridWatch();
          const telling = { pvW: 5_000, batteryW: 0, loadW: 1_000 };
          for (let poll = 0; poll < 4; poll += 1) watch.observe(tell(telling, way).evidence);
          for (const moment of all) {
            const { trueW, evidence } = tell(moment, way);
            const reading = watch.observe(evidence);
            if (reading !== undefined) assert.ok(Math.abs(gridW(evidence.power, reading) - trueW) < 1);
          }
        }),
      );
    });

  it("without a load nothing is concluded", () => {
    const watch = createGridWatch();
    for (let poll = 0; poll < 9; poll += 1)
      assert.deepEqual(watch.observe({ power: -3, othersW: 4_000 }), { factor: 1, sign: 1 });
  });
});

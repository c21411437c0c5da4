import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createProblem, hourMs, type Instant, minuteMs, ProblemError, secondMs } from "#domain";
import type { DeviceKpi, Values } from "./client.ts";
import { createSampleTimes } from "./sample-times.ts";

const startAt = Date.UTC(2026, 5, 17, 10, 0, 37);
const beatMs = 5 * minuteMs;

interface Cloud {
  /** How much later than measured a row is shown. */
  readonly delayMs?: (measuredAt: Instant) => number;
  /** How far behind the history is. */
  readonly lagMs?: number;
  readonly valuesAt?: (at: Instant) => Values;
  readonly isDown?: boolean;
}

const moving = (at: Instant): Values =>
  new Map([
    ["active_power", (at / secondMs) % 7_919],
    ["active_cap", at / minuteMs],
    ["meter_u", 230],
  ]);

/** Asks as a driver does, for some hours; what it thinks of each row beside when it was measured. */
async function run(cloud: Cloud, { hours = 12, everyMs = 314 * secondMs } = {}) {
  const { delayMs = () => 0, lagMs = 0, valuesAt = moving, isDown = false } = cloud;
  let now = startAt;
  let lookUps = 0;
  const times = createSampleTimes(() => now);
  const shownAt = (measuredAt: Instant) => measuredAt + delayMs(measuredAt);
  const newest = (at: Instant) => {
    let measuredAt = Math.floor(at / beatMs) * beatMs;
    while (shownAt(measuredAt) > at) measuredAt -= beatMs;
    return measuredAt;
  };
  const history = async ({ since, until }: { since: Instant; until: Instant }) => {
    lookUps += 1;
    if (isDown) throw new ProblemError(createProblem("rate-limited", "fusionsolar.407"));
    const rows: DeviceKpi[] = [];
    for (let at = Math.ceil(since / beatMs) * beatMs; at <= until - lagMs; at += beatMs)
      rows.push({ deviceId: "meter", at, values: valuesAt(at) });
    return rows;
  };
  const outcomes: { readonly trueAt: Instant; readonly toldAt: Instant; readonly at: Instant }[] = [];
  for (; now < startAt + hours * hourMs; now += everyMs) {
    const trueAt = newest(now);
    await times.take({ at: now, values: valuesAt(trueAt) }, history);
    outcomes.push({ trueAt, toldAt: times.measuredAt(now), at: now });
  }
  const right = outcomes.filter(({ trueAt, toldAt }) => trueAt === toldAt).length / outcomes.length;
  return { times, outcomes, right, lookUps };
}

describe("when a plant's rows were measured", () => {
  for (const delayS of [0, 20, 130, 400]) {
    it(`is known of nearly all of them where the cloud shows them ${delayS} s later, for a few questions`, async () => {
      const { right, lookUps, times } = await run({ delayMs: () => delayS * secondMs });
      assert.ok(times.isKnown());
      assert.ok(right >= 0.95, `${(100 * right).toFixed(1)} % right`);
      assert.ok(lookUps <= 10, `${lookUps} questions in half a day`);
    });
  }

  it("is known also where the delay varies by seconds", async () => {
    const { right, lookUps } = await run({ delayMs: (at) => 3_000 + ((at / beatMs) % 5) * 1_500 });
    assert.ok(right >= 0.95, `${(100 * right).toFixed(1)} % right`);
    assert.ok(lookUps <= 12, `${lookUps} questions`);
  });

  it("is learned later where the history is half an hour behind", async () => {
    const { outcomes, times } = await run({ lagMs: 30 * minuteMs });
    assert.ok(times.isKnown());
    const later = outcomes.slice(outcomes.length / 2);
    assert.ok(later.filter(({ trueAt, toldAt }) => trueAt === toldAt).length / later.length >= 0.9);
  });

  it("is the receipt's where no row is found again, and few questions are wasted", async () => {
    const valuesAt = (at: Instant): Values => new Map([...moving(at), ["noise", Math.sin(lookedAt++)]]);
    let lookedAt = 0;
    const { outcomes, lookUps, times } = await run({ valuesAt }, { hours: 24 });
    assert.ok(!times.isKnown());
    assert.ok(outcomes.every(({ toldAt, at }) => toldAt === at));
    assert.ok(lookUps <= 12, `${lookUps} questions in a day`);
  });

  it("is the receipt's where nothing ever changes, since then any row may be meant", async () => {
    const still: Values = new Map([...moving(0)]);
    const { times } = await run({ valuesAt: () => still });
    assert.ok(!times.isKnown());
  });

  it("asks rarely where the cloud does not answer, and disturbs nobody", async () => {
    const { outcomes, lookUps } = await run({ isDown: true }, { hours: 24 });
    assert.ok(outcomes.every(({ toldAt, at }) => toldAt === at));
    assert.ok(lookUps <= 5, `${lookUps} questions in a day`);
  });

  it("is never later than the receipt", async () => {
    for (const delayS of [0, 7, 299]) {
      const { outcomes } = await run({ delayMs: () => delayS * secondMs });
      for (const { toldAt, at } of outcomes) assert.ok(toldAt <= at && toldAt > at - 20 * minuteMs);
    }
  });
});

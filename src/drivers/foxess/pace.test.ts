import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { dayMs, hourMs, minuteMs } from "#domain";
import type { Attention } from "#driver-kit";
import { createPace } from "./pace.ts";

const attentions: readonly Attention[] = ["close", "usual", "idle"];
const none = { http: { request: () => Promise.reject(new Error("not in this test")) }, anHour: () => 0 };

/** A pace in a day in which so many calls are left now, and earlier ones leave the count evenly until tomorrow. */
function paceWith(left: number, backTomorrow: number, attention: Attention = "usual", othersAnHour = 0) {
  const callsLeft = (_: string, withinMs: number) => left + Math.floor((backTomorrow * withinMs) / dayMs);
  return createPace({ attention: () => attention, callsLeft }, { ...none, anHour: () => othersAnHour });
}

describe("the pace of polls", () => {
  it("is a minute while a car charges, two by day and five at night as long as calls are plenty", () => {
    const paces = attentions.map((attention) => {
      const pace = paceWith(900, 400, attention);
      return Math.max(pace.liveMs(), pace.liveAtLeastMs()) / minuteMs;
    });
    assert.deepEqual(paces, [1, 2, 5]);
  });

  it("is as usual where nobody counts or decides", () => {
    const pace = createPace({}, none);
    assert.deepEqual([pace.liveMs(), pace.liveAtLeastMs(), pace.modeAtLeastMs()], [2 * minuteMs, 0, 0]);
  });

  it("promises values for as long as the logger, the wait and one missed answer take", () => {
    assert.equal(paceWith(900, 400).freshForMs(), 10 * minuteMs);
    assert.equal(paceWith(900, 400, "idle").freshForMs(), 16 * minuteMs);
    const scarce = paceWith(200, 0);
    assert.equal(scarce.freshForMs(), 6 * minuteMs + 2 * scarce.liveAtLeastMs());
  });

  it("leaves room for commands that come often", () => {
    assert.ok(paceWith(700, 400, "usual", 30).liveAtLeastMs() > paceWith(700, 400).liveAtLeastMs());
  });

  it("never plans more calls than are left at any hour of the coming day, and never stops looking", () => {
    const calls = fc.integer({ min: -140, max: 1_300 });
    fc.assert(
      fc.property(calls, fc.constantFrom(...attentions), (left, attention) => {
        const atLeastMs = paceWith(left, 1_300 - left, attention).liveAtLeastMs();
        assert.ok(atLeastMs > 0 && atLeastMs <= 30 * minuteMs);
        if (atLeastMs === 30 * minuteMs || attention === "close") return;
        for (let hours = 1; hours <= 24; hours++)
          assert.ok((hours * hourMs) / atLeastMs <= left + Math.floor(((1_300 - left) * hours) / 24));
      }),
    );
  });
});

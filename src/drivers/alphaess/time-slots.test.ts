import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ProblemError } from "#domain";
import { instantOf, localDate, minuteOf, written } from "./local-time.ts";
import { checkedSlots, slotOf } from "./time-slots.ts";

const quarter = fc.integer({ min: 0, max: 96 }).map((index) => index * 15);
const slot = fc.record({ fromMinute: quarter, untilMinute: quarter });

describe("times of a timetable", () => {
  it("that can be written come back as they were, on the quarters, within the day and one after another", () =>
    fc.assert(
      fc.property(fc.array(slot, { maxLength: 6 }), (slots) => {
        try {
          const sent = checkedSlots(slots, 6);
          const back = sent.flatMap(({ fromMinute, untilMinute }) => slotOf(written(fromMinute), written(untilMinute)));
          assert.deepEqual(
            back,
            sent.map(({ fromMinute, untilMinute }) => ({ fromMinute, untilMinute })),
          );
          for (const one of sent) assert.ok(one.fromMinute < one.untilMinute && one.untilMinute <= 1425);
          const inOrder = back.toSorted((a, b) => a.fromMinute - b.fromMinute);
          for (const [index, one] of inOrder.entries())
            assert.ok(index === 0 || one.fromMinute >= (inOrder[index - 1]?.untilMinute ?? 0));
        } catch (error) {
          assert.ok(error instanceof ProblemError && error.problem.kind === "invalid", String(error));
        }
      }),
    ));

  it("are no times when they are anything else", () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        const minute = minuteOf(text);
        assert.ok(minute === undefined || (minute >= 0 && minute < 1440));
      }),
    ));

  for (const [name, slots] of [
    ["a third time", [0, 120, 240].map((fromMinute) => ({ fromMinute, untilMinute: fromMinute + 60 }))],
    [
      "a third one that comes from midnight",
      [
        { fromMinute: 1380, untilMinute: 60 },
        { fromMinute: 120, untilMinute: 180 },
      ],
    ],
  ] as const)
    it(`are refused with ${name}`, () => {
      assert.throws(
        () => checkedSlots(slots, 2),
        ({ problem }: ProblemError) => problem.code === "alphaess.too-many-slots",
      );
    });
});

describe("the system's wall clock", () => {
  it("turns into moments and back, also around the changes of the hour", () =>
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2026, 11, 31) }), (at) => {
        const second = Math.floor(at / 1_000) * 1_000;
        const text = new Date(second).toLocaleString("sv-SE", { timeZone: "Europe/Berlin" });
        const found = instantOf(text, "Europe/Berlin") ?? Number.NaN;
        // The hour that comes twice a year may be meant either way.
        assert.ok(found === second || Math.abs(found - second) === 3_600_000);
        assert.equal(text.slice(0, 10), localDate(second, "Europe/Berlin"));
      }),
    ));

  it("is exact on a day without change", () => {
    assert.equal(instantOf("2026-06-17 12:00:04", "Europe/Berlin"), Date.UTC(2026, 5, 17, 10, 0, 4));
    assert.equal(instantOf("2026-01-17T12:00", "America/New_York"), Date.UTC(2026, 0, 17, 17));
    assert.equal(instantOf("yesterday", "Europe/Berlin"), undefined);
  });
});

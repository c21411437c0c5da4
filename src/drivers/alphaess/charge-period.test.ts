import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { hourMs, type Instant, minuteMs, type ProblemError } from "#domain";
import { isSameSettings } from "./battery-settings.ts";
import { chargeSlots, chargeStop, doesCharge, isLikeOurs } from "./charge-period.ts";
import { type OurRows, rowSettings, rowsWith } from "./charge-rows.ts";
import { chargeSettingsFor, gridChargingIn } from "./charge-way.ts";
import { minuteOfDay, weekdayOf, written } from "./local-time.ts";
import { bodyOf } from "./open/periodic.ts";
import type { PeriodicTimetable } from "./surface.ts";

const timeZone = "Europe/Berlin";
const at = (time: string): Instant => Date.parse(`2026-06-17T${time}:00+02:00`);
const intentBy = (by: Instant, toPercent = 70) => ({ kind: "charge", toPercent, by }) as const;

const own = {
  ...{ gridCharge: 1, batHighCap: 95, timeChaf1: "13:00", timeChae1: "15:00", timeChaf2: "00:00", timeChae2: "00:00" },
};
const ownLegacy = {
  ...{ grid_charge: 0, bat_high_cap: 95, time_chaf1a: "13:00", time_chae1a: "15:00" },
  ...{ time_chaf2a: "00:00", time_chae2a: "00:00" },
};

const slot = (fromMinute: number, untilMinute: number) => ({ fromMinute, untilMinute });
const daily: PeriodicTimetable = {
  cycle: "daily",
  charge: [{ ...slot(60, 300), limitPercent: 90, powerW: 3_000 }],
  discharge: [{ ...slot(18 * 60, 22 * 60), limitPercent: 10, powerW: 2_500 }],
};
const weekly: PeriodicTimetable = {
  cycle: "weekly",
  charge: [{ ...slot(60, 300), limitPercent: 90, weekdays: [6, 7] }],
  discharge: [{ ...slot(18 * 60, 22 * 60), limitPercent: 10, weekdays: [1, 2, 3, 4, 5] }],
};

function oursAt(now: Instant, intent: ReturnType<typeof intentBy>): OurRows {
  return {
    ...{ slots: chargeSlots(intent, now, timeZone), stopPercent: chargeStop(intent, 10), powerW: 5_000 },
    now: { minute: minuteOfDay(now, timeZone), weekday: weekdayOf(now, timeZone) },
  };
}

function timesOf(from: Instant, by: Instant): readonly (readonly [string, string])[] {
  return chargeSlots(intentBy(by), from, timeZone).map(
    ({ fromMinute, untilMinute }) => [written(fromMinute), written(untilMinute)] as const,
  );
}

describe("the time in which a battery is charged", () => {
  it("begins with the quarter of an hour that runs, and ends late rather than early", () => {
    assert.deepEqual(timesOf(at("02:07"), at("05:00")), [["02:00", "05:00"]]);
    assert.deepEqual(timesOf(at("02:07"), at("04:50")), [["02:00", "05:00"]]);
  });

  it("is written in two pieces around midnight, never past it", () => {
    assert.deepEqual(timesOf(at("22:07"), at("22:00") + 7 * hourMs), [
      ["22:00", "23:45"],
      ["00:00", "05:00"],
    ]);
    assert.deepEqual(timesOf(at("22:07"), at("22:00") + 2 * hourMs), [["22:00", "23:45"]]);
  });

  it("follows the system's clock over a change of the hour", () => {
    const night = Date.parse("2026-10-24T23:00:00+02:00");
    assert.deepEqual(timesOf(night, Date.parse("2026-10-25T06:00:00+01:00")).at(-1), ["00:00", "06:00"]);
  });

  const quarters = fc.integer({ min: 0, max: 4 * 24 * 60 }).map((minutes) => at("00:00") + minutes * minuteMs);
  const length = fc.integer({ min: 20, max: 3 * 24 * 60 });

  it("does what is asked from its first minute until it has to be renewed, on both interfaces", () =>
    fc.assert(
      fc.property(
        quarters,
        length,
        fc.constantFrom(own, ownLegacy, rowSettings(daily), rowSettings(weekly)),
        (now, minutes, settings) => {
          const intent = intentBy(now + minutes * minuteMs);
          const times = timesOf(now, intent.by);
          const charge = chargeSettingsFor(settings, oursAt(now, intent));
          const stateAt = (moment: Instant) => ({
            ...{ minPercent: 10, maxPercent: 70, charge, at: moment, minuteOfDay: minuteOfDay(moment, timeZone) },
            weekday: weekdayOf(moment, timeZone),
          });
          const leftMs = Math.min(intent.by - now, 22 * hourMs) - 30 * minuteMs;
          for (let passedMs = 0; passedMs <= Math.max(0, leftMs); passedMs += 13 * minuteMs)
            assert.ok(doesCharge(intent, stateAt(now + passedMs)), `${times.join()} after ${passedMs / minuteMs}`);
          assert.ok(isLikeOurs(gridChargingIn(charge, weekdayOf(now, timeZone)), minuteOfDay(now, timeZone)));
          assert.equal(doesCharge(intentBy(intent.by, 71), stateAt(now)), false, "another level");
          for (const [from, until] of times) assert.ok(from < until && /:(00|15|30|45)$/.test(until));
        },
      ),
    ));

  it("is not taken for done where the owner's own time happens to run to another level, or his switch is off", () => {
    const state = { minPercent: 10, maxPercent: 95, at: at("13:10"), minuteOfDay: 13 * 60 + 10 };
    const intent = intentBy(at("14:00"));
    assert.equal(doesCharge(intent, { ...state, charge: own }), false);
    assert.equal(doesCharge(intent, { ...state, charge: { ...own, batHighCap: 70 } }), true);
    assert.equal(doesCharge(intent, { ...state, charge: { ...own, batHighCap: 70, gridCharge: 0 } }), false);
  });

  it("is not ours where it is off, at another time, or one of two", () => {
    const minute = 13 * 60 + 10;
    assert.ok(isLikeOurs(gridChargingIn(own, 1), minute));
    for (const other of [{ gridCharge: 0 }, { timeChaf1: "14:00" }, { timeChaf2: "03:00", timeChae2: "04:00" }])
      assert.equal(isLikeOurs(gridChargingIn({ ...own, ...other }, 1), minute), false, JSON.stringify(other));
  });
});

describe("the level at which charging stops", () => {
  for (const [name, toPercent, minPercent, stop] of [
    ["is the one asked for", 70, 10, 70],
    ["is at most 100 %", 130, 10, 100],
    ["stays above the discharge cut-off", 20, 30, 31],
    ["is no lower than the cloud takes", 5, 4, 10],
  ] as const)
    it(name, () => {
      assert.equal(chargeStop(intentBy(0, toPercent), minPercent), stop);
    });
});

describe("settings of a battery", () => {
  it("are the same as numbers and as text, and not the same when one is missing", () => {
    assert.ok(isSameSettings({ ...own, batHighCap: "95.0" }, own));
    const { timeChaf2: _, ...less } = own;
    assert.equal(isSameSettings(less, own), false);
    assert.equal(isSameSettings({ ...own, timeChae1: "15:15" }, own), false);
  });
});

describe("our rows in the newer timetable", () => {
  it("stand in place of the owner's for charging, and leave of those for discharging what does not meet them", () => {
    const now = at("19:07");
    const { charge, discharge } = rowsWith(daily, oursAt(now, intentBy(at("20:00"))));
    assert.deepEqual(charge, [{ ...slot(19 * 60, 20 * 60), limitPercent: 70, powerW: 5_000 }]);
    const [own] = daily.discharge;
    assert.deepEqual(discharge, [
      { ...own, ...slot(18 * 60, 19 * 60) },
      { ...own, ...slot(20 * 60, 22 * 60) },
    ]);
  });

  it("belong to the days that they are for, in a weekly timetable", () => {
    const wednesday = at("22:07");
    const { charge } = rowsWith(weekly, oursAt(wednesday, intentBy(wednesday + 7 * hourMs)));
    const days = charge.map(({ fromMinute, untilMinute, weekdays }) => [fromMinute, untilMinute, weekdays]);
    assert.deepEqual(days, [
      [22 * 60, 23 * 60 + 45, [3]],
      [0, 5 * 60 + 15, [4]],
    ]);
  });

  const minutes = fc.integer({ min: 0, max: 7 * 24 * 60 });
  const length = fc.integer({ min: 20, max: 3 * 24 * 60 });

  it("can always be written with the owner's", () =>
    fc.assert(
      fc.property(minutes, length, fc.constantFrom(daily, weekly), (start, lasting, own) => {
        const now = at("00:00") + start * minuteMs;
        const rows = rowsWith(own, oursAt(now, intentBy(now + lasting * minuteMs)));
        bodyOf({ ...rows, isChargeOn: true, isDischargeOn: true });
      }),
    ));

  for (const [name, own, code] of [
    ["times that are no quarters", { ...daily, charge: [{ ...slot(65, 300), limitPercent: 90 }] }, "alphaess.off-grid"],
    ["no time for discharging", { ...daily, discharge: [] }, "alphaess.empty-timetable"],
  ] as const)
    it(`are not written over ${name}, which could not be written again`, () => {
      const ours = oursAt(at("02:00"), intentBy(at("05:00")));
      assert.throws(
        () => rowsWith(own, ours),
        ({ problem }: ProblemError) => problem.code === code,
      );
    });
});

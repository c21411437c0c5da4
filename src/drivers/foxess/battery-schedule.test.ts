import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { BatteryIntent } from "#domain";
import { intentShownBy, intentsOf, isIntentInEffect, modeShownBy } from "./battery-control.ts";
import { dayWith, isSameDay, orderFor, periodAt, restLevel, stretchFor } from "./battery-schedule.ts";
import type { BatteryControls, BatteryState } from "./battery-state.ts";
import { doTimes, timesWith } from "./battery-times.ts";
import { minutesPerDay } from "./minute-of-day.ts";
import { checkPeriods } from "./schedule/check-periods.ts";
import { isForced } from "./schedule/period-keys.ts";
import type { SchedulePeriod } from "./schedule/schedule.ts";

const now = Date.UTC(2026, 5, 17, 20);
const limits = { lowestPercent: 10, highestPercent: 99 };
const plainModes = ["ForceDischarge", "Feedin", "SelfUse", "ForceCharge"];
const ability = { workModes: plainModes, maxPeriods: 8, lowestTargetPercent: 10, mostPowerW: 8_400 };
const kh: BatteryControls = { modes: ["PeakShaving", "Feedin", "SelfUse"], limits, schedule: ability };
const evo: BatteryControls = { modes: [], limits, schedule: { ...ability, workModes: [...plainModes, "Backup"] } };
const old: BatteryControls = { modes: ["SelfUse", "Feedin", "Backup"], limits, hasChargeTimes: true };

const free: BatteryState = { workMode: "SelfUse", minSoc: 10, minSocOnGrid: 10, isScheduled: false, periods: [] };

/** The day as it is written, and how it then reads at a minute. */
function planned(intent: BatteryIntent, controls: BatteryControls, before: BatteryState, minute: number) {
  const order = orderFor(intent, controls, { heldPercent: 57, restPercent: restLevel(before) });
  assert.ok(order !== undefined && controls.schedule !== undefined);
  const periods = dayWith(order, stretchFor(intent, minute, now), intent, before, controls.schedule);
  const at = (later: number): BatteryState => ({
    ...{ ...before, isScheduled: true, periods, socPercent: 57 },
    ...{ at: now + later * 60_000, minuteOfDay: (minute + later) % minutesPerDay },
  });
  return { periods, at };
}

describe("what an inverter with a schedule can do", () => {
  const rows = [
    { name: "KH", controls: kh, intents: ["auto", "hold", "reserve", "charge", "feed-in"] },
    { name: "EVO, without work modes", controls: evo, intents: ["auto", "hold", "reserve", "charge", "feed-in"] },
    { name: "charge times alone", controls: old, intents: ["auto", "hold", "reserve", "charge", "feed-in"] },
  ];
  for (const { name, controls, intents } of rows) it(name, () => assert.deepEqual(intentsOf(controls), intents));
});

describe("a period of ours", () => {
  const intents: BatteryIntent[] = [
    { kind: "hold" },
    { kind: "feed-in" },
    { kind: "reserve", percent: 40 },
    { kind: "charge", toPercent: 80, by: now + 4 * 3_600_000 },
  ];
  for (const controls of [kh, evo])
    for (const intent of intents)
      it(`does ${intent.kind} (${controls.modes.length === 0 ? "EVO" : "KH"}) for an hour, is extended in time, and ends by itself`, () => {
        const { at } = planned(intent, controls, free, 23 * 60);
        for (const later of [0, 30, 59]) assert.ok(isIntentInEffect(intent, controls, at(later)), `after ${later} min`);
        assert.equal(intentShownBy(controls, at(0)), intent.kind);
        if (intent.kind === "charge") return assert.ok(isIntentInEffect(intent, controls, at(239)));
        assert.ok(!isIntentInEffect(intent, controls, at(65)), "it is time to extend it");
        assert.equal(intentShownBy(controls, at(120)), "auto");
      });

  it("holds where the battery stands, and is set anew when the sun has lifted it above", () => {
    const { at } = planned({ kind: "hold" }, kh, free, 600);
    assert.ok(isIntentInEffect({ kind: "hold" }, kh, { ...at(10), socPercent: 58 }));
    assert.ok(!isIntentInEffect({ kind: "hold" }, kh, { ...at(10), socPercent: 59 }));
  });

  it("leaves the rest of the day to the owner's work mode", () => {
    const { periods, at } = planned({ kind: "hold" }, kh, { ...free, workMode: "Feedin" }, 600);
    assert.deepEqual(
      periods.map(({ fromMinute, untilMinute, workMode }) => [fromMinute, untilMinute, workMode]),
      [
        [0, 600, "Feedin"],
        [600, 690, "SelfUse"],
        [690, 1440, "Feedin"],
      ],
    );
    assert.equal(modeShownBy(at(100)), "Feedin");
  });

  const minute = fc.integer({ min: 0, max: minutesPerDay - 1 });
  const owners = fc.uniqueArray(fc.integer({ min: 0, max: 47 }), { minLength: 2, maxLength: 6 }).chain((cuts) => {
    const sorted = [...cuts].sort((one, other) => one - other);
    const stretches = sorted.flatMap((from, index) => {
      const until = sorted[index + 1];
      return until === undefined || index % 2 === 1 ? [] : [{ fromMinute: from * 30, untilMinute: until * 30 }];
    });
    return fc.tuple(
      ...stretches.map((stretch) =>
        fc.constantFrom(...plainModes).map(
          (workMode): SchedulePeriod => ({
            ...{ ...stretch, workMode, isEnabled: true, minSocOnGridPercent: 10, targetSocPercent: 50 },
          }),
        ),
      ),
    );
  });

  it("fits into any schedule of the owner's, whose forced periods and all other minutes stay", () => {
    fc.assert(
      fc.property(owners, minute, fc.constantFrom(kh, evo), (own, at, controls) => {
        const before = { ...free, isScheduled: true, periods: own };
        const { periods } = planned({ kind: "hold" }, controls, before, at);
        const rules = {
          workModes: controls.schedule?.workModes ?? [],
          ranges: {},
          values: new Set<never>(),
          maxPeriods: 99,
        };
        assert.deepEqual(checkPeriods(periods, rules), periods);
        for (let ahead = 0; ahead < minutesPerDay; ahead += 5) {
          const here = (at + ahead) % minutesPerDay;
          const was = periodAt(own, here);
          const isOwners = ahead >= 90 || (was !== undefined && isForced(was.workMode));
          if (isOwners) assert.equal(periodAt(periods, here)?.workMode, was?.workMode);
          else assert.equal(periodAt(periods, here)?.workMode, controls === kh ? "SelfUse" : "Backup");
        }
      }),
    );
  });

  it("that changes nothing does not make two days different", () => {
    const idle = { fromMinute: 0, untilMinute: 1, workMode: "SelfUse", isEnabled: true, minSocOnGridPercent: 10 };
    assert.ok(isSameDay([], [idle], 10));
    assert.ok(!isSameDay([], [{ ...idle, minSocOnGridPercent: 50 }], 10));
  });
});

describe("a daily time of ours", () => {
  const state = { at: now, minuteOfDay: 22 * 60, socPercent: 50 };
  const charge: BatteryIntent = { kind: "charge", toPercent: 70, by: now + 3_600_000 };

  it("holds or charges, beside one of the owner's", () => {
    const own = { kind: "charge", fromMinute: 120, untilMinute: 240 } as const;
    const times = timesWith({ kind: "hold" }, { ...free, times: [own] }, { ...state, minuteOfDay: 600 });
    assert.deepEqual(times, [own, { kind: "hold", fromMinute: 600, untilMinute: 690 }]);
    assert.deepEqual(timesWith(charge, free, state), [{ kind: "charge", fromMinute: 1320, untilMinute: 1380 }]);
  });

  it("becomes a hold when the level is reached, for it would charge up to the highest", () => {
    const times = timesWith(charge, free, state) ?? [];
    assert.ok(doTimes(charge, { ...free, ...state, times }));
    assert.ok(!doTimes(charge, { ...free, ...state, times, socPercent: 70 }));
    assert.deepEqual(timesWith(charge, free, { ...state, socPercent: 70 })?.[0]?.kind, "hold");
  });

  it("finds no place where the owner has used both, or over midnight beside one of his", () => {
    const one = { kind: "charge", fromMinute: 120, untilMinute: 240 } as const;
    const two = { kind: "charge", fromMinute: 300, untilMinute: 360 } as const;
    assert.equal(timesWith({ kind: "hold" }, { ...free, times: [one, two] }, state), undefined);
    assert.equal(timesWith({ kind: "hold" }, { ...free, times: [one] }, { ...state, minuteOfDay: 1410 }), undefined);
  });
});

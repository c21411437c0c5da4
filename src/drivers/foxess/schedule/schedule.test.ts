import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { ProblemError } from "#domain";
import { problemOfErrno } from "../errno.ts";
import { minutesPerDay } from "../minute-of-day.ts";
import { checkPeriods } from "./check-periods.ts";
import { periodValues } from "./period-keys.ts";
import type { PeriodValue, SchedulePeriod, ScheduleRules, SchedulerVersion } from "./schedule.ts";
import { scheduleReply, toSchedule } from "./schedule-reply.ts";
import { createSchedulerVersions } from "./scheduler-versions.ts";
import { toGroups } from "./to-groups.ts";

const everything: ScheduleRules = { ranges: {}, values: new Set(periodValues), maxPeriods: 96 };
const common: ScheduleRules = { ranges: {}, values: new Set(), maxPeriods: 8 };

const nightCharge: SchedulePeriod = {
  fromMinute: 120,
  untilMinute: 300,
  workMode: "ForceCharge",
  isEnabled: true,
  minSocOnGridPercent: 10,
  targetSocPercent: 90,
  powerW: 6_000,
};

function written(
  periods: readonly SchedulePeriod[],
  version: SchedulerVersion,
  rules = everything,
  remainder?: SchedulePeriod,
) {
  return JSON.parse(JSON.stringify(toGroups(periods, { version, rules, remainder })));
}

function told(result: unknown, version: SchedulerVersion = 1) {
  return toSchedule(scheduleReply.parse(result), version);
}

function problemOf(work: () => unknown) {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof ProblemError, String(error));
    return error.problem;
  }
  return assert.fail("should have failed");
}

describe("a period of the schedule", () => {
  const times = { startHour: 2, startMinute: 0, endHour: 4, endMinute: 59, workMode: "ForceCharge" };
  const flat = { enable: 1, ...times, minSocOnGrid: 10, fdSoc: 90, fdPwr: 6_000 };
  const nested = { ...times, extraParam: { minSocOnGrid: 10, fdSoc: 90, fdPwr: 6_000, maxSoc: 90 } };
  const rows: { version: SchedulerVersion; body: object }[] = [
    { version: 0, body: { groups: [flat] } },
    { version: 1, body: { groups: [{ ...flat, maxSoc: 90 }] } },
    { version: 2, body: { isDefault: false, groups: [{ enable: 1, ...nested }] } },
    { version: 3, body: { isDefault: false, groups: [{ ...nested, isRemainMode: false }] } },
  ];
  for (const { version, body } of rows) {
    it(`is written for generation ${version}, its last minute included`, () => {
      assert.deepEqual(written([nightCharge], version), body);
    });

    it(`is read from generation ${version}`, () => {
      const [period] = told({ enable: 1, ...body }, version).periods;
      assert.deepEqual(period, version === 0 ? nightCharge : { ...nightCharge, maxSocPercent: 90 });
    });
  }

  it("comes with every value where the first generations want them, and with given ones only later", () => {
    const backup = { fromMinute: 0, untilMinute: 60, workMode: "Backup", isEnabled: true };
    const group = { ...times, startHour: 0, endHour: 0, workMode: "Backup" };
    const [flatGroup] = written([backup], 0).groups;
    assert.deepEqual(flatGroup, { enable: 1, ...group, minSocOnGrid: 10, fdSoc: 10, fdPwr: 1_000 });
    assert.deepEqual(written([backup], 3).groups, [{ ...group, extraParam: {}, isRemainMode: false }]);
  });

  it("that is switched off is told so, and left out where that cannot be told", () => {
    const off = { ...nightCharge, isEnabled: false };
    assert.equal(written([off], 1).groups[0].enable, 0);
    assert.equal(written([off], 2).groups[0].enable, 0);
    assert.deepEqual(written([off], 3).groups, []);
  });

  it("keeps company with the rest of the day where that is a period of its own", () => {
    const rest = { fromMinute: 0, untilMinute: minutesPerDay, workMode: "SelfUse", isEnabled: true };
    const groups = written([nightCharge], 3, everything, rest).groups;
    assert.deepEqual(
      groups.map(({ workMode, isRemainMode }: { workMode: string; isRemainMode: boolean }) => [workMode, isRemainMode]),
      [
        ["ForceCharge", false],
        ["SelfUse", true],
      ],
    );
    const read = told({ groups }, 3);
    assert.equal(read.periods.length, 1);
    assert.equal(read.remainder?.workMode, "SelfUse");
  });
});

describe("a schedule as told", () => {
  it("hides empty slots and the rest of the day among its periods", () => {
    const empty = { enable: 0, startHour: 0, startMinute: 0, endHour: 0, endMinute: 0, workMode: "Invalid" };
    const wholeDay = { enable: 1, startHour: 0, startMinute: 0, endHour: 23, endMinute: 59, workMode: "SelfUse" };
    const { periods, remainder, isEnabled } = told({ enable: 1, groups: [empty, wholeDay, empty] });
    assert.deepEqual([periods, remainder?.workMode, isEnabled], [[], "SelfUse", true]);
  });

  it("may be missing, because the mode was chosen in the app", () => {
    for (const result of [null, undefined]) {
      const { isUntold, periods, isEnabled } = told(result);
      assert.deepEqual([isUntold, periods, isEnabled], [true, [], undefined]);
    }
    assert.equal(told({ enable: 0, groups: null }).isUntold, false);
  });

  it("describes its values under names in small letters, with or without a range", () => {
    const { rules } = told({
      enable: 1,
      groups: [],
      maxGroupCount: 96,
      properties: {
        fdpwr: { unit: "W", precision: 1, range: { min: 0, max: 10_500 } },
        maxsoc: { unit: "%" },
        workmode: { enumList: ["SelfUse", "ForceCharge", "Invalid"] },
      },
    });
    assert.deepEqual(rules.ranges, { powerW: { min: 0, max: 10_500 } });
    assert.deepEqual([...rules.values].sort(), ["maxSocPercent", "powerW"]);
    assert.deepEqual(rules.workModes, ["SelfUse", "ForceCharge"]);
    assert.equal(rules.maxPeriods, 96);
  });

  it("never breaks, whatever its groups hold", () => {
    const anything = fc.oneof(fc.integer(), fc.double(), fc.constant(null), fc.string(), fc.boolean());
    const keys = ["enable", "startHour", "startMinute", "endHour", "endMinute", "workMode", "fdSoc", "extraParam"];
    const group = fc.dictionary(fc.constantFrom(...keys), anything);
    fc.assert(
      fc.property(fc.array(group), (groups) => {
        const parsed = scheduleReply.safeParse({ enable: 1, groups });
        if (!parsed.success) return;
        for (const { fromMinute, untilMinute } of toSchedule(parsed.data, 1).periods)
          assert.ok(fromMinute >= 0 && fromMinute < untilMinute && untilMinute <= minutesPerDay);
      }),
    );
  });

  it("says what was written, in every generation, for any day", () => {
    const value = fc.integer({ min: 10, max: 100 });
    const day = fc
      .uniqueArray(fc.integer({ min: 1, max: minutesPerDay - 1 }), { minLength: 2, maxLength: 8 })
      .map((cuts) => cuts.sort((one, other) => one - other))
      .chain((cuts) =>
        fc.tuple(
          ...cuts.slice(1).map((untilMinute, index) =>
            fc.record(
              {
                fromMinute: fc.constant(cuts[index] ?? 0),
                untilMinute: fc.constant(untilMinute),
                workMode: fc.constantFrom("SelfUse", "Feedin", "Backup", "ForceDischarge"),
                isEnabled: fc.constant(true),
                minSocOnGridPercent: fc.constant(10),
                targetSocPercent: value,
                powerW: fc.integer({ min: 1, max: 10_000 }),
              },
              { noNullPrototype: true },
            ),
          ),
        ),
      );
    fc.assert(
      fc.property(day, fc.constantFrom<SchedulerVersion>(0, 1, 2, 3), (periods, version) => {
        const checked = checkPeriods(periods, everything);
        assert.deepEqual(told(written(checked, version), version).periods, periods);
      }),
    );
  });
});

describe("a wish for a schedule", () => {
  it("over midnight becomes one period before and one after it", () => {
    const night = { ...nightCharge, fromMinute: 23 * 60, untilMinute: 6 * 60 };
    const stretches = checkPeriods([night], common).map(({ fromMinute, untilMinute }) => [fromMinute, untilMinute]);
    assert.deepEqual(stretches, [
      [0, 360],
      [1380, 1440],
    ]);
    assert.equal(checkPeriods([{ ...night, untilMinute: 0 }], common).length, 1);
  });

  const limited: ScheduleRules = {
    workModes: ["SelfUse", "ForceCharge"],
    ranges: { powerW: { min: 0, max: 5_000 } },
    values: new Set(["maxSocPercent"]),
    maxPeriods: 2,
  };
  const at = (fromMinute: number, untilMinute: number) => ({ ...nightCharge, powerW: 3_000, fromMinute, untilMinute });
  const rows: { name: string; periods: SchedulePeriod[]; code: string; kind: string }[] = [
    { name: "two at once", periods: [at(0, 61), at(60, 120)], code: "schedule-overlap", kind: "invalid" },
    {
      name: "two at once over midnight",
      periods: [at(1380, 60), at(30, 90)],
      code: "schedule-overlap",
      kind: "invalid",
    },
    { name: "too many", periods: [at(0, 60), at(60, 120), at(120, 180)], code: "schedule-too-long", kind: "invalid" },
    {
      name: "one too many by midnight",
      periods: [at(1380, 60), at(60, 90)],
      code: "schedule-too-long",
      kind: "invalid",
    },
    { name: "no length", periods: [at(60, 60)], code: "schedule-time", kind: "invalid" },
    { name: "a time beyond the day", periods: [at(60, 1441)], code: "schedule-time", kind: "invalid" },
    { name: "half a minute", periods: [at(0.5, 60)], code: "schedule-time", kind: "invalid" },
    {
      name: "a mode it lacks",
      periods: [{ ...at(0, 60), workMode: "Backup" }],
      code: "schedule-mode",
      kind: "refused",
    },
    { name: "too much power", periods: [{ ...at(0, 60), powerW: 5_001 }], code: "schedule-value", kind: "invalid" },
    {
      name: "a level beyond 100",
      periods: [{ ...at(0, 60), targetSocPercent: 101 }],
      code: "schedule-value",
      kind: "invalid",
    },
    {
      name: "a target below the lowest level",
      periods: [{ ...at(0, 60), minSocOnGridPercent: 30, targetSocPercent: 29 }],
      ...{ code: "schedule-target", kind: "invalid" },
    },
    {
      name: "a lowest level that is the highest",
      periods: [{ ...at(0, 60), minSocOnGridPercent: 50, maxSocPercent: 50 }],
      ...{ code: "soc-order", kind: "invalid" },
    },
    {
      name: "a value it does not know",
      periods: [{ ...at(0, 60), importLimitW: 3_000 }],
      ...{ code: "schedule-value-unsupported", kind: "refused" },
    },
  ];
  for (const { name, periods, code, kind } of rows) {
    it(`with ${name} is ${kind} before it is sent`, () => {
      const problem = problemOf(() => checkPeriods(periods, limited));
      assert.deepEqual([problem.code, problem.kind], [`foxess.${code}`, kind]);
    });
  }

  it("names the modes there are, and the two periods that collide", () => {
    const mode = problemOf(() => checkPeriods([{ ...at(0, 60), workMode: "Backup" }], limited));
    assert.equal(mode.facts["offered"], "SelfUse, ForceCharge");
    const overlap = problemOf(() => checkPeriods([at(0, 61), at(60, 120)], limited));
    assert.deepEqual(overlap.facts, { first: "00:00–01:01", second: "01:00–02:00" });
  });

  it("may hold what is switched off at the same time as what is on", () => {
    assert.equal(checkPeriods([at(0, 61), { ...at(60, 120), isEnabled: false }], limited).length, 2);
  });

  it("is never sent with a minute twice, whatever is wished", () => {
    const minute = fc.integer({ min: 0, max: minutesPerDay - 1 });
    const wish = fc
      .record({ fromMinute: minute, untilMinute: minute })
      .map((stretch) => ({ ...nightCharge, ...stretch }));
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 4 }), (periods) => {
        let whole: readonly SchedulePeriod[];
        try {
          whole = checkPeriods(periods, everything);
        } catch (error) {
          assert.ok(error instanceof ProblemError);
          return;
        }
        const taken = new Set<number>();
        for (const { fromMinute, untilMinute } of whole)
          for (let at = fromMinute; at < untilMinute; at++) {
            assert.ok(!taken.has(at));
            taken.add(at);
          }
      }),
    );
  });
});

describe("values that an inverter does not name", () => {
  it("are not sent to it", () => {
    const full: SchedulePeriod = { ...nightCharge, maxSocPercent: 95 };
    const named: [PeriodValue[], string[]][] = [
      [[], ["fdPwr", "fdSoc", "minSocOnGrid"]],
      [["maxSocPercent"], ["fdPwr", "fdSoc", "maxSoc", "minSocOnGrid"]],
    ];
    for (const [values, keys] of named) {
      const rules = { ...common, values: new Set(values) };
      const { extraParam } = written(checkPeriods([full], rules), 3, rules).groups[0];
      assert.deepEqual(Object.keys(extraParam).sort(), keys);
    }
  });
});

describe("the scheduler's generation", () => {
  const failure = (errno: number) => problemOfErrno(errno, "", 0);

  it("is the newest at first, and for an EVO never an old one", () => {
    assert.deepEqual(createSchedulerVersions().candidates({ productType: "KH", deviceType: "KH8" }), [3, 2, 1, 0]);
    for (const hint of [{ productType: "812" }, { deviceType: "EVO 10-5-H" }])
      assert.deepEqual(createSchedulerVersions().candidates(hint), [3, 2]);
  });

  it("is given up at once where the inverter says that it lacks it", () => {
    const versions = createSchedulerVersions();
    assert.equal(versions.failed(3, failure(42015)).isOther, true);
    assert.deepEqual(versions.candidates({}), [2, 1, 0]);
  });

  it("is not given up for one failure to load, but for three while another answers", () => {
    const versions = createSchedulerVersions();
    for (const expected of [
      [3, 2, 1, 0],
      [3, 2, 1, 0],
      [2, 1, 0],
    ]) {
      assert.equal(versions.failed(3, failure(41200)).isOther, true);
      versions.succeeded(2);
      assert.deepEqual(versions.candidates({}), expected);
    }
  });

  it("stays the same while the cloud has quite other troubles", () => {
    const versions = createSchedulerVersions();
    for (const errno of [40400, 40402, 41935, 40256]) assert.equal(versions.failed(3, failure(errno)).isOther, false);
    assert.deepEqual(versions.candidates({}), [3, 2, 1, 0]);
  });
});

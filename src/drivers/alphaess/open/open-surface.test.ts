import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { hourMs, minuteMs, ProblemError, secondMs } from "#domain";
import { chargerStatusCodes } from "../charger-status.ts";
import type { PeriodicTimetableWrite } from "../surface.ts";
import { startOpenCloud, surfaceAnswering } from "../testing/open-cloud.ts";

const envelope = (data: unknown) => JSON.stringify({ code: 200, msg: "Success", expMsg: null, data, extra: null });

describe("the official interface: what it tells", () => {
  it("the systems of the account, with models and sizes", async () => {
    const { surface, serial, during } = startOpenCloud();
    const [system, ...more] = await during(surface.systems());
    assert.equal(more.length, 0);
    assert.deepEqual(
      [system?.serial, system?.inverterModel, system?.capacityWh, system?.status],
      [serial, "SMILE-T10-HV-INV", 10_000, "Normal"],
    );
  });

  it("several systems of one account, each by its serial number", async () => {
    const { surface, emulator, serial, during } = startOpenCloud();
    emulator.quirks.set("two-systems", true);
    const systems = await during(surface.systems());
    assert.deepEqual(
      systems.map((system) => system.serial),
      [serial, `${serial}X`],
    );
    assert.ok((await during(surface.live(`${serial}X`))).gridW !== undefined);
  });

  it("powers in the house's signs, which add up", async () => {
    const { surface, serial, during, home, clock } = startOpenCloud();
    home.change({ pvW: 0, loadW: 2_000 });
    await clock.runFor(minuteMs);
    const { solarW = 0, batteryW = 0, gridW = 0, loadW = 0, socPercent = 0 } = await during(surface.live(serial));
    assert.ok(batteryW > 1_900, "discharging is positive");
    assert.ok(Math.abs(solarW + batteryW + gridW - loadW) < 1);
    assert.ok(Math.abs(socPercent - 50) < 1);
  });

  it("powers and energies of a day, and the sums", async () => {
    const { surface, serial, during, home, clock } = startOpenCloud();
    home.change({ pvW: 4_000, loadW: 1_000 });
    await clock.runFor(hourMs);
    const rows = await during(surface.dayPower(serial, "2026-06-17"));
    assert.ok(rows.length >= 11 && (rows[0]?.localTime ?? "") > (rows[1]?.localTime ?? ""), "newest first");
    const day = await during(surface.dayEnergy(serial, "2026-06-17"));
    assert.equal(day.date, "2026-06-17");
    assert.ok(Math.abs((day.solarWh ?? 0) - 4_000) < 100, JSON.stringify(day));
    const totals = await during(surface.totals(serial));
    assert.ok(Math.abs((totals.loadTodayWh ?? 0) - 1_000) < 100, JSON.stringify(totals));
    assert.equal(totals.incomeToday, undefined);
    assert.deepEqual(await during(surface.dayPower(serial, "2026-06-01")), []);
  });

  it("the old system's values from its history, dated by it", async () => {
    const { surface, serial, during, home, clock, paths } = startOpenCloud({ profile: "Storion-S5" });
    home.change({ pvW: 3_000, loadW: 1_000 });
    await clock.runFor(12 * minuteMs);
    const { at = 0, solarW = 0, batteryW = 0 } = await during(surface.live(serial));
    assert.ok(clock.now() - at < 6 * minuteMs && at < clock.now());
    assert.ok(solarW > 2_800 && batteryW < -1_500, "the battery follows from the balance");
    await during(surface.live(serial));
    assert.equal(paths().filter((path) => path === "/getLastPowerData").length, 1, "what it lacks is not asked again");
  });

  it("fields in the other spelling and as text", async () => {
    const { surface } = surfaceAnswering(envelope([{ sys_sn: 123456789012345, minv: "X", cobat: "10.1", popv: "" }]));
    assert.deepEqual(await surface.systems(), [{ serial: "123456789012345", inverterModel: "X", capacityWh: 10_100 }]);
  });
});

describe("the official interface: settings", () => {
  it("changes the levels, writing only the half that differs", async () => {
    const { surface, serial, during, writes } = startOpenCloud();
    await during(surface.changeSocWindow(serial, { minPercent: 26, maxPercent: 100 }));
    assert.deepEqual(await during(surface.socWindow(serial)), { minPercent: 26, maxPercent: 100 });
    assert.deepEqual(
      writes().map(({ url }) => new URL(url).pathname),
      ["/updateDisChargeConfigInfo"],
    );
    await during(surface.changeSocWindow(serial, { minPercent: 26, maxPercent: 100 }));
    assert.equal(writes().length, 1, "what is there already is not written again");
  });

  it("loses nothing that is changed in the app after we had looked", async () => {
    const { surface, serial, during, clock } = startOpenCloud();
    const seen = await during(surface.timetable(serial));
    assert.equal(seen.isDischargeOn, false);
    const app = startApp(surface, serial);
    await during(app.setDischargeTimes());
    await clock.runFor(31 * secondMs);
    await during(surface.changeSocWindow(serial, { minPercent: 30, maxPercent: 95 }));
    const now = await during(surface.timetable(serial));
    assert.deepEqual(
      [now.isDischargeOn, now.dischargeSlots, now.dischargeCutOffPercent, now.chargeStopPercent],
      [true, [{ fromMinute: 1080, untilMinute: 1320 }], 30, 95],
    );
  });

  it("keeps keys of later versions that it does not know", async () => {
    const { surface, serial, during, writes, emulator } = startOpenCloud();
    emulator.faults.set("unknown-keys");
    await during(surface.changeSettings(serial, { batUseCap: 15 }));
    const [write] = writes();
    const body: Record<string, unknown> = JSON.parse(write?.body ?? "{}");
    assert.equal(body["batUseCap"], 15);
    assert.equal(body["timeDisf1"], "00:00");
  });

  it("writes nothing when the cloud does not tell what it has", async () => {
    const { surface, serial, problemOf, writes, emulator } = startOpenCloud();
    emulator.faults.set("nulls");
    const problem = await problemOf(surface.changeSettings(serial, { batUseCap: 15 }));
    assert.deepEqual([problem.kind, problem.code], ["unreachable", "alphaess.settings-untold"]);
    assert.equal(writes().length, 0);
  });

  it("times and switch go together, and what runs past midnight becomes two", async () => {
    const { surface, serial, during, writes } = startOpenCloud();
    const slots = [{ fromMinute: 1380, untilMinute: 300 }];
    await during(surface.changeTimetable(serial, { isChargeOn: true, chargeSlots: slots, chargeStopPercent: 80 }));
    assert.equal(writes().length, 1);
    const { isChargeOn, chargeSlots, chargeStopPercent } = await during(surface.timetable(serial));
    assert.deepEqual(
      [isChargeOn, chargeSlots, chargeStopPercent],
      [
        true,
        [
          { fromMinute: 1380, untilMinute: 1425 },
          { fromMinute: 0, untilMinute: 300 },
        ],
        80,
      ],
    );
  });

  it("charges the battery from the grid in its times, minutes after they were written", async () => {
    const { surface, serial, during, clock, home } = startOpenCloud();
    home.change({ pvW: 0, loadW: 500 });
    const slots = [{ fromMinute: 12 * 60, untilMinute: 15 * 60 }];
    await during(surface.changeTimetable(serial, { isChargeOn: true, chargeSlots: slots }));
    await clock.runFor(20 * secondMs);
    home.advance();
    assert.ok((home.inverter().battery?.powerW ?? 0) > -100, "not yet");
    await clock.runFor(6 * minuteMs);
    home.advance();
    assert.ok((home.inverter().battery?.powerW ?? 0) < -3_000);
  });

  const periodic: PeriodicTimetableWrite = {
    ...{ cycle: "daily", isChargeOn: true, isDischargeOn: false },
    charge: [{ fromMinute: 60, untilMinute: 300, limitPercent: 90, powerW: 3_000 }],
    discharge: [{ fromMinute: 1080, untilMinute: 1320, limitPercent: 10, powerW: 2_500 }],
  };

  it("keeps the newer timetable, whose switches are never read", async () => {
    const { surface, serial, during } = startOpenCloud({ profile: "SMILE-G3" });
    await during(surface.writePeriodicTimetable(serial, periodic));
    const { isChargeOn: _on, isDischargeOn: _off, ...rest } = periodic;
    assert.deepEqual(await during(surface.periodicTimetable(serial)), rest);
  });

  it("keeps a weekly one", async () => {
    const { surface, serial, during } = startOpenCloud({ profile: "SMILE-G3" });
    const weekly: PeriodicTimetableWrite = {
      ...{ ...periodic, cycle: "weekly" },
      charge: [{ fromMinute: 60, untilMinute: 300, limitPercent: 90, weekdays: [1, 2, 3] }],
      discharge: [{ fromMinute: 60, untilMinute: 300, limitPercent: 20, weekdays: [6, 7] }],
    };
    await during(surface.writePeriodicTimetable(serial, weekly));
    const { cycle, discharge } = await during(surface.periodicTimetable(serial));
    assert.deepEqual([cycle, discharge], ["weekly", weekly.discharge]);
  });

  it("says when the account is not entitled to it", async () => {
    const { surface, serial, problemOf } = startOpenCloud();
    const asks = [() => surface.periodicTimetable(serial), () => surface.writePeriodicTimetable(serial, periodic)];
    for (const ask of asks) {
      const problem = await problemOf(ask());
      assert.deepEqual([problem.kind, problem.code], ["refused", "alphaess.6017"]);
    }
  });

  const refused: readonly (readonly [name: string, changed: Partial<PeriodicTimetableWrite>, code: string])[] = [
    ["an empty list", { discharge: [] }, "alphaess.empty-timetable"],
    [
      "times that overlap",
      { discharge: [{ fromMinute: 120, untilMinute: 240, limitPercent: 10 }] },
      "alphaess.slots-overlap",
    ],
    ["a level below 10 %", { charge: [{ fromMinute: 60, untilMinute: 120, limitPercent: 5 }] }, "alphaess.soc-range"],
    [
      "a time off the quarters",
      { charge: [{ fromMinute: 61, untilMinute: 120, limitPercent: 50 }] },
      "alphaess.off-grid",
    ],
    ["a week without weekdays", { cycle: "weekly" }, "alphaess.slot-weekdays"],
    [
      "no power",
      { charge: [{ fromMinute: 60, untilMinute: 120, limitPercent: 50, powerW: 0 }] },
      "alphaess.slot-power",
    ],
    [
      "seven times",
      {
        charge: [0, 1, 2, 3, 4, 5].map((hour) => ({
          fromMinute: hour * 60,
          untilMinute: hour * 60 + 30,
          limitPercent: 50,
        })),
      },
      "alphaess.too-many-slots",
    ],
  ];
  for (const [name, changed, code] of refused)
    it(`refuses a newer timetable with ${name} before anything is sent`, async () => {
      const { surface, serial, problemOf, requests } = startOpenCloud({ profile: "SMILE-G3" });
      const problem = await problemOf(surface.writePeriodicTimetable(serial, { ...periodic, ...changed }));
      assert.deepEqual([problem.kind, problem.code, requests.length], ["invalid", code, 0]);
    });

  it("sets the household limit and nothing of the wallbox", async () => {
    const { surface, serial, during } = startOpenCloud();
    await during(surface.changeHouseholdLimit(serial, 25));
    assert.equal(await during(surface.householdLimitA(serial)), 25);
  });

  it("adds a system to the account, also one that is there already, and takes it out", async () => {
    const { surface, serial, during, problemOf } = startOpenCloud();
    await during(surface.bind(serial, "whatever"));
    await during(surface.unbind(serial));
    assert.equal((await problemOf(surface.live(serial))).code, "alphaess.6005");
    assert.equal((await problemOf(surface.requestBindingCode(serial, "WRONG"))).code, "alphaess.6004");
    await during(surface.requestBindingCode(serial, "A1B2C3"));
    assert.equal((await problemOf(surface.bind(serial, "000000"))).code, "alphaess.6046");
    await during(surface.bind(serial, "482913"));
    assert.ok((await during(surface.live(serial))).gridW !== undefined);
  });
});

/** The owner in the app: another client of the same cloud. */
function startApp(surface: ReturnType<typeof startOpenCloud>["surface"], serial: string) {
  return {
    setDischargeTimes: () =>
      surface.changeTimetable(serial, {
        isDischargeOn: true,
        dischargeSlots: [{ fromMinute: 1080, untilMinute: 1320 }],
      }),
  };
}

describe("the official interface: wallbox", () => {
  it("starts and stops, and tells each state", async () => {
    const { surface, serial, during, home, clock } = startOpenCloud();
    const status = () => during(surface.chargerStatus(serial, "EV1"));
    assert.deepEqual(
      (await during(surface.chargers(serial))).map(({ id, model }) => [id, model]),
      [["EV1", "SMILE-EVCT11"]],
    );
    assert.equal(await status(), chargerStatusCodes.preparing);
    await during(surface.startCharging(serial, "EV1"));
    await clock.runFor(minuteMs);
    assert.equal(await status(), chargerStatusCodes.charging);
    assert.ok(home.wallbox().powerW > 4_000);
    await during(surface.stopCharging(serial, "EV1"));
    await clock.runFor(30 * secondMs);
    assert.equal(await status(), chargerStatusCodes.finishing);
    home.change({ carConnected: false });
    await clock.runFor(10 * secondMs);
    assert.equal(await status(), chargerStatusCodes.available);
  });

  it("knows no other wallbox", async () => {
    const { surface, serial, problemOf, writes } = startOpenCloud();
    const problem = await problemOf(surface.startCharging(serial, "EV2"));
    assert.deepEqual([problem.kind, problem.code], ["invalid", "alphaess.unknown-charger"]);
    assert.equal(writes().length, 0);
  });

  for (const [name, order] of [
    ["mode", (surface: Surface, serial: string) => surface.changeChargerMode(serial, "EV1", 4)],
    ["current", (surface: Surface, serial: string) => surface.changeChargerCurrent(serial, "EV1", 10)],
    ["phases", (surface: Surface, serial: string) => surface.changeChargerPhases(serial, "EV1", 1)],
  ] as const)
    it(`says where a ${name} can be set, without a call`, async () => {
      const { surface, serial, problemOf, requests } = startOpenCloud();
      const problem = await problemOf(order(surface, serial));
      assert.deepEqual([problem.kind, problem.code, requests.length], ["refused", "alphaess.not-on-surface", 0]);
      assert.match(String(problem.facts["other"]), /portal/);
    });
});

type Surface = ReturnType<typeof startOpenCloud>["surface"];

describe("the official interface: bad input", () => {
  const windows: readonly (readonly [min: number, max: number, code: string])[] = [
    [50, 50, "alphaess.soc-order"],
    [80, 20, "alphaess.soc-order"],
    [3, 100, "alphaess.soc-range"],
    [10, 101, "alphaess.soc-range"],
    [10.5, 100, "alphaess.soc-range"],
    [Number.NaN, 100, "alphaess.soc-range"],
  ];
  for (const [minPercent, maxPercent, code] of windows)
    it(`sends nothing for the levels ${minPercent} and ${maxPercent}`, async () => {
      const { surface, serial, problemOf, requests } = startOpenCloud();
      const problem = await problemOf(surface.changeSocWindow(serial, { minPercent, maxPercent }));
      assert.deepEqual([problem.kind, problem.code, requests.length], ["invalid", code, 0]);
    });

  it("sends nothing for a setting that does not exist, a time off the quarters, or a date that is none", async () => {
    const { surface, serial, problemOf, requests } = startOpenCloud();
    const codes = [];
    for (const ask of [
      () => surface.changeSettings(serial, { batUseCap: 20, gridcharge: 1 }),
      () => surface.changeSettings(serial, { batUseCap: 20, timeChaf1: "11:10" }),
      () => surface.dayEnergy(serial, "17.06.2026"),
      () => surface.changeHouseholdLimit(serial, 0),
    ])
      codes.push((await problemOf(ask())).code);
    assert.deepEqual(codes, [
      ...["alphaess.unknown-setting", "alphaess.off-grid", "alphaess.bad-date", "alphaess.household-limit"],
    ]);
    assert.equal(requests.length, 0);
  });
});

describe("answers of the official interface, whatever they are", () => {
  const calls = (surface: Surface): readonly (() => Promise<unknown>)[] => [
    () => surface.systems(),
    () => surface.live("S"),
    () => surface.settings("S"),
    () => surface.socWindow("S"),
    () => surface.timetable("S"),
    () => surface.periodicTimetable("S"),
    () => surface.chargers("S"),
    () => surface.chargerStatus("S", "ALP1"),
    () => surface.dayPower("S", "2026-06-17"),
    () => surface.dayEnergy("S", "2026-06-17"),
    () => surface.totals("S"),
    () => surface.householdLimitA("S"),
  ];

  const names = [
    ...["sysSn", "sys_sn", "popv", "ppv", "ppvDetail", "soc", "pbat", "pgrid", "pload", "pev", "pevDetail", "ev1Power"],
    ...["batUseCap", "batHighCap", "gridCharge", "timeChaf1", "timeChae1", "chargeTimeList", "beginTime", "weeks"],
    ...["uploadTime", "epv", "theDate", "evchargerSn", "evchargerStatus", "currentsetting", "pgridDetail"],
  ];
  const leaf = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom("NaN", "07:30", "", 1.7e308, -1, null, "2026-06-17"),
  );
  const record = fc.dictionary(fc.constantFrom(...names), leaf);
  const data = fc.oneof(fc.jsonValue(), record, fc.array(record, { maxLength: 4 }));

  /** A typed problem or a value in which no number is none. */
  const isHonest = async (body: string) => {
    const { surface, requests } = surfaceAnswering(body);
    for (const call of calls(surface)) {
      try {
        assertSound(await call());
      } catch (error) {
        assert.ok(error instanceof ProblemError && error.problem.kind !== "bug", String(error));
      }
    }
    assert.ok(
      requests.every(({ method }) => method === "GET"),
      "reading never writes",
    );
  };

  it("give values or a problem, never a crash and never a write", () =>
    fc.assert(
      fc.asyncProperty(data, (value) => isHonest(envelope(value))),
      { numRuns: 300 },
    ));

  it("the same when cut off anywhere", () =>
    fc.assert(
      fc.asyncProperty(data, fc.nat(200), (value, length) => isHonest(envelope(value).slice(0, length))),
      { numRuns: 150 },
    ));

  it("a write on top of whatever was read is sent whole or not at all", () =>
    fc.assert(
      fc.asyncProperty(data, async (value) => {
        const { surface, requests } = surfaceAnswering(envelope(value));
        await surface.changeSettings("S", { batUseCap: 20 }).catch((error: unknown) => {
          assert.ok(error instanceof ProblemError && error.problem.kind !== "bug", String(error));
        });
        for (const { body } of requests.filter(({ method }) => method === "POST")) {
          const sent: Record<string, unknown> = JSON.parse(body ?? "{}");
          for (const key of ["ctrDis", "batUseCap", "timeDisf1", "timeDise1", "timeDisf2", "timeDise2"])
            assert.notEqual(sent[key] ?? null, null, key);
        }
      }),
      { numRuns: 300 },
    ));
});

function assertSound(value: unknown): void {
  if (typeof value === "number") assert.ok(Number.isFinite(value), "a number that is none");
  else if (typeof value === "object" && value !== null) for (const member of Object.values(value)) assertSound(member);
}

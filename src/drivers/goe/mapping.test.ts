import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type ChargerSetting, type Json, ProblemError } from "#domain";
import { toChargerReading, toStatus } from "./mapping.ts";
import {
  type ControlState,
  isCoreFamily,
  isInEffect,
  toControlState,
  toLimits,
  toSettings,
  toSurplusPowers,
  toWrites,
} from "./setting-mapping.ts";
import type { GoeValues } from "./transport.ts";
import { toFlatValues } from "./values-mapping.ts";

const charging: GoeValues = {
  car: 2,
  alw: true,
  acu: 10,
  modelStatus: 3,
  nrg: [230, 231, 229, 1, 9.8, 9.7, 9.9, 2254, 2240.7, 2267.1, 0, 6761.8, 100, 100, 100, 0],
  wh: 1234.5,
  eto: 66_660,
  tpa: 6700,
  pnp: 3,
  rbt: 500_000,
  lmsc: 300_000,
};

const at = 1_000;

describe("the socket's state", () => {
  const rows: readonly [Json, string][] = [
    [0, "F"],
    [1, "A"],
    [2, "C"],
    [3, "B"],
    [4, "B"],
    [5, "F"],
    [6, "E"],
    [null, "E"],
    [17, "F"],
  ];
  for (const [car, status] of rows) it(`shows car ${car} as ${status}`, () => assert.equal(toStatus(car), status));

  it("is unknown when the charger did not tell", () => assert.equal(toStatus(undefined), undefined));
});

describe("a charger reading", () => {
  it("carries powers per own phase, permission, offer and both energies", () => {
    assert.deepEqual(toChargerReading(charging, at), {
      ...{ kind: "charger", at, quality: "measured", status: "C", powerW: 6761.8, isAllowed: true },
      phases: { voltageV: [230, 231, 229], currentA: [9.8, 9.7, 9.9], powerW: [2254, 2240.7, 2267.1] },
      ...{ offeredCurrentA: 10, activePhases: 3, sessionWh: 1234.5, totalWh: 66_660, isFull: false },
    });
  });

  it("leaves out the session of a car that has gone", () => {
    assert.equal("sessionWh" in toChargerReading({ ...charging, car: 1 }, at), false);
  });

  it("offers nothing while not allowed", () => {
    assert.equal("offeredCurrentA" in toChargerReading({ ...charging, alw: false, acu: null }, at), false);
  });

  it("takes the smallest limit where the offer itself is not told", () => {
    const { acu: _, ...rest } = charging;
    const reading = toChargerReading({ ...rest, cll: { requestedCurrent: 16, pvSurplus: 7, somethingNew: "x" } }, at);
    assert.equal(reading.offeredCurrentA, 7);
  });

  it("derives the permission from the reason where it is not told, and never guesses", () => {
    const { alw: _, ...rest } = charging;
    assert.equal(toChargerReading({ ...rest, modelStatus: 33 }, at).isAllowed, true);
    assert.equal(toChargerReading({ ...rest, modelStatus: 39 }, at).isAllowed, false);
    assert.throws(() => toChargerReading({ ...rest, modelStatus: null }, at), ProblemError);
  });

  it("estimates from the half-minute mean when all measurements read zero while charging", () => {
    const reading = toChargerReading({ ...charging, nrg: Array(16).fill(0) }, at);
    assert.equal(reading.powerW, 6700);
    assert.equal(reading.quality, "estimated");
  });

  for (const key of ["car", "nrg"]) {
    it(`is refused rather than read as zero when ${key} is missing`, () => {
      const { [key]: _, ...rest } = charging;
      assert.throws(
        () => toChargerReading(rest, at),
        (error) => error instanceof ProblemError && error.problem.facts["missing"] === key,
      );
    });
  }

  it("never throws anything but a problem, whatever the charger sends", () => {
    const keys = Object.keys(charging);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...keys, "cll", "pha"), fc.jsonValue()), (random) => {
        const values = JSON.parse(JSON.stringify({ ...charging, ...random }));
        toFlatValues(values);
        toLimits(values);
        toControlState(values);
        try {
          const reading = toChargerReading(values, at);
          assert.ok(Number.isFinite(reading.powerW) && reading.powerW >= 0);
        } catch (error) {
          assert.ok(error instanceof ProblemError, String(error));
        }
      }),
    );
  });
});

describe("a full car", () => {
  const resting = { ...charging, car: 4, nrg: [230, 230, 230, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] };
  const rows: readonly [string, GoeValues, boolean][] = [
    ["takes nothing although it has been allowed for minutes", resting, true],
    ["is not one that was stopped by force", { ...resting, alw: false, modelStatus: 4 }, false],
    ["is not one that waits for the sun", { ...resting, alw: false, modelStatus: 17 }, false],
    ["is not one that was allowed a moment ago and still wakes up", { ...resting, lmsc: 490_000 }, false],
    ["is not one that has yet to begin", { ...resting, car: 3 }, false],
  ];
  for (const [name, values, expected] of rows) {
    it(name, () => assert.equal(toChargerReading(values, at).isFull, expected));
  }
});

describe("the limits of a charger", () => {
  const v4: GoeValues = {
    typ: "go-eCharger_V4",
    var: 22,
    ama: 32,
    adi: false,
    cbl: null,
    psm: 0,
    pha: [0, 0, 0, true, true, true],
  };
  const rows: readonly [string, GoeValues, number][] = [
    ["are 32 A on a 22 kW model", v4, 32],
    ["are 16 A on an 11 kW model even if the installation says 32", { ...v4, var: 11 }, 16],
    ["are 16 A with the adapter", { ...v4, adi: true }, 16],
    ["ignore the adapter that Core models always report", { ...v4, adi: true, typ: "go-eCharger_Phoenix" }, 32],
    ["follow the installation", { ...v4, ama: 20 }, 20],
    ["follow the cable", { ...v4, cbl: 20 }, 20],
    ["follow the cable limit where the coding is not told", { ...v4, cll: { cableCurrentLimit: 13 } }, 13],
    ["stay cautious when the installation is unknown", { typ: "x" }, 16],
  ];
  for (const [name, values, expected] of rows) it(name, () => assert.equal(toLimits(values).maxCurrentA, expected));

  it("begin where the charger's own lowest current does", () => {
    assert.deepEqual([toLimits(v4).minCurrentA, toLimits({ ...v4, mca: 10 }).minCurrentA], [6, 10]);
  });

  it("know a one-phase supply, which leaves nothing to switch", () => {
    const limits = toLimits({ ...v4, pha: [false, false, false, true, false, false] });
    assert.deepEqual([limits.phases, limits.canSwitchPhases], [1, false]);
  });

  it("tell Core, Pro and Phoenix by name", () => {
    assert.deepEqual(["go-eCharger", "go-eCharger_V4", "go-eCharger_Pro", "go-eCharger_Phoenix"].map(isCoreFamily), [
      false,
      false,
      true,
      true,
    ]);
  });
});

describe("a charger setting", () => {
  const limits = { minCurrentA: 6, maxCurrentA: 16, phases: 3, canSwitchPhases: true } as const;
  const now: ControlState = { frc: 0, amp: 16, psm: 0, alw: true };
  const rows: readonly [string, ChargerSetting, ControlState, readonly GoeValues[]][] = [
    ["allows by force", { isAllowed: true }, now, [{ frc: 2 }]],
    ["stops by force and touches nothing else", { isAllowed: false, currentA: 6, phases: 1 }, now, [{ frc: 1 }]],
    [
      "sets current and phases before it allows",
      { isAllowed: true, currentA: 10, phases: 1 },
      now,
      [{ amp: 10 }, { psm: 1 }, { frc: 2 }],
    ],
    ["writes only what differs", { isAllowed: true, currentA: 16, phases: 3 }, { ...now, frc: 2 }, [{ psm: 2 }]],
    ["drops fractions of an ampere", { isAllowed: true, currentA: 13.9 }, { ...now, frc: 2 }, [{ amp: 13 }]],
    ["stays within the limits", { isAllowed: true, currentA: 32 }, { ...now, frc: 2, amp: 8 }, [{ amp: 16 }]],
  ];
  for (const [name, setting, state, writes] of rows) {
    it(name, () => assert.deepEqual(toWrites(toSettings(setting, limits), state), writes));
  }

  it("refuses a current no car can use instead of raising it", () => {
    assert.throws(
      () => toSettings({ isAllowed: true, currentA: 5.9 }, limits),
      (error) => error instanceof ProblemError && error.problem.code === "goe.current-too-low",
    );
  });

  it("is in effect only when the charger has followed, not when it merely holds the value", () => {
    const setting = { isAllowed: true, currentA: 10 };
    assert.equal(isInEffect(setting, limits, { frc: 2, amp: 10, psm: 0, alw: false }), false);
    assert.equal(isInEffect(setting, limits, { frc: 2, amp: 10, psm: 0, alw: true }), true);
    assert.equal(isInEffect(setting, limits, { frc: 2, amp: 16, psm: 0, alw: true }), false);
    assert.equal(isInEffect({ isAllowed: false }, limits, { frc: 1, amp: 16, psm: 0, alw: false }), true);
  });
});

describe("surplus powers", () => {
  it("keep their signs and leave out what is missing", () => {
    const command = { kind: "surplus", target: "wallbox", gridW: -1800.4, batteryW: 300 } as const;
    assert.deepEqual(toSurplusPowers(command), { ids: { pGrid: -1800, pAkku: 300 } });
  });
});

describe("raw values", () => {
  it("name the pieces of lists and objects and tell times as ages", () => {
    const flat = toFlatValues({ ...charging, cll: { requestedCurrent: 16, new: 1 }, cbl: null, zzz: 1 });
    assert.equal(flat["nrg.powerTotal"], 6761.8);
    assert.equal(flat["nrg.voltageL3"], 229);
    assert.equal(flat["cll.requestedCurrent"], 16);
    assert.equal(flat["lmsc"], 200);
    assert.deepEqual([flat["cbl"], "zzz" in flat, "nrg" in flat], [null, false, false]);
  });
});

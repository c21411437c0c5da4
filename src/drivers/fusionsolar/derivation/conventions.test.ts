import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { Values } from "../client.ts";
import { noVotes, signBy, voteOnSign } from "./battery-sign.ts";
import { type Conventions, type DeviceKind, toSample } from "./device-sample.ts";
import { gridMeterUnitBy } from "./grid-meter-unit.ts";

const values = (members: Record<string, number>): Values => new Map(Object.entries(members));

describe("the grid meter's unit", () => {
  const unit = (members: Record<string, number>, capacityKw: number | undefined = 10, before?: "kW" | "W") =>
    gridMeterUnitBy({ values: values(members), capacityKw, before });
  const threePhase = { a_u: 230, b_u: 231, c_u: 229, a_i: 3, b_i: 3, c_i: 3 };

  const rows: [name: string, found: string | undefined, expected: string | undefined][] = [
    ["2070 VA beside 2.05 are kW", unit({ active_power: 2.05, ...threePhase }), "kW"],
    ["2070 VA beside 2050 are W", unit({ active_power: -2_050, ...threePhase }), "W"],
    ["2070 VA beside 400 are W: the phases work against each other", unit({ active_power: 400, ...threePhase }), "W"],
    ["2070 VA beside 0.4 are kW", unit({ active_power: 0.4, ...threePhase }), "kW"],
    ["more than a plant can do is W", unit({ active_power: 900 }), "W"],
    ["little without currents may be either", unit({ active_power: 15 }), undefined],
    ["what was found out before holds", unit({ active_power: 15 }, 10, "kW"), "kW"],
    ["nothing says nothing", unit({ active_power: 0, ...threePhase }), undefined],
    [
      "100 of a plant of unknown size may be either",
      gridMeterUnitBy({ values: values({ active_power: 100 }), capacityKw: undefined, before: undefined }),
      undefined,
    ],
    ["a new firmware is noticed", unit({ active_power: 2_050, ...threePhase }, 10, "kW"), "W"],
  ];
  for (const [name, found, expected] of rows) it(name, () => assert.equal(found, expected));

  it("is found for every power that flows through three phases", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 400, max: 30_000, noNaN: true }),
        fc.boolean(),
        fc.boolean(),
        (powerW, isKw, isExport) => {
          const amps = powerW / 0.9 / 690;
          const told = (isExport ? 1 : -1) * (isKw ? powerW / 1_000 : powerW);
          const currents = { a_u: 230, b_u: 230, c_u: 230, a_i: amps, b_i: amps, c_i: amps };
          assert.equal(unit({ active_power: told, ...currents }), isKw ? "kW" : "W");
        },
      ),
    );
  });
});

describe("the battery's sign", () => {
  const vote = (panelsKw: number, outputKw: number, batteryW: number, before = noVotes) =>
    voteOnSign(
      {
        inverters: [values({ mppt_power: panelsKw, active_power: outputKw })],
        batteries: [values({ ch_discharge_power: batteryW })],
      },
      before,
    );

  it("is what energy says: panels give more than comes out, and the battery counts up, so up is charging", () => {
    const twice = vote(5, 3.9, 1_000, vote(5, 3.9, 1_000));
    assert.equal(signBy(twice, "discharge-positive"), "charge-positive");
    const other = vote(0, 0.97, 1_000, vote(5, 3.9, -1_000));
    assert.equal(signBy(other, "charge-positive"), "discharge-positive");
  });

  it("is the usual one until two samples more agree than disagree", () => {
    assert.equal(signBy(vote(5, 3.9, -1_000), "charge-positive"), "charge-positive");
    const split = vote(5, 3.9, -1_000, vote(5, 3.9, 1_000));
    assert.equal(signBy(split, "charge-positive"), "charge-positive");
  });

  it("is not read from losses, from little power, or from half of the devices", () => {
    assert.equal(vote(8, 7.6, 500).balance, 0);
    assert.equal(vote(5, 4.9, 100).balance, 0);
    const half = { inverters: [values({ active_power: 3.9 })], batteries: [values({ ch_discharge_power: 1_000 })] };
    assert.equal(voteOnSign(half, noVotes).balance, 0);
    assert.equal(voteOnSign({ inverters: [], batteries: [] }, noVotes).balance, 0);
  });

  it("can be unlearnt: a few samples after many do not count less", () => {
    let votes = noVotes;
    for (let sample = 0; sample < 500; sample += 1) votes = vote(5, 3.9, 1_000, votes);
    for (let sample = 0; sample < 8; sample += 1) votes = vote(5, 3.9, -1_000, votes);
    assert.equal(signBy(votes, "charge-positive"), "discharge-positive");
  });
});

describe("a device's row", () => {
  const usual: Conventions = { gridMeterUnit: "W", batterySign: "charge-positive" };
  const sample = (kind: DeviceKind, members: Record<string, number>, conventions = usual) => {
    const { id: _id, at: _at, ...rest } = toSample(kind, { id: "x", at: 0, values: values(members) }, conventions);
    return rest;
  };

  it("of an inverter is in kilowatts, output and panels", () => {
    assert.deepEqual(
      sample("inverter", {
        inverter_state: 512,
        run_state: 1,
        active_power: 4.812,
        mppt_power: 5.02,
        total_cap: 18_234.5,
      }),
      { kind: "inverter", isOnline: true, outputW: 4_812, panelsW: 5_020, yieldWh: 18_234_500 },
    );
  });

  it("of an inverter without sun is zero even when it is out of contact, and of a silent one nothing", () => {
    const asleep = sample("inverter", { inverter_state: 40_960, run_state: 0 });
    assert.deepEqual(asleep, { kind: "inverter", isOnline: true, outputW: 0, panelsW: 0 });
    assert.equal(sample("inverter", { inverter_state: 45_056, active_power: 4 }).isOnline, false);
    assert.equal(sample("inverter", { run_state: 0, active_power: 4 }).isOnline, false);
    assert.deepEqual(sample("inverter", { inverter_state: 512 }), { kind: "inverter", isOnline: true });
  });

  it("of a power sensor is in watts with export positive; of the house it is import", () => {
    assert.deepEqual(
      sample("powerSensor", { meter_status: 1, active_power: 2_130, active_cap: 9_120.4, reverse_active_cap: 4_410.2 }),
      { kind: "powerSensor", isOnline: true, netImportW: -2_130, exportWh: 9_120_400, importWh: 4_410_200 },
    );
    assert.equal(sample("powerSensor", { meter_status: 0, active_power: 2_130 }).isOnline, false);
  });

  it("of a grid meter depends on its unit; while that is unknown only nothing is sure", () => {
    const inKw: Conventions = { ...usual, gridMeterUnit: "kW" };
    const unknown: Conventions = { ...usual, gridMeterUnit: undefined };
    assert.deepEqual(sample("gridMeter", { active_power: -1.5 }, inKw), {
      kind: "gridMeter",
      isOnline: true,
      netImportW: 1_500,
    });
    assert.deepEqual(sample("gridMeter", { active_power: 15 }, unknown), { kind: "gridMeter", isOnline: true });
    assert.deepEqual(sample("gridMeter", { active_power: 0 }, unknown), {
      kind: "gridMeter",
      isOnline: true,
      netImportW: 0,
    });
  });

  it("of a battery has the sign that was found out", () => {
    const told = { battery_status: 2, ch_discharge_power: 850, battery_soc: 64 };
    assert.deepEqual(sample("battery", told), { kind: "battery", isOnline: true, dischargeW: -850, socPercent: 64 });
    const other: Conventions = { ...usual, batterySign: "discharge-positive" };
    assert.deepEqual(sample("battery", told, other), {
      kind: "battery",
      isOnline: true,
      dischargeW: 850,
      socPercent: 64,
    });
    assert.equal(sample("battery", { battery_status: 0 }).isOnline, false);
    assert.deepEqual(sample("battery", { battery_soc: 640 }), { kind: "battery", isOnline: true });
  });

  it("never yields anything but finite numbers and whole watts", () => {
    const kinds: DeviceKind[] = ["inverter", "powerSensor", "gridMeter", "battery"];
    const keys = [
      "active_power",
      "mppt_power",
      "ch_discharge_power",
      "total_cap",
      "active_cap",
      "battery_soc",
      "inverter_state",
    ];
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.dictionary(fc.constantFrom(...keys), fc.double({ noNaN: true })),
        (kind, told) => {
          for (const [name, value] of Object.entries(sample(kind, told)))
            if (typeof value === "number") {
              assert.ok(Number.isFinite(value) && !Object.is(value, -0), name);
              if (name.endsWith("W")) assert.ok(Number.isInteger(value), name);
            }
        },
      ),
      { examples: [["battery", { battery_soc: -0 }]] },
    );
  });
});

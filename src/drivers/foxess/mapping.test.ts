import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { DriverReading } from "#driver-kit";
import type { RealTime } from "./client.ts";
import { batteryPowerW, gridPowerW, socPercentOf, toReadings, valuesOf } from "./mapping.ts";

const now = Date.UTC(2025, 8, 14, 18, 0);
const time = "2025-09-14 18:43:09 BST+0100";
const at = Date.UTC(2025, 8, 14, 17, 43, 9);

type Values = Readonly<Record<string, number | string | null | undefined>>;

function replyOf(values: Values, stamp: string | undefined = time): RealTime {
  const datas = Object.entries(values).map(([variable, value]) => ({ variable, value, unit: undefined }));
  return { deviceSN: "60KE80200000001", time: stamp, datas };
}

function readingsOf(values: Values, hasBattery = true) {
  const readings = toReadings(replyOf(values), now, { hasBattery });
  const byName = new Map(readings.map((reading) => [nameOf(reading), reading]));
  return { readings, names: [...byName.keys()], get: (name: string) => byName.get(name) };
}

function nameOf(reading: DriverReading): string {
  return reading.kind === "meter" ? reading.place : reading.kind;
}

describe("the grid's sign", () => {
  const rows: { name: string; values: Values; gridW: number | undefined }[] = [
    { name: "import", values: { gridConsumptionPower: 9.053, feedinPower: 0 }, gridW: 9_053 },
    { name: "export", values: { gridConsumptionPower: 0, feedinPower: 2.5 }, gridW: -2_500 },
    { name: "the meter where the pair is missing", values: { meterPower: -1.2 }, gridW: -1_200 },
    { name: "the meter where half of the pair is missing", values: { meterPower: 0.7, feedinPower: 0 }, gridW: 700 },
    { name: "nothing from half a pair", values: { gridConsumptionPower: 1 }, gridW: undefined },
    { name: "nothing from nothing", values: {}, gridW: undefined },
    {
      name: "the pair when the meter disagrees",
      values: { gridConsumptionPower: 0, feedinPower: 1, meterPower: 1 },
      gridW: -1_000,
    },
  ];
  for (const { name, values, gridW } of rows) {
    it(name, () => assert.equal(gridPowerW(valuesOf(replyOf(values))), gridW));
  }
});

describe("the battery's sign and names", () => {
  const rows: { name: string; values: Values; batteryW: number | undefined }[] = [
    { name: "discharging", values: { batChargePower: 0, batDischargePower: 3.1 }, batteryW: 3_100 },
    { name: "charging", values: { batChargePower: 2.2, batDischargePower: 0 }, batteryW: -2_200 },
    { name: "one signed value", values: { invBatPower: -0.5 }, batteryW: -500 },
    { name: "a numbered value", values: { invBatPower_1: 0.5 }, batteryW: 500 },
    { name: "two numbered batteries together", values: { invBatPower_1: 0.5, invBatPower_2: -0.2 }, batteryW: 300 },
    { name: "nothing from nothing", values: { SoC: 50 }, batteryW: undefined },
  ];
  for (const { name, values, batteryW } of rows) {
    it(name, () => assert.equal(batteryPowerW(valuesOf(replyOf(values))), batteryW));
  }

  const levels: { values: Values; soc: number | undefined }[] = [
    { values: { SoC: 26 }, soc: 26 },
    { values: { SoC: "26.0" }, soc: 26 },
    { values: { SoC_1: 40 }, soc: 40 },
    { values: { SoC_1: 40, SoC_2: 60 }, soc: 50 },
    { values: { SoC: 255 }, soc: undefined },
    { values: { SoC: null }, soc: undefined },
    { values: { SoC: "" }, soc: undefined },
  ];
  for (const { values, soc } of levels) {
    it(`level ${JSON.stringify(values)} is ${soc}`, () => assert.equal(socPercentOf(valuesOf(replyOf(values))), soc));
  }
});

describe("a real-time reply", () => {
  it("becomes readings at the moment of measurement", () => {
    const { get } = readingsOf({
      ...{ pvPower: 1.856, loadsPower: 17.046, gridConsumptionPower: 9.053, feedinPower: 0 },
      ...{ batChargePower: 0, batDischargePower: 6.137, SoC: 26, PVEnergyTotal: 1079.1000000000004 },
      ...{ feedin: 12.3, gridConsumption: 45.6, loads: 78.9, chargeEnergyToTal: 5, dischargeEnergyToTal: 4 },
    });
    const stamp = { at, quality: "measured" };
    assert.deepEqual(get("grid"), {
      ...{ kind: "meter", place: "grid", powerW: 9_053, importWh: 45_600, exportWh: 12_300 },
      ...stamp,
    });
    assert.deepEqual(get("siteLoad"), { kind: "meter", place: "siteLoad", powerW: 17_046, importWh: 78_900, ...stamp });
    assert.deepEqual(get("solar"), { kind: "solar", powerW: 1_856, energyWh: 1_079_100, ...stamp });
    assert.deepEqual(get("battery"), {
      ...{ kind: "battery", powerW: 6_137, socPercent: 26, chargedWh: 5_000, dischargedWh: 4_000 },
      ...stamp,
    });
  });

  it("carries phases where all three are there", () => {
    const grid = readingsOf({ meterPower: 3, meterPowerR: 1, meterPowerS: 2.5, meterPowerT: -0.5 }).get("grid");
    assert.deepEqual(grid?.kind === "meter" ? grid.phases : undefined, { powerW: [1_000, 2_500, -500] });
    const partly = readingsOf({ meterPower: 3, meterPowerR: 1 }).get("grid");
    assert.ok(partly !== undefined && !("phases" in partly));
  });

  it("takes the solar inverter's faint negative for night, and a backwards clamp for no value", () => {
    const night = readingsOf({ pvPower: -0.002 }).get("solar");
    assert.equal(night?.kind === "solar" ? night.powerW : undefined, 0);
    assert.deepEqual(readingsOf({ loadsPower: -1.5 }).names, []);
  });

  it("keeps what is missing missing", () => {
    assert.deepEqual(readingsOf({}).readings, []);
    assert.deepEqual(readingsOf({ pvPower: null, loadsPower: null, SoC: null, meterPower: null }).readings, []);
    assert.deepEqual(readingsOf({ pvPower: 1e302, loadsPower: "Infinity", meterPower: Number.NaN }).readings, []);
    assert.deepEqual(readingsOf({ pvPower: 1 }).names, ["solar"]);
  });

  it("has no battery where the device has none, and no counters that nobody keeps", () => {
    const { names, get } = readingsOf({ meterPower: 1, invBatPower: 0, feedin: 0, gridConsumption: 0 }, false);
    assert.deepEqual(names, ["grid"]);
    assert.ok(!("importWh" in (get("grid") ?? {})));
    const fresh = readingsOf({ meterPower: 1, feedin: 0, gridConsumption: 0 }).get("grid");
    assert.equal(fresh?.kind === "meter" ? fresh.importWh : undefined, 0);
  });

  it("does not believe a time to come or none at all", () => {
    for (const stamp of ["2030-01-01 00:00:00 GMT+0000", "", "yesterday"]) {
      const [reading] = toReadings(replyOf({ pvPower: 1 }, stamp), now, { hasBattery: true });
      assert.equal(reading?.at, now);
    }
  });

  it("never yields anything but finite numbers, whatever the cloud sends", () => {
    const value = fc.oneof(fc.double(), fc.string(), fc.constant(null), fc.constant(undefined));
    const known = ["pvPower", "loadsPower", "feedinPower", "gridConsumptionPower", "meterPower", "invBatPower", "SoC"];
    const values = fc.dictionary(fc.oneof(fc.constantFrom(...known), fc.string()), value);
    fc.assert(
      fc.property(values, fc.boolean(), (sent, hasBattery) => {
        for (const reading of toReadings(replyOf(sent), now, { hasBattery })) {
          for (const [member, told] of Object.entries(reading))
            assert.ok(typeof told !== "number" || Number.isFinite(told), member);
        }
      }),
      { numRuns: 300 },
    );
  });
});

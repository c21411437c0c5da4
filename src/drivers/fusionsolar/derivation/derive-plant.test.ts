import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { derivePlant, type PlantDevice, type Use } from "./derive-plant.ts";
import type { DeviceSample } from "./device-sample.ts";

const now = 1_750_000_000_000;
const maxAgeMs = 13 * 60_000;
const all: Use = { powerSensor: true, gridMeter: true, battery: true };
const base = { at: now, isOnline: true } as const;

/** 5 kW from the panels, 1 kW of it into the battery; AC 3.9 kW. */
const charging = { ...base, id: "i", kind: "inverter", panelsW: 5_000, outputW: 3_900, yieldWh: 18_000_000 } as const;
const discharging = { ...base, id: "i", kind: "inverter", panelsW: 0, outputW: 970 } as const;
const plain = { ...base, id: "i", kind: "inverter", panelsW: 5_000, outputW: 4_850 } as const;
const second = { ...base, id: "j", kind: "inverter", panelsW: 2_000, outputW: 1_940 } as const;
const exporting = { ...base, id: "s", kind: "powerSensor", netImportW: -2_000, importWh: 10, exportWh: 20 } as const;
const importing = { ...base, id: "s", kind: "powerSensor", netImportW: 700 } as const;
const meter = { ...base, id: "m", kind: "gridMeter", netImportW: -1_500 } as const;
const filling = { ...base, id: "b", kind: "battery", dischargeW: -1_000, socPercent: 64 } as const;
const giving = { ...base, id: "b", kind: "battery", dischargeW: 1_000, socPercent: 63 } as const;
const giving2 = { ...base, id: "c", kind: "battery", dischargeW: 500, socPercent: 33 } as const;

interface Expected {
  readonly p?: number;
  readonly n?: number;
  readonly b?: number;
  readonly c?: number;
  readonly soc?: number;
  readonly silent?: readonly string[];
}

interface Row {
  readonly name: string;
  readonly samples: readonly DeviceSample[];
  /** Devices that the plant has and that said nothing. */
  readonly absent?: readonly PlantDevice[];
  readonly use?: Partial<Use>;
  readonly is: Expected;
}

const rows: readonly Row[] = [
  { name: "an inverter alone", samples: [plain], is: { p: 4_850 } },
  { name: "two inverters", samples: [plain, second], is: { p: 6_790 } },
  { name: "inverter and sensor, exporting", samples: [plain, exporting], is: { p: 4_850, n: -2_000, c: 2_850 } },
  { name: "inverter and sensor, importing", samples: [plain, importing], is: { p: 4_850, n: 700, c: 5_550 } },
  { name: "two inverters and sensor", samples: [plain, second, exporting], is: { p: 6_790, n: -2_000, c: 4_790 } },
  { name: "inverter and grid meter", samples: [plain, meter], is: { p: 4_850, n: -1_500, c: 3_350 } },
  {
    name: "the sensor before the grid meter",
    samples: [plain, meter, exporting],
    is: { p: 4_850, n: -2_000, c: 2_850 },
  },
  {
    name: "the grid meter where the sensor is switched off",
    samples: [plain, meter, exporting],
    use: { powerSensor: false },
    is: { p: 4_850, n: -1_500, c: 3_350 },
  },
  {
    name: "no grid where both are switched off",
    samples: [plain, meter, exporting],
    use: { powerSensor: false, gridMeter: false },
    is: { p: 4_850 },
  },
  {
    name: "a charging battery: panels, not output",
    samples: [charging, exporting, filling],
    is: { p: 5_000, n: -2_000, b: -1_000, c: 2_000, soc: 64 },
  },
  {
    name: "a battery giving at night",
    samples: [discharging, importing, giving],
    is: { p: 0, n: 700, b: 1_000, c: 1_700, soc: 63 },
  },
  {
    name: "a battery with the grid meter",
    samples: [charging, meter, filling],
    is: { p: 5_000, n: -1_500, b: -1_000, c: 2_500, soc: 64 },
  },
  {
    name: "two batteries",
    samples: [discharging, importing, giving, giving2],
    is: { p: 0, n: 700, b: 1_500, c: 2_200, soc: 48 },
  },
  {
    name: "a battery that is switched off is in the inverter's output",
    samples: [charging, exporting, filling],
    use: { battery: false },
    is: { p: 3_900, n: -2_000, c: 1_900 },
  },
  {
    name: "all switched off",
    samples: [charging, exporting, meter, filling],
    use: { powerSensor: false, gridMeter: false, battery: false },
    is: { p: 3_900 },
  },
  { name: "a battery without a meter", samples: [charging, filling], is: { p: 5_000, b: -1_000, soc: 64 } },
  {
    name: "an inverter that charges the battery from the grid yields nothing",
    samples: [{ ...plain, outputW: -500, panelsW: 0 }, importing],
    is: { p: 0, n: 700, c: 700 },
  },
  {
    name: "the sensor is missing: no grid, no consumption",
    samples: [charging, filling],
    absent: [{ id: "s", kind: "powerSensor" }],
    is: { p: 5_000, b: -1_000, soc: 64, silent: ["s"] },
  },
  {
    name: "the sensor is missing: the grid meter does not take its place",
    samples: [plain, meter],
    absent: [{ id: "s", kind: "powerSensor" }],
    is: { p: 4_850, silent: ["s"] },
  },
  {
    name: "the sensor is out of contact",
    samples: [plain, { ...exporting, isOnline: false }],
    is: { p: 4_850, silent: ["s"] },
  },
  {
    name: "one of two inverters is missing: no production, no consumption",
    samples: [plain, exporting],
    absent: [{ id: "j", kind: "inverter" }],
    is: { n: -2_000, silent: ["j"] },
  },
  {
    name: "one of two inverters is old",
    samples: [plain, { ...second, at: now - maxAgeMs - 1 }, exporting],
    is: { n: -2_000, silent: ["j"] },
  },
  {
    name: "the battery is missing",
    samples: [charging, exporting],
    absent: [{ id: "b", kind: "battery" }],
    is: { p: 5_000, n: -2_000, silent: ["b"] },
  },
  {
    name: "one of two batteries is out of contact",
    samples: [discharging, importing, giving, { ...giving2, isOnline: false }],
    is: { p: 0, n: 700, silent: ["c"] },
  },
  {
    name: "a battery without power still has its level",
    samples: [discharging, importing, { ...base, id: "b", kind: "battery", socPercent: 50 }],
    is: { p: 0, n: 700, soc: 50, silent: ["b"] },
  },
  {
    name: "panels untold beside a battery: no production",
    samples: [{ ...base, id: "i", kind: "inverter", outputW: 3_900 }, exporting, filling],
    is: { n: -2_000, b: -1_000, soc: 64 },
  },
  { name: "nothing at all", samples: [], absent: [{ id: "i", kind: "inverter" }], is: { silent: ["i"] } },
  {
    name: "two sensors of which none is named",
    samples: [plain, exporting, { ...importing, id: "t" }],
    is: { p: 4_850 },
  },
];

function derive({ samples, absent = [], use = {} }: Omit<Row, "name" | "is">) {
  const devices = [...samples.map(({ id, kind }) => ({ id, kind })), ...absent];
  return derivePlant({ devices, samples, use: { ...all, ...use }, now, maxAgeMs });
}

describe("what a plant does", () => {
  for (const { name, is, ...row } of rows)
    it(name, () => {
      const { productionW, netImportW, batteryW, consumptionW, socPercent, silent } = derive(row);
      const { p, n, b, c, soc, silent: expectedSilent = [] } = is;
      assert.deepEqual(
        { productionW, netImportW, batteryW, consumptionW, socPercent, silent },
        { productionW: p, netImportW: n, batteryW: b, consumptionW: c, socPercent: soc, silent: expectedSilent },
      );
    });

  it("tells counters of the meter, and when the oldest of each kind was received", () => {
    const old = { ...second, at: now - 60_000 };
    const flows = derive({ samples: [charging, old, exporting, filling] });
    assert.deepEqual([flows.importWh, flows.exportWh, flows.yieldWh], [10, 20, undefined]);
    assert.deepEqual(flows.at, { production: now - 60_000, netImport: now, battery: now });
  });

  it("balances to the watt whenever all of it is told, and invents nothing, whatever the devices say", () => {
    const power = fc.option(fc.integer({ min: -20_000, max: 20_000 }), { nil: undefined });
    const given = (key: string, value: number | undefined) => (value === undefined ? {} : { [key]: value });
    const inverter = fc.record({ a: power, b: power, isOnline: fc.boolean(), ageMs: fc.nat(20 * 60_000) });
    fc.assert(
      fc.property(
        fc.array(inverter, { maxLength: 3 }),
        fc.array(inverter, { maxLength: 1 }),
        fc.array(inverter, { maxLength: 2 }),
        fc.record({ powerSensor: fc.boolean(), gridMeter: fc.boolean(), battery: fc.boolean() }),
        (inverters, meters, batteries, use) => {
          const of = <T>(list: readonly T[], make: (one: T, id: string) => DeviceSample, prefix: string) =>
            list.map((one, index) => make(one, `${prefix}${index}`));
          const stamp = (one: { isOnline: boolean; ageMs: number }) => ({
            isOnline: one.isOnline,
            at: now - one.ageMs,
          });
          const samples: DeviceSample[] = [
            ...of(
              inverters,
              (one, id) => ({
                id,
                kind: "inverter",
                ...stamp(one),
                ...given("outputW", one.a),
                ...given("panelsW", one.b),
              }),
              "i",
            ),
            ...of(
              meters,
              (one, id) => ({ id, kind: "powerSensor", ...stamp(one), ...given("netImportW", one.a) }),
              "s",
            ),
            ...of(batteries, (one, id) => ({ id, kind: "battery", ...stamp(one), ...given("dischargeW", one.a) }), "b"),
          ];
          const flows = derivePlant({ devices: samples, samples, use, now, maxAgeMs });
          const { productionW, netImportW, batteryW, consumptionW } = flows;
          if (consumptionW !== undefined)
            assert.equal(consumptionW, (productionW ?? Number.NaN) + (netImportW ?? Number.NaN) + (batteryW ?? 0));
          if (productionW !== undefined) assert.ok(productionW >= 0);
          if (netImportW !== undefined) assert.ok(use.powerSensor && meters.some(({ a }) => a === netImportW));
          if (!use.battery) assert.equal(batteryW, undefined);
          if (inverters.some(({ isOnline }) => !isOnline)) assert.equal(productionW, undefined);
        },
      ),
    );
  });
});

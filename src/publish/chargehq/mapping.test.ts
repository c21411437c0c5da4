import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import { type HomeState, minuteMs, type Sample } from "#domain";
import { emptyHomeState } from "#driver-kit/testing";
import { toMessage } from "./mapping.ts";

const now = Date.UTC(2026, 5, 17, 10);

interface Known {
  readonly gridW?: number;
  readonly solarW?: number;
  readonly batteryW?: number;
  readonly siteLoadW?: number;
  readonly socPercent?: number;
  readonly ageMs?: number;
  readonly stale?: readonly ("gridW" | "solarW" | "batteryW" | "socPercent")[];
  /** Has a roof or a battery, whether or not their values are known. */
  readonly has?: readonly ("solar" | "battery")[];
}

function home({ ageMs = 0, stale = [], has = [], socPercent, ...watts }: Known): HomeState {
  const sample = (name: string, value: number): Sample => {
    const isStale = stale.some((one) => one === name);
    const at = isStale ? now - 30 * minuteMs : now - ageMs;
    return { value, at, source: "roof", quality: "measured", goodUntil: isStale ? now - minuteMs : now + minuteMs };
  };
  const house = Object.fromEntries(Object.entries(watts).map(([name, value]) => [name, sample(name, value)]));
  return {
    ...emptyHomeState(now),
    house,
    batteries:
      socPercent === undefined
        ? []
        : [{ id: "roof", settings: { isEvGuarded: false }, socPercent: sample("socPercent", socPercent) }],
    devices: has.map((kind) => ({
      ...{ id: kind, driver: "toy", state: "ok", since: now, label: kind, usage: [] },
      capabilities: [{ kind }],
    })),
  };
}

function metersOf(known: Known) {
  const message = toMessage(home(known));
  return message.kind === "measurement" ? message.measurement.siteMeters : message.kind;
}

const rows: readonly [name: string, known: Known, told: ReturnType<typeof metersOf>][] = [
  ["sun alone", { solarW: 4_812 }, { production_kw: 4.812 }],
  [
    "sun and a meter",
    { solarW: 4_812, gridW: -2_130 },
    { production_kw: 4.812, net_import_kw: -2.13, consumption_kw: 2.682 },
  ],
  [
    "sun, a meter and a battery",
    { solarW: 5_020, gridW: -1_000, batteryW: -850, socPercent: 64 },
    {
      ...{ production_kw: 5.02, net_import_kw: -1, battery_discharge_kw: -0.85, consumption_kw: 3.17 },
      battery_soc: 0.64,
    },
  ],
  ["a meter alone", { gridW: 730 }, { net_import_kw: 0.73, consumption_kw: 0.73 }],
  ["halves of a watt", { solarW: 0.4, gridW: 1.6 }, { production_kw: 0, net_import_kw: 0.002, consumption_kw: 0.002 }],
  ["a maker's load that does not add up", { solarW: 100, gridW: 0, siteLoadW: 999 }, { ...zeroGrid(0.1) }],
  ["a night in which the inverter draws a little", { solarW: -8, gridW: 500 }, { ...nightly() }],
  ["nothing yet", {}, "nothing"],
  ["a battery alone", { batteryW: 100, socPercent: 50 }, "nothing"],
  ["a stale meter", { solarW: 100, gridW: 200, stale: ["gridW"] }, "stale"],
  ["stale sun where there is no meter", { solarW: 100, stale: ["solarW"] }, "stale"],
  ["stale sun beside a good meter", { solarW: 100, gridW: 200, stale: ["solarW"] }, { net_import_kw: 0.2 }],
  [
    "a stale battery beside good meters",
    { ...{ solarW: 100, gridW: 200, batteryW: 300, socPercent: 40 }, stale: ["batteryW", "socPercent"] },
    { production_kw: 0.1, net_import_kw: 0.2 },
  ],
  ["a roof that has not spoken yet", { gridW: 200, has: ["solar"] }, { net_import_kw: 0.2 }],
  [
    "a battery that has not spoken yet",
    { solarW: 100, gridW: 200, has: ["solar", "battery"] },
    { production_kw: 0.1, net_import_kw: 0.2 },
  ],
];

function zeroGrid(production: number) {
  return { production_kw: production, net_import_kw: 0, consumption_kw: production };
}

function nightly() {
  return { production_kw: 0, net_import_kw: 0.5, consumption_kw: 0.5 };
}

describe("what ChargeHQ is told", () => {
  for (const [name, known, told] of rows) {
    it(`of ${name}`, () => assert.deepEqual(metersOf(known), told));
  }

  it("balances to the last digit whatever the house does", () => {
    const watts = fc.double({ min: -20_000, max: 20_000, noNaN: true });
    fc.assert(
      fc.property(watts, watts, watts, (gridW, solarW, batteryW) => {
        const meters = metersOf({ gridW, solarW, batteryW });
        assert.ok(typeof meters === "object");
        const { production_kw = 0, net_import_kw = 0, battery_discharge_kw = 0, consumption_kw = 0 } = meters;
        const inW = (kw: number) => Math.round(kw * 1_000);
        assert.equal(inW(consumption_kw), inW(production_kw) + inW(net_import_kw) + inW(battery_discharge_kw));
        for (const value of Object.values(meters)) assert.ok(String(value).length <= 8, `${value}`);
      }),
    );
  });

  it("names the time of delayed values, and lets fresh ones be of now", () => {
    const delayed = toMessage(home({ gridW: 100, ageMs: 4 * minuteMs }));
    assert.ok(delayed.kind === "measurement");
    assert.equal(delayed.measurement.measuredAt, now - 4 * minuteMs);
    const fresh = toMessage(home({ gridW: 100, ageMs: 5_000 }));
    assert.ok(fresh.kind === "measurement");
    assert.equal(fresh.measurement.measuredAt, undefined);
  });

  it("fills several batteries by their capacity, and not at all while one is unknown", () => {
    const one = home({ gridW: 0, batteryW: 0, socPercent: 90 });
    const [first] = one.batteries;
    assert.ok(first?.socPercent !== undefined);
    const second = { ...first, id: "barn", socPercent: { ...first.socPercent, value: 30 } };
    const device = (id: string, capacityWh?: number) => ({
      ...{ id, driver: "toy", state: "ok" as const, since: now, label: id, usage: [] },
      capabilities: [{ kind: "battery" as const, ...(capacityWh === undefined ? {} : { capacityWh }) }],
    });
    const told = (devices: HomeState["devices"]) => {
      const message = toMessage({ ...one, batteries: [first, second], devices });
      return message.kind === "measurement" ? message.measurement.siteMeters.battery_soc : message.kind;
    };
    assert.equal(told([device("roof", 10_000), device("barn", 5_000)]), 0.7);
    assert.equal(told([device("roof", 10_000), device("barn")]), undefined);
  });
});

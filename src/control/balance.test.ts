import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { BatterySettings } from "#domain";
import { minuteMs } from "#domain";
import { balance, type SharedSun } from "./balance.ts";
import { viewHouse } from "./house-view.ts";
import { type BalanceMemory, initialMemory } from "./memory.ts";
import { charging, noon, snapshotOf, type TestCharger } from "./testing/test-house.ts";

const shared = { share: "share", shareW: 2_000 } as const;

interface Scene {
  readonly settings?: Omit<BatterySettings, "isEvGuarded">;
  readonly chargingW?: number;
  readonly charger?: TestCharger;
}

/** The account after so many minutes in which every sample shows the same. */
function after(
  minutes: number,
  sun: Omit<SharedSun, "elapsedMs">,
  { settings = shared, chargingW = 2_000, charger = { reading: charging(6) } }: Scene = {},
  before?: BalanceMemory,
): BalanceMemory | undefined {
  const batteries = [
    { intents: [], fillPercent: 50, flowW: -chargingW, settings: { isEvGuarded: false, ...settings } },
  ];
  const house = viewHouse(snapshotOf({ gridW: 0, gridA: [0, 0, 0], chargers: [charger], batteries }), noon);
  let account = before;
  for (let minute = 0; minute < minutes; minute += 1)
    account = balance(account, { ...sun, elapsedMs: minuteMs }, house, initialMemory());
  return account;
}

/** The car had to be content with 6 A, the battery got the rest of its 3 kW beside its own share. */
const missed = { sunW: 3_000, drawnW: 1_380, extraW: 1_620 };
const even = { sunW: 3_000, drawnW: 2_990, extraW: 10 };

describe("what a battery got of the car's part", () => {
  it("is given back out of the battery's own part", () => {
    const { owedWh = 0, paidW = 0 } = after(10, missed) ?? {};
    // 13 A could have been drawn, 6 A were: 1,610 W for ten minutes.
    assert.ok(Math.abs(owedWh - 268) <= 2, `${owedWh} Wh`);
    assert.ok(paidW > 300 && paidW < 800, `${paidW} W`);
  });

  it("is never given back out of what is stored: who takes 400 W for itself gives no more than 400 W", () => {
    assert.equal(after(30, missed, { chargingW: 400 })?.paidW, 400);
    assert.equal(after(30, missed, { chargingW: 0 })?.paidW, 0);
  });

  it("is no debt where the car comes first anyway", () => {
    assert.equal(after(30, missed, { settings: { share: "car-first" } })?.paidW, 0);
  });

  it("is not given back by a battery that comes first now", () => {
    const owed = after(10, missed);
    for (const settings of [{ share: "battery-first" }, { ...shared, reservePercent: 60 }] as const)
      assert.equal(after(1, even, { settings }, owed)?.paidW, 0);
  });

  it("is paid when the car has drawn so much more", () => {
    const owed = after(10, missed);
    const paying = { sunW: 3_000, drawnW: 3_450, extraW: -450 };
    assert.ok((after(10, paying, {}, owed)?.owedWh ?? 0) < 200);
    assert.equal(after(60, paying, {}, owed)?.owedWh, 0);
  });

  it("does not count what no step of the charger's current can use", () => {
    assert.equal(after(60, even)?.owedWh, 0);
    assert.equal(after(60, { sunW: 1_000, drawnW: 0, extraW: 1_000 })?.owedWh, 0);
  });

  it("does not count sun that went to the grid: that is lost to both", () => {
    assert.equal(after(60, { ...missed, extraW: 0 })?.owedWh, 0);
  });

  it("grows no further beside a car that may charge and takes nothing", () => {
    const content = { reading: { status: "B", isAllowed: true } } as const;
    const kept = { reading: { status: "B", isAllowed: false } } as const;
    const waiting = { sunW: 3_000, drawnW: 0, extraW: 3_000 };
    assert.equal(after(10, waiting, { charger: content })?.owedWh, 0);
    assert.ok((after(10, waiting, { charger: kept })?.owedWh ?? 0) > 400);
  });

  it("is forgotten with a car that has gone, is full, is stopped or is not to live on the sun", () => {
    assert.equal(after(10, missed, { charger: { reading: { ...charging(6), isFull: true } } }), undefined);
    assert.equal(after(10, missed, { charger: { reading: { status: "A" } } }), undefined);
    assert.equal(after(10, missed, { charger: { reading: charging(6), settings: { mode: "fast" } } }), undefined);
  });

  it("stays within bounds, whatever is measured", () => {
    const power = fc.integer({ min: -20_000, max: 20_000 });
    const samples = fc.array(fc.record({ sunW: power, drawnW: power, extraW: power }), { maxLength: 40 });
    fc.assert(
      fc.property(samples, fc.integer({ min: 0, max: 9_000 }), (seen, chargingW) => {
        let account: BalanceMemory | undefined;
        for (const sun of seen) account = after(1, sun, { chargingW }, account);
        if (account === undefined) return;
        assert.ok(account.owedWh >= 0 && account.owedWh <= 1_500, `${account.owedWh} Wh`);
        assert.ok(account.paidW >= 0 && account.paidW <= Math.min(chargingW, 2_000), `${account.paidW} W`);
      }),
    );
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BatterySettings, RequestBody, SharingState } from "#domain";
import { sharingStates } from "./sharing-state.ts";
import { charging, noon, snapshotOf, startRun, type TestBattery, type TestHouse } from "./testing/test-house.ts";

const battery = (settings: Omit<BatterySettings, "isEvGuarded">, more: TestBattery = {}): TestBattery => ({
  ...{ intents: [], fillPercent: 50, flowW: -500, settings: { isEvGuarded: false, ...settings } },
  ...more,
});
const houseWith = (...batteries: TestBattery[]): TestHouse => ({
  ...{ gridW: 0, chargers: [{ reading: charging(10) }], batteries },
});

/** How the sun is shared with the roof's battery after these houses, one every 20 seconds. */
function after(...houses: readonly TestHouse[]): SharingState | undefined {
  const run = startRun();
  for (const [index, house] of houses.entries()) run.step({ ...house, now: noon + index * 20_000 });
  const now = noon + (houses.length - 1) * 20_000;
  const last = houses[houses.length - 1] ?? {};
  return sharingStates(snapshotOf({ ...last, now }), run.memory(), now).get("roof");
}

const share = { share: "share", shareW: 2_000 } as const;
const wish = (body: Omit<Extract<RequestBody, { kind: "batterySharing" }>, "kind" | "battery">): RequestBody => ({
  ...{ kind: "batterySharing", battery: "roof" },
  ...body,
});

describe("how the sun is shared with a battery", () => {
  it("is the car's first where nobody has said anything", () => {
    assert.deepEqual(after(houseWith(battery({}))), {
      ...{ share: "car-first", setBy: "nobody", basis: "setting", keepsW: 0 },
      configured: { share: "car-first" },
    });
  });

  it("is what the configuration says, with the battery's watts", () => {
    assert.deepEqual(after(houseWith(battery(share))), {
      ...{ ...share, setBy: "configuration", basis: "setting", keepsW: 2_000, configured: share },
    });
  });

  it("is what somebody chose, also the same as in the configuration, until it is handed back", () => {
    const house = houseWith(battery(share));
    const equal = { ...house, requests: [wish({ share: "share", shareW: 2_000 })] };
    assert.equal(after(equal)?.setBy, "request");
    const other = { ...house, requests: [wish({ share: "battery-first" })] };
    assert.deepEqual(after(other), {
      ...{ share: "battery-first", setBy: "request", basis: "setting", keepsW: 500, configured: share },
    });
    const back = { ...house, requests: [wish({})] };
    assert.deepEqual(after(other, back), after(house));
  });

  it("tells when the battery wants less than its share", () => {
    const enough = { ...houseWith(battery(share, { flowW: -700 })), gridW: -3_000 };
    const { basis, keepsW } = after(enough) ?? {};
    assert.deepEqual({ basis, keepsW }, { basis: "wants-less", keepsW: 700 });
  });

  it("tells when the battery comes first because it is below its reserve", () => {
    const low = houseWith(battery({ ...share, reservePercent: 60 }));
    const { basis, keepsW, reservePercent } = after(low) ?? {};
    assert.deepEqual({ basis, keepsW, reservePercent }, { basis: "below-reserve", keepsW: 500, reservePercent: 60 });
  });

  it("does not know of a reserve where the battery does not tell its level", () => {
    const { fillPercent: _, ...blind } = battery({ ...share, reservePercent: 60 });
    const { basis, keepsW } = after(houseWith(blind)) ?? {};
    assert.deepEqual({ basis, keepsW }, { basis: "setting", keepsW: 2_000 });
  });

  it("says that nobody knows where a battery does not tell its power", () => {
    const { flowW: _, ...silent } = battery(share);
    assert.deepEqual(after(houseWith(silent)), {
      ...{ ...share, setBy: "configuration", basis: "unknown", configured: share },
    });
    const second = battery({ share: "car-first" }, { id: "shed" });
    assert.equal(after(houseWith(silent, second))?.basis, "unknown");
  });

  it("tells what the battery gives back of its part, and nothing that is not worth a word", () => {
    const missed: TestHouse = { ...houseWith(battery(share, { flowW: -4_500 })), chargers: [{ reading: charging(6) }] };
    const minutes = (count: number, house: TestHouse) => {
      const run = startRun();
      let state: SharingState | undefined;
      for (let minute = 0; minute < count; minute += 1) {
        const seen = { ...house, now: noon + minute * 60_000, gridA: [0, 0, 0] } as const;
        run.step(seen);
        state = sharingStates(snapshotOf(seen), run.memory(), seen.now).get("roof");
      }
      return { state, paidW: run.memory().surplus?.balance?.paidW };
    };
    const { state, paidW = 0 } = minutes(12, missed);
    assert.ok(paidW > 200, `${paidW} W`);
    assert.deepEqual([state?.keepsW, state?.paysBackW], [2_000, paidW]);
    assert.equal(minutes(2, missed).state?.paysBackW, undefined);
    const first = { ...missed, batteries: [battery({ share: "battery-first" }, { flowW: -4_500 })] };
    assert.equal(minutes(12, first).state?.paysBackW, undefined);
    const two = minutes(12, { ...missed, batteries: [...(missed.batteries ?? []), battery({}, { id: "shed" })] });
    assert.equal(two.state?.paysBackW, two.paidW, "who keeps nothing gives nothing back");
  });

  it("is another's word where the battery counts by what another device reads", () => {
    const other = battery({ share: "battery-first" }, { id: "cloud", flowW: -700, isCountedElsewhere: true });
    const house = houseWith(battery(share), other);
    const states = sharingStates(snapshotOf(house), startRun().memory(), noon);
    assert.deepEqual([states.get("roof")?.basis, states.get("roof")?.keepsW], ["setting", 2_000]);
    assert.deepEqual([states.get("cloud")?.basis, states.get("cloud")?.keepsW], ["elsewhere", undefined]);
    const { flowW: _, ...silent } = other;
    assert.deepEqual(after(houseWith(battery(share), silent))?.keepsW, 2_000);
  });

  it("is each battery's own, and of no interest without a charger", () => {
    const two = houseWith(battery(share), battery({ share: "battery-first" }, { id: "shed", flowW: -900 }));
    const run = startRun();
    run.step(two);
    const states = sharingStates(snapshotOf(two), run.memory(), noon);
    assert.deepEqual(
      [...states].map(([id, { share: who, keepsW }]) => [id, who, keepsW]),
      [
        ["roof", "share", 2_000],
        ["shed", "battery-first", 900],
      ],
    );
    assert.equal(sharingStates(snapshotOf({ ...two, chargers: [] }), run.memory(), noon).size, 0);
  });
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { BatterySettings } from "#domain";
import { viewHouse } from "./house-view.ts";
import { initialMemory } from "./memory.ts";
import { batteryClaim } from "./sharing.ts";
import { readMemory } from "./stored-memory.ts";
import { charging, noon, snapshotOf, startRun, type TestBattery } from "./testing/test-house.ts";

interface Scene {
  readonly settings: Omit<BatterySettings, "isEvGuarded">;
  /** Sun left over by the house, by minute. */
  readonly sunW: (minute: number) => number;
  readonly hungerW?: (minute: number) => number;
  readonly socPercent?: (minute: number) => number;
  readonly everyS?: number;
  /** What the car draws when the scene begins. */
  readonly carA?: number;
}

/**
 * Two hours of a house whose battery takes by itself whatever is left over, up to its hunger, and gives what lacks, and
 * whose car obeys at once. Returns the means of the second hour.
 */
function twoHours({ settings, sunW, hungerW = () => 5_000, socPercent = () => 50, everyS = 10, carA = 0 }: Scene) {
  const run = startRun();
  let currentA = carA;
  const sums = { carW: 0, batteryW: 0, gridW: 0, count: 0 };
  for (let second = 0; second < 7_200; second += everyS) {
    const minute = second / 60;
    const carW = currentA * 230;
    const leftW = sunW(minute) - carW;
    const chargingW = Math.min(Math.max(leftW, -5_000), hungerW(minute));
    const { commands } = run.step({
      now: noon + second * 1_000,
      gridW: chargingW - leftW,
      gridA: [0, 0, 0],
      chargers: [
        {
          settings: { maxCurrentA: 32 },
          limits: { maxCurrentA: 32 },
          reading: currentA === 0 ? { status: "B" } : charging(currentA),
        },
      ],
      batteries: [
        {
          ...{ intents: [], fillPercent: socPercent(minute), flowW: -chargingW },
          settings: { isEvGuarded: false, ...settings },
        },
      ],
    });
    for (const { command } of commands)
      if (command.kind === "charger") currentA = command.setting.isAllowed ? (command.setting.currentA ?? 6) : 0;
    if (minute < 60) continue;
    sums.carW += carW;
    sums.batteryW += chargingW;
    sums.gridW += chargingW - leftW;
    sums.count += 1;
  }
  const mean = (sum: number) => Math.round(sum / sums.count);
  return { carW: mean(sums.carW), batteryW: mean(sums.batteryW), gridW: mean(sums.gridW) };
}

const share = { share: "share", shareW: 2_000 } as const;
const near = (foundW: number, wantedW: number, within: number) =>
  assert.ok(Math.abs(foundW - wantedW) <= within, `${foundW} W, wanted ${wantedW} W`);

/** Whole amperes on one phase. */
const stepW = 230;

describe("a wish for another split", () => {
  const wish = (share: "car-first" | "share" | "battery-first" | undefined, shareW?: number) => ({
    ...{ kind: "batterySharing" as const, battery: "roof" },
    ...(share === undefined ? {} : { share }),
    ...(shareW === undefined ? {} : { shareW }),
  });
  const house = (settings: Omit<BatterySettings, "isEvGuarded">, request?: ReturnType<typeof wish>) => ({
    ...{ gridW: 0, chargers: [{ reading: charging(20) }] },
    batteries: [{ intents: [], fillPercent: 50, flowW: -500, settings: { isEvGuarded: false, ...settings } }],
    ...(request === undefined ? {} : { requests: [request] }),
  });
  const cases: readonly [string, Omit<BatterySettings, "isEvGuarded">, ReturnType<typeof wish>, string, object][] = [
    ["with its watts", {}, wish("share", 1_500), "sharing-share", { share: "share", shareW: 1_500 }],
    ["with the configured watts", share, wish("share"), "sharing-share", { share: "share", shareW: 2_000 }],
    ["of watts alone", {}, wish(undefined, 900), "sharing-share", { share: "share", shareW: 900 }],
    ["that says who is first", share, wish("battery-first"), "sharing-battery-first", { share: "battery-first" }],
    ["without any watts", {}, wish("share"), "sharing-refused", {}],
    ["of no sensible watts", {}, wish("share", -5), "sharing-refused", {}],
    ["to go back to the configuration", share, wish(undefined), "sharing-cleared", {}],
  ];
  for (const [name, settings, request, effect, kept] of cases)
    it(`${name} is answered and kept`, () => {
      const run = startRun();
      const { reasons } = run.step(house(settings, request));
      assert.equal(reasons.find(({ rule, subject }) => rule === "request" && subject === "roof")?.effect, effect);
      const { share: who, shareW } = run.memory().batteries["roof"] ?? {};
      assert.deepEqual(JSON.parse(JSON.stringify({ share: who, shareW })), kept);
    });

  it("changes what the car gets with the next values, and still after the hub was started anew", () => {
    const run = startRun();
    run.step(house({}));
    run.step({ ...house({}, wish("share", 2_000)), now: noon + 20_000, gridW: 1 });
    const { memory, reason } = readMemory(JSON.parse(JSON.stringify(run.memory())), noon);
    assert.equal(reason, undefined);
    assert.equal(memory.batteries["roof"]?.share, "share");
    run.step({ ...house({}), now: noon + 40_000, gridW: 2 });
    const sharedW = run.memory().surplus?.valueW ?? 0;
    const cars = run.step({ ...house({}, wish("car-first")), now: noon + 60_000, gridW: 3 });
    assert.ok(cars.reasons.some(({ effect }) => effect === "sharing-car-first"));
    run.step({ ...house({}), now: noon + 80_000, gridW: 4 });
    assert.ok((run.memory().surplus?.valueW ?? 0) > sharedW + 1_500, "the battery's share is the car's again");
  });
});

describe("the sun between a house battery and a car", () => {
  it("goes to the car first where nothing else is said", () => {
    const { carW, batteryW } = twoHours({ settings: {}, sunW: () => 5_000 });
    near(carW, 5_000, stepW);
    near(batteryW, 0, stepW);
  });

  it("is shared as the owner says, also when the car was there first", () => {
    for (const carA of [0, 20]) {
      const { carW, batteryW } = twoHours({ settings: share, sunW: () => 5_000, carA });
      near(batteryW, 2_000, stepW);
      near(carW, 3_000, stepW);
    }
  });

  it("gives the car what the battery cannot take of its share", () => {
    const { carW, gridW } = twoHours({ settings: share, sunW: () => 5_000, hungerW: () => 800 });
    near(carW, 4_200, stepW);
    near(gridW, 0, stepW);
  });

  it("gives the car all once the battery is full, and the battery its share again when it is hungry", () => {
    const socPercent = (minute: number) => (minute < 50 ? 99 : 60);
    const hungerW = (minute: number) => (minute < 50 ? 0 : 5_000);
    const full = twoHours({ settings: share, sunW: () => 5_000, hungerW: () => 0, socPercent: () => 99 });
    near(full.carW, 5_000, stepW);
    const later = twoHours({ settings: share, sunW: () => 5_000, hungerW, socPercent });
    near(later.batteryW, 2_000, stepW);
  });

  it("goes to the battery first where the owner says so, and to the car only what is left then", () => {
    const settings = { share: "battery-first" } as const;
    const wide = twoHours({ settings, sunW: () => 6_000, hungerW: () => 3_000 });
    near(wide.batteryW, 3_000, stepW);
    near(wide.carW, 3_000, stepW);
    const narrow = twoHours({ settings, sunW: (minute) => (minute < 40 ? 6_000 : 3_200), hungerW: () => 3_000 });
    near(narrow.carW, 0, stepW);
    near(narrow.batteryW, 3_000, stepW);
  });

  it("is the car's again at once when a full battery has helped out for a moment and refills", () => {
    const run = startRun();
    const at = (second: number, gridW: number, flowW: number, fillPercent: number) =>
      run.step({
        ...{ now: noon + second * 1_000, gridW, gridA: [0, 0, 0], chargers: [{ reading: charging(16) }] },
        batteries: [{ intents: [], fillPercent, flowW, settings: { isEvGuarded: false, share: "battery-first" } }],
      });
    const leftW = () => run.memory().surplus?.valueW;
    at(0, -500, -100, 99);
    assert.equal(leftW(), 3_680 + 500);
    at(60, 0, 2_000, 98);
    at(120, 0, -1_500, 98);
    assert.equal(leftW(), 3_680 + 1_500 - 100, "the refill is not hunger");
    at(180, 0, -1_500, 95);
    assert.equal(leftW(), 3_680, "three points lower it is hungry again");
  });

  it("goes to the battery first while it is below its reserve", () => {
    const settings = { reservePercent: 60 };
    const { carW } = twoHours({ settings, sunW: (minute) => (minute < 40 ? 6_000 : 3_000), hungerW: () => 3_000 });
    near(carW, 0, stepW);
  });

  it("is shared within a tenth also by a meter that speaks once a minute", () => {
    const sunW = (minute: number) => 5_000 + 800 * Math.sin(minute / 5);
    const { batteryW, gridW } = twoHours({ settings: share, sunW, everyS: 60 });
    near(batteryW, 2_000, 200);
    near(gridW, 0, 50);
  });
});

describe("what is left for the cars beside several batteries", () => {
  const one = (id: string, settings: Omit<BatterySettings, "isEvGuarded">, more: TestBattery = {}): TestBattery => ({
    ...{ id, intents: [], fillPercent: 50, flowW: -2_500, settings: { isEvGuarded: false, ...settings } },
    ...more,
  });
  /** A car draws 2,300 W, nothing goes to the grid. */
  const leftW = (...batteries: TestBattery[]) => {
    const run = startRun();
    run.step({ gridW: 0, gridA: [0, 0, 0], chargers: [{ reading: charging(10) }], batteries });
    const { surplus, blindSince } = run.memory();
    return blindSince === undefined ? Math.round(surplus?.valueW ?? Number.NaN) : undefined;
  };
  const first = { share: "battery-first" } as const;
  const roof = { share: "share", shareW: 1_000 } as const;

  it("each keeps what its own setting says, whatever their order", () => {
    assert.equal(leftW(one("roof", {}), one("shed", {})), 2_300 + 5_000);
    assert.equal(leftW(one("roof", roof), one("shed", {})), 2_300 + 5_000 - 1_000);
    assert.equal(leftW(one("roof", roof), one("shed", first)), 2_300 + 5_000 - 1_000 - 2_500);
    assert.equal(leftW(one("shed", first), one("roof", roof)), 2_300 + 5_000 - 1_000 - 2_500);
    assert.equal(leftW(one("roof", roof), one("shed", share)), 2_300 + 5_000 - 3_000);
  });

  it("what one gives is not taken for sun, whatever the other is given", () => {
    assert.equal(leftW(one("roof", {}, { flowW: 1_500 }), one("shed", {}, { flowW: -1_500 })), 2_300);
    assert.equal(leftW(one("roof", {}, { flowW: 1_500 }), one("shed", first, { flowW: -1_500 })), 2_300 - 1_500);
  });

  it("only the one below its reserve comes before the car", () => {
    const low = one("roof", { reservePercent: 60 });
    assert.equal(leftW(low, one("shed", { reservePercent: 40 })), 2_300 + 2_500);
  });

  it("one without a level keeps its share, and is never taken to be below its reserve", () => {
    const { fillPercent: _, ...blind } = one("roof", { ...roof, reservePercent: 60 });
    assert.equal(leftW(blind), 2_300 + 1_500);
    assert.equal(leftW(blind, one("shed", {})), 2_300 + 5_000 - 1_000);
  });

  it("one that two devices read has a part once, whatever the other device is set to", () => {
    const again = (settings: Omit<BatterySettings, "isEvGuarded">, more: TestBattery = {}) =>
      one("cloud", settings, { ...more, isCountedElsewhere: true });
    assert.equal(leftW(one("roof", {}), again({})), 2_300 + 2_500);
    assert.equal(leftW(again({}), one("roof", roof)), 2_300 + 1_500);
    assert.equal(leftW(one("roof", roof), again(first)), 2_300 + 1_500);
    assert.equal(leftW(one("roof", {}, { flowW: 1_500 }), again({}, { flowW: 1_400 })), 2_300 - 1_500);
    const { flowW: _, ...silent } = again({});
    assert.equal(leftW(one("roof", {}), silent), 2_300 + 2_500, "and nobody waits for the other's values");
  });

  it("where only their sum is known, no order of the batteries gives the car more", () => {
    const { flowW: _, ...silent } = one("shed", {});
    const claimW = (...batteries: TestBattery[]) => {
      const house = viewHouse(snapshotOf({ gridW: 0, gridA: [0, 0, 0], batteries }), noon);
      const batteryW = { value: -5_000, at: noon, source: "house", quality: "measured", goodUntil: noon } as const;
      return batteryClaim({ ...house, batteryW }, initialMemory());
    };
    assert.equal(claimW(one("roof", share), silent), 3_000);
    assert.equal(claimW(silent, one("roof", share)), 3_000);
    assert.equal(claimW(silent, one("roof", first)), 0);
  });

  it("nothing is made up where one does not tell its power", () => {
    const { flowW: _, ...silent } = one("roof", share);
    assert.equal(leftW(silent), undefined);
    assert.equal(leftW(one("shed", {}), silent), undefined);
  });
});

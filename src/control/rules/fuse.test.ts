import assert from "node:assert/strict";
import { test } from "node:test";
import type { Triple } from "#domain";
import { charging, noon, startRun, type TestCharger, type TestHouse } from "../testing/test-house.ts";

const fast = (charger: TestCharger = {}): TestCharger => ({
  ...charger,
  settings: { mode: "fast", ...charger.settings },
});
const measured = (gridA: Triple, house: TestHouse = {}): TestHouse => ({
  gridW: 0,
  gridA,
  chargers: [fast()],
  ...house,
});

const rows: readonly [string, TestHouse, told: string, why: string][] = [
  ["room for all", measured([10, 0, 0]), "16 A × 1", "mode.fast"],
  ["the conductor it is wired to is full", measured([25, 0, 0]), "10 A × 1", "fuse.limited"],
  ["another conductor is full", measured([0, 34, 0]), "16 A × 1", "mode.fast"],
  [
    "wired to the second conductor",
    measured([0, 25, 0], { chargers: [fast({ settings: { rotation: [2, 3, 1] } })] }),
    "10 A × 1",
    "fuse.limited",
  ],
  [
    "three phases obey the fullest",
    measured([0, 0, 26], { chargers: [fast({ settings: { phases: 3 } })] }),
    "9 A × 3",
    "fuse.limited",
  ],
  ["less than the minimum is a pause", measured([30, 0, 0]), "", "fuse.paused"],
  [
    "its own current is not the house's",
    measured([34, 0, 0], { chargers: [fast({ reading: charging(16) })] }),
    "",
    "mode.fast",
  ],
  ["export leaves more room, but not above the charger", measured([-20, 0, 0]), "16 A × 1", "mode.fast"],
  [
    "a slow meter: fuse minus the declared peak",
    { gridW: 0, grid: { housePeakA: 25 }, chargers: [fast()] },
    "10 A × 1",
    "fuse.limited-without-phases",
  ],
  ["no meter: the same", { grid: { housePeakA: 25 }, chargers: [fast()] }, "10 A × 1", "fuse.limited-without-phases"],
  [
    "no declared peak: half of the fuse",
    { gridW: 0, grid: { maxCurrentA: 25 }, chargers: [fast()] },
    "12 A × 1",
    "fuse.limited-without-phases",
  ],
  [
    "a declared peak that leaves nothing",
    { gridW: 0, grid: { housePeakA: 32 }, chargers: [fast()] },
    "",
    "fuse.paused-without-phases",
  ],
  [
    "old phase currents are not fast",
    measured([0, 0, 0], { gridAt: noon - 11_000, grid: { housePeakA: 25 } }),
    "10 A × 1",
    "fuse.limited-without-phases",
  ],
  [
    "a fuse that is no number allows nothing",
    measured([0, 0, 0], { grid: { maxCurrentA: Number.NaN } }),
    "",
    "fuse.paused",
  ],
  [
    "one phase only: the power tells the current",
    { gridW: 4600, grid: { phases: 1, maxCurrentA: 32 }, chargers: [fast()] },
    "12 A × 1",
    "fuse.limited",
  ],
];

for (const [name, house, told, why] of rows) {
  test(`fuse: ${name}`, () => {
    const step = startRun().step(house);
    assert.equal(step.told, told);
    assert.equal(
      step.why.split(", ")[0],
      why === "mode.fast" && house.gridW === undefined ? "stale-data.without-meter" : why,
    );
  });
}

test("two chargers on one fuse: the one with priority first, and both on other conductors", () => {
  const chargers = (second: Partial<TestCharger["settings"]> = {}) => [
    fast({ id: "a", settings: { priority: 1 } }),
    fast({ id: "b", settings: { priority: 2, ...second } }),
  ];
  assert.equal(startRun().step(measured([10, 0, 0], { chargers: chargers() })).told, "16 A × 1, 9 A × 1");
  assert.equal(startRun().step(measured([15, 0, 0], { chargers: chargers() })).told, "16 A × 1");
  assert.equal(
    startRun().step(measured([10, 0, 0], { chargers: chargers({ rotation: [2, 3, 1] }) })).told,
    "16 A × 1, 16 A × 1",
  );
});

test("a charger that fell silent counts with what it was last allowed", () => {
  const silent = fast({ id: "a", reading: charging(16), goodUntil: noon - 1 });
  const step = startRun().step(
    measured([0, 0, 0], { chargers: [silent, fast({ id: "b" })], grid: { maxCurrentA: 25 } }),
  );
  assert.equal(step.told, "9 A × 1");
});

import assert from "node:assert/strict";
import { test } from "node:test";
import type { ChargerMode } from "#domain";
import { charging, startRun, type TestCharger } from "../testing/test-house.ts";

const rows: readonly [string, ChargerMode, TestCharger, told: string, why: string][] = [
  ["off stops a car", "off", { reading: charging(8) }, "stop", "mode.off"],
  ["off has nothing to say to a charger that is off", "off", {}, "", "mode.off"],
  ["fast charges with all there is", "fast", {}, "16 A × 1", "mode.fast"],
  ["fast uses three phases where it may", "fast", { settings: { phases: "auto" } }, "16 A × 3", "mode.fast"],
  ["fast stays within the owner's limit", "fast", { settings: { maxCurrentA: 10 } }, "10 A × 1", "mode.fast"],
  ["fast waits ready without a car", "fast", { reading: { status: "A" } }, "16 A × 1", "mode.no-car"],
  ["solar locks a free socket", "solar", { reading: { status: "A", isAllowed: true } }, "stop", "mode.no-car"],
  ["a charger never heard of is not started", "fast", { reading: undefined }, "", "mode.unknown-car"],
  ["a charger that fell silent is not started", "fast", { goodUntil: 0 }, "", "mode.unknown-car"],
  ["a power that is no number starts nothing", "fast", { reading: { powerW: Number.NaN } }, "", "mode.unknown-car"],
  ["limits that are no numbers start nothing", "fast", { limits: { maxCurrentA: Number.NaN } }, "", "mode.unknown-car"],
  ["a charger with a fault is left alone", "fast", { reading: { status: "F" } }, "", "mode.faulty"],
  ["a full car is left as it is", "solar", { reading: { status: "B", isFull: true } }, "", "mode.full"],
];

for (const [name, mode, charger, told, why] of rows) {
  test(name, () => {
    const settings = { ...charger.settings, mode };
    const step = startRun().step({ gridW: 0, gridA: [0, 0, 0], chargers: [{ ...charger, settings }] });
    assert.deepEqual([step.told, step.why], [told, why]);
  });
}

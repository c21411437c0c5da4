import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ChargerSettings, ChargerStatus, Snapshot } from "#domain";
import { attentionTo } from "./attention.ts";

const at = Date.UTC(2026, 5, 17, 10);

interface Scene {
  readonly solarW?: number;
  readonly solarAgeMs?: number;
  readonly status?: ChargerStatus;
  readonly chargerAgeMs?: number;
  readonly isSignalled?: boolean;
}

const settings: ChargerSettings = {
  ...{ mode: "solar", priority: 1, minCurrentA: 6, maxCurrentA: 16, phases: "auto" },
  rotation: [1, 2, 3],
};

function snapshot({ solarW, solarAgeMs = 0, status, chargerAgeMs = 0, isSignalled }: Scene): Snapshot {
  const stamp = { at, receivedAt: at, source: "s", quality: "measured" } as const;
  const goodUntil = (ageMs: number) => at + 60_000 - ageMs;
  return {
    version: 1,
    at,
    grid: { phases: 3, voltageV: 230, maxCurrentA: 35 },
    house: solarW === undefined ? {} : { solarW: { ...stamp, value: solarW, goodUntil: goodUntil(solarAgeMs) } },
    chargers:
      status === undefined
        ? []
        : [
            {
              id: "wallbox",
              settings,
              limits: { minCurrentA: 6, maxCurrentA: 16, stepA: 1, phases: 3, canSwitchPhases: true },
              reading: { ...stamp, kind: "charger", status, powerW: 0, isAllowed: true },
              goodUntil: goodUntil(chargerAgeMs),
            },
          ],
    batteries: [],
    devices: [],
    signals:
      isSignalled === undefined ? [] : [{ ...stamp, id: "ohme", isCharging: isSignalled, goodUntil: goodUntil(0) }],
    requests: [],
  };
}

describe("how closely the house is looked at", () => {
  const cases: readonly (readonly [string, Scene, string])[] = [
    ["a car charges", { status: "C", solarW: 0 }, "close"],
    ["a charger that nobody reads charges", { isSignalled: true, solarW: 0 }, "close"],
    ["the car is full", { status: "B", solarW: 3_000 }, "usual"],
    ["the sun shines and nothing charges", { status: "A", solarW: 3_000 }, "usual"],
    ["it is night and nothing charges", { status: "A", solarW: 12, isSignalled: false }, "idle"],
    ["nobody knows whether the sun shines", { status: "A" }, "usual"],
    ["the last word of darkness is old", { solarW: 0, solarAgeMs: 120_000 }, "usual"],
    ["the last word of charging is old", { status: "C", chargerAgeMs: 120_000, solarW: 0 }, "idle"],
  ];
  for (const [when, scene, expected] of cases)
    it(`is ${expected} when ${when}`, () => assert.equal(attentionTo(snapshot(scene)), expected));
});

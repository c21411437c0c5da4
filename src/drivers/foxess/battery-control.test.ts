import assert from "node:assert/strict";
import { describe, it } from "node:test";
import fc from "fast-check";
import type { BatteryIntent } from "#domain";
import {
  type BatteryControls,
  type BatteryState,
  intentShownBy,
  intentsOf,
  isIntentInEffect,
  targetFor,
} from "./battery-control.ts";

const limits = { lowestPercent: 10, highestPercent: 100 };
const kh: BatteryControls = { modes: ["PeakShaving", "Feedin", "SelfUse"], limits };
const h1: BatteryControls = { modes: ["SelfUse", "Feedin", "Backup"], limits };
const evo: BatteryControls = { modes: [], limits };
const modesOnly: BatteryControls = { modes: ["SelfUse", "Feedin", "Backup"] };
const nothing: BatteryControls = { modes: [] };

describe("what a device can do with its battery", () => {
  const rows = [
    { name: "modes without Backup", controls: kh, intents: ["auto", "hold", "reserve", "feed-in"] },
    { name: "modes with Backup", controls: h1, intents: ["auto", "hold", "reserve", "feed-in"] },
    { name: "levels alone", controls: evo, intents: ["auto", "hold", "reserve"] },
    { name: "modes alone", controls: modesOnly, intents: ["auto", "hold", "feed-in"] },
    { name: "nothing", controls: nothing, intents: [] },
  ];
  for (const { name, controls, intents } of rows)
    it(`${name}: ${intents.join(", ") || "-"}`, () => assert.deepEqual(intentsOf(controls), intents));
});

describe("how an intent is reached", () => {
  const state: BatteryState = { minSoc: 12, socPercent: 57.8 };
  const rows: { intent: BatteryIntent; controls: BatteryControls; target: unknown }[] = [
    { intent: { kind: "hold" }, controls: h1, target: { workMode: "Backup" } },
    { intent: { kind: "hold" }, controls: kh, target: { workMode: "SelfUse", minSocOnGrid: 57 } },
    { intent: { kind: "hold" }, controls: evo, target: { minSocOnGrid: 57 } },
    { intent: { kind: "auto" }, controls: kh, target: { workMode: "SelfUse", minSocOnGrid: 12 } },
    { intent: { kind: "auto" }, controls: modesOnly, target: { workMode: "SelfUse" } },
    { intent: { kind: "reserve", percent: 35 }, controls: h1, target: { workMode: "SelfUse", minSocOnGrid: 35 } },
    { intent: { kind: "reserve", percent: 3 }, controls: evo, target: { minSocOnGrid: 10 } },
    { intent: { kind: "feed-in" }, controls: kh, target: { workMode: "Feedin" } },
    { intent: { kind: "feed-in" }, controls: evo, target: undefined },
    { intent: { kind: "charge", toPercent: 80, by: 0 }, controls: h1, target: undefined },
  ];
  for (const { intent, controls, target } of rows)
    it(`${intent.kind} with ${controls.modes.join("/") || "levels only"}`, () =>
      assert.deepEqual(targetFor(intent, controls, state), target));

  it("cannot hold by level before the level is known", () => {
    assert.equal(targetFor({ kind: "hold" }, kh, { minSoc: 12 }), undefined);
  });

  it("is seen in effect once written, whatever was there before, and never under a timetable", () => {
    const intents = fc.oneof(
      fc.constantFrom<BatteryIntent>({ kind: "auto" }, { kind: "hold" }, { kind: "feed-in" }),
      fc.integer({ min: 0, max: 100 }).map((percent): BatteryIntent => ({ kind: "reserve", percent })),
    );
    const states = fc.record({
      workMode: fc.constantFrom("SelfUse", "Feedin", "Backup", "PeakShaving"),
      minSoc: fc.integer({ min: 10, max: 50 }),
      minSocOnGrid: fc.integer({ min: 10, max: 100 }),
      socPercent: fc.double({ min: 0, max: 100, noNaN: true }),
    });
    fc.assert(
      fc.property(intents, states, fc.constantFrom(kh, h1, evo, modesOnly), (intent, before, controls) => {
        const target = targetFor(intent, controls, before);
        assert.equal(target !== undefined, intentsOf(controls).includes(intent.kind));
        if (target === undefined) return;
        assert.ok(isIntentInEffect(intent, controls, { ...before, ...target }));
        assert.ok(!isIntentInEffect(intent, controls, { ...before, ...target, isScheduled: true }));
      }),
    );
  });

  it("no longer holds when the sun has lifted the battery above the held level, or is about to", () => {
    const held = { workMode: "SelfUse", minSoc: 10, minSocOnGrid: 50 };
    assert.ok(isIntentInEffect({ kind: "hold" }, kh, { ...held, socPercent: 51.9 }));
    assert.ok(!isIntentInEffect({ kind: "hold" }, kh, { ...held, socPercent: 52 }));
    assert.ok(!isIntentInEffect({ kind: "hold" }, kh, { ...held, socPercent: 50, risingToPercent: 53.5 }));
  });

  it("is held at where the sun will have lifted it", () => {
    const rising = { minSoc: 10, socPercent: 50.2, risingToPercent: 53.5 };
    assert.deepEqual(targetFor({ kind: "hold" }, kh, rising), { workMode: "SelfUse", minSocOnGrid: 53 });
  });
});

describe("what the settings amount to", () => {
  const rows: { state: BatteryState; controls: BatteryControls; intent: string | undefined }[] = [
    { state: { workMode: "SelfUse", minSoc: 10, minSocOnGrid: 10, socPercent: 60 }, controls: kh, intent: "auto" },
    { state: { workMode: "SelfUse", minSoc: 10, minSocOnGrid: 30, socPercent: 60 }, controls: kh, intent: "reserve" },
    { state: { workMode: "SelfUse", minSoc: 10, minSocOnGrid: 60, socPercent: 60 }, controls: kh, intent: "hold" },
    { state: { workMode: "Backup", minSoc: 10, minSocOnGrid: 10 }, controls: h1, intent: "hold" },
    { state: { workMode: "Feedin", minSoc: 10, minSocOnGrid: 10 }, controls: kh, intent: "feed-in" },
    { state: { workMode: "PeakShaving", minSoc: 10, minSocOnGrid: 10 }, controls: kh, intent: undefined },
    { state: { workMode: "SelfUse", minSocOnGrid: 10, isScheduled: true }, controls: kh, intent: undefined },
    { state: { minSoc: 10, minSocOnGrid: 40, socPercent: 80 }, controls: evo, intent: "reserve" },
    { state: { workMode: "SelfUse" }, controls: modesOnly, intent: "auto" },
    { state: { workMode: "SelfUse" }, controls: kh, intent: undefined },
  ];
  for (const { state, controls, intent } of rows)
    it(`${JSON.stringify(state)} is ${intent}`, () => assert.equal(intentShownBy(controls, state), intent));
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ActuatorSnapshot, BatteryIntent, BatteryRule } from "#domain";
import { charging, noon, startRun, type TestHouse } from "../testing/test-house.ts";

const minuteMs = 60_000;
const feedIn: BatteryIntent = { kind: "feed-in" };
const sunny: BatteryRule = {
  ...{ id: "noon", intent: feedIn, priority: 50, solarAboveW: 2_000 },
  window: { isOpen: true, changesAt: noon + 360 * minuteMs },
};

interface Scene extends TestHouse {
  readonly solarW?: number;
  readonly soc?: number;
  /** What the battery does by our order so far. */
  readonly doing?: BatteryIntent;
  readonly minute?: number;
  readonly isCharging?: boolean;
  readonly evGuard?: boolean;
  readonly reservePercent?: number;
}

const allIntents = ["auto", "hold", "reserve", "feed-in"] as const;

function start(rules: readonly BatteryRule[], intents: readonly (typeof allIntents)[number][] = allIntents) {
  const run = startRun();
  return ({ solarW = 3_000, soc = 60, doing, minute = 0, isCharging = false, ...scene }: Scene = {}) => {
    const now = noon + minute * minuteMs;
    const actuator: ActuatorSnapshot | undefined = doing && {
      ...{ command: { kind: "batteryIntent", target: "roof", intent: doing }, state: "confirmed", since: noon },
    };
    const { evGuard = false, reservePercent, requests, gridAt = now } = scene;
    const battery = {
      ...{ flowW: 0, fillPercent: soc, intents },
      settings: { isEvGuarded: evGuard, rules, ...(reservePercent === undefined ? {} : { reservePercent }) },
      ...(actuator === undefined ? {} : { actuator }),
    };
    const charger = { settings: { mode: "fast" as const }, reading: isCharging ? charging(16) : {} };
    const result = run.step({
      ...{ now, gridW: 3_000, gridAt, gridA: [0, 0, 0], solarW, batteries: [battery], chargers: [charger] },
      ...(requests === undefined ? {} : { requests }),
    });
    const told = result.commands.filter(({ command }) => command.target === "roof");
    const { rule, effect, because } = result.reasons.find(({ subject }) => subject === "roof") ?? {};
    return {
      told: told
        .map(
          ({ command, isRelease }) =>
            `${isRelease ? "-" : ""}${command.kind === "batteryIntent" ? command.intent.kind : ""}`,
        )
        .join(),
      why: rule === undefined ? "" : `${rule}.${effect}`,
      because,
    };
  };
}

const closed: BatteryRule = { ...sunny, window: { isOpen: false, changesAt: noon } };

describe("a rule of the owner's own", () => {
  it("does at noon what it says when there is sun, names itself and its end, and gives back in the evening", () => {
    const step = start([sunny]);
    const first = step();
    assert.deepEqual([first.told, first.why], ["feed-in", "battery-rule.active"]);
    assert.deepEqual(first.because, { name: "noon", intent: "feed-in", untilAt: noon + 360 * minuteMs });
    assert.equal(step({ minute: 1, doing: feedIn }).told, "");
    const evening = start([closed]);
    assert.deepEqual(evening({ doing: feedIn }).told, "-feed-in");
  });

  it("does nothing outside its hours, without sun, below its level, or without a car", () => {
    assert.equal(start([closed])().told, "");
    assert.equal(start([sunny])({ solarW: 1_500 }).told, "");
    assert.equal(start([{ ...sunny, socAbovePercent: 80 }])({ soc: 79 }).told, "");
    assert.equal(start([{ ...sunny, whileCharging: [] }])().told, "");
    assert.equal(start([{ ...sunny, whileCharging: ["elsewhere"] }])({ isCharging: true }).told, "");
  });

  it("bears a cloud, but not half an hour without sun", () => {
    const step = start([sunny]);
    step();
    assert.equal(step({ minute: 10, doing: feedIn, solarW: 500 }).told, "");
    assert.equal(step({ minute: 35, doing: feedIn, solarW: 2_500 }).told, "");
    assert.equal(step({ minute: 40, doing: feedIn, solarW: 500 }).why, "battery-rule.active");
    assert.equal(step({ minute: 70, doing: feedIn, solarW: 500 }).told, "-feed-in");
  });

  it("ends five points below its level, and begins again only at the level", () => {
    const step = start([{ ...sunny, socAbovePercent: 80 }]);
    assert.equal(step({ soc: 80 }).told, "feed-in");
    assert.equal(step({ minute: 1, soc: 76, doing: feedIn }).told, "");
    assert.equal(step({ minute: 2, soc: 74, doing: feedIn }).told, "-feed-in");
    assert.equal(step({ minute: 3, soc: 78 }).told, "");
  });

  it("holds the battery while a car charges, and some minutes longer", () => {
    const hold: BatteryIntent = { kind: "hold" };
    const step = start([{ id: "car", intent: hold, priority: 50, whileCharging: ["wallbox"] }]);
    assert.equal(step({ isCharging: true }).told, "hold");
    assert.equal(step({ minute: 1, doing: hold }).told, "");
    assert.equal(step({ minute: 4.1, doing: hold }).told, "-hold");
  });

  it("gives way to the one with the lower number", () => {
    const other: BatteryRule = { id: "first", intent: { kind: "auto" }, priority: 20 };
    assert.equal(start([sunny, other])().because?.["name"], "first");
    assert.equal(start([sunny, { ...other, priority: 51 }])().because?.["name"], "noon");
  });

  it("gives way to the guard unless its owner put it first", () => {
    const charge = { isCharging: true, evGuard: true };
    assert.deepEqual(start([sunny])(charge).told, "hold");
    assert.deepEqual(start([{ ...sunny, priority: 9 }])(charge).told, "feed-in");
  });

  it("gives way to what somebody asks for, and comes before the standing reserve", () => {
    const asked = { kind: "batteryIntent", battery: "roof", intent: { kind: "auto" } } as const;
    assert.equal(start([{ ...sunny, priority: 1 }])({ requests: [asked] }).told, "auto");
    assert.equal(start([sunny])({ reservePercent: 30 }).told, "feed-in");
    assert.equal(start([closed])({ reservePercent: 30 }).told, "reserve");
    const hold: BatteryRule = { id: "held", intent: { kind: "hold" }, priority: 50 };
    const reserve = { ...asked, intent: { kind: "reserve", percent: 40 } } as const;
    assert.equal(start([hold])({ requests: [reserve] }).told, "reserve");
  });

  it("says so where the battery cannot do what it wants, and leaves it to the next", () => {
    const alone = start([sunny], ["auto", "hold"])();
    assert.deepEqual([alone.told, alone.why], ["", "battery-rule.unavailable"]);
    const next: BatteryRule = { id: "next", intent: { kind: "auto" }, priority: 60 };
    assert.equal(start([sunny, next], ["auto", "hold"])().told, "auto");
  });

  it("does not begin on a sun that was seen too long ago", () => {
    assert.equal(start([sunny])({ gridAt: noon - minuteMs }).told, "");
  });
});

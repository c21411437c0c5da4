import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ActuatorSnapshot, type ChargerReading, minuteMs, secondMs } from "#domain";
import { charging, noon, startRun } from "../testing/test-house.ts";

const stepMs = 5 * secondMs;
const wakeAfterMs = 10 * minuteMs;

const asleep: Partial<ChargerReading> = { status: "B", isAllowed: true, isFull: true };
const kept: Partial<ChargerReading> = { status: "B", isAllowed: false };
const gone: Partial<ChargerReading> = { status: "A", isAllowed: false };

interface Home {
  readonly isWanted?: boolean;
  readonly canWake?: boolean;
  /** The car charges again once it has seemed to be unplugged. */
  readonly wakes?: boolean;
  /** The charger takes the order to wake, and does nothing. */
  readonly isDeaf?: boolean;
}

/** A charger in fast mode that does as it is told, with a car whose state is given minute by minute. */
function watch(readingAt: (minute: number) => Partial<ChargerReading>, home: Home = {}, minutes = 40) {
  const { isWanted = true, canWake = true, wakes = false, isDeaf = false } = home;
  const settings = { mode: "fast" as const, ...(isWanted ? { wakeAfterMs } : {}) };
  const run = startRun();
  const told: string[] = [];
  const why: string[] = [];
  let waker: ActuatorSnapshot | undefined;
  let isAllowed = true;
  let isAwake = false;
  for (let at = 0; at <= minutes * minuteMs; at += stepMs) {
    const now = noon + at;
    const minute = at / minuteMs;
    const car = readingAt(minute);
    const reading = isAllowed ? (isAwake && car.isFull === true ? charging(16) : car) : kept;
    const step = run.step({
      ...{ now, gridW: 0, gridA: [0, 0, 0] },
      chargers: [{ settings, reading, canWake, waker }],
    });
    for (const { command, isRelease } of step.commands) {
      if (command.kind === "wake") {
        told.push(`${isRelease ? "let be" : "wake"} at ${minute.toFixed(1)}`);
        waker = isRelease ? undefined : { command, state: isDeaf ? "sent" : "confirmed", since: now };
      }
      if (command.kind === "charger") {
        if (isAllowed && !command.setting.isAllowed) told.push("pause");
        if (!isAllowed && command.setting.isAllowed && wakes && waker !== undefined) isAwake = true;
        isAllowed = command.setting.isAllowed;
      }
    }
    for (const { rule, effect } of step.reasons) {
      if (rule === "wake-up" && why.at(-1) !== effect) why.push(effect);
    }
  }
  return { told, why };
}

/** Charges, is kept from charging by the charger for a while, may again, and takes nothing. */
const afterPause = (minute: number) => (minute < 2 ? charging(16) : minute < 5 ? kept : asleep);

describe("wake-up", () => {
  it("wakes a car that was paused and takes nothing, and says that it did", () => {
    const { told, why } = watch(afterPause, { wakes: true });
    assert.deepEqual(
      told.map((each) => each.replace(/ at .*/, "")),
      ["wake", "pause", "let be"],
    );
    assert.equal(told[0], "wake at 15.0");
    assert.deepEqual(why, ["trying", "woken"]);
  });

  it("tries once while the car is plugged in, and says when that was in vain", () => {
    const { told, why } = watch(afterPause, {}, 120);
    assert.equal(told.filter((each) => each === "pause").length, 1);
    assert.deepEqual(why, ["trying", "in-vain"]);
  });

  it("tries again with the next car", () => {
    const twice = (minute: number) =>
      minute >= 40 && minute < 41 ? gone : afterPause(minute < 40 ? minute : minute - 41);
    assert.equal(watch(twice, {}, 80).told.filter((each) => each === "pause").length, 2);
  });

  it("lets alone a car that stopped by itself: it is full, or has a timer of its own", () => {
    const full = (minute: number) => (minute < 2 ? charging(16) : asleep);
    assert.deepEqual(watch(full), { told: [], why: [] });
  });

  it("lets alone a full car that was kept from charging afterwards", () => {
    const overnight = (minute: number) =>
      minute < 2 ? charging(16) : minute < 5 ? asleep : minute < 8 ? kept : asleep;
    assert.deepEqual(watch(overnight), { told: [], why: [] });
  });

  it("lets alone a car of which nothing was seen before, and one that may not charge", () => {
    assert.deepEqual(watch(() => asleep).told, []);
    assert.deepEqual(watch((minute) => (minute < 2 ? charging(16) : kept)).told, []);
  });

  it("has patience: a car that comes back by itself is not disturbed", () => {
    const slow = (minute: number) =>
      minute < 2 ? charging(16) : minute < 5 ? kept : minute < 14 ? asleep : charging(16);
    assert.deepEqual(watch(slow).told, []);
  });

  it("does nothing unless its owner wants it, nor where the charger cannot", () => {
    assert.deepEqual(watch(afterPause, { isWanted: false }).told, []);
    assert.deepEqual(watch(afterPause, { canWake: false }).told, []);
  });

  it("gives up without a pause where the charger cannot be made ready, and lets it be", () => {
    const { told, why } = watch(afterPause, { isDeaf: true });
    assert.deepEqual(told, ["wake at 15.0", "let be at 17.0"]);
    assert.deepEqual(why, ["trying", "in-vain"]);
  });
});

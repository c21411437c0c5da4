import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ActuatorSnapshot, ChargerMode } from "#domain";
import { charging, noon, startRun } from "../testing/test-house.ts";

const minuteMs = 60_000;
const held: ActuatorSnapshot = {
  ...{ command: { kind: "batteryIntent", target: "roof", intent: { kind: "hold" } }, state: "confirmed", since: noon },
};

/** A house whose meter has news every few minutes; the car takes 1.4 kW at its minimum, `leftW` is left over beside it. */
function play(everyMinutes: number, mode: ChargerMode = "solar+min") {
  const run = startRun();
  let minute = -4 * everyMinutes;
  const step = (leftW: number, { isHeld = false, carA = 6 } = {}) => {
    const now = noon + minute * minuteMs;
    minute += everyMinutes;
    const actuator: ActuatorSnapshot = {
      command: { kind: "charger", target: "wallbox", setting: { isAllowed: carA > 0, currentA: 6, phases: 1 } },
      ...{ state: "confirmed", since: noon - 60 * minuteMs },
    };
    const { reasons, commands } = run.step({
      ...{ now, gridW: -leftW, gridGoodMs: 20 * minuteMs, gridA: [0, 0, 0] },
      chargers: [{ settings: { mode }, reading: carA > 0 ? charging(carA) : { status: "B" }, actuator }],
      batteries: [{ flowW: 0, ...(isHeld ? { actuator: held } : {}) }],
    });
    const told = commands.flatMap(({ command, isRelease }) =>
      command.kind === "batteryIntent" ? [`${isRelease ? "-" : ""}${command.intent.kind}`] : [],
    );
    return { told: told.join(), why: reasons.find(({ subject }) => subject === "roof")?.effect };
  };
  for (let passed = 0; passed < 4; passed++) step(5_000, { carA: 0 });
  return step;
}

describe("a guard behind a meter that has news every five minutes", () => {
  it("holds while a car takes most of the sun last seen, because the next cloud shows too late", () => {
    assert.deepEqual(play(5)(600), { told: "hold", why: "holding-unsure" });
    assert.equal(play(5, "solar")(600).told, "", "who charges by the sun alone lets the battery bridge the clouds");
    assert.equal(play(0.2)(600).told, "", "a fast meter shows the cloud in time");
  });

  it("leaves the battery alone where twice as much sun was seen", () => {
    assert.equal(play(5)(2_000).told, "");
  });

  it("takes a quarter of an hour of plenty for the end while the car still draws, minutes when it has stopped", () => {
    const step = play(5);
    step(600);
    const seen = [3_000, 3_000, 3_000].map((leftW) => step(leftW, { isHeld: true }).why);
    assert.deepEqual(seen, ["ending", "ending", "ending"]);
    assert.equal(step(3_000, { isHeld: true }).told, "-hold");
    const other = play(5);
    other(600);
    assert.equal(other(3_000, { isHeld: true, carA: 0 }).why, "ending");
    assert.equal(other(3_000, { isHeld: true, carA: 0 }).told, "-hold");
  });
});

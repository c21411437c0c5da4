import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { type ActuatorSnapshot, hourMs, minuteMs, type RequestBody, type UserWins } from "#domain";
import { charging, noon, startRun } from "../testing/test-house.ts";

const holding: ActuatorSnapshot = {
  command: { kind: "batteryIntent", target: "roof", intent: { kind: "hold" } },
  state: "confirmed",
  since: noon,
};
const overruled: ActuatorSnapshot = { ...holding, state: "drifted", since: noon + minuteMs, isOverruled: true };

/** A car at full power under a guarded battery, minute by minute. */
function play(userWins?: UserWins) {
  const run = startRun();
  const settings = { isEvGuarded: true, ...(userWins === undefined ? {} : { userWins }) };
  const step = (
    minute: number,
    actuator: ActuatorSnapshot | undefined,
    { car = "charging", requests = [] }: { car?: "charging" | "full" | "gone"; requests?: RequestBody[] } = {},
  ) => {
    const reading = car === "charging" ? charging(16) : { status: car === "gone" ? ("A" as const) : ("B" as const) };
    const now = noon + minute * minuteMs;
    const battery = { flowW: 0, settings, ...(actuator === undefined ? {} : { actuator }) };
    const { commands, reasons } = run.step({
      ...{ now, gridW: car === "charging" ? 3_500 : 0, gridA: [0, 0, 0], requests },
      chargers: [{ settings: { mode: car === "charging" ? "fast" : "solar" }, reading }],
      batteries: [battery],
    });
    const told = commands.flatMap(({ command, isRelease }) =>
      command.kind === "batteryIntent" ? [`${isRelease ? "-" : ""}${command.intent.kind}`] : [],
    );
    const why = reasons.flatMap(({ subject, rule, effect }) => (subject === "roof" ? [`${rule}.${effect}`] : []));
    return { told: told.join(), why: why.join() };
  };
  return { step, run };
}

function startHeld(userWins?: UserWins) {
  const house = play(userWins);
  assert.equal(house.step(0, undefined).told, "hold");
  assert.deepEqual(house.step(1, holding), { told: "", why: "ev-guard.holding" });
  return house;
}

describe("what a user set at the battery himself", () => {
  it("stays until the reason for our command is over, and comes before it no longer the next time", () => {
    const { step } = startHeld();
    assert.deepEqual(step(2, overruled), { told: "", why: "user-wins.until-reason-ends" });
    assert.deepEqual(step(60, overruled), { told: "", why: "user-wins.until-reason-ends" });
    step(61, overruled, { car: "full" });
    // Nothing is put back: the hub only forgets that it had wanted something.
    assert.equal(step(65, overruled, { car: "full" }).told, "-hold");
    assert.equal(step(66, undefined, { car: "full" }).told, "");
    assert.equal(step(90, undefined).told, "hold");
  });

  it("stays until a car is plugged in or out, even when the reason has come and gone", () => {
    const { step } = startHeld("until-unplug");
    assert.deepEqual(step(2, overruled), { told: "", why: "user-wins.until-unplug" });
    assert.equal(step(20, overruled, { car: "full" }).told, "");
    assert.equal(step(30, overruled).why, "user-wins.until-unplug");
    assert.equal(step(40, overruled, { car: "full" }).told, "");
    assert.equal(step(50, overruled, { car: "gone" }).told, "-hold");
    assert.equal(step(60, undefined).told, "hold");
  });

  it("stays for a day", () => {
    const { step } = startHeld("24h");
    assert.deepEqual(step(2, overruled), { told: "", why: "user-wins.for-a-day" });
    assert.equal(step(20, overruled, { car: "gone" }).told, "");
    assert.equal(step((23 * hourMs) / minuteMs, overruled).told, "");
    const { told, why } = step((24 * hourMs) / minuteMs + 2, overruled);
    assert.equal(told, "hold");
    assert.match(why, /user-wins\.ended/);
  });

  it("is remembered where the hub itself has forgotten it, and ends with it", () => {
    const { step } = startHeld("24h");
    step(2, overruled);
    assert.deepEqual(step(10, undefined), { told: "", why: "user-wins.for-a-day" });
    assert.equal(step((25 * hourMs) / minuteMs, undefined).told, "hold");
  });

  for (const userWins of ["until-reason-ends", "until-unplug", "24h"] as const) {
    it(`ends when asked to (${userWins}), and is not found again`, () => {
      const { step } = startHeld(userWins);
      step(2, overruled);
      const resumed = step(3, overruled, { requests: [{ kind: "resume", device: "roof" }] });
      assert.equal(resumed.told, "hold");
      assert.match(resumed.why, /request\.resumed/);
      const next = { ...holding, state: "sent" as const, since: noon + 3 * minuteMs };
      assert.deepEqual(step(4, next), { told: "", why: "ev-guard.holding" });
      const again = { ...overruled, since: noon + 5 * minuteMs };
      assert.match(step(6, again).why, /user-wins/);
    });
  }

  it("gives way to what he asks of us later", () => {
    const { step } = startHeld("24h");
    step(2, overruled);
    const asked = step(4, overruled, {
      requests: [{ kind: "batteryIntent", battery: "roof", intent: { kind: "hold" } }],
    });
    assert.equal(asked.told, "hold");
    assert.match(asked.why, /request\.battery-set/);
  });

  it("that there is none, is said", () => {
    const { step } = startHeld();
    const requests: RequestBody[] = [{ kind: "resume", device: "roof" }];
    assert.match(step(2, holding, { requests }).why, /request\.nothing-to-resume/);
  });
});

describe("a battery that shall be charged by a time", () => {
  const by = noon + 6 * hourMs;
  const intent = { kind: "charge", toPercent: 80, by } as const;
  const battery = { capacityWh: 10_000, maxChargeW: 5_000, fillPercent: 30, intents: ["charge", "reserve"] as const };

  const play = (known: object = battery) => {
    const run = startRun();
    return (hour: number, change: object = {}, requests: RequestBody[] = []) => {
      const now = noon + hour * hourMs;
      const { commands, reasons } = run.step({
        ...{ now, gridW: 0, gridA: [0, 0, 0], chargers: [], requests },
        batteries: [{ flowW: 0, ...known, ...change }],
      });
      const own = reasons.filter(({ rule }) => rule === "battery-request");
      return { told: commands.map(({ command }) => command), why: own.map(({ effect }) => effect).join(), own };
    };
  };

  it("begins when just enough time is left at full power, and says when that is", () => {
    const step = play();
    const { told, why, own } = step(0, {}, [{ kind: "batteryIntent", battery: "roof", intent }]);
    assert.deepEqual([told, why], [[], "charge-waiting"]);
    // 5 kWh at 5 kW, a tenth more for the end, and five minutes to spare.
    assert.equal(own[0]?.because["startAt"], by - 1.1 * hourMs - 5 * minuteMs);
    assert.equal(step(4.7).why, "charge-waiting");
    const begun = step(4.85);
    assert.deepEqual(begun.told, [{ kind: "batteryIntent", target: "roof", intent }]);
    assert.equal(begun.why, "charging");
    const actuator = { command: begun.told[0], state: "confirmed", since: noon + 4.85 * hourMs };
    assert.equal(step(5.5, { fillPercent: 81, actuator }).why, "charged");
    assert.equal(step(6.01, { fillPercent: 81, actuator }).why, "");
  });

  it("begins at once where nobody knows how fast it charges", () => {
    const step = play({ ...battery, maxChargeW: undefined });
    assert.equal(step(0, {}, [{ kind: "batteryIntent", battery: "roof", intent }]).why, "charging");
  });
});

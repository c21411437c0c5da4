import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { ActuatorSnapshot, BatterySnapshot, Command } from "#domain";
import { charging, noon, startRun, type TestHouse } from "../testing/test-house.ts";

const everyMs = 5_000;
const regulation: Command = { kind: "regulation", target: "wallbox" };

interface World {
  gridW: number | undefined;
  /** How old the grid's newest value is. */
  ageMs: number;
  status: "A" | "B" | "C";
  drawA: number;
  unseenSince?: number;
  batteries?: TestHouse["batteries"];
  regulator: "obeys" | "fails" | "drifts";
}

/** A house whose charger regulates itself; the hub behind it does at once what the decisions say. */
function bench(change: Partial<World> = {}, settings: object = {}) {
  const world: World = { gridW: -3_000, ageMs: 1_000, status: "B", drawA: 0, regulator: "obeys", ...change };
  const run = startRun();
  let actuator: ActuatorSnapshot | undefined;
  let regulator: ActuatorSnapshot | undefined;
  let now = noon;
  const told: string[] = [];
  const fed: { readonly at: number; readonly gridW: number; readonly batteryW?: number; readonly solarW?: number }[] =
    [];
  const said: string[] = [];
  let why = "";
  const step = (requests: TestHouse["requests"] = []) => {
    const { unseenSince } = world;
    const result = run.step({
      now,
      gridW: world.gridW,
      gridAt: now - world.ageMs,
      gridGoodMs: 300_000,
      gridA: [0, 0, 0],
      requests,
      ...(world.batteries === undefined ? {} : { batteries: world.batteries }),
      chargers: [
        {
          settings: { regulation: "charger", phases: "auto", ...settings },
          reading: world.drawA > 0 ? charging(world.drawA) : { status: world.status },
          feed: { everyMs, ...(unseenSince === undefined ? {} : { unseenSince }) },
          ...(actuator === undefined ? {} : { actuator }),
          ...(regulator === undefined ? {} : { regulator }),
        },
      ],
    });
    for (const { command, isRelease } of result.commands) {
      if (command.kind === "charger") {
        actuator = { command, state: "confirmed", since: now };
        const { isAllowed, currentA, isSelfRegulated } = command.setting;
        told.push(isSelfRegulated ? `free up to ${currentA}` : isAllowed ? `${currentA} A` : "stop");
      } else if (command.kind === "regulation") {
        const state = world.regulator === "obeys" ? "confirmed" : world.regulator === "fails" ? "failed" : "drifted";
        regulator = isRelease ? undefined : { command: regulation, state, since: now };
        told.push(isRelease ? "own mode off" : "own mode on");
      } else if (command.kind === "surplus") fed.push({ at: now, ...command });
    }
    said.push(...result.reasons.filter(({ rule }) => rule === "surplus-feed").map(({ effect }) => effect));
    why = result.why.split(", ").at(-1) ?? "";
    return result;
  };
  return {
    ...{ world, told, fed, said, step, run },
    why: () => why,
    now: () => now,
    forSeconds: (seconds: number, everyS = 1) => {
      for (let at = 0; at < seconds; at += everyS) {
        step();
        now += everyS * 1_000;
      }
    },
  };
}

describe("a charger that shall regulate itself", () => {
  it("is fed every five seconds, gets its own mode on and is let free only when that has warmed up", () => {
    const house = bench({ drawA: 8 });
    house.forSeconds(29);
    assert.ok(!house.told.includes("own mode on"));
    house.forSeconds(20);
    assert.ok(house.told.includes("own mode on"));
    assert.ok(!house.told.some((one) => one.startsWith("free")), "steered by us until the charger's own loop runs");
    house.forSeconds(60);
    assert.equal(house.told.at(-1), "free up to 16");
    assert.equal(house.why(), "surplus-feed.charger-regulates");
    const gaps = house.fed.slice(1).map(({ at }, index) => at - (house.fed[index]?.at ?? 0));
    assert.ok(
      gaps.every((gap) => gap === everyMs),
      gaps.join(),
    );
  });

  it("gets what is steered by us back first, and then its earlier mode", () => {
    const house = bench({ drawA: 8 });
    house.forSeconds(120);
    house.told.length = 0;
    house.step([{ kind: "chargerRegulation", charger: "wallbox", regulation: "sunsteer" }]);
    house.forSeconds(10);
    assert.match(house.told[0] ?? "", /^\d+ A$/);
    assert.equal(house.told[1], "own mode off");
    const { length } = house.fed;
    house.forSeconds(30);
    assert.equal(house.fed.length, length);
  });

  it("is told nothing by a slow cloud: Sunsteer steers and says why, once", () => {
    const house = bench({ ageMs: 60_000, drawA: 8 });
    house.forSeconds(300, 5);
    assert.deepEqual([house.fed, house.told.filter((one) => !one.endsWith("A"))], [[], []]);
    assert.deepEqual(house.said, ["data-too-old"]);
    assert.match(house.why(), /^solar\./);
  });

  it("hears nothing while the grid's value is missing, never a zero, and is taken back when that lasts", () => {
    const house = bench({ drawA: 8 });
    house.forSeconds(120);
    house.fed.length = 0;
    house.world.ageMs = 11_000;
    house.forSeconds(20);
    assert.equal(house.why(), "surplus-feed.no-data");
    assert.equal(house.told.at(-1), "free up to 16");
    house.forSeconds(30);
    assert.deepEqual(house.fed, []);
    assert.equal(house.told.at(-1), "own mode off");
    assert.equal(house.said.at(-1), "data-too-old");
  });

  it("hears nothing of a house whose battery cannot be seen", () => {
    const blind: Partial<BatterySnapshot> = { id: "roof" };
    const house = bench({ drawA: 8, batteries: [blind] });
    house.forSeconds(120);
    assert.deepEqual(house.fed, []);
  });

  it("hears of the battery with the right sign, and of its charging only what the owner gives to the car", () => {
    const settings = (share: "car-first" | "battery-first") => ({ isEvGuarded: false, share });
    const batteryW = (flowW: number, share: "car-first" | "battery-first") => {
      const house = bench({ batteries: [{ flowW, settings: settings(share) }] });
      house.forSeconds(6);
      return house.fed[0]?.batteryW;
    };
    assert.equal(batteryW(800, "car-first"), 800);
    assert.equal(batteryW(-800, "car-first"), -800);
    assert.equal(Math.abs(batteryW(-800, "battery-first") ?? Number.NaN), 0);
  });

  it("hears once of a battery that two devices read", () => {
    const settings = { isEvGuarded: false };
    const again = { id: "cloud", settings, isCountedElsewhere: true } as const;
    for (const other of [{ ...again, flowW: 790 }, again]) {
      const house = bench({ batteries: [{ flowW: 800, settings }, other] });
      house.forSeconds(6);
      assert.equal(house.fed[0]?.batteryW, 800);
    }
  });

  it("is not fed without a car", () => {
    const house = bench({ status: "A" });
    house.forSeconds(60);
    assert.deepEqual(house.fed, []);
  });

  it("makes room for somebody else's feed, which is sent once", () => {
    const house = bench();
    house.forSeconds(7);
    house.fed.length = 0;
    const { answers, commands } = house.step([{ kind: "surplus", charger: "wallbox", gridW: -50, solarW: 900 }]);
    assert.deepEqual(answers, ["surplus-sent"]);
    const sent = commands.filter(({ command }) => command.kind === "surplus");
    assert.deepEqual(
      sent.map(({ command, purpose }) => [command, purpose]),
      [[{ kind: "surplus", target: "wallbox", gridW: -50, solarW: 900 }, "user"]],
    );
    house.forSeconds(9);
    assert.equal(house.fed.length, 1);
    house.forSeconds(10);
    assert.ok(house.fed.length > 1);
  });

  it("that does not show what it is told is steered by us for ten minutes, then tried again", () => {
    const house = bench({ drawA: 8 });
    house.forSeconds(120);
    house.world.unseenSince = house.now() - 30_000;
    house.forSeconds(10);
    assert.equal(house.said.at(-1), "not-received");
    assert.equal(house.told.at(-1), "own mode off");
    delete house.world.unseenSince;
    house.told.length = 0;
    house.forSeconds(500, 5);
    assert.ok(!house.told.includes("own mode on"));
    house.forSeconds(300, 5);
    assert.ok(house.told.includes("own mode on"));
  });

  for (const regulator of ["fails", "drifts"] as const) {
    it(`whose own mode ${regulator} is steered by us, and the reason is said`, () => {
      const house = bench({ drawA: 8, regulator });
      house.forSeconds(60);
      assert.ok(house.said.includes("not-taken"));
      assert.ok(!house.told.some((one) => one.startsWith("free")));
      assert.match(house.why(), /^solar\./);
    });
  }

  it("is steered by us with a minimum current, when it cannot regulate, and when it shall charge fast", () => {
    const minimum = bench({}, { mode: "solar+min" });
    minimum.forSeconds(60);
    assert.deepEqual(minimum.said, ["minimum-needs-us"]);
    const fast = bench({}, { mode: "fast" });
    fast.forSeconds(60);
    assert.deepEqual([fast.said, fast.fed, fast.why()], [[], [], "mode.fast"]);
  });

  it("keeps its own mode through a pause of the fuse, which stops it at once", () => {
    const house = bench({ drawA: 8 });
    house.forSeconds(120);
    const result = house.run.step({
      ...{ now: house.now(), gridW: 0, gridA: [40, 40, 40] },
      chargers: [
        {
          settings: { regulation: "charger", phases: "auto" },
          reading: charging(8),
          feed: { everyMs },
          actuator: {
            command: {
              kind: "charger",
              target: "wallbox",
              setting: { isAllowed: true, currentA: 16, isSelfRegulated: true },
            },
            state: "confirmed",
            since: noon,
          },
          regulator: { command: regulation, state: "confirmed", since: noon },
        },
      ],
    });
    assert.equal(result.told.split(", ")[0], "stop");
    assert.ok(!result.commands.some(({ command }) => command.kind === "regulation"));
  });
});

it("of two chargers only one regulates itself", () => {
  const run = startRun();
  const chargers = ["a", "b"].map((id) => ({
    ...{ id, settings: { regulation: "charger" as const }, feed: { everyMs }, reading: charging(6) },
  }));
  const said: string[] = [];
  const targets = new Set<string>();
  for (let second = 0; second < 60; second += 1) {
    const now = noon + second * 1_000;
    const { reasons, commands } = run.step({ now, gridW: -3_000, gridA: [0, 0, 0], chargers });
    said.push(
      ...reasons.filter(({ rule }) => rule === "surplus-feed").map(({ subject, effect }) => `${subject} ${effect}`),
    );
    for (const { command } of commands) if (command.kind === "regulation") targets.add(command.target);
  }
  assert.deepEqual([said, [...targets]], [["b one-at-a-time"], ["a"]]);
});

import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { dayMs, hourMs, type Instant, minuteMs } from "#domain";
import type { Scenario } from "#simulator";
import { type FoxessHome, openFoxessHome } from "./support/foxess-home.ts";

const startAt = Date.parse("2026-06-17T00:00:00+02:00");
const scenario: Scenario = {
  name: "busy day",
  startAt: "2026-06-17T00:00:00+02:00",
  inverters: [
    {
      ratedW: 8_000,
      arrays: [{ peakW: 8_000 }],
      battery: { capacityWh: 10_000, socPercent: 40, maxChargeW: 5_000, maxDischargeW: 5_000 },
    },
  ],
};

interface Seen {
  readonly calls: number;
  readonly refusals: readonly string[];
  readonly failedCommands: readonly string[];
  readonly commands: number;
  /** The oldest value that somebody who looked every minute got to see, hour by hour. */
  readonly oldestMin: readonly number[];
  readonly callsByHour: readonly number[];
  readonly leftInTheEvening: number;
}

interface Day {
  readonly every?: string;
  /** A car that only a signal tells of. */
  readonly chargesFrom?: number;
  readonly chargesUntil?: number;
  readonly commandsAnHour?: number;
  readonly restartsAt?: number;
  readonly hours?: number;
}

const hoursOf = (at: Instant) => (at - startAt) / hourMs;

async function live(day: Day): Promise<Seen> {
  const house = openFoxessHome({
    ...{ scenario, startAt },
    ...(day.every === undefined ? {} : { every: day.every }),
    control: { batteries: { roof: { evGuard: true } } },
    signals: { ohme: { maxAge: "10m" } },
  });
  const { clock, cloud } = house;
  const { chargesFrom = 99, chargesUntil = 99, commandsAnHour = 0, restartsAt, hours = 24 } = day;
  const oldestMin: number[] = [];
  const callsByHour: number[] = [];
  const failed = new Map<string, string>();
  let commands = 0;
  let asked = 0;

  const noteFailures = async () => {
    const records = house.history().commands({ limit: 1_000 });
    await clock.runFor(0);
    const all = await records;
    commands = Math.max(commands, all.length);
    for (const { at, state, problem } of all) if (state === "failed") failed.set(String(at), problem?.code ?? "?");
  };

  while (clock.now() < startAt + hours * hourMs) {
    const hour = Math.floor(hoursOf(clock.now()));
    const before = cloud.calls().length;
    let oldestMs = 0;
    for (let minute = 0; minute < 60; minute++) {
      const since = hoursOf(clock.now());
      if (since >= chargesFrom && since < chargesUntil && minute % 5 === 0)
        house.hub().signal("ohme", { isCharging: true });
      if (commandsAnHour > 0 && minute % Math.floor(60 / commandsAnHour) === 0) order(house, asked++);
      if (restartsAt === hour && minute === 30) {
        await house.end("crash");
        house.start();
      }
      await clock.runFor(minuteMs);
      const { solarW } = house.hub().state().house;
      if (solarW !== undefined) oldestMs = Math.max(oldestMs, clock.now() - solarW.at);
      else if (hour !== restartsAt && hour > 0) oldestMs = dayMs;
    }
    oldestMin.push(oldestMs / minuteMs);
    callsByHour.push(cloud.calls().length - before);
  }
  await noteFailures();
  const usage =
    house
      .hub()
      .state()
      .devices.find(({ id }) => id === "roof")?.usage ?? [];
  const daily = usage.find(({ ruleId }) => ruleId === "daily");
  const seen: Seen = {
    calls: cloud.calls().filter(({ at }) => at >= clock.now() - dayMs).length,
    refusals: cloud.calls().flatMap(({ result }) => (/40400|40402/.test(result) ? [result] : [])),
    failedCommands: [...failed.values()],
    ...{ commands, oldestMin, callsByHour },
    leftInTheEvening: (daily?.max ?? 0) - (daily?.used ?? 0),
  };
  await house.close();
  return seen;
}

/** Somebody who cannot make up their mind. */
function order(house: FoxessHome, number: number): void {
  const intent = number % 2 === 0 ? ({ kind: "feed-in" } as const) : ({ kind: "hold" } as const);
  void house.hub().request({ kind: "batteryIntent", battery: "roof", intent }, "test");
}

describe("a FoxESS day within the cloud's calls", () => {
  it("looks every minute or two by day, more closely while a car charges, and slowly at night", async (test) => {
    const seen = await live({ chargesFrom: 10, chargesUntil: 13 });
    test.diagnostic(`${seen.calls} calls, by hour ${seen.callsByHour.join(" ")}`);
    const [night = 99, , , , , , , , forenoon = 0, , , charging = 0] = seen.callsByHour.slice(1);
    assert.ok(night < forenoon / 2 && forenoon < charging / 1.5, `${night} ${forenoon} ${charging} calls an hour`);
    const [ageByNight = 99, , , , , , , , ageByDay = 99, , , ageCharging = 99] = seen.oldestMin.slice(1);
    assert.ok(ageByNight <= 11 && ageByDay <= 8 && ageCharging <= 6.5, `${ageByNight} ${ageByDay} ${ageCharging} min`);
    assert.deepEqual(seen.refusals, []);
    assert.ok(seen.leftInTheEvening > 400, `${seen.leftInTheEvening} calls left`);
  });

  it("bears an impatient owner, fifty commands, a long charge and a crash, and still sees in the evening", async (test) => {
    const seen = await live({
      ...{ every: "20s", commandsAnHour: 2, restartsAt: 13, chargesFrom: 15, chargesUntil: 23 },
    });
    const ages = seen.oldestMin.map((age) => age.toFixed(0)).join(" ");
    test.diagnostic(`${seen.calls} calls, ${seen.commands} commands, ${seen.leftInTheEvening} left`);
    test.diagnostic(`oldest value by hour ${ages} min`);
    assert.ok(seen.calls < 1_440 - 20, `${seen.calls} calls`);
    assert.deepEqual(seen.refusals, []);
    assert.deepEqual(seen.failedCommands, []);
    assert.ok(seen.commands > 40, `${seen.commands} commands`);
    assert.ok(
      seen.oldestMin.every((age) => age <= 15),
      `oldest value by hour: ${ages} min`,
    );
    assert.ok(seen.leftInTheEvening > 140, "the commands' own reserve is not touched");
  });
});

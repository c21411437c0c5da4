import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { minuteMs } from "#domain";
import type { Scenario } from "#simulator";
import { openFoxessHome } from "./support/foxess-home.ts";

const day = "2026-06-17";
const startAt = Date.parse(`${day}T10:00:00+02:00`);
const scenario: Scenario = {
  name: "old script",
  startAt: `${day}T10:00:00+02:00`,
  weather: { cover: 0 },
  load: { activity: 0 },
  inverters: [
    {
      ratedW: 8_000,
      arrays: [{ peakW: 8_000 }],
      battery: { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 },
    },
  ],
};

/** What the old script's four automations did, in the words of the configuration. */
const rules = {
  car: { intent: "hold", whileCharging: ["ohme"], priority: 20 },
  noon: { intent: "feed-in", from: "12:00", until: "18:00", solarAboveW: 2_000 },
  evening: { intent: "auto", from: "18:00", until: "00:00" },
};

/** What rules the battery: a period of the schedule, or the work mode. */
const settings = z.object({ rulingMode: z.string() });

async function modesOfDay(profile: string, restartsAt?: string) {
  const house = openFoxessHome({
    ...{ scenario, startAt, profile },
    control: { batteries: { roof: { rules } } },
    signals: { ohme: { maxAge: "10m" } },
  });
  const { clock, cloud } = house;
  const modes: Record<string, string> = {};
  const until = async (time: string, isCharging = false) => {
    const at = Date.parse(`${day}T${time}:00+02:00`);
    for (; clock.now() < at; await clock.runFor(5 * minuteMs))
      if (isCharging) house.hub().signal("ohme", { isCharging });
    modes[time] = settings.parse(cloud.describe()).rulingMode;
    if (time !== restartsAt) return;
    await house.end("crash");
    house.start();
  };
  await until("11:50");
  await until("12:15");
  await until("13:00");
  await until("14:00", true);
  await until("14:30");
  await until("17:50");
  await until("18:15");
  const notes = await new Promise<string[]>((resolve) => {
    void house
      .history()
      .reasons({ limit: 200 })
      .then((all) => resolve(all.map(({ rule, effect }) => `${rule}.${effect}`)));
    void clock.runFor(0);
  });
  await house.close();
  return { modes, notes, modeAfterwards: settings.parse(cloud.describe()).rulingMode };
}

const expected = {
  "11:50": "SelfUse",
  "12:15": "Feedin",
  "13:00": "Feedin",
  "14:00": "Backup",
  "14:30": "Feedin",
  "17:50": "Feedin",
  "18:15": "SelfUse",
};

describe("the old script's automations as rules", () => {
  it("switch at noon, for the car, back after it and in the evening", async () => {
    const { modes, notes, modeAfterwards } = await modesOfDay("H1");
    assert.deepEqual(modes, expected);
    assert.equal(modeAfterwards, "SelfUse");
    assert.ok(notes.includes("battery-rule.active"));
  });

  it("go on after a crash in the middle of the car's hold", async () => {
    assert.deepEqual((await modesOfDay("H1", "14:00")).modes, expected);
  });
});

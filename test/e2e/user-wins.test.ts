import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { z } from "zod";
import { hourMs, type Instant, minuteMs, type RequestBody, type UserWins } from "#domain";
import type { SchedulePeriod } from "../../src/drivers/foxess/client.ts";
import { type FoxessHome, openFoxessHome } from "./support/foxess-home.ts";

const startAt = Date.parse("2026-06-17T22:00:00+02:00");
const scenario = {
  name: "night",
  startAt: "2026-06-17T22:00:00+02:00",
  load: { baseW: 600, activity: 0 },
  inverters: [
    { ratedW: 8_000, battery: { capacityWh: 30_000, socPercent: 80, maxChargeW: 5_000, maxDischargeW: 5_000 } },
  ],
  wallboxes: [{ car: { capacityWh: 90_000, socPercent: 10 } }],
} as const;

const emulated = z.object({
  settings: z.object({ workMode: z.string(), MinSocOnGrid: z.number(), isScheduled: z.boolean() }),
});

interface House extends FoxessHome {
  /** What the battery gives now. */
  batteryW(): number;
  settings(): z.infer<typeof emulated>["settings"];
  reason(): string;
  ask(body: RequestBody): Promise<string>;
  /** A car at full power beside a guarded battery, which is held by now. */
  hold(): Promise<void>;
}

interface Opened {
  readonly userWins?: UserWins;
  readonly profile?: string;
  readonly chargerEvery?: string;
}

function open({ userWins, profile = "H1", chargerEvery = "10s" }: Opened = {}): House {
  const house = openFoxessHome({
    ...{ scenario: scenarioOf(), startAt, profile, chargerEvery },
    control: {
      ...(userWins === undefined ? {} : { userWins }),
      chargers: { wallbox: { mode: "off" } },
      batteries: { roof: { evGuard: true } },
    },
  });
  const batteryW = () => {
    house.home.advance();
    return house.home.inverter().battery?.powerW ?? Number.NaN;
  };
  const ask = async (body: RequestBody) => {
    const asked = house.hub().request(body, "owner");
    await house.clock.runFor(minuteMs);
    return (await asked).reason.effect;
  };
  return {
    ...house,
    ...{ batteryW, ask },
    settings: () => emulated.parse(house.cloud.describe()).settings,
    reason: () => {
      const reason = house
        .hub()
        .state()
        .batteries.find(({ id }) => id === "roof")?.reason;
      return reason === undefined ? "-" : `${reason.rule}.${reason.effect}`;
    },
    hold: async () => {
      await house.clock.runFor(6 * minuteMs);
      assert.equal(await ask({ kind: "chargerMode", charger: "wallbox", mode: "fast" }), "mode-set");
      await house.clock.runFor(3 * minuteMs);
      assert.ok(batteryW() < 50, `${batteryW()} W`);
    },
  };
}

function scenarioOf(): FoxessHomeScenario {
  return JSON.parse(JSON.stringify(scenario));
}
type FoxessHomeScenario = Parameters<typeof openFoxessHome>[0]["scenario"];

/** In the app: no more schedule, so that the battery may help the car. */
const freeInApp = (house: House) => house.app((client, serial) => client.writeSchedulerFlag(serial, false));

const mode = (wanted: "fast" | "off"): RequestBody => ({ kind: "chargerMode", charger: "wallbox", mode: wanted });

async function freedByUser(userWins?: UserWins, chargerEvery?: string) {
  const house = open({
    ...(userWins === undefined ? {} : { userWins }),
    ...(chargerEvery === undefined ? {} : { chargerEvery }),
  });
  await house.hold();
  await freeInApp(house);
  assert.ok(house.batteryW() > 3_000);
  await house.clock.runFor(20 * minuteMs);
  assert.match(house.reason(), /^user-wins\./);
  assert.ok(house.batteryW() > 3_000, "what he chose stands");
  return house;
}

describe("a user who frees the battery in the maker's app while we hold it", () => {
  it("has his way until the reason is over, also over a crash; the next car finds the guard again", async () => {
    const house = await freedByUser();
    assert.equal(house.reason(), "user-wins.until-reason-ends");
    await house.end("crash");
    house.start();
    await house.clock.runFor(10 * minuteMs);
    assert.equal(house.reason(), "user-wins.until-reason-ends");
    assert.ok(house.batteryW() > 3_000);
    const before = house.settings();
    await house.ask(mode("off"));
    await house.clock.runFor(8 * minuteMs);
    assert.deepEqual(house.settings(), before, "nothing is put back over his choice");
    await house.ask(mode("fast"));
    await house.clock.runFor(5 * minuteMs);
    assert.equal(house.reason(), "ev-guard.holding");
    assert.ok(house.batteryW() < 50);
    await house.close();
  });

  it("has his way until the car is unplugged, however often it pauses", async () => {
    const house = await freedByUser("until-unplug");
    await house.ask(mode("off"));
    await house.clock.runFor(10 * minuteMs);
    await house.ask(mode("fast"));
    await house.clock.runFor(10 * minuteMs);
    assert.equal(house.reason(), "user-wins.until-unplug");
    assert.ok(house.batteryW() > 3_000);
    house.home.change({ carConnected: false });
    await house.clock.runFor(5 * minuteMs);
    house.home.change({ carConnected: true });
    await house.clock.runFor(6 * minuteMs);
    assert.equal(house.reason(), "ev-guard.holding");
    assert.ok(house.batteryW() < 50);
    await house.close();
  });

  it("has his way for a day", async () => {
    const house = await freedByUser("24h", "1m");
    house.home.change({ carConnected: false });
    await house.clock.runFor(10 * minuteMs);
    house.home.change({ carConnected: true });
    await house.clock.runFor(10 * minuteMs);
    assert.equal(house.reason(), "user-wins.for-a-day");
    await house.clock.runFor(23 * hourMs);
    assert.equal(house.reason(), "user-wins.for-a-day");
    house.home.change({ carConnected: false, carSocPercent: 10, batterySocPercent: 80 });
    await house.clock.runFor(minuteMs);
    house.home.change({ carConnected: true });
    await house.clock.runFor(hourMs);
    assert.equal(house.reason(), "ev-guard.holding");
    assert.ok(house.batteryW() < 50);
    await house.close();
  });

  for (const userWins of ["until-reason-ends", "until-unplug", "24h"] as const) {
    it(`hands it back when he says so (${userWins})`, async () => {
      const house = await freedByUser(userWins);
      assert.equal(await house.ask({ kind: "resume", device: "roof" }), "resumed");
      await house.clock.runFor(3 * minuteMs);
      assert.equal(house.reason(), "ev-guard.holding");
      assert.ok(house.batteryW() < 50);
      assert.equal(await house.ask({ kind: "resume", device: "roof" }), "nothing-to-resume");
      await house.close();
    });
  }

  it("is noticed even if we would have put our own back a moment later", async () => {
    const house = open();
    await house.hold();
    await house.clock.runFor(5 * minuteMs);
    await house.app(async (client, serial) => {
      await client.writeSchedulerFlag(serial, false);
      await client.changeSetting(serial, "WorkMode", "Feedin");
    });
    await house.ask(mode("off"));
    await house.clock.runFor(8 * minuteMs);
    assert.equal(house.settings().workMode, "Feedin");
    await house.close();
  });

  it("has his way as well if he sets the work mode by hand, which our period would stand above", async () => {
    const house = open();
    await house.hold();
    assert.equal(await house.ask({ kind: "value", device: "roof", key: "WorkMode", value: "Feedin" }), "value-set");
    await house.clock.runFor(3 * minuteMs);
    assert.ok(house.batteryW() > 3_000);
    assert.equal(house.reason(), "user-wins.until-reason-ends");
    const chosen = { workMode: "Feedin", MinSocOnGrid: 10, isScheduled: false };
    assert.partialDeepStrictEqual(house.settings(), chosen);
    await house.ask(mode("off"));
    await house.clock.runFor(8 * minuteMs);
    assert.partialDeepStrictEqual(house.settings(), chosen, "the script's modes were for good, and so is this one");
    await house.close();
  });

  it("is told why, if he sets the work mode by hand under a schedule of his own", async () => {
    const house = open();
    await house.app((client, serial) => client.writeSchedule(serial, [period("01:00", "03:00", "ForceCharge")]));
    await house.hold();
    await house.ask({ kind: "value", device: "roof", key: "WorkMode", value: "Feedin" });
    await house.clock.runFor(3 * minuteMs);
    assert.ok(house.batteryW() < 50, "the hold stays");
    const records = house.history().commands({ limit: 100 });
    await house.clock.runFor(0);
    const failed = (await records).find(({ command }) => command.kind === "value");
    assert.deepEqual([failed?.state, failed?.problem?.code], ["failed", "foxess.44096"]);
    await house.close();
  });

  it("finds his choice as he left it, wherever the hub is killed meanwhile", async () => {
    const play = async (dieAfter?: number) => {
      const house = open({ chargerEvery: "30s" });
      await house.hold();
      await house.clock.runFor(12 * minuteMs);
      const steps = house.steps().length;
      await house.end("crash");
      house.start(dieAfter);
      await freeInApp(house);
      await house.clock.runFor(20 * minuteMs);
      const wasDead = house.isDead();
      if (wasDead) {
        await house.end("crash");
        house.start();
        await house.clock.runFor(20 * minuteMs);
      }
      assert.ok(house.batteryW() > 3_000, `died at ${dieAfter}`);
      const mineNow = house.settings();
      await house.ask(mode("off"));
      await house.clock.runFor(8 * minuteMs);
      assert.deepEqual(house.settings(), mineNow, `died at ${dieAfter}`);
      const taken = house.steps().length;
      await house.close();
      return { steps, taken, wasDead };
    };
    const { taken } = await play();
    let deaths = 0;
    for (let step = 1; step <= Math.min(taken, 12); step += 1) deaths += (await play(step)).wasDead ? 1 : 0;
    assert.ok(deaths > 5, `${deaths} deaths`);
  });
});

describe("what is nobody's choice", () => {
  it("is a command that the device ignored for a while", async () => {
    const house = open();
    await house.clock.runFor(6 * minuteMs);
    house.cloud.faults.set("ignored-writes");
    await house.ask(mode("fast"));
    await house.clock.runFor(10 * minuteMs);
    assert.equal(house.reason(), "ev-guard.holding");
    house.cloud.faults.clear();
    await house.clock.runFor(10 * minuteMs);
    assert.ok(house.batteryW() < 50);
    assert.equal(house.reason(), "ev-guard.holding");
    await house.close();
  });

  it("is a hold that is extended hour after hour", async () => {
    const house = open({ chargerEvery: "1m" });
    await house.hold();
    for (let quarter = 0; quarter < 16; quarter += 1) {
      await house.clock.runFor(15 * minuteMs);
      assert.ok(house.batteryW() < 50, `${house.batteryW()} W after ${quarter + 1} quarters of an hour`);
      assert.equal(house.reason(), "ev-guard.holding");
    }
    await house.close();
  });
});

describe("a hold in the inverter's schedule", () => {
  for (const profile of ["KH", "H1", "H3", "EVO"]) {
    it(`ends by itself when the hub is dead, and is taken back when it lives again (${profile})`, async () => {
      const house = open({ profile });
      const before = house.settings();
      await house.hold();
      await house.end("crash");
      await house.clock.runFor(80 * minuteMs);
      assert.ok(house.batteryW() < 50);
      await house.clock.runFor(15 * minuteMs);
      assert.ok(house.batteryW() > 3_000, `${house.batteryW()} W`);
      house.home.change({ carConnected: false });
      house.start();
      await house.clock.runFor(10 * minuteMs);
      assert.deepEqual(house.settings(), before);
      await house.close();
    });
  }

  it("comes back daily for as long as there is no hub, and is taken away soon after there is one", async () => {
    const house = open();
    const before = house.settings();
    await house.hold();
    await house.end("crash");
    house.home.change({ carConnected: false });
    await house.clock.runFor(2 * 24 * hourMs + 20 * minuteMs);
    house.home.change({ batterySocPercent: 80 });
    assert.ok(house.batteryW() < 50, "at the same hour");
    house.start();
    // The guard waits three minutes for a car that may only have paused.
    await house.clock.runFor(5 * minuteMs);
    assert.deepEqual(house.settings(), before);
    assert.equal(house.openIntents("roof"), 0);
    assert.ok(house.batteryW() > 300);
    await house.close();
  });

  it("leaves the owner's own schedule in place around it, and gives it back whole", async () => {
    const own: SchedulePeriod[] = [
      period("01:00", "03:00", "ForceCharge"),
      period("20:00", "24:00", "Feedin"),
      period("05:00", "09:00", "Feedin"),
    ];
    const house = open({ profile: "H3" });
    await house.app((client, serial) => client.writeSchedule(serial, own));
    await house.hold();
    const during = await scheduleOf(house);
    assert.deepEqual(
      during.filter((one) => !one.endsWith("Backup")),
      ["01:00-03:00 ForceCharge", "05:00-09:00 Feedin", "20:00-22:07 Feedin", "23:37-24:00 Feedin"],
    );
    assert.ok(during.includes("22:07-23:37 Backup"), during.join());
    await house.clock.runFor(hourMs);
    await house.ask(mode("off"));
    await house.clock.runFor(8 * minuteMs);
    assert.deepEqual(await scheduleOf(house), ["01:00-03:00 ForceCharge", "05:00-09:00 Feedin", "20:00-24:00 Feedin"]);
    assert.equal(house.settings().isScheduled, true);
    await house.close();
  });
});

function period(from: string, until: string, workMode: string): SchedulePeriod {
  const minute = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3));
  const values = { minSocOnGridPercent: 10, targetSocPercent: workMode === "ForceCharge" ? 90 : 11, powerW: 3_000 };
  return { fromMinute: minute(from), untilMinute: minute(until), workMode, isEnabled: true, ...values };
}

async function scheduleOf(house: House): Promise<string[]> {
  const { periods } = await house.app((client, serial) => client.schedule(serial));
  const time = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  return periods.map(({ fromMinute, untilMinute, workMode }) => `${time(fromMinute)}-${time(untilMinute)} ${workMode}`);
}

describe("a battery that shall be charged by a time", () => {
  for (const { profile, quirk } of [{ profile: "KH" }, { profile: "EVO" }, { profile: "H1", quirk: "no-schedule" }]) {
    it(`begins late, is there in time, and is then as it was (${profile}${quirk === undefined ? "" : `, ${quirk}`})`, async () => {
      const house = open({ profile, chargerEvery: "1m" });
      if (quirk !== undefined) house.cloud.quirks.set(quirk, true);
      house.home.change({ batterySocPercent: 50, carConnected: false });
      await house.clock.runFor(12 * minuteMs);
      const before = house.settings();
      const by: Instant = startAt + 7 * hourMs;
      const intent = { kind: "charge", toPercent: 70, by } as const;
      assert.equal(await house.ask({ kind: "batteryIntent", battery: "roof", intent }), "battery-set");
      assert.equal(house.reason(), "battery-request.charge-waiting");
      await house.clock.runFor(hourMs);
      assert.ok(house.batteryW() > 0, "until then it serves the house");
      const reasons = new Set<string>();
      while (house.clock.now() < by - minuteMs) {
        await house.clock.runFor(10 * minuteMs);
        if (house.clock.now() < by) reasons.add(house.reason());
      }
      house.home.advance();
      const level = house.home.inverter().battery?.socPercent ?? 0;
      assert.ok(level > 68 && level < 77, `${level} %`);
      assert.ok(reasons.has("battery-request.charging"), [...reasons].join());
      await house.clock.runFor(15 * minuteMs);
      assert.deepEqual(house.settings(), before);
      await house.close();
    });
  }
});

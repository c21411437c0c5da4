import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, type Instant, type Json, minuteMs, type RequestBody } from "#domain";
import type { Scenario } from "#simulator";
import { type AlphaessHouse, openAlphaessHouse } from "./support/alphaess-house.ts";

const startAt = Date.parse("2026-06-17T22:00:00+02:00");
const by: Instant = startAt + 7 * hourMs;
const toPercent = 70;
const scenario: Scenario = {
  name: "night",
  startAt: "2026-06-17T22:00:00+02:00",
  load: { baseW: 600, activity: 0 },
  inverters: [
    { ratedW: 8_000, battery: { capacityWh: 10_000, socPercent: 50, maxChargeW: 5_000, maxDischargeW: 5_000 } },
  ],
};

/** How the owner has it: two times, of which one is off in a way of its own, and a time that no device minds. */
const owns: Readonly<Record<"open" | "legacy", Readonly<Record<string, Json>>>> = {
  open: {
    ...{
      gridCharge: 0,
      batHighCap: 95,
      timeChaf1: "13:00",
      timeChae1: "13:00",
      timeChaf2: "02:10",
      timeChae2: "04:00",
    },
  },
  legacy: {
    ...{ grid_charge: 1, bat_high_cap: 45, time_chaf1a: "13:00", time_chae1a: "13:00" },
    ...{ time_chaf2a: "14:00", time_chae2a: "15:00", time_disf1a: "07:10", time_dise1a: "09:00", ctr_dis: 0 },
  },
};

interface House extends AlphaessHouse {
  batteryW(): number;
  socPercent(): number;
  reason(): string;
  ask(body: RequestBody): Promise<string>;
  /** Every setting of the system, as the maker's app shows it. */
  settings(): Promise<string>;
  charge(): Promise<void>;
}

const profiles = { open: "SMILE-T10", legacy: "legacy" } as const;
type Api = keyof typeof profiles;

async function open(api: Api): Promise<House> {
  const house = openAlphaessHouse({ scenario, startAt, profile: profiles[api] });
  const battery = () => {
    house.home.advance();
    return house.home.inverter().battery ?? { powerW: Number.NaN, socPercent: Number.NaN };
  };
  const ask = async (body: RequestBody) => {
    const asked = house.hub().request(body, "owner");
    await house.clock.runFor(minuteMs);
    return (await asked).reason.effect;
  };
  await house.app((client, serial) => client.changeSettings(serial, owns[api], { purpose: "restore" }));
  await house.clock.runFor(5 * minuteMs);
  return {
    ...house,
    ask,
    batteryW: () => battery().powerW,
    socPercent: () => battery().socPercent,
    reason: () => {
      const found = house
        .hub()
        .state()
        .batteries.find(({ id }) => id === "alpha")?.reason;
      return found === undefined ? "-" : `${found.rule}.${found.effect}`;
    },
    settings: async () => JSON.stringify(await house.app((client, serial) => client.settings(serial))),
    charge: async () => {
      const intent = { kind: "charge", toPercent, by } as const;
      assert.equal(await ask({ kind: "batteryIntent", battery: "alpha", intent }), "battery-set");
    },
  };
}

for (const api of ["open", "legacy"] as const)
  describe(`an AlphaESS battery that shall be charged by a time (${api})`, () => {
    it("is charged from the grid in time, and then everything is as its owner had it, byte for byte", async () => {
      const house = await open(api);
      const before = await house.settings();
      await house.charge();
      const reasons = new Set<string>();
      const { importWh } = house.home.meter;
      while (house.clock.now() < by - 2 * minuteMs) {
        await house.clock.runFor(2 * minuteMs);
        reasons.add(house.reason());
      }
      const level = house.socPercent();
      assert.ok(level > 69 && level < 72, `${level} %`);
      assert.ok(reasons.has("battery-request.charging"), [...reasons].join());
      assert.ok(house.home.meter.importWh - importWh > 2_000);
      await house.clock.runFor(15 * minuteMs);
      assert.equal(await house.settings(), before);
      assert.equal(house.openIntents("alpha"), 0);
      await house.clock.runFor(5 * minuteMs);
      assert.ok(house.batteryW() > 300, "it serves the house again");
      await house.close();
    });
  });

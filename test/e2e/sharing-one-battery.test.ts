import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, type Json, minuteMs } from "#domain";
import type { Emulator } from "#driver-kit";
import type { Scenario } from "#simulator";
import { alphaessDriver } from "../../src/drivers/alphaess/driver.ts";
import { alphaessEmulator } from "../../src/drivers/alphaess/emulator.ts";
import { foxessDriver } from "../../src/drivers/foxess/driver.ts";
import { foxessEmulator } from "../../src/drivers/foxess/emulator.ts";
import { meanSplit } from "./support/mean-split.ts";
import { type MortalHome, openMortalHome } from "./support/mortal-home.ts";

const startsAt = "2026-06-17T10:00:00+02:00";
/** Beyond a charger's steps of 690 W on three phases and what the sun climbs between two values of a cloud. */
const nearW = 700;

interface TwoReaders {
  readonly peakW: number;
  readonly alphaProfile: string;
  readonly roof?: Readonly<Record<string, Json>>;
  readonly alpha?: Readonly<Record<string, Json>>;
  readonly batteries?: Json;
}

interface Read extends MortalHome {
  readonly foxess: Emulator;
  /** Means over ten minutes of what battery and car really take. */
  split(): Promise<{ readonly batteryW: number; readonly carW: number }>;
}

/** One battery in the cellar, and two clouds that both tell of it. */
function open({ peakW, alphaProfile, roof = {}, alpha = {}, batteries = {} }: TwoReaders): Read {
  const scenario: Scenario = {
    name: "one battery, two clouds",
    startAt: startsAt,
    weather: { cover: 0 },
    load: { baseW: 400, activity: 0 },
    inverters: [
      {
        ratedW: 10_000,
        arrays: [{ peakW }],
        battery: { capacityWh: 60_000, socPercent: 30, maxChargeW: 5_000, maxDischargeW: 5_000 },
      },
    ],
    wallboxes: [{ car: { capacityWh: 100_000, socPercent: 10 } }],
  };
  const found: Emulator[] = [];
  const house = openMortalHome({
    ...{ scenario, startAt: Date.parse(startsAt), drivers: [foxessDriver, alphaessDriver] },
    control: { chargers: { "alpha.EV1": { mode: "solar" } }, batteries },
    devices: (openEmulator) => {
      const foxess = openEmulator(foxessEmulator, "http://foxess.emulator", "H1");
      const alphaess = openEmulator(alphaessEmulator, "http://alphaess.emulator", alphaProfile);
      found.push(foxess);
      return [
        { ...foxess.deviceEntry, id: "roof", url: "http://foxess.emulator", ...roof },
        { ...alphaess.deviceEntry, id: "alpha", url: "http://alphaess.emulator", ...alpha },
      ];
    },
  });
  const [foxess] = found;
  if (foxess === undefined) throw new Error("no emulator");
  return {
    ...{ ...house, foxess },
    split: () => meanSplit(house),
  };
}

const near = (foundW: number, wantedW: number) =>
  assert.ok(Math.abs(foundW - wantedW) <= nearW, `${Math.round(foundW)} W, wanted ${wantedW} W`);

function basesOf(house: MortalHome): Record<string, string | undefined> {
  const { batteries } = house.hub().state();
  return Object.fromEntries(batteries.map(({ id, sharing }) => [id, sharing?.basis]));
}

describe("one battery that two clouds read", () => {
  it("keeps its share once, and by the other's setting when the preferred cloud falls silent", async () => {
    const batteries = { roof: { share: "share", shareW: 3_000 }, alpha: { share: "share", shareW: 1_000 } };
    const house = open({ peakW: 10_000, alphaProfile: "both", roof: { prefer: 2 }, alpha: { prefer: 1 }, batteries });
    await house.clock.runFor(hourMs / 2);
    const both = await house.split();
    near(both.batteryW, 3_000);
    assert.ok(both.carW > 1_300, `${both.carW} W`);
    assert.deepEqual(basesOf(house), { roof: "setting", alpha: "elsewhere" });
    assert.equal(house.hub().state().batteries.length, 2, "both are shown");

    house.foxess.faults.set("dead");
    await house.clock.runFor(hourMs);
    near((await house.split()).batteryW, 1_000);
    assert.deepEqual(basesOf(house), { roof: "elsewhere", alpha: "setting" });
    house.foxess.faults.clear();
    await house.clock.runFor(hourMs / 2);
    near((await house.split()).batteryW, 3_000);
    await house.close();
  });

  for (const [way, roof, alpha] of [
    ["are ranked with `prefer`", { prefer: 2 }, { prefer: 1 }],
    ["have the role only once", { roles: ["grid", "pv", "load"] }, {}],
  ] satisfies [string, TwoReaders["roof"], TwoReaders["alpha"]][])
    it(`does not start a car on sun that is not there, where the clouds ${way}`, async () => {
      // The wallbox charges from 4.1 kW on; read twice, the battery's 3 kW would look like six.
      const house = open({ peakW: 4_800, alphaProfile: "legacy", roof, alpha });
      let drawnWh = 0;
      for (let minute = 0; minute < 120; minute += 1) {
        await house.clock.runFor(minuteMs);
        house.home.advance();
        drawnWh += house.home.wallbox().powerW / 60;
      }
      const chargingW = -(house.home.inverter().battery?.powerW ?? 0);
      assert.ok(chargingW > 2_200 && chargingW < 4_000, `${chargingW} W`);
      assert.equal(Math.round(drawnWh), 0);
      await house.close();
    });
});

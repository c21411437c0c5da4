import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hourMs, minuteMs } from "#domain";
import type { Scenario } from "#simulator";
import { type AlphaessSurface, ampsOfWatts, lowestCurrentA } from "../../src/drivers/alphaess/client.ts";
import { typeIn } from "../support/type-command.ts";
import { openRecipeHome, type RecipeHome, startHub } from "./support/recipe-home.ts";

/** A clear June day at eight in the morning; battery, sun and wallbox as the recipes' author had them. */
function day(batteryPercent: number, changes: Partial<Scenario> = {}): Scenario {
  return {
    name: "recipes",
    startAt: "2026-06-17T08:00:00+02:00",
    weather: { cover: 0 },
    load: { activity: 0 },
    inverters: [
      {
        ratedW: 10_000,
        arrays: [{ peakW: 10_000 }],
        battery: { capacityWh: 10_000, socPercent: batteryPercent, maxChargeW: 5_000, maxDischargeW: 5_000 },
      },
    ],
    wallboxes: [{ car: { capacityWh: 77_000, socPercent: 20 } }],
    ...changes,
  };
}

const socOf = ({ home }: RecipeHome) => home.inverter().battery?.socPercent ?? Number.NaN;
const currentOf = ({ home }: RecipeHome) => home.wallbox().currentA[0] ?? Number.NaN;

describe("the recipe «battery between 26 and 100 %, and no charging»", () => {
  const assertDone = async (house: RecipeHome, before: object) => {
    const { client, serial, during, home, clock } = house;
    home.change({ pvW: 0, loadW: 3_000 });
    await clock.runFor(3 * hourMs);
    home.advance();
    assert.ok(Math.abs(socOf(house) - 26) < 1, `the battery stands at ${socOf(house)} %`);
    assert.ok(home.wallbox().powerW < 20);
    assert.equal(await during(client.chargerStatus(serial, "EV1")), 6);
    const after = await during(client.settings(serial));
    assert.deepEqual(after, { ...before, bat_use_cap: 26, bat_high_cap: 100 }, "nothing else was changed");
  };

  const charging = async () => {
    const house = openRecipeHome(day(60));
    const { client, serial, during, clock } = house;
    await during(client.changeChargerMode(serial, "EV1", 4));
    await during(client.startCharging(serial, "EV1"));
    await clock.runFor(minuteMs);
    return { house, before: await during(client.settings(serial)) };
  };

  it("by the client", async () => {
    const { house, before } = await charging();
    const { client, serial, during } = house;
    await during(client.changeSocWindow(serial, { minPercent: 26, maxPercent: 100 }));
    await during(client.stopCharging(serial, "EV1"));
    await assertDone(house, before);
  });

  it("on the command line", async () => {
    const { house, before } = await charging();
    const { username = "", password = "" } = house.emulator.credentials;
    const environment = {
      ...{ ALPHAESS_API: "legacy", ALPHAESS_URL: house.url },
      ...{ ALPHAESS_USERNAME: username, ALPHAESS_PASSWORD: password },
    };
    for (const words of ["alphaess soc 26 100", "alphaess charger stop"]) {
      const { code, err } = await typeIn({ ...house, environment }, words);
      assert.deepEqual([code, err], [0, ""], words);
    }
    await assertDone(house, before);
  });
});

describe("the recipe «battery between 26 and 100 %, and no charging», by the hub", () => {
  it("is a reserve, and a charger that is off", async () => {
    const house = openRecipeHome(day(60));
    const { clock, home } = house;
    const { stop } = startHub(house, {
      chargers: { "alpha.EV1": { mode: "off" } },
      batteries: { alpha: { reservePercent: 26 } },
    });
    home.change({ pvW: 0, loadW: 3_000 });
    await clock.runFor(3 * hourMs);
    home.advance();
    assert.ok(Math.abs(socOf(house) - 26) < 1, `the battery stands at ${socOf(house)} %`);
    assert.ok(home.wallbox().powerW < 20);
    await stop();
  });
});

describe("the recipe «at least 6 A until the battery is full, then only what the sun leaves»", () => {
  it("by the client: mode 4, 6 A, start, and mode 1 once the battery is full", async () => {
    const house = openRecipeHome(day(85));
    const { client, serial, during, everyMinute, measured, home } = house;
    await during(client.changeChargerMode(serial, "EV1", 4));
    await during(client.changeChargerCurrent(serial, "EV1", lowestCurrentA));
    await during(client.startCharging(serial, "EV1"));
    const currents: number[] = [];
    const step = async (surface: AlphaessSurface) => {
      const { socPercent = 0 } = await surface.live(serial);
      if (socPercent >= 100) await surface.changeChargerMode(serial, "EV1", 1);
    };
    await everyMinute(4 * hourMs, step, () => socOf(house) < 99 && currents.push(currentOf(house)));
    assert.ok(currents.length > 30 && currents.slice(2).every((current) => Math.abs(current - 6) < 0.3), `${currents}`);
    const [charger] = await during(client.chargers(serial));
    assert.deepEqual([charger?.mode, charger?.currentA], [1, 6], "the current stays what was chosen");
    const noon = await measured(() => everyMinute(hourMs, step));
    assert.ok(noon.carWh > 3_500 && noon.importWh < 50, JSON.stringify(noon));
    home.change({ pvW: 1_500, loadW: 500 });
    const cloudy = await measured(() => everyMinute(hourMs, step));
    assert.ok(cloudy.carWh < 500, "slow mode gives what the sun leaves, and that is too little for a car");
    assert.equal(await during(client.chargerStatus(serial, "EV1")), 4);
  });

  it("by the hub: a charger that always has its minimum, and a battery that comes first for the rest", async () => {
    const house = openRecipeHome(day(60));
    const { clock, measured, home } = house;
    const { stop } = startHub(house, {
      chargers: { "alpha.EV1": { mode: "solar+min" } },
      batteries: { alpha: { share: "battery-first" } },
    });
    await clock.runFor(20 * minuteMs);
    const filling = await measured(() => clock.runFor(30 * minuteMs).then(() => undefined));
    assert.ok(socOf(house) < 95, `${socOf(house)} %`);
    assert.ok(Math.abs(filling.carWh - (lowestCurrentA * 690) / 2) < 250, JSON.stringify(filling));
    await clock.runFor(5 * hourMs);
    home.advance();
    assert.ok(socOf(house) > 97, `${socOf(house)} %`);
    const full = await measured(() => clock.runFor(hourMs).then(() => undefined));
    assert.ok(full.carWh > 6_000 && full.importWh < 300, JSON.stringify(full));
    await stop();
  });
});

describe("the recipe «battery and car together: the car gets the sun's amperes less six»", () => {
  /** What the battery and the house keep. */
  const keptW = lowestCurrentA * 690;
  /** Twice six amperes on three phases, and some more. */
  const bigRoof: Partial<Scenario> = {
    startAt: "2026-06-17T12:00:00+02:00",
    inverters: [
      {
        ratedW: 12_000,
        arrays: [{ peakW: 14_000 }],
        battery: { capacityWh: 15_000, socPercent: 20, maxChargeW: 5_000, maxDischargeW: 5_000 },
      },
    ],
  };

  it("by the client", async () => {
    const house = openRecipeHome(day(20, bigRoof));
    const { client, serial, during, everyMinute, measured } = house;
    await during(client.changeChargerMode(serial, "EV1", 4));
    const step = async (surface: AlphaessSurface) => {
      const { solarW = 0 } = await surface.live(serial);
      const currentA = Math.min(ampsOfWatts(solarW) - 6, 16);
      if (currentA < lowestCurrentA) return surface.stopCharging(serial, "EV1");
      await surface.changeChargerCurrent(serial, "EV1", currentA);
      if ((await surface.chargerStatus(serial, "EV1")) !== 3) await surface.startCharging(serial, "EV1");
    };
    const { carWh, chargedWh, importWh } = await measured(() => everyMinute(hourMs, step));
    const isShared = carWh > 4_000 && Math.abs(chargedWh - keptW) < 0.2 * keptW;
    assert.ok(isShared && importWh < 100, JSON.stringify({ carWh, chargedWh, importWh }));
  });

  it("by the hub: shared, with as much for the battery", async () => {
    const house = openRecipeHome(day(20, bigRoof));
    const { clock, measured } = house;
    const { stop } = startHub(house, {
      chargers: { "alpha.EV1": { mode: "solar" } },
      batteries: { alpha: { share: "share", shareW: keptW } },
    });
    await clock.runFor(20 * minuteMs);
    const { carWh, chargedWh, importWh } = await measured(() => clock.runFor(hourMs).then(() => undefined));
    const isShared = carWh > 4_000 && Math.abs(chargedWh - keptW) < 0.2 * keptW;
    assert.ok(isShared && importWh < 200, JSON.stringify({ carWh, chargedWh, importWh }));
    await stop();
  });
});

describe("the recipe «keep the battery low in the morning, by a charge stop of 26 %»", () => {
  const morning = async (quirk?: string) => {
    const house = openRecipeHome(day(24, { startAt: "2026-06-17T06:00:00+02:00" }));
    const { client, serial, during, clock, home, emulator } = house;
    if (quirk !== undefined) emulator.quirks.set(quirk, true);
    await during(client.changeSocWindow(serial, { minPercent: 20, maxPercent: 26 }));
    await clock.runFor(4 * hourMs);
    home.advance();
    const atTenPercent = socOf(house);
    await during(client.changeSocWindow(serial, { minPercent: 20, maxPercent: 100 }));
    await clock.runFor(3 * hourMs);
    home.advance();
    return { atTenPercent, atOnePercent: socOf(house) };
  };

  it("by the client, on systems whose charge stop stops the sun as well", async () => {
    const { atTenPercent, atOnePercent } = await morning("charge-stop-stops-sun");
    assert.ok(atTenPercent <= 26.5, `${atTenPercent} %`);
    assert.ok(atOnePercent > 60, `room was kept for noon: ${atOnePercent} %`);
  });

  it("by the client, does nothing where the charge stop is one for the grid alone", async () => {
    assert.ok((await morning()).atTenPercent > 40);
  });

  it("by the hub on any system: the car comes first, and the battery gets what it leaves", async () => {
    const house = openRecipeHome(day(24));
    const { clock, measured } = house;
    const { stop } = startHub(house, {
      chargers: { "alpha.EV1": { mode: "solar" } },
      batteries: { alpha: { share: "car-first" } },
    });
    await clock.runFor(hourMs);
    const { carWh, chargedWh } = await measured(() => clock.runFor(2 * hourMs).then(() => undefined));
    assert.ok(carWh > 3 * chargedWh, JSON.stringify({ carWh, chargedWh }));
    await stop();
  });
});

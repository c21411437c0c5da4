import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { hourMs, minuteMs, type Sharing, sharings } from "#domain";
import type { Scenario } from "#simulator";
import type { CarSteps, Pair } from "./support/ideal-sharing.ts";
import { type Makers, openSharingHome } from "./support/sharing-home.ts";

const day = "2026-06-17";
const shareW = 2_000;
/** The sun goes in and out all day long behind fair-weather clouds. */
const scenario: Scenario = {
  name: "sharing day",
  startAt: `${day}T06:00:00+02:00`,
  weather: { cover: 0.3 },
  inverters: [
    {
      ratedW: 10_000,
      arrays: [{ peakW: 10_000 }],
      battery: { capacityWh: 24_600, socPercent: 15, maxChargeW: 5_000, maxDischargeW: 5_000 },
    },
  ],
  wallboxes: [{ car: { capacityWh: 100_000, socPercent: 10 } }],
};

/** An hour counts where the setting has sun for the car in so much of it. */
const enoughSun = 0.75;
/** Of all the sun that there was to share. */
const allowedShare = 0.1;

const free: CarSteps = { phases: [1, 3], minCurrentA: 6, maxCurrentA: 16 };
const threePhases: CarSteps = { ...free, phases: [3] };
const onlyOnAndOff: CarSteps = { phases: [3], minCurrentA: 8, maxCurrentA: 8 };

interface Outcome {
  readonly hours: number;
  readonly real: Pair;
  readonly ideal: Pair;
  /** The battery's part of what the setting asks for it in all hours of the day. */
  readonly batteryOfDay: number;
  readonly chargerWrites: number;
}

async function live(makers: Makers, share: Sharing, steps: CarSteps, sunny = enoughSun): Promise<Outcome> {
  const startAt = Date.parse(scenario.startAt ?? "");
  const house = openSharingHome({ makers, scenario, startAt, share, shareW, steps });
  if (steps === onlyOnAndOff) await house.chooseCurrent(onlyOnAndOff.maxCurrentA);
  await house.clock.runUntil(startAt + hourMs);
  house.takeSplit();
  const [real, ideal] = [
    { batteryWh: 0, carWh: 0 },
    { batteryWh: 0, carWh: 0 },
  ];
  const batteryOfDay = { realWh: 0, idealWh: 0 };
  let hours = 0;
  for (let hour = 7; hour < 19; hour += 1) {
    await house.clock.runFor(hourMs);
    const split = house.takeSplit();
    batteryOfDay.realWh += split.real.batteryWh;
    batteryOfDay.idealWh += split.ideal.batteryWh;
    if (split.sunnyShare < sunny) continue;
    hours += 1;
    real.batteryWh += split.real.batteryWh;
    real.carWh += split.real.carWh;
    ideal.batteryWh += split.ideal.batteryWh;
    ideal.carWh += split.ideal.carWh;
  }
  const chargerWrites = house.chargerWrites();
  await house.clock.runFor(minuteMs);
  await house.close();
  return { hours, real, ideal, batteryOfDay: batteryOfDay.realWh / batteryOfDay.idealWh, chargerWrites };
}

const kWh = (wattHours: number) => (wattHours / 1_000).toFixed(1);

function show(test: TestContext, name: string, { hours, real, ideal, chargerWrites }: Outcome): void {
  const asked = `asked for ${kWh(ideal.batteryWh)} and ${kWh(ideal.carWh)}`;
  const got = `${kWh(real.batteryWh)} kWh into the battery, ${kWh(real.carWh)} kWh into the car`;
  test.diagnostic(
    `${name}: ${got} (${asked}) in ${hours} hours with enough sun, ${chargerWrites} orders to the charger`,
  );
}

function assertSplit(share: Sharing, { hours, real, ideal, batteryOfDay }: Outcome): void {
  const sharedWh = ideal.batteryWh + ideal.carWh;
  assert.ok(hours >= 2 && ideal.carWh > 5_000, "a day without sun to share shows nothing");
  for (const who of ["batteryWh", "carWh"] as const) {
    const missedWh = real[who] - ideal[who];
    assert.ok(Math.abs(missedWh) <= allowedShare * sharedWh, `${who} ${real[who]}, asked for ${ideal[who]}`);
  }
  // Whoever the setting names is held to a tenth of its own part, too.
  const named = { "car-first": ["carWh"], share: ["batteryWh", "carWh"], "battery-first": [] } as const;
  for (const who of named[share])
    assert.ok(Math.abs(real[who] - ideal[who]) <= 0.1 * ideal[who], `${who} ${real[who]}, asked for ${ideal[who]}`);
  // Its hours are mostly those in which nothing is left for the car.
  if (share === "battery-first") assert.ok(batteryOfDay >= 0.9, `${batteryOfDay} of what the battery wants`);
}

const houses: readonly [name: string, makers: Makers, steps: CarSteps][] = [
  ["AlphaESS, values by the official interface and the wallbox by the portal's", "alphaess-both", free],
  ["AlphaESS by the old interface", "alphaess-legacy", threePhases],
  ["a FoxESS battery and a go-e charger", "foxess-goe", free],
];

for (const [name, makers, steps] of houses)
  describe(`the sun of a day, shared by ${name}`, () => {
    for (const share of sharings)
      it(`is split within a tenth of what «${share}» asks`, async (test) => {
        const outcome = await live(makers, share, steps);
        show(test, share === "share" ? `${share}, ${shareW} W for the battery` : share, outcome);
        assertSplit(share, outcome);
      });
  });

describe("the sun of a day, shared by AlphaESS with a wallbox that can only be started and stopped", () => {
  it("goes to the car in pieces of one fixed current", async (test) => {
    const seen = new Map<Sharing, Outcome>();
    for (const share of sharings) {
      const outcome = await live("alphaess-open", share, onlyOnAndOff, 0);
      show(test, `${share}, all day`, outcome);
      seen.set(share, outcome);
    }
    const carWh = sharings.map((share) => seen.get(share)?.real.carWh ?? 0);
    const [first = 0, shared = 0, last = 0] = carWh;
    assert.ok(first > shared && shared > last && last > 0, `${carWh}`);
  });
});

import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { type Sharing, sharings } from "#domain";
import { allowedMiss, type LivedDay, liveSharingDay, missOf, type SharingDay } from "./support/sharing-day.ts";
import type { Makers } from "./support/sharing-home.ts";

const skies = { "a clear sky": 0, "fair-weather clouds": 0.2, "broken clouds": 0.4 } as const;
const shareW = 2_000;
const seed = 31;

const kWh = (wattHours: number) => (wattHours / 1_000).toFixed(1);

function show(test: TestContext, name: string, { real, asked, starts, phaseChanges, chargerWrites }: LivedDay): void {
  const got = `${kWh(real.batteryWh)} kWh into the battery, ${kWh(real.carWh)} kWh into the car`;
  const wanted = `asked for ${kWh(asked.batteryWh)} and ${kWh(asked.carWh)}`;
  const wear = `${starts} starts, ${phaseChanges} changes of phases, ${chargerWrites} orders to the charger`;
  test.diagnostic(`${name}: ${got} (${wanted}); ${wear}`);
}

async function live(test: TestContext, day: Omit<SharingDay, "seed" | "shareW">): Promise<LivedDay> {
  const lived = await liveSharingDay({ ...day, seed, shareW });
  show(test, day.share === "share" ? `${day.share}, ${shareW} W for the battery` : day.share, lived);
  return lived;
}

function assertSplit(share: Sharing, lived: LivedDay): void {
  const { real, asked } = lived;
  assert.ok(asked.batteryWh + asked.carWh > 20_000, "a day without sun to share shows nothing");
  const miss = missOf(share, lived);
  const told = `battery ${real.batteryWh} of ${asked.batteryWh}, car ${real.carWh} of ${asked.carWh}`;
  assert.ok(miss.ofNamed <= allowedMiss, `${miss.ofNamed} of whom «${share}» names: ${told}`);
  assert.ok(miss.ofAll <= allowedMiss, `${miss.ofAll} of all the sun: ${told}`);
}

const houses: readonly [name: string, makers: Makers, skies: readonly (keyof typeof skies)[]][] = [
  [
    "AlphaESS, values by the official interface and the wallbox by the portal's",
    "alphaess-both",
    ["a clear sky", "fair-weather clouds", "broken clouds"],
  ],
  ["AlphaESS by the old interface, on three phases only", "alphaess-legacy", ["a clear sky", "fair-weather clouds"]],
  ["a FoxESS battery and a go-e charger", "foxess-goe", ["a clear sky", "fair-weather clouds"]],
];

for (const [name, makers, seen] of houses)
  for (const sky of seen)
    describe(`the sun of a day under ${sky}, shared by ${name}`, () => {
      for (const share of sharings)
        it(`is split within a tenth of what «${share}» asks`, async (test) => {
          assertSplit(share, await live(test, { makers, share, cover: skies[sky] }));
        });
    });

describe("the sun of a day under fair-weather clouds, shared by AlphaESS with a battery that is full by noon", () => {
  for (const share of sharings)
    it(`is split within a tenth of what «${share}» asks`, async (test) => {
      const day = { makers: "alphaess-both", share, cover: skies["fair-weather clouds"], battery: "small" } as const;
      assertSplit(share, await live(test, day));
    });
});

describe("the sun of a day, shared by AlphaESS with a wallbox that can only be started and stopped", () => {
  it("goes to the car in pieces of one fixed current", async (test) => {
    const carWh: number[] = [];
    for (const share of sharings) {
      const lived = await live(test, { makers: "alphaess-open", share, cover: skies["fair-weather clouds"] });
      carWh.push(lived.real.carWh);
    }
    const [first = 0, shared = 0, last = 0] = carWh;
    assert.ok(first > shared && shared > last && last > 0, `${carWh}`);
  });
});

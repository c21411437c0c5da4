import { hourMs, minuteMs, type Sharing } from "#domain";
import type { Scenario } from "#simulator";
import type { CarSteps, Split } from "./asked-split.ts";
import { type Makers, openSharingHome } from "./sharing-home.ts";

export interface SharingDay {
  readonly makers: Makers;
  readonly share: Sharing;
  readonly shareW: number;
  readonly cover: number;
  readonly seed: number;
  readonly battery?: HomeBattery;
}

/** What stands in the cellar; both can take 5 kW. */
export type HomeBattery = "large" | "small";

export interface LivedDay extends Split {
  readonly chargerWrites: number;
  readonly starts: number;
  readonly phaseChanges: number;
}

/** How far a day's split is from what its setting asks. */
export interface Miss {
  /** Of its own part, the worst of those that the setting names. */
  readonly ofNamed: number;
  /** Of all the sun that was shared, the worse of the two. */
  readonly ofAll: number;
}

export const allowedMiss = 0.1;

const free: CarSteps = { phases: [1, 3], minCurrentA: 6, maxCurrentA: 16 };
const steps: Readonly<Record<Makers, CarSteps>> = {
  "alphaess-both": free,
  "foxess-goe": free,
  "alphaess-legacy": { ...free, phases: [3] },
  "alphaess-open": { phases: [3], minCurrentA: 8, maxCurrentA: 8 },
};

const batteries = {
  large: { capacityWh: 24_600, socPercent: 15 },
  small: { capacityWh: 10_200, socPercent: 20 },
} as const;

const startAt = Date.parse("2026-06-17T06:00:00+02:00");
const lengthMs = 14 * hourMs;

/** From six in the morning to eight in the evening on a roof of 10 kW, with a car that could take all of it. */
export async function liveSharingDay({ battery = "large", ...day }: SharingDay): Promise<LivedDay> {
  const scenario: Scenario = {
    name: "sharing day",
    startAt: "2026-06-17T06:00:00+02:00",
    weather: { cover: day.cover },
    inverters: [
      {
        ratedW: 10_000,
        arrays: [{ peakW: 10_000 }],
        battery: { ...batteries[battery], maxChargeW: 5_000, maxDischargeW: 5_000 },
      },
    ],
    wallboxes: [{ car: { capacityWh: 100_000, socPercent: 10 } }],
  };
  const house = openSharingHome({ ...day, scenario, startAt, steps: steps[day.makers] });
  if (day.makers === "alphaess-open") await house.chooseCurrent(steps["alphaess-open"].maxCurrentA);
  const changes = countChanges(house.home);
  await house.clock.runUntil(startAt + lengthMs);
  const split = house.split();
  const chargerWrites = house.chargerWrites();
  await house.clock.runFor(minuteMs);
  await house.close();
  return { ...split, ...changes, chargerWrites };
}

function countChanges(home: ReturnType<typeof openSharingHome>["home"]) {
  const counted = { starts: 0, phaseChanges: 0 };
  let [wasCharging, lastPhases] = [false, 0];
  home.onStep(() => {
    const { powerW, currentA } = home.wallbox();
    const phases = currentA.filter((ampere) => ampere > 1).length;
    if (powerW > 500 && !wasCharging) counted.starts += 1;
    wasCharging = powerW > 500;
    if (phases === 0) return;
    if (lastPhases !== 0 && phases !== lastPhases) counted.phaseChanges += 1;
    lastPhases = phases;
  });
  return counted;
}

/** Whoever the setting names is held to a part of his own, the other to the same part of everything. */
export function missOf(share: Sharing, { real, asked }: Split): Miss {
  const named = { "car-first": ["carWh"], share: ["batteryWh", "carWh"], "battery-first": ["batteryWh"] } as const;
  const sharedWh = asked.batteryWh + asked.carWh;
  const missed = (who: keyof Split["real"]) => Math.abs(real[who] - asked[who]);
  return {
    ofNamed: Math.max(...named[share].map((who) => missed(who) / asked[who])),
    ofAll: Math.max(missed("batteryWh"), missed("carWh")) / sharedWh,
  };
}

import { minuteMs, type Sharing, secondMs } from "#domain";
import type { SimulatedHome } from "#driver-kit";

/** What the charger can be set to: on each of these numbers of phases a range of currents, in steps of one ampere. */
export interface CarSteps {
  readonly phases: readonly (1 | 3)[];
  readonly minCurrentA: number;
  readonly maxCurrentA: number;
}

export interface IdealOptions {
  readonly share: Sharing;
  readonly shareW: number;
  readonly steps: CarSteps;
}

/** What battery and car got. What the battery gave to the car is the car's, and no gain of the battery. */
export interface Pair {
  readonly batteryWh: number;
  readonly carWh: number;
}

export interface Split {
  readonly real: Pair;
  /** What the setting would have given on this house to somebody who knows every second of it. */
  readonly ideal: Pair;
  /** Part of the time in which the setting had sun for the car. */
  readonly sunnyShare: number;
  readonly importedWh: number;
}

const voltageV = 230;
const secondsPerHour = 3_600;
/** As the simulated house has them where its scenario says nothing else. */
const efficiency = 0.97;
const taperFromPercent = 95;
/** A contactor is spared: nobody changes phases more often, however much he knows. */
const phasesForS = (10 * minuteMs) / secondMs;

/** One way to go on from where the ideal house stands. */
interface Way {
  readonly steps: CarSteps;
  storedWh: number;
  batteryWh: number;
  carWh: number;
  sunnySeconds: number;
}

/**
 * The same second-by-second sun and house, with a charger that obeys at once; for every ten minutes it has the number of
 * phases that turns out to be the better one. Its battery starts where the real one stands.
 */
export function createIdealDay(home: SimulatedHome, options: IdealOptions): { take(): Split } {
  const { battery } = home.inverter();
  if (battery === undefined) throw new Error("there is nothing to share without a battery");
  const { capacityWh, maxChargeW, maxDischargeW } = battery;
  const minWh = (capacityWh * battery.order.minSocPercent) / 100;
  let storedWh = (capacityWh * battery.socPercent) / 100;
  let seconds = 0;
  const start = (): Way[] =>
    options.steps.phases.map((count) => ({
      steps: { ...options.steps, phases: [count] },
      ...{ storedWh, batteryWh: 0, carWh: 0, sunnySeconds: 0 },
    }));
  let ways = start();
  let ideal = { batteryWh: 0, carWh: 0, sunnySeconds: 0, seconds: 0 };
  const realNow = () => ({ carWh: home.wallbox().energyWh, importWh: home.meter.importWh });
  let before = realNow();
  let netBatteryWh = 0;

  const limitW = (stored: number) => {
    const percent = (100 * stored) / capacityWh;
    const taper = Math.min(1, Math.max(0.05, (100 - percent) / (100 - taperFromPercent)));
    return percent >= 100 ? 0 : maxChargeW * taper;
  };

  const goOn = (way: Way, solarW: number, houseW: number) => {
    const leftW = solarW * efficiency - houseW;
    const appetiteW = limitW(way.storedWh);
    const carW = idealCarW(leftW, appetiteW, way.steps, options);
    const takenW = Math.min(appetiteW, Math.max(0, solarW - (houseW + carW) / efficiency));
    const givenW = leftW < 0 && way.storedWh > minWh ? Math.min(-leftW / efficiency, maxDischargeW) : 0;
    way.storedWh += (takenW * efficiency - givenW / efficiency) / secondsPerHour;
    way.batteryWh += takenW / secondsPerHour;
    way.carWh += carW / secondsPerHour;
    way.sunnySeconds += carW > 0 ? 1 : 0;
  };

  const choose = () => {
    const best = ways.reduce((one, other) => (other.carWh > one.carWh ? other : one));
    storedWh = best.storedWh;
    ideal = {
      batteryWh: ideal.batteryWh + best.batteryWh,
      carWh: ideal.carWh + best.carWh,
      sunnySeconds: ideal.sunnySeconds + best.sunnySeconds,
      seconds: ideal.seconds + seconds,
    };
    seconds = 0;
    ways = start();
  };

  home.onStep(() => {
    const { solarW } = home.inverter();
    const { houseW } = home.load;
    const flowW = home.inverter().battery?.powerW ?? 0;
    for (const way of ways) goOn(way, solarW, houseW);
    const beyondSunW = home.wallbox().powerW - Math.max(0, solarW * efficiency - houseW);
    netBatteryWh += (Math.max(0, -flowW) - Math.max(0, Math.min(flowW, beyondSunW))) / secondsPerHour;
    seconds += 1;
    if (seconds >= phasesForS) choose();
  });

  return {
    take: () => {
      choose();
      const now = realNow();
      const split: Split = {
        real: { batteryWh: netBatteryWh, carWh: now.carWh - before.carWh },
        ideal: { batteryWh: ideal.batteryWh, carWh: ideal.carWh },
        sunnyShare: ideal.seconds === 0 ? 0 : ideal.sunnySeconds / ideal.seconds,
        importedWh: now.importWh - before.importWh,
      };
      ideal = { batteryWh: 0, carWh: 0, sunnySeconds: 0, seconds: 0 };
      netBatteryWh = 0;
      before = now;
      // What was missed was counted; from here on both have the same battery again.
      storedWh = (capacityWh * battery.socPercent) / 100;
      ways = start();
      return split;
    },
  };
}

function idealCarW(leftW: number, appetiteW: number, steps: CarSteps, { share, shareW }: IdealOptions): number {
  switch (share) {
    case "car-first":
      return possibleW(leftW, steps);
    case "share":
      return possibleW(leftW - Math.min(shareW, appetiteW) * efficiency, steps);
    case "battery-first":
      return possibleW(leftW - appetiteW * efficiency, steps);
  }
}

/** The most that the charger can be set to and that is not more than this. */
export function possibleW(availableW: number, { phases, minCurrentA, maxCurrentA }: CarSteps): number {
  let bestW = 0;
  for (const count of phases) {
    const currentA = Math.min(maxCurrentA, Math.floor(availableW / (voltageV * count)));
    if (currentA >= minCurrentA) bestW = Math.max(bestW, currentA * count * voltageV);
  }
  return bestW;
}

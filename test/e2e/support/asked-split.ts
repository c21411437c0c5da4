import type { Sharing } from "#domain";
import type { SimulatedHome } from "#driver-kit";

/** What the charger can be set to: on each of these numbers of phases a range of currents, in steps of one ampere. */
export interface CarSteps {
  readonly phases: readonly (1 | 3)[];
  readonly minCurrentA: number;
  readonly maxCurrentA: number;
}

export interface AskedOptions {
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
  /** What the setting asks for, worked out from the sun as it really was. */
  readonly asked: Pair;
  readonly importedWh: number;
  /** What the battery gave to the car while clouds passed, whether it got it back or not. */
  readonly lentWh: number;
}

const voltageV = 230;
const secondsPerHour = 3_600;
/** As the simulated house has them where its scenario says nothing else. */
const efficiency = 0.97;
const taperFromPercent = 95;
/** The clouds' own histories show a day in steps of five minutes; within one, a battery evens the sun out. */
const stepS = 300;

/**
 * Follows a house and works out beside it what the setting asks for: of every five minutes' mean of the sun that the
 * house leaves over, the battery's part by the setting, the most that the charger can be set to out of the rest, and to
 * the battery what the car cannot use. It has its own account of the battery from the start to the end.
 */
export function followSplit(home: SimulatedHome, options: AskedOptions): { split(): Split } {
  const { battery } = home.inverter();
  if (battery === undefined) throw new Error("there is nothing to share without a battery");
  const { capacityWh, maxChargeW, maxDischargeW } = battery;
  const minWh = (capacityWh * battery.order.minSocPercent) / 100;
  const before = { carWh: home.wallbox().energyWh, importWh: home.meter.importWh };
  const asked = { batteryWh: 0, carWh: 0 };
  let storedWh = (capacityWh * battery.socPercent) / 100;
  let [realBatteryWh, lentWh] = [0, 0];
  let [seconds, sunWs, houseWs] = [0, 0, 0];

  const appetiteW = () => {
    const percent = (100 * storedWh) / capacityWh;
    const taper = Math.min(1, Math.max(0.05, (100 - percent) / (100 - taperFromPercent)));
    return percent >= 100 ? 0 : maxChargeW * taper;
  };

  const closeStep = () => {
    const leftW = (sunWs * efficiency - houseWs) / seconds;
    const carW = possibleW(leftW - batteryPartW(appetiteW(), options) * efficiency, options.steps);
    const takenW = Math.min(appetiteW(), Math.max(0, leftW - carW) / efficiency);
    const givenW = leftW < 0 && storedWh > minWh ? Math.min(-leftW / efficiency, maxDischargeW) : 0;
    const hours = seconds / secondsPerHour;
    storedWh += (takenW * efficiency - givenW / efficiency) * hours;
    asked.batteryWh += takenW * hours;
    asked.carWh += carW * hours;
    [seconds, sunWs, houseWs] = [0, 0, 0];
  };

  home.onStep(() => {
    const { solarW } = home.inverter();
    const { houseW } = home.load;
    const flowW = home.inverter().battery?.powerW ?? 0;
    const beyondSunW = home.wallbox().powerW - Math.max(0, solarW * efficiency - houseW);
    const toCarWh = Math.max(0, Math.min(flowW, beyondSunW)) / secondsPerHour;
    realBatteryWh += Math.max(0, -flowW) / secondsPerHour - toCarWh;
    lentWh += toCarWh;
    sunWs += solarW;
    houseWs += houseW;
    seconds += 1;
    if (seconds >= stepS) closeStep();
  });

  return {
    split: () => {
      home.advance();
      return {
        real: { batteryWh: realBatteryWh, carWh: home.wallbox().energyWh - before.carWh },
        asked: { ...asked },
        lentWh,
        importedWh: home.meter.importWh - before.importWh,
      };
    },
  };
}

function batteryPartW(appetiteW: number, { share, shareW }: AskedOptions): number {
  switch (share) {
    case "car-first":
      return 0;
    case "share":
      return Math.min(shareW, appetiteW);
    case "battery-first":
      return appetiteW;
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

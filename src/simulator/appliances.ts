import type { Random } from "#platform";

/** An appliance that people switch on: how often on an average day at which hours, how long, how strong. */
interface Appliance {
  readonly name: string;
  readonly powerW: number;
  readonly conductor: 0 | 1 | 2;
  readonly perDay: number;
  /** Hours of the day around which it is used. */
  readonly hours: readonly number[];
  readonly minutes: readonly [number, number];
  /** Its thermostat: seconds on, seconds off. */
  readonly onS: number;
  readonly offS: number;
}

const appliances: readonly Appliance[] = [
  {
    name: "kettle",
    powerW: 2_100,
    conductor: 1,
    perDay: 6,
    hours: [7, 10, 16, 20],
    minutes: [2, 4],
    onS: 3_600,
    offS: 0,
  },
  { name: "hob", powerW: 1_800, conductor: 0, perDay: 1.6, hours: [12, 18.5], minutes: [15, 35], onS: 25, offS: 20 },
  { name: "oven", powerW: 2_400, conductor: 2, perDay: 0.7, hours: [12, 18], minutes: [30, 70], onS: 90, offS: 110 },
  {
    name: "dishwasher",
    powerW: 2_000,
    conductor: 0,
    perDay: 0.8,
    hours: [9, 14, 19],
    minutes: [12, 22],
    onS: 3_600,
    offS: 0,
  },
  {
    name: "washing machine",
    powerW: 1_900,
    conductor: 1,
    perDay: 0.9,
    hours: [13, 20],
    minutes: [15, 25],
    onS: 3_600,
    offS: 0,
  },
  {
    name: "vacuum cleaner",
    powerW: 900,
    conductor: 2,
    perDay: 0.6,
    hours: [8, 17],
    minutes: [8, 25],
    onS: 3_600,
    offS: 0,
  },
  {
    name: "television",
    powerW: 250,
    conductor: 1,
    perDay: 1.5,
    hours: [19.5, 21],
    minutes: [60, 150],
    onS: 3_600,
    offS: 0,
  },
];

interface Running {
  readonly appliance: Appliance;
  leftS: number;
  cycleS: number;
}

/** Everything in the house that people switch on and off. */
export interface Appliances {
  /** Decides once a minute what is switched on; activity 1 is a family of four. */
  plan(hour: number, activity: number): void;
  /** Lets one second pass and adds what runs to its conductor. */
  addTo(phaseW: Float64Array, phases: 1 | 3): void;
  /** Names of what is switched on. */
  running(): string[];
}

export function createAppliances(random: Random): Appliances {
  const all: readonly Running[] = appliances.map((appliance) => ({ appliance, leftS: 0, cycleS: 0 }));
  return {
    plan: (hour, activity) => {
      for (const one of all) {
        const { perDay, hours, minutes } = one.appliance;
        // Always drawn, so that what runs now does not change what comes later.
        const roll = random.next();
        const lengthS = Math.round(60 * random.between(minutes[0], minutes[1]));
        if (one.leftS > 0 || roll >= perDay * activity * useDensity(hours, hour)) continue;
        one.leftS = lengthS;
        one.cycleS = 0;
      }
    },
    addTo: (phaseW, phases) => {
      for (let index = 0; index < all.length; index++) {
        const one = all[index];
        if (one === undefined || one.leftS <= 0) continue;
        const { conductor, powerW, onS, offS } = one.appliance;
        const target = phases === 1 ? 0 : conductor;
        if (one.cycleS < onS) phaseW[target] = (phaseW[target] ?? 0) + powerW;
        one.leftS -= 1;
        one.cycleS = one.cycleS + 1 >= onS + offS ? 0 : one.cycleS + 1;
      }
    },
    running: () => all.filter((one) => one.leftS > 0).map((one) => one.appliance.name),
  };
}

/** 1 at the hour, falling off like a bell on both sides, around midnight too. */
export function nearness(hour: number, centre: number, width: number): number {
  const apart = Math.abs(hour - centre);
  const distance = Math.min(apart, 24 - apart) / width;
  return Math.exp(-0.5 * distance * distance);
}

/** Chance per minute of one use a day, spread over bells of about an hour around its hours. */
function useDensity(hours: readonly number[], hour: number): number {
  const perHour = hours.reduce((sum, centre) => sum + nearness(hour, centre, 1), 0) / (2.507 * hours.length);
  return perHour / 60;
}

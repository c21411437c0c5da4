import type { Instant } from "#domain";
import type { Random } from "#platform";
import type { Calendar } from "./calendar.ts";
import type { LoadSpec } from "./scenario.ts";
import type { TraceReader } from "./trace.ts";

/** The house's own consumption on the grid's conductors. */
export interface HouseLoad {
  readonly phaseW: Float64Array;
  powerW: number;
  energyWh: number;
}

/** An appliance that people switch on: how often on an average day at which hours, how long, how strong. */
interface Appliance {
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
  { powerW: 2100, conductor: 1, perDay: 6, hours: [7, 10, 16, 20], minutes: [2, 4], onS: 3600, offS: 0 },
  { powerW: 1800, conductor: 0, perDay: 1.6, hours: [12, 18.5], minutes: [15, 35], onS: 25, offS: 20 },
  { powerW: 2400, conductor: 2, perDay: 0.7, hours: [12, 18], minutes: [30, 70], onS: 90, offS: 110 },
  { powerW: 2000, conductor: 0, perDay: 0.8, hours: [9, 14, 19], minutes: [12, 22], onS: 3600, offS: 0 },
  { powerW: 1900, conductor: 1, perDay: 0.9, hours: [13, 20], minutes: [15, 25], onS: 3600, offS: 0 },
  { powerW: 900, conductor: 2, perDay: 0.6, hours: [8, 17], minutes: [8, 25], onS: 3600, offS: 0 },
  { powerW: 250, conductor: 1, perDay: 1.5, hours: [19.5, 21], minutes: [60, 150], onS: 3600, offS: 0 },
];

interface Running {
  leftS: number;
  cycleS: number;
}

/** Where the base load sits; homes are never balanced. */
const baseShares = [0.45, 0.2, 0.35] as const;
const fridgeW = 90;

export interface LoadModel {
  readonly load: HouseLoad;
  /** Decides once a minute what people switch on. */
  plan(at: Instant): void;
  step(at: Instant, fixedW: number | undefined): void;
}

export function createLoadModel(
  spec: LoadSpec,
  phases: 1 | 3,
  calendar: Calendar,
  random: Random,
  trace: TraceReader | undefined,
): LoadModel {
  const load: HouseLoad = { phaseW: new Float64Array(3), powerW: 0, energyWh: 0 };
  const running: readonly Running[] = appliances.map(() => ({ leftS: 0, cycleS: 0 }));
  const mood = { flicker: 0, fridgeS: 0, baseW: spec.baseW };

  const plan = (at: Instant) => {
    const hour = calendar.hourOfDay(at);
    mood.baseW = spec.baseW * (0.8 + 0.6 * nearness(hour, 20, 3) + 0.25 * nearness(hour, 7.5, 1.5));
    for (const [index, appliance] of appliances.entries()) {
      const chance = appliance.perDay * spec.activity * useDensity(appliance.hours, hour);
      const roll = random.next();
      const minutes = random.between(appliance.minutes[0], appliance.minutes[1]);
      const state = running[index];
      if (state !== undefined && state.leftS <= 0 && roll < chance) {
        state.leftS = Math.round(minutes * 60);
        state.cycleS = 0;
      }
    }
  };

  const add = (conductor: number, powerW: number) => {
    const index = phases === 1 ? 0 : conductor;
    load.phaseW[index] = (load.phaseW[index] ?? 0) + powerW;
  };

  const stepAppliances = () => {
    for (let index = 0; index < appliances.length; index++) {
      const appliance = appliances[index];
      const state = running[index];
      if (appliance === undefined || state === undefined || state.leftS <= 0) continue;
      state.leftS -= 1;
      if (state.cycleS < appliance.onS) add(appliance.conductor, appliance.powerW);
      state.cycleS = state.cycleS + 1 >= appliance.onS + appliance.offS ? 0 : state.cycleS + 1;
    }
  };

  const spread = (powerW: number) => {
    for (let conductor = 0; conductor < 3; conductor++) add(conductor, powerW * (baseShares[conductor] ?? 0));
  };

  const stepModel = () => {
    mood.flicker += (random.next() - 0.5) * 8 - mood.flicker * 0.05;
    spread(Math.max(0, mood.baseW * (1 + mood.flicker / 100)));
    if (spec.baseW > 0 && mood.fridgeS < 900) add(2, fridgeW);
    mood.fridgeS = mood.fridgeS >= 2_700 ? 0 : mood.fridgeS + 1;
    stepAppliances();
  };

  return {
    load,
    plan,
    step: (at, fixedW) => {
      load.phaseW.fill(0);
      stepModel();
      const measuredW = fixedW ?? (trace === undefined ? Number.NaN : trace.valueAt(at));
      if (measuredW >= 0) {
        load.phaseW.fill(0);
        spread(measuredW);
      }
      load.powerW = (load.phaseW[0] ?? 0) + (load.phaseW[1] ?? 0) + (load.phaseW[2] ?? 0);
      load.energyWh += load.powerW / 3_600;
    },
  };
}

/** 1 at the hour, falling off like a bell on both sides, around midnight too. */
function nearness(hour: number, centre: number, width: number): number {
  const apart = Math.abs(hour - centre);
  const distance = Math.min(apart, 24 - apart) / width;
  return Math.exp(-0.5 * distance * distance);
}

/** Chance per minute of one use a day, spread over bells of about an hour around its hours. */
function useDensity(hours: readonly number[], hour: number): number {
  const perHour = hours.reduce((sum, centre) => sum + nearness(hour, centre, 1), 0) / (2.507 * hours.length);
  return perHour / 60;
}

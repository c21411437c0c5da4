import type { DayEnergy } from "./surface.ts";

type Counter = Exclude<keyof DayEnergy, "date">;

const counters: readonly Counter[] = [
  ...(["solarWh", "importWh", "exportWh", "chargedWh", "dischargedWh", "gridChargedWh", "chargerWh"] as const),
];

/** Keeps a day's counters from falling: the cloud shows zeros for a while, and yesterday's sums after midnight. */
export interface DailyCounters {
  take(told: DayEnergy): DayEnergy;
}

export function createDailyCounters(): DailyCounters {
  let best: DayEnergy | undefined;
  return {
    take: (told) => {
      if (best === undefined || told.date > best.date) best = told;
      else if (told.date === best.date) best = highest(best, told);
      return best;
    },
  };
}

function highest(before: DayEnergy, told: DayEnergy): DayEnergy {
  const merged: { date: string } & { -readonly [K in Counter]?: number } = { date: told.date };
  for (const name of counters) {
    const values = [before[name], told[name]].filter((value) => value !== undefined);
    if (values.length > 0) merged[name] = Math.max(...values);
  }
  return merged;
}

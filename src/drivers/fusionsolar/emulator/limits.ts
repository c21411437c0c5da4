import { dayMs, minuteMs } from "#domain";
import type { Clock } from "#platform";
import type { Fleet } from "./fleet.ts";

/** Counts an account's calls as the manual says for accounts made since the summer of 2022. */
export interface Limits {
  /** Counts the call, or tells that it is one too many. */
  admit(method: string): boolean;
  /** Calls that were answered, by interface. */
  counts(): Readonly<Record<string, number>>;
  /** What an interface allows, and in which time. */
  grantOf(method: string): Grant;
}

export interface Grant {
  readonly max: number;
  readonly perMs: number;
}

export function createLimits(fleet: Fleet, clock: Pick<Clock, "steadyMs">): Limits {
  const arrivals = new Map<string, number[]>();
  const totals: Record<string, number> = {};
  const hundreds = Math.ceil(fleet.plants.length / 100);
  const counts = new Map<number, number>();
  for (const { devices } of fleet.plants)
    for (const { devTypeId } of devices)
      if (hasLive(devTypeId)) counts.set(devTypeId, (counts.get(devTypeId) ?? 0) + 1);
  const inGroups = (size: number) => [...counts.values()].reduce((sum, count) => sum + Math.ceil(count / size), 0);

  const grantOf = (method: string): Grant => {
    switch (method) {
      case "login":
      case "logout":
        return { max: 5, perMs: 10 * minuteMs };
      case "stations":
        return { max: hundreds * 10 + 24, perMs: dayMs };
      case "getStationList":
        return { max: 24, perMs: dayMs };
      case "getStationRealKpi":
        return { max: hundreds, perMs: 5 * minuteMs };
      case "getDevRealKpi":
        return { max: inGroups(100), perMs: 5 * minuteMs };
      case "getDevHistoryKpi":
      case "getDevFiveMinutes":
        return { max: inGroups(10) + 24, perMs: dayMs };
      case "getAlarmList":
        return { max: Math.max(hundreds, inGroups(100)), perMs: 30 * minuteMs };
      default:
        return { max: (method.startsWith("getDevKpi") ? inGroups(100) : hundreds) + 24, perMs: dayMs };
    }
  };

  return {
    grantOf,
    counts: () => ({ ...totals }),
    admit: (method) => {
      const { max, perMs } = grantOf(method);
      const now = clock.steadyMs();
      // A call exactly a window later was refused by the real cloud.
      const recent = (arrivals.get(method) ?? []).filter((at) => now - at <= perMs);
      if (recent.length >= max) return false;
      arrivals.set(method, [...recent, now]);
      totals[method] = (totals[method] ?? 0) + 1;
      return true;
    },
  };
}

function hasLive(devTypeId: number): boolean {
  return [1, 10, 17, 38, 39, 41, 47].includes(devTypeId);
}

import type { Instant, Triple } from "#domain";
import type { DriverReading } from "#driver-kit";
import type { Powers } from "./powers.ts";
import { noiseW, type Signs } from "./sign-watch.ts";

/** What the powers say in the words of the house. What is in doubt is left out. */
export function toReadings(powers: Powers, signs: Signs, at: Instant, gridPhases?: Triple): readonly DriverReading[] {
  const stamp = { at, quality: "measured" } as const;
  const readings: DriverReading[] = [];
  const { grid, pv, load, battery } = powers;
  if (grid !== undefined && signs.grid !== undefined) {
    const sign = signs.grid;
    const phases = gridPhases === undefined ? {} : { phases: { powerW: turned(gridPhases, sign) } };
    readings.push({ kind: "meter", place: "grid", powerW: times(grid, sign), ...stamp, ...phases });
  }
  const loadW = notNegative(load);
  if (loadW !== undefined) readings.push({ kind: "meter", place: "siteLoad", powerW: loadW, ...stamp });
  const solarW = signs.pv === undefined || pv === undefined ? undefined : notNegative(times(pv, signs.pv));
  if (solarW !== undefined) readings.push({ kind: "solar", powerW: solarW, ...stamp });
  if (battery !== undefined) readings.push({ kind: "battery", powerW: battery, ...stamp });
  return readings;
}

/** A few watts below zero are noise; more is a clamp or a formula that is not what it is taken for. */
function notNegative(powerW: number | undefined): number | undefined {
  return powerW === undefined || powerW < -noiseW ? undefined : Math.max(0, powerW);
}

function turned([a, b, c]: Triple, sign: 1 | -1): Triple {
  return [times(a, sign), times(b, sign), times(c, sign)];
}

/** Without turning 0 into -0. */
function times(powerW: number, sign: 1 | -1): number {
  return powerW === 0 ? 0 : powerW * sign;
}

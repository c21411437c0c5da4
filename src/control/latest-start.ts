import { hourMs, type Instant, minuteMs } from "#domain";

export interface ChargeTask {
  readonly energyWh: number;
  readonly by: Instant;
  /** What the car gets when nothing holds it back. */
  readonly powerW: number;
}

/** Cars slow down towards full and start some seconds late; finishing early costs nothing. */
const slowdownFactor = 1.1;
const spareMs = 5 * minuteMs;

/** The latest instant at which charging at full power still delivers the energy in time; may be in the past. */
export function latestStart({ energyWh, by, powerW }: ChargeTask): Instant {
  if (energyWh <= 0) return by;
  if (!(powerW > 0)) return Number.NEGATIVE_INFINITY;
  return Math.floor(by - (energyWh / powerW) * slowdownFactor * hourMs - spareMs);
}

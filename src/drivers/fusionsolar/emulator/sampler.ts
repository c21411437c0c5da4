import { dayMs, type Instant, minuteMs } from "#domain";
import type { Faults, SimulatedHome } from "#driver-kit";

/** The house at one moment, as the plant's dongle saw it. */
export interface HouseSample {
  readonly at: Instant;
  readonly solarW: number;
  readonly solarWh: number;
  readonly outputW: number;
  readonly gridW: number;
  readonly importWh: number;
  readonly exportWh: number;
  readonly voltageV: readonly number[];
  readonly currentA: readonly number[];
  readonly battery:
    | {
        readonly powerW: number;
        readonly socPercent: number;
        readonly chargedWh: number;
        readonly dischargedWh: number;
        readonly maxChargeW: number;
        readonly maxDischargeW: number;
      }
    | undefined;
}

/** What the cloud has of the house: a sample every five minutes, and those of the last days. */
export interface Sampler {
  latest(): HouseSample;
  between(since: Instant, until: Instant): readonly HouseSample[];
}

const everyMs = 5 * minuteMs;
const kept = (3 * dayMs) / everyMs;

export function createSampler(home: SimulatedHome, unit: string | undefined, faults: Faults): Sampler {
  const samples: HouseSample[] = [sampleOf(home, unit, home.at())];
  let nextAt = home.at() + everyMs;
  home.onStep((at) => {
    if (at < nextAt) return;
    nextAt = at + everyMs;
    if (faults.isActive("stale-values")) return;
    samples.push(sampleOf(home, unit, at));
    if (samples.length > kept) samples.shift();
  });
  const latest = () => {
    const last = samples.at(-1);
    if (last === undefined) throw new RangeError("there is always a sample");
    return last;
  };
  return { latest, between: (since, until) => samples.filter(({ at }) => at >= since && at <= until) };
}

function sampleOf(home: SimulatedHome, unit: string | undefined, at: Instant): HouseSample {
  const { solarW, solarWh, acW, battery } = home.inverter(unit);
  const { powerW, importWh, exportWh, voltageV, phaseCurrentA } = home.meter;
  return {
    ...{ at, solarW, solarWh, outputW: acW, gridW: powerW, importWh, exportWh },
    voltageV: [...voltageV],
    currentA: [...phaseCurrentA],
    battery:
      battery === undefined
        ? undefined
        : {
            ...{ powerW: battery.powerW, socPercent: battery.socPercent },
            ...{ chargedWh: battery.chargedWh, dischargedWh: battery.dischargedWh },
            ...{ maxChargeW: battery.maxChargeW, maxDischargeW: battery.maxDischargeW },
          },
  };
}

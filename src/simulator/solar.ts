import type { Instant } from "#domain";
import type { ArraySpec } from "./scenario.ts";
import { clearSkyOn, type Location, sunPosition } from "./sun.ts";
import type { TraceReader } from "./trace.ts";

/** What an inverter's panels offer, second by second. */
export interface SolarSource {
  /** Looks at the sun anew; called once a minute. */
  aim(at: Instant): void;
  powerW(at: Instant, secondOfMinute: number, skyShare: number): number;
}

/** Losses of wiring, dirt and mismatch on the DC side. */
const panelShare = 0.93;
/** Crystalline silicon loses so much per kelvin; panels stand so many kelvin above the air per W/m². */
const lossPerKelvin = 0.0037;
const kelvinPerIrradiance = 0.028;

export function createSolarSource(
  arrays: readonly ArraySpec[],
  location: Location,
  temperatureC: number,
  trace: TraceReader | undefined,
): SolarSource {
  const clear = { nowW: 0, nextW: 0 };

  const clearSkyW = (at: Instant): number => {
    const sun = sunPosition(at, location);
    let powerW = 0;
    for (const array of arrays) {
      const irradiance = clearSkyOn(array, sun);
      const warmerThanRated = temperatureC + kelvinPerIrradiance * irradiance - 25;
      powerW += (array.peakW * irradiance * panelShare * (1 - lossPerKelvin * warmerThanRated)) / 1_000;
    }
    return powerW;
  };

  return {
    aim: (at) => {
      clear.nowW = clearSkyW(at);
      clear.nextW = clearSkyW(at + 60_000);
    },
    powerW: (at, secondOfMinute, skyShare) => {
      const measuredW = trace === undefined ? Number.NaN : trace.valueAt(at);
      if (measuredW >= 0) return measuredW;
      return (clear.nowW + ((clear.nextW - clear.nowW) * secondOfMinute) / 60) * skyShare;
    },
  };
}

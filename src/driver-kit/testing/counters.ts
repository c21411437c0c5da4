import type { DriverReading } from "../driver.ts";
import type { SimulatedHome } from "../simulated-home.ts";
import type { DriverTrial } from "./trial.ts";
import { nameOf, toleranceOf } from "./truth.ts";

/** What a device's energy counters said first, and what the house had counted by then. */
interface Beginning {
  readonly told: number;
  readonly counted: number;
}

/** Rounding to a tenth of a kWh at both ends, as clouds do. */
const roundingWh = 200;

/** Follows energy counters through a run: they never fall, and rise by what really flowed. Makers start them anywhere. */
export function createCounterWatch(trial: DriverTrial) {
  const beginnings = new Map<string, Beginning>();
  const last = new Map<string, number>();
  const { delayMs } = toleranceOf(trial);

  const follow = (name: string, told: number, counted: number): readonly string[] => {
    const begun = beginnings.get(name) ?? { told, counted };
    beginnings.set(name, begun);
    const fallenBy = (last.get(name) ?? told) - told;
    last.set(name, told);
    if (fallenBy > 0) return [`${name} fell by ${fallenBy} Wh`];
    const roseBy = told - begun.told;
    const flowedWh = counted - begun.counted;
    const lateWh = (delayMs / 3_600_000) * 6_000;
    const isNear = Math.abs(roseBy - flowedWh) <= roundingWh + lateWh + 0.08 * flowedWh;
    return isNear ? [] : [`${name} rose by ${Math.round(roseBy)} Wh where ${Math.round(flowedWh)} Wh flowed`];
  };

  return {
    check: (readings: readonly DriverReading[], home: SimulatedHome): readonly string[] =>
      readings.flatMap((reading) =>
        countersOf(reading, home, trial.unit).flatMap(([counter, told, counted]) =>
          told === undefined || counted === undefined ? [] : follow(`${nameOf(reading)} ${counter}`, told, counted),
        ),
      ),
  };
}

type Counter = readonly [name: string, told: number | undefined, counted: number | undefined];

function countersOf(reading: DriverReading, home: SimulatedHome, unit: string | undefined): readonly Counter[] {
  switch (reading.kind) {
    case "meter":
      return reading.place === "siteLoad"
        ? [["importWh", reading.importWh, home.load.siteWh]]
        : [
            ["importWh", reading.importWh, home.meter.importWh],
            ["exportWh", reading.exportWh, home.meter.exportWh],
          ];
    case "solar":
      return [["energyWh", reading.energyWh, home.inverter(unit).solarWh]];
    case "battery":
      return [
        ["chargedWh", reading.chargedWh, home.inverter(unit).battery?.chargedWh],
        ["dischargedWh", reading.dischargedWh, home.inverter(unit).battery?.dischargedWh],
      ];
    case "charger":
      return [["totalWh", reading.totalWh, home.wallbox(unit).energyWh]];
    case "batteryMode":
    case "socLimits":
    case "values":
      return [];
  }
}

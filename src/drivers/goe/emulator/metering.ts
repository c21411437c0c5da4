import type { SimulatedWallbox } from "#driver-kit";
import type { KeyStore } from "./key-store.ts";

/** The charger's own meter: what it shows of the wallbox's true currents and energies. */
export interface Metering {
  /** Returns the whole watt hours that came since the last time. */
  tick(phases: 1 | 3): number;
  beginSession(): void;
}

const meanOverS = 30;
/** A phase carrying less is idle to the charger. */
const activeFromA = 1;

export function createMetering(keys: KeyStore, wallbox: () => SimulatedWallbox): Metering {
  const countedBeforeWh = keys.number("eto") - wallbox().energyWh;
  /** A ring: this runs every simulated second. */
  const latestW = new Float64Array(meanOverS);
  let ticks = 0;
  let sessionFromWh = wallbox().energyWh;

  return {
    beginSession: () => {
      sessionFromWh = wallbox().energyWh;
    },
    tick: (phases) => {
      const { voltageV, currentA, powerW, energyWh, phases: supply } = wallbox();
      const active = currentA.map((amps) => amps >= activeFromA);
      latestW[ticks % meanOverS] = powerW;
      ticks += 1;
      const isConnected = keys.number("car") !== 1;
      const countedWh = keys.number("eto");
      keys.put({
        nrg: [
          ...voltageV.map((volts) => rounded(volts, 1)),
          1,
          ...currentA.map((amps) => rounded(amps, 2)),
          ...voltageV.map((volts, own) => rounded(volts * (currentA[own] ?? 0), 1)),
          0,
          rounded(powerW, 1),
          ...active.map((isActive) => (isActive ? 100 : 0)),
          0,
        ],
        tpa: rounded(latestW.reduce((sum, watts) => sum + watts, 0) / Math.min(ticks, meanOverS), 1),
        eto: Math.floor(countedBeforeWh + energyWh),
        // Without a car the last session stays on display until the next one begins.
        ...(isConnected ? { wh: energyWh - sessionFromWh } : {}),
        mmp: Math.max(keys.number("mmp"), rounded(powerW, 1)),
        pnp: active.filter(Boolean).length,
        pha: [...[0, 1, 2].map((own) => powerW > 0 && own < phases), ...[0, 1, 2].map((own) => own < supply)],
      });
      return keys.number("eto") - countedWh;
    },
  };
}

function rounded(value: number, digits: 1 | 2): number {
  const scale = digits === 1 ? 10 : 100;
  return Math.round(value * scale) / scale;
}

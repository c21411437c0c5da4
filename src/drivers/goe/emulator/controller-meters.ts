import type { SimulatedHome } from "#driver-kit";
import type { KeyStore } from "./key-store.ts";

const categories = 10;
/** Places of the usual categories: home, grid, car, relay, solar, battery. */
const place = { home: 0, grid: 1, car: 2, solar: 4, battery: 5 };

/** A go-eController measures the house; it charges nothing. */
export function followHouse(home: SimulatedHome, keys: KeyStore): void {
  home.onStep(() => {
    const inverters = home.inverterIds().map((id) => home.inverter(id));
    const chargers = home.wallboxIds().map((id) => home.wallbox(id));
    const sum = (powers: readonly number[]) => powers.reduce((total, power) => total + power, 0);
    const powers = Array<number>(categories).fill(0);
    powers[place.home] = home.load.houseW;
    powers[place.grid] = home.meter.powerW;
    powers[place.car] = sum(chargers.map(({ powerW }) => powerW));
    powers[place.solar] = sum(inverters.map(({ solarW }) => solarW));
    powers[place.battery] = sum(inverters.map(({ battery }) => battery?.powerW ?? 0));
    const energies = Array.from({ length: categories }, () => [0, 0]);
    energies[place.home] = [Math.round(home.load.siteWh), 0];
    energies[place.grid] = [Math.round(home.meter.importWh), Math.round(home.meter.exportWh)];
    energies[place.solar] = [0, Math.round(sum(inverters.map(({ solarWh }) => solarWh)))];
    const [u1, u2, u3] = home.meter.voltageV;
    const sensors = home.meter.phaseCurrentA.map((i, phase) => ({ i, p: home.meter.phasePowerW[phase] ?? 0, f: 100 }));
    keys.put({
      rbt: keys.number("rbt") + 1_000,
      ccp: powers.map(Math.round),
      cec: energies,
      usv: [{ u1, u2, u3, uN: 0 }],
      isv: sensors,
    });
  });
}

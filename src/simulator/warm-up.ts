import type { Instant } from "#domain";
import { secondMs } from "#domain";
import { type House, stepHouse } from "./house.ts";

const warmUpS = 10;

/**
 * Lets the seconds before the start pass and forgets their energy: whoever looks at once sees a house in full swing,
 * with its voltages, loads and batteries settled and every counter at zero.
 */
export function warmUp(house: House, startAt: Instant): void {
  const storedWh = house.inverters.map((inverter) => inverter.battery?.storedWh ?? 0);
  for (let second = warmUpS; second > 0; second--) stepHouse(house, startAt - second * secondMs);
  house.site.seconds = 0;
  house.site.energyWh = 0;
  house.model.load.energyWh = 0;
  house.grid.importWh = 0;
  house.grid.exportWh = 0;
  for (const [index, inverter] of house.inverters.entries()) {
    inverter.solarWh = 0;
    inverter.offeredWh = 0;
    inverter.lostWh = 0;
    const { battery } = inverter;
    if (battery === undefined) continue;
    battery.storedWh = storedWh[index] ?? 0;
    battery.chargedWh = 0;
    battery.dischargedWh = 0;
    battery.lostWh = 0;
  }
}

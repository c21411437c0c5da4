import type { SimulatedHome } from "#driver-kit";
import type { Clock } from "#platform";
import { createSimulatedHome } from "#simulator";

/** Sun and one wallbox: the house of every contract. */
export function makeContractHouse(clock: Clock): SimulatedHome {
  return createSimulatedHome(
    {
      name: "contract",
      inverters: [{ id: "roof", ratedW: 8_000, arrays: [{ peakW: 8_000, tiltDegrees: 30, azimuthDegrees: 180 }] }],
      wallboxes: [{ car: { capacityWh: 60_000 } }],
    },
    { clock },
  );
}

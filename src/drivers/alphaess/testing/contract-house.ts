import type { SimulatedHome } from "#driver-kit";
import type { Clock } from "#platform";
import { createSimulatedHome } from "#simulator";

/** Sun, a battery and one wallbox: the house of every contract. */
export function makeContractHouse(clock: Clock): SimulatedHome {
  return createSimulatedHome(
    {
      name: "contract",
      inverters: [
        {
          id: "roof",
          ratedW: 8_000,
          arrays: [{ peakW: 8_000 }],
          battery: { capacityWh: 10_000, socPercent: 60, maxChargeW: 5_000, maxDischargeW: 5_000 },
        },
      ],
      wallboxes: [{ car: { capacityWh: 60_000 } }],
    },
    { clock },
  );
}

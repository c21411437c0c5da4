import type { z } from "zod";
import type { BatteryControl, ChargerControl } from "./home-config.ts";
import type { batteryControlSchema, chargerControlSchema } from "./schema.ts";

/** What is written under `control.chargers`, in the hub's own units. */
export function toChargerControl(written: z.infer<typeof chargerControlSchema>): ChargerControl {
  const { goal, minCurrentA, maxCurrentA, ...rest } = written;
  return {
    ...rest,
    ...(minCurrentA === undefined ? {} : { minCurrentA }),
    ...(maxCurrentA === undefined ? {} : { maxCurrentA }),
    ...(goal === undefined
      ? {}
      : {
          goal: {
            byTime: goal.by,
            ...(goal.energyKWh === undefined ? {} : { energyWh: goal.energyKWh * 1_000 }),
            ...(goal.socPercent === undefined ? {} : { socPercent: goal.socPercent }),
          },
        }),
  };
}

/** What is written under `control.batteries`. */
export function toBatteryControl(written: z.infer<typeof batteryControlSchema>): BatteryControl {
  const { reservePercent, evGuard, share, shareW } = written;
  return {
    isEvGuarded: evGuard,
    ...(reservePercent === undefined ? {} : { reservePercent }),
    ...(share === undefined ? {} : { share }),
    ...(shareW === undefined ? {} : { shareW }),
  };
}

import { z } from "zod";
import { bySpelling, known, number } from "../reply-values.ts";
import type { LiveValues } from "../surface.ts";

const powers = bySpelling(
  z.object({ ppv: number, soc: number, pbat: number, pload: number, pgrid: number, pev: number }),
);

/** Every field may be null, and so may be all of them. */
export const livePowers = powers.nullish().transform((told): LiveValues => {
  if (!told) return { chargerW: [] };
  const { ppv, soc, pbat: batteryW, pload, pgrid: gridW, pev } = told;
  const chargersW = notNegative(pev);
  return {
    // One number for all wallboxes: there is one in all systems that this interface serves.
    chargerW: [chargersW],
    ...known({ batteryW, gridW, chargersW, solarW: notNegative(ppv), loadW: notNegative(pload) }),
    ...known({ socPercent: soc !== undefined && soc >= 0 && soc <= 100 ? soc : undefined }),
  };
});

function notNegative(powerW: number | undefined): number | undefined {
  return powerW === undefined || powerW < -50 ? undefined : Math.max(0, powerW);
}

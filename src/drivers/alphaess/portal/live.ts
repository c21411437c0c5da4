import { z } from "zod";
import { bySpelling, known, number } from "../reply-values.ts";
import type { LiveValues } from "../surface.ts";

const powers = bySpelling(
  z.object({
    ...{ ppv: number, soc: number, pbat: number, pload: number, pgrid: number, pev: number },
    ...{ ppv1: number, ppv2: number, ppv3: number, ppv4: number, pmeterdc: number },
  }),
);

/** Every field may be null, and so may be all of them. */
export const livePowers = powers.nullish().transform((told): LiveValues => {
  if (!told) return { chargerW: [] };
  const { soc, pbat: batteryW, pload, pgrid: gridW, pev } = told;
  // The sum holds the AC-coupled part; where it is missing, it is made of its parts.
  const ppv = told.ppv ?? sumOf([told.ppv1, told.ppv2, told.ppv3, told.ppv4, told.pmeterdc]);
  const chargersW = notNegative(pev);
  return {
    // One number for all wallboxes: there is one in all systems that this interface serves.
    chargerW: [chargersW],
    ...known({ batteryW, gridW, chargersW, solarW: notNegative(ppv), loadW: notNegative(pload) }),
    ...known({ socPercent: soc !== undefined && soc >= 0 && soc <= 100 ? soc : undefined }),
  };
});

function sumOf(parts: readonly (number | undefined)[]): number | undefined {
  const present = parts.filter((part) => part !== undefined);
  return present.length === 0 ? undefined : present.reduce((sum, part) => sum + part, 0);
}

function notNegative(powerW: number | undefined): number | undefined {
  return powerW === undefined || powerW < -50 ? undefined : Math.max(0, powerW);
}

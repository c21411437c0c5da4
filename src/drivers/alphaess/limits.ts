import { fail } from "#domain";
import { type ChargerMode, chargerModes, currentMode, type SocWindow } from "./surface.ts";

/** What the vendor's apps offer, and what its servers take. */
export const socRanges = {
  app: { lowestPercent: 20, highestPercent: 100 },
  server: { lowestPercent: 4, highestPercent: 100 },
} as const;

export const lowestCurrentA = 6;
export const usualMaxCurrentA = 16;

/** Three phases of 230 V, which is how the vendor turns power into current. */
const wattsPerAmpere = 690;

export function ampsOfWatts(powerW: number): number {
  return Math.trunc(powerW / wattsPerAmpere);
}

/** Fails before anything is sent. */
export function checkSocWindow(
  { minPercent, maxPercent }: SocWindow,
  range: { readonly lowestPercent: number; readonly highestPercent: number } = socRanges.server,
): void {
  const { lowestPercent, highestPercent } = range;
  for (const percent of [minPercent, maxPercent])
    if (!Number.isInteger(percent) || percent < lowestPercent || percent > highestPercent)
      throw fail("invalid", "alphaess.soc-range", { facts: { found: percent, lowestPercent, highestPercent } });
  if (minPercent >= maxPercent) throw fail("invalid", "alphaess.soc-order", { facts: { minPercent, maxPercent } });
}

export function checkMode(mode: number): ChargerMode {
  const known = chargerModes.find((one) => one === mode);
  if (known === undefined) throw fail("invalid", "alphaess.charger-mode", { facts: { found: mode } });
  return known;
}

export function checkCurrent(currentA: number, maxCurrentA: number): void {
  if (Number.isInteger(currentA) && currentA >= lowestCurrentA && currentA <= maxCurrentA) return;
  throw fail("invalid", "alphaess.charger-current", { facts: { found: currentA, lowestCurrentA, maxCurrentA } });
}

/** A current in a mode that ignores it would seem to work and do nothing. */
export function checkModeForCurrent(mode: ChargerMode | undefined): void {
  if (mode !== undefined && mode !== currentMode)
    throw fail("refused", "alphaess.current-ignored", { facts: { mode, neededMode: currentMode } });
}

import type { Powers } from "./powers.ts";

/** Which way each clamp counts, as far as that is known: 1 as it should, -1 the other way round. */
export interface Signs {
  readonly grid: 1 | -1 | undefined;
  readonly pv: 1 | -1 | undefined;
}

/** Learns from what cannot be: a roof that draws power, and a house whose parts do not add up. */
export interface SignWatch {
  /** Takes in one set of values and says what they and those before them amount to. */
  observe(powers: Powers): Signs;
}

/** So many sets of values must agree before a sign is turned; until then a suspected one is not told. */
const enough = 3;

/** At night a roof reads a few watts of either sign. */
export const noiseW = 50;

const tellingGridW = 200;

export function createSignWatch(): SignWatch {
  const grid = createVerdict();
  const pv = createVerdict();
  return {
    observe: (powers) => {
      if (powers.pv !== undefined && Math.abs(powers.pv) > noiseW) pv.hear(powers.pv > 0);
      const pvSign = pv.sign();
      const told = pvSign === undefined ? undefined : evidenceOnGrid(powers, pvSign);
      if (told !== undefined) grid.hear(told);
      return { grid: grid.sign(), pv: pvSign };
    },
  };
}

/**
 * Whether grid + sun + battery make up the load with the grid as it is, rather than turned. Without a load that is
 * measured by itself nothing can be said: computed from the same clamp it is wrong in the same way.
 */
function evidenceOnGrid({ grid, pv, battery = 0, load }: Powers, pvSign: 1 | -1): boolean | undefined {
  if (grid === undefined || load === undefined || load <= 0 || Math.abs(grid) < tellingGridW) return undefined;
  // A roof without a clamp may be why as much is exported as the house takes.
  if (pv === undefined) return undefined;
  const others = pv * pvSign + battery;
  const asIsW = Math.abs(grid + others - load);
  const turnedW = Math.abs(others - grid - load);
  const toleranceW = 50 + 0.08 * Math.max(Math.abs(grid), load);
  if (asIsW <= toleranceW && turnedW > 2 * toleranceW) return true;
  return turnedW <= toleranceW && asIsW > 2 * toleranceW ? false : undefined;
}

/** Right until there is doubt, then unknown until it is sure; sure once, it takes as much to turn it back. */
function createVerdict() {
  let settled: 1 | -1 = 1;
  let doubts = 0;
  return {
    hear: (isRight: boolean) => {
      doubts = isRight === (settled === 1) ? 0 : doubts + 1;
      if (doubts < enough) return;
      settled = settled === 1 ? -1 : 1;
      doubts = 0;
    },
    sign: (): 1 | -1 | undefined => (doubts === 0 ? settled : undefined),
  };
}

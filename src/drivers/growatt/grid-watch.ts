import { tidy } from "./field-values.ts";

/** How the grid's numbers are to be read: which unit, and which way they count. */
export interface GridReading {
  readonly factor: 1 | 1_000;
  readonly sign: 1 | -1;
}

export interface GridEvidence {
  readonly power: number;
  readonly load?: number;
  /** Sun and battery together. */
  readonly othersW: number;
}

/** Learns from the balance how a meter is to be read. */
export interface GridWatch {
  /** Takes in one set of values; nothing while it is in doubt. */
  observe(evidence: GridEvidence): GridReading | undefined;
}

const readings: readonly GridReading[] = [
  { factor: 1, sign: 1 },
  { factor: 1_000, sign: 1 },
  { factor: 1, sign: -1 },
  { factor: 1_000, sign: -1 },
];

/** So many sets of values must speak for another reading before it is taken. */
const enough = 3;

/** In kilowatts a home's grid stays well below this; a larger number is in watts. */
const largestKW = 60;

/** So little can be nothing in kilowatts and noise in watts. */
const tellingW = 150;

export function createGridWatch(known: Partial<GridReading> = {}): GridWatch {
  const possible = readings.filter(
    ({ factor, sign }) => (known.factor ?? factor) === factor && (known.sign ?? sign) === sign,
  );
  let settled = possible[0];
  let rival: GridReading | undefined;
  let votes = 0;
  return {
    observe: (evidence) => {
      const best = possible.length > 1 ? bestOf(possible, evidence) : undefined;
      if (best === undefined) return votes === 0 ? settled : undefined;
      if (best === settled) {
        votes = 0;
        rival = undefined;
        return settled;
      }
      votes = best === rival ? votes + 1 : 1;
      rival = best;
      if (votes < enough) return undefined;
      settled = best;
      votes = 0;
      return settled;
    },
  };
}

/** The one reading with which sun, battery and grid make up the load; none where several do, or none does. */
function bestOf(possible: readonly GridReading[], evidence: GridEvidence): GridReading | undefined {
  const { power, load, othersW } = evidence;
  if (load === undefined || load <= 0) return undefined;
  const fits = possible.flatMap((reading) => {
    const { factor, sign } = reading;
    if (factor === 1_000 && (Math.abs(power) > largestKW || load > largestKW)) return [];
    const [gridW, loadW] = [power * factor * sign, load * factor];
    const offW = Math.abs(othersW + gridW - loadW);
    return [{ reading, gridW, offW, toleranceW: 50 + 0.1 * Math.max(Math.abs(othersW), loadW) }];
  });
  const good = fits.filter(({ offW, toleranceW }) => offW <= toleranceW);
  const [only, ...others] = good;
  if (only === undefined || others.length > 0 || Math.abs(only.gridW) < tellingW) return undefined;
  const isClear = fits.every((fit) => fit === only || fit.offW > 2 * fit.toleranceW);
  return isClear ? only.reading : undefined;
}

export function gridW(power: number, { factor, sign }: GridReading): number {
  return tidy(power * factor * sign);
}

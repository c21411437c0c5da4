import { fail, type ProblemError } from "#domain";

/** What an inverter says about the values of one setting. */
interface Described {
  readonly enumList?: readonly string[] | undefined;
  readonly range?: { readonly min: number; readonly max: number } | undefined;
}

/** Why the inverter would refuse this value; its own description of the setting decides. */
export function problemOfValue(key: string, value: string, { enumList, range }: Described): ProblemError | undefined {
  if (enumList !== undefined && enumList.length > 0) {
    if (enumList.includes(value)) return undefined;
    return fail("refused", "foxess.setting-choice", { facts: { key, value, offered: enumList.join(", ") } });
  }
  if (range === undefined) return undefined;
  const number = Number(value);
  const isWithin = value.trim() !== "" && number >= range.min && number <= range.max;
  return isWithin ? undefined : fail("invalid", "foxess.setting-range", { facts: { key, value, ...range } });
}

const lowest: ReadonlySet<string> = new Set(["MinSoc", "MinSocOnGrid"]);
const highest = "MaxSoc";

/** Why this level contradicts the other end of the battery's range, where that is known. */
export function problemOfLevels(
  key: string,
  value: string,
  knownValue: (key: string) => string | undefined,
): ProblemError | undefined {
  if (lowest.has(key)) return problemOfOrder(Number(value), numberOf(knownValue(highest)));
  if (key !== highest) return undefined;
  const floors = [...lowest].flatMap((name) => numberOf(knownValue(name)) ?? []);
  return floors.length === 0 ? undefined : problemOfOrder(Math.max(...floors), Number(value));
}

export function problemOfOrder(lowestPercent: number, highestPercent: number | undefined): ProblemError | undefined {
  if (highestPercent === undefined || lowestPercent < highestPercent) return undefined;
  return fail("invalid", "foxess.soc-order", { facts: { lowest: lowestPercent, highest: highestPercent } });
}

/** A battery's level is a whole number of percent. */
export function problemOfPercent(key: string, percent: number): ProblemError | undefined {
  if (Number.isInteger(percent) && percent >= 0 && percent <= 100) return undefined;
  return fail("invalid", "foxess.setting-range", { facts: { key, value: String(percent), min: 0, max: 100 } });
}

function numberOf(value: string | undefined): number | undefined {
  const number = value === undefined || value.trim() === "" ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : undefined;
}

import { goeKeys } from "./keys.ts";

/** The key that was probably meant: at most one slip away, or two in a long name. */
export function nearestKey(name: string): string | undefined {
  const wanted = name.toLowerCase();
  const allowedSlips = wanted.length > 4 ? 2 : 1;
  const near = goeKeys
    .map(({ key }) => ({ key, slips: slipsBetween(wanted, key.toLowerCase()) }))
    .filter(({ slips }) => slips <= allowedSlips)
    .sort((one, other) => one.slips - other.slips);
  return near[0]?.key;
}

/** Insertions, deletions, replacements and swapped neighbours between two words. */
function slipsBetween(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
        isSwapped ? (beforeLast[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[other.length] ?? 0;
}

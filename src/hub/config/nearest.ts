/** The word that was probably meant: at most two letters off, and not a different word altogether. */
export function nearestWord(found: string, known: readonly string[]): string | undefined {
  const near = known
    .map((word) => ({ word, distance: distance(found.toLowerCase(), word.toLowerCase()) }))
    .filter(({ word, distance: off }) => off <= 2 && off < Math.min(found.length, word.length))
    .sort((one, other) => one.distance - other.distance);
  return near[0]?.word;
}

/** How many letters have to be added, dropped or replaced. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1];
    for (const [column, other] of [...to].entries()) {
      const replaced = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(replaced, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}

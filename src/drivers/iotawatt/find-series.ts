import type { Series } from "./client.ts";
import type { Role, SeriesByRole } from "./config.ts";

/** Names that owners and the maker's own examples use; the first that is there is taken. */
const usualNames: readonly (readonly [Role, RegExp])[] = [
  ["grid", /^(?:mains?|grid|net|utility|grid_?net|net_?grid)$/i],
  ["pv", /^(?:solar|pv|sun|photovoltaics?|solar_?pv|pv_?total|solar_?total|production|generation)$/i],
  ["load", /^(?:consumption|total_?power|total_?load|total_?usage|house_?total|load|house|home|usage|used)$/i],
  ["battery", /^(?:battery|batteries|powerwall)$/i],
];

/** One clamp for each conductor: `Main_1` and `Main_2`, `Grid L1` to `Grid L3`, `Mains_A` and so on. */
const conductor = /^(.+?)[ _-]?(?:L?[1-3]|[A-C]|R|S|T)$/i;

/** Which series most likely stand for which part of the house, by nothing but their names. */
export function findSeries(all: readonly Series[]): SeriesByRole {
  const names = all.filter(isPower).map(({ name }) => name);
  const found: Partial<Record<Role, readonly string[]>> = {};
  for (const [role, usual] of usualNames) {
    const own = names.filter((name) => usual.test(name));
    // Two names that both fit would be a guess: better nothing than the wrong one.
    const [only, ...others] = own;
    if (only !== undefined && others.length === 0) found[role] = [only];
    else if (only === undefined) {
      const family = familyOf(names, usual);
      if (family !== undefined) found[role] = family;
    }
  }
  return found;
}

export function isPower({ unit }: Series): boolean {
  return unit.toLowerCase() === "watts";
}

/** Two or three series that differ by nothing but the conductor; several such families would be a guess. */
function familyOf(names: readonly string[], usual: RegExp): readonly string[] | undefined {
  const families = new Map<string, string[]>();
  for (const name of names) {
    const stem = conductor.exec(name)?.[1];
    if (stem === undefined || !usual.test(stem)) continue;
    families.set(stem, [...(families.get(stem) ?? []), name]);
  }
  const [only, ...others] = [...families.values()];
  return only !== undefined && others.length === 0 && only.length <= 3 ? only : undefined;
}

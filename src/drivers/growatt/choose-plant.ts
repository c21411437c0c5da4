import { fail } from "#domain";
import type { GrowattPlant } from "./devices.ts";

/** The plant that is meant, by name or number; never simply the first. */
export function choosePlant(plants: readonly GrowattPlant[], wanted: string | undefined): GrowattPlant {
  if (plants.length === 0) throw fail("invalid", "growatt.no-plants", { isRetryable: true });
  const known = plants.map(({ id, name }) => (name === id ? id : `${name} (${id})`)).join(", ");
  if (wanted === undefined) {
    const [only, ...more] = plants;
    if (only !== undefined && more.length === 0) return only;
    throw fail("invalid", "growatt.which-plant", { facts: { known } });
  }
  const byNumber = plants.find(({ id }) => id === wanted);
  const byName = plants.filter(({ name }) => isSame(name, wanted));
  const [only, ...more] = byName;
  if (byNumber !== undefined) return byNumber;
  if (only === undefined) throw fail("invalid", "growatt.plant-not-found", { facts: { plant: wanted, known } });
  if (more.length > 0) throw fail("invalid", "growatt.plant-not-unique", { facts: { plant: wanted, known } });
  return only;
}

function isSame(one: string, other: string): boolean {
  const plain = (text: string) => text.trim().toLocaleLowerCase("en");
  return plain(one) === plain(other);
}

import { fail } from "#domain";

/** The one of this id; the answer to an unknown id names those there are. */
export function requireOne<T extends { readonly id: string }>(known: readonly T[], id: string): T {
  const found = known.find((one) => one.id === id);
  if (found !== undefined) return found;
  throw fail("invalid", "http.unknown-device", { facts: { id, known: known.map((one) => one.id).join(", ") } });
}

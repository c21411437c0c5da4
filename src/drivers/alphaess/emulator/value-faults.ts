import type { Json } from "#domain";
import type { Faults } from "#driver-kit";

/** What the clouds make of an answer on a bad day. `few`: settings keep what they are needed for. */
export function withFaultsOf(faults: Faults, answer: Json, nulls: "all" | "few"): Json {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return answer;
  const nulled = faults.isActive("nulls") && nulls === "all" ? nullsOf(answer) : answer;
  return faults.isActive("unknown-keys") ? { ...nulled, added_later: { depth: [1, "two", null] } } : nulled;
}

function nullsOf(answer: object): { readonly [key: string]: Json } {
  return Object.fromEntries(Object.keys(answer).map((key) => [key, null]));
}

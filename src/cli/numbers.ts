import { fail } from "#domain";

/** A number from the command line, or the sentence that says what was found instead. */
export function atLeast(text: string, option: string, lowest: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= lowest) return value;
  throw fail("invalid", "cli.bad-option", { facts: { option, found: text, allowed: `≥ ${lowest}` } });
}

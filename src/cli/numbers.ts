import { badOption } from "./usage.ts";

export function portNumber(text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isInteger(value) && value >= 0 && value <= 65_535) return value;
  throw badOption("--port", text, "0 … 65535");
}

/** A number from the command line, or the sentence that says what was found instead. */
export function atLeast(text: string, option: string, lowest: number): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value) && value >= lowest) return value;
  throw badOption(option, text, `≥ ${lowest}`);
}

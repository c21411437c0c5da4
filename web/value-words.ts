import type { DeviceValueView } from "#http/contract";
import { formatNumber } from "./format.ts";
import { language, say } from "./language.ts";

/** A raw value as a person would say it: the name of a choice, yes or no, a number with its unit. */
export function valueWords(
  { options, unit }: Pick<DeviceValueView, "options" | "unit">,
  value: DeviceValueView["value"],
): string {
  const option = options?.find((one) => one.value === value);
  if (option !== undefined) return option.label;
  if (value === undefined || value === null || value === "") return "–";
  if (typeof value === "boolean") return say(value ? "yes" : "no");
  if (typeof value === "string") return value;
  return unit === undefined ? String(value) : `${formatNumber(value, language.value, 3)}\u00a0${unit}`;
}

import type { Localized, ValueDefinition } from "#domain";
import type { Setting } from "./client.ts";
import { foxessText } from "./text.ts";

/** The settings shown as raw values; each inverter answers for those that it has. */
export const settingKeys = ["WorkMode", "MinSoc", "MinSocOnGrid", "MaxSoc", "ExportLimit"] as const;

/** A setting's definition as the inverter itself describes it. */
export function definitionOf(key: string, { enumList, range, unit, precision }: Setting): ValueDefinition {
  const base = { key, label: labelOf(key), access: "read-write" } as const;
  if (enumList !== undefined) {
    const options = enumList.map((value) => ({ value, label: labelOf(`${key}.${value}`, value) }));
    return { ...base, type: "choice", options };
  }
  return {
    ...base,
    type: range === undefined ? "text" : "number",
    ...(unit === undefined ? {} : { unit }),
    ...(range === undefined ? {} : { min: range.min, max: range.max }),
    ...(precision === undefined || range === undefined ? {} : { step: precision }),
  };
}

/** Numbers arrive as text; what has a range is one. */
export function valueOf({ value, range }: Setting): string | number | undefined {
  if (value === undefined || range === undefined) return value;
  const number = Number(value);
  return value.trim() !== "" && Number.isFinite(number) ? number : undefined;
}

function labelOf(key: string, fallback = key): Localized {
  return foxessText.labels[key] ?? { en: fallback, de: fallback, fr: fallback };
}

import type { Language } from "#domain";
import type { Setting } from "../client.ts";
import { problemOfValue } from "../setting-check.ts";
import { definitionOf } from "../settings.ts";

/** Every setting the maker's documents name; which of them an inverter has it says itself. */
export const vendorSettings: readonly string[] = [
  ...["WorkMode", "MinSoc", "MinSocOnGrid", "MaxSoc", "ExportLimit", "ExportLimitPower", "ActivePowerLimit"],
  ...["GridCode", "EpsOutPut", "ECOMode", "MaxSetChargeCurrent", "MaxSetDischargeCurrent", "Meter1Enable"],
  ...["Meter2Enable", "SysSwitch", "GroundProtection"],
];

/** The cloud wants the exact spelling; a name nobody knows is left for it to refuse. */
export function settingName(typed: string): string {
  return vendorSettings.find((key) => key.toLowerCase() === typed.toLowerCase()) ?? typed;
}

/** `Self-use (SelfUse)`, `10 %`, or the value as it stands. */
export function shownSetting(key: string, setting: Setting, value: string | undefined, language: Language): string {
  if (value === undefined) return "–";
  const definition = definitionOf(key, setting);
  if (definition.options !== undefined) {
    const label = definition.options.find((option) => option.value === value)?.label[language];
    return label === undefined || label === value ? value : `${label} (${value})`;
  }
  return setting.unit === undefined ? value : `${value} ${setting.unit}`;
}

export function settingLabel(key: string, setting: Setting, language: Language): string {
  return definitionOf(key, setting).label[language];
}

/** `SelfUse, Feedin` or `10–100 %`; nothing where the inverter does not say. */
export function offered({ enumList, range, unit }: Setting): string | undefined {
  if (enumList !== undefined) return enumList.join(", ");
  if (range === undefined) return undefined;
  return `${range.min}–${range.max}${unit === undefined ? "" : ` ${unit}`}`;
}

/** The value in the inverter's own spelling; fails where it does not take it. */
export function acceptable(key: string, setting: Setting, typed: string): string {
  const value = setting.enumList?.find((each) => each.toLowerCase() === typed.toLowerCase()) ?? typed;
  const problem = problemOfValue(key, value, setting);
  if (problem !== undefined) throw problem;
  return value;
}

/** `10` and `10.0` are one value. */
export function isSameValue(wanted: string, found: string | undefined): boolean {
  if (found === undefined) return false;
  const [left, right] = [Number(wanted), Number(found)];
  return wanted === found || (found.trim() !== "" && left === right);
}

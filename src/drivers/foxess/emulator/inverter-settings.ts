import type { Json } from "#domain";
import type { Quirks } from "#driver-kit";
import type { NumericSetting, Profile } from "./profiles.ts";
import { badParameter, type Refusal, refusals } from "./refusals.ts";

/** The inverter's single settings. */
export interface InverterSettings {
  workMode(): string;
  /** A numeric setting; the fallback where the family has none of that name. */
  number(key: string, fallback: number): number;
  read(key: string): Json | Refusal;
  write(key: string, value: string): Refusal | undefined;
  levels(): Json | Refusal;
  writeLevels(minSoc: number, minSocOnGrid: number): Refusal | undefined;
  /** Beyond this import the battery helps, and it keeps the level for that. */
  peaks(): { readonly importLimit: number; readonly soc: number };
  peakShaving(): Json | Refusal;
  writePeakShaving(importLimit: number, soc: number): Refusal | undefined;
  describe(): Json;
}

export interface InverterSettingsOptions {
  readonly profile: Profile;
  readonly hasBattery: boolean;
  readonly initial: { readonly minSocOnGrid: number; readonly maxSoc: number };
  readonly quirks: Quirks;
  ignoresWrites(): boolean;
  isScheduled(): boolean;
  onChange(): void;
}

/** Settings of the vendor's list that a family may lack; anything else is no key at all. */
const knownKeys = [
  ...["WorkMode", "MinSoc", "MinSocOnGrid", "MaxSoc", "ExportLimit", "ExportLimitPower", "ActivePowerLimit"],
  ...["GridCode", "EpsOutPut", "ECOMode", "MaxSetChargeCurrent", "MaxSetDischargeCurrent", "Meter1Enable"],
  ...["Meter2Enable", "SysSwitch", "GroundProtection"],
];

const importLimits: NumericSetting = { unit: "W", min: 0, max: 100_000, initial: 5_000, ofBattery: true };
const keptForPeaks: NumericSetting = { unit: "%", min: 10, max: 100, initial: 50, ofBattery: true };

export function createInverterSettings(options: InverterSettingsOptions): InverterSettings {
  const { profile, hasBattery, initial, quirks, isScheduled } = options;
  const hasModes = profile.workModes.length > 0 && hasBattery;
  const hasPeakShaving = hasBattery && profile.workModes.includes("PeakShaving");
  let workMode = "SelfUse";
  let peaks = { importLimit: importLimits.initial, soc: keptForPeaks.initial };
  const numbers = new Map(Object.entries(profile.numbers).map(([key, setting]) => [key, setting.initial]));
  if (numbers.has("MinSocOnGrid")) numbers.set("MinSocOnGrid", Math.max(10, initial.minSocOnGrid));
  if (numbers.has("MaxSoc")) numbers.set("MaxSoc", initial.maxSoc);

  const change = (apply: () => void): undefined => {
    if (!options.ignoresWrites()) apply();
    options.onChange();
    return undefined;
  };

  const numeric = (key: string): NumericSetting | undefined => {
    const setting = profile.numbers[key];
    return setting?.ofBattery && !hasBattery ? undefined : setting;
  };

  const writeWorkMode = (value: string) => {
    if (!hasModes) return refusals.unsupported;
    if (!profile.workModes.includes(value)) return badParameter("value");
    if (isScheduled()) return refusals.blocked;
    return change(() => {
      workMode = value;
    });
  };

  return {
    workMode: () => workMode,
    number: (key, fallback) => numbers.get(key) ?? fallback,
    read: (key) => {
      if (!knownKeys.includes(key)) return badParameter("key");
      if (key === "WorkMode")
        return hasModes
          ? { enumList: profile.workModes, unit: "", precision: 1, value: workMode }
          : refusals.unsupported;
      const setting = numeric(key);
      return setting === undefined ? refusals.unsupported : described(setting, numbers.get(key) ?? setting.initial);
    },
    write: (key, value) => {
      if (!knownKeys.includes(key)) return badParameter("key");
      if (key === "WorkMode") return writeWorkMode(value);
      const setting = numeric(key);
      if (setting === undefined) return refusals.unsupported;
      const number = Number(value);
      if (!isWithin(number, setting)) return badParameter("value");
      if (key.startsWith("MinSoc") && (isScheduled() || quirks.isOn("levels-fail"))) return refusals.failed;
      return change(() => numbers.set(key, number));
    },
    levels: () =>
      hasBattery ? { minSoc: numbers.get("MinSoc"), minSocOnGrid: numbers.get("MinSocOnGrid") } : refusals.unsupported,
    writeLevels: (minSoc, minSocOnGrid) => {
      const setting = numeric("MinSoc");
      if (setting === undefined) return refusals.unsupported;
      if (!isWithin(minSoc, setting) || !isWithin(minSocOnGrid, setting)) return badParameter("minSoc");
      if (isScheduled()) return refusals.blocked;
      return change(() => {
        numbers.set("MinSoc", minSoc);
        numbers.set("MinSocOnGrid", minSocOnGrid);
      });
    },
    peaks: () => peaks,
    peakShaving: () =>
      hasPeakShaving
        ? { importLimit: described(importLimits, peaks.importLimit), soc: described(keptForPeaks, peaks.soc) }
        : refusals.unsupported,
    writePeakShaving: (importLimit, soc) => {
      if (!hasPeakShaving) return refusals.unsupported;
      if (!isWithin(importLimit, importLimits) || !isWithin(soc, keptForPeaks)) return badParameter("importLimit");
      return change(() => {
        peaks = { importLimit, soc };
      });
    },
    describe: () => ({
      workMode,
      isScheduled: isScheduled(),
      ...Object.fromEntries(numbers),
      ...(hasPeakShaving ? { peakShaving: peaks } : {}),
    }),
  };
}

function described({ unit, min, max }: NumericSetting, value: number): Json {
  return { value: String(value), unit, precision: 1, range: { min, max } };
}

function isWithin(value: number, { min, max }: NumericSetting): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

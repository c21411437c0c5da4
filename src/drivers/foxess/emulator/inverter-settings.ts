import type { Json } from "#domain";
import type { BatteryOrder, SimulatedBattery } from "#driver-kit";
import type { Refusal } from "./gatekeeper.ts";
import type { NumericSetting, Profile } from "./profiles.ts";

/** The inverter's settings; writing them moves the battery of the simulated house. */
export interface InverterSettings {
  read(key: string): Json | Refusal;
  write(key: string, value: string): Refusal | undefined;
  levels(): Json | Refusal;
  writeLevels(minSoc: number, minSocOnGrid: number): Refusal | undefined;
  flag(): Json;
  writeFlag(isEnabled: boolean): Refusal | undefined;
  describe(): Json;
}

export const badParameter = (detail: string): Refusal => ({
  errno: 40257,
  msg: `Parameter could not be parsed correctly ${detail}`,
});
const unsupported: Refusal = { errno: 42015, msg: "This device does not support the function" };
const blocked: Refusal = { errno: 44096, msg: "The setting is not available while the schedule is active" };
const failed: Refusal = { errno: 44098, msg: "Writing the setting failed" };

export function isRefusal(answer: unknown): answer is Refusal {
  return typeof answer === "object" && answer !== null && "errno" in answer;
}

/** Settings of the vendor's list that a family may lack; anything else is no key at all. */
const knownKeys = ["WorkMode", "MinSoc", "MinSocOnGrid", "MaxSoc", "ExportLimit", "GridCode", "EpsOutPut", "ECOMode"];

export function createInverterSettings(
  profile: Profile,
  battery: SimulatedBattery | undefined,
  ignoresWrites: () => boolean,
): InverterSettings {
  let workMode = profile.workModes.includes("SelfUse") || profile.workModes.length === 0 ? "SelfUse" : "";
  let isScheduled = false;
  const numbers = new Map(Object.entries(profile.numbers).map(([key, { initial }]) => [key, initial]));
  if (battery !== undefined) {
    numbers.set("MinSocOnGrid", Math.max(10, Math.round(battery.order.minSocPercent)));
    if (numbers.has("MaxSoc")) numbers.set("MaxSoc", Math.round(battery.order.maxSocPercent));
  }

  const orderBattery = () => {
    const minSocPercent = Math.max(numbers.get("MinSoc") ?? 10, numbers.get("MinSocOnGrid") ?? 10);
    // A schedule without periods of its own leaves the day to self-use, whatever the work mode says.
    const mode = isScheduled ? "self-use" : orderByMode(workMode);
    battery?.setOrder({ mode, minSocPercent, maxSocPercent: numbers.get("MaxSoc") ?? 100 });
  };

  const change = (apply: () => void): undefined => {
    if (ignoresWrites()) return undefined;
    apply();
    orderBattery();
    return undefined;
  };

  const numeric = (key: string): NumericSetting | undefined => {
    const setting = profile.numbers[key];
    return setting?.ofBattery && battery === undefined ? undefined : setting;
  };

  const writeWorkMode = (value: string) => {
    if (profile.workModes.length === 0 || battery === undefined) return unsupported;
    if (!profile.workModes.includes(value)) return badParameter("value");
    if (isScheduled) return blocked;
    return change(() => {
      workMode = value;
    });
  };

  return {
    read: (key) => {
      if (!knownKeys.includes(key)) return badParameter("key");
      if (key === "WorkMode") {
        if (profile.workModes.length === 0 || battery === undefined) return unsupported;
        return { enumList: profile.workModes, unit: "", precision: 1, value: workMode };
      }
      const setting = numeric(key);
      if (setting === undefined) return unsupported;
      const { unit, min, max } = setting;
      return { value: String(numbers.get(key)), unit, precision: 1, range: { min, max } };
    },
    write: (key, value) => {
      if (!knownKeys.includes(key)) return badParameter("key");
      if (key === "WorkMode") return writeWorkMode(value);
      const setting = numeric(key);
      if (setting === undefined) return unsupported;
      const number = Number(value);
      if (!isWithin(number, setting)) return badParameter("value");
      if (isScheduled && key.startsWith("MinSoc")) return failed;
      return change(() => numbers.set(key, number));
    },
    levels: () => {
      if (battery === undefined) return unsupported;
      return { minSoc: numbers.get("MinSoc"), minSocOnGrid: numbers.get("MinSocOnGrid") };
    },
    writeLevels: (minSoc, minSocOnGrid) => {
      const setting = numeric("MinSoc");
      if (setting === undefined) return unsupported;
      if (!isWithin(minSoc, setting) || !isWithin(minSocOnGrid, setting)) return badParameter("minSoc");
      if (isScheduled) return blocked;
      return change(() => {
        numbers.set("MinSoc", minSoc);
        numbers.set("MinSocOnGrid", minSocOnGrid);
      });
    },
    flag: () => ({ support: profile.hasScheduler ? 1 : 0, enable: isScheduled ? 1 : 0 }),
    writeFlag: (isEnabled) => {
      if (!profile.hasScheduler || battery === undefined) return unsupported;
      return change(() => {
        isScheduled = isEnabled;
      });
    },
    describe: () => ({ workMode, isScheduled, ...Object.fromEntries(numbers) }),
  };
}

function isWithin(value: number, { min, max }: NumericSetting): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function orderByMode(workMode: string): BatteryOrder["mode"] {
  switch (workMode) {
    case "Backup":
      return "no-discharge";
    case "Feedin":
      return "feed-in-first";
    default:
      return "self-use";
  }
}

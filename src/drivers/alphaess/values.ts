import type { Localized, ValueDefinition } from "#domain";
import type { DayEnergy, Settings, SurfaceName } from "./surface.ts";
import { valueLabels } from "./value-labels.ts";

const percent = { type: "number", unit: "%", min: 4, max: 100, step: 1 } as const;
const onOff = [
  { value: 0, label: { en: "off", de: "aus", fr: "arrêt" } },
  { value: 1, label: { en: "on", de: "ein", fr: "marche" } },
];
const flag = { type: "choice", options: onOff } as const;
const time = { type: "text" } as const;

type Shape = Omit<ValueDefinition, "key" | "label" | "access">;

const openShapes: Readonly<Record<string, Shape>> = {
  ...{ batUseCap: percent, batHighCap: percent, gridCharge: flag, ctrDis: flag },
  ...{ timeChaf1: time, timeChae1: time, timeChaf2: time, timeChae2: time },
  ...{ timeDisf1: time, timeDise1: time, timeDisf2: time, timeDise2: time },
};

const legacyShapes: Readonly<Record<string, Shape>> = {
  ...{ bat_use_cap: percent, bat_high_cap: percent, grid_charge: flag, ctr_dis: flag },
  ...{ time_chaf1a: time, time_chae1a: time, time_chaf2a: time, time_chae2a: time },
  ...{ time_disf1a: time, time_dise1a: time, time_disf2a: time, time_dise2a: time },
};

/** The settings shown and written as raw values, by the vendor's own keys. */
export function settingShapes(api: SurfaceName): Readonly<Record<string, Shape>> {
  switch (api) {
    case "open":
      return openShapes;
    case "legacy":
      return legacyShapes;
    case "portal":
      return {};
  }
}

export const householdLimitKey = "currentsetting";

const energyKeys: readonly (readonly [name: Exclude<keyof DayEnergy, "date">, key: string])[] = [
  ["solarWh", "epv"],
  ["importWh", "eInput"],
  ["exportWh", "eOutput"],
  ["chargedWh", "eCharge"],
  ["dischargedWh", "eDischarge"],
  ["gridChargedWh", "eGridCharge"],
  ["chargerWh", "eChargingPile"],
];

export const surfaceKeys = { values: "api.values", charger: "api.charger", timetable: "api.timetable" } as const;

/** Everything a system shows as raw values; only what was read once is offered. */
export function valueDefinitions(api: SurfaceName, keysSeen: ReadonlySet<string>): readonly ValueDefinition[] {
  const settings = Object.entries(settingShapes(api)).map(
    ([key, shape]): ValueDefinition => ({
      ...{ key, label: labelOf(key), access: "read-write" },
      ...shape,
    }),
  );
  const limit: ValueDefinition = {
    ...{ key: householdLimitKey, label: labelOf(householdLimitKey), access: "read-write", type: "number", unit: "A" },
    ...{ min: 1, max: 100, step: 1, isDangerous: true },
  };
  const energies = energyKeys.map(
    ([, key]): ValueDefinition => ({
      ...{ key, label: labelOf(key), access: "read", type: "number", unit: "kWh" },
    }),
  );
  const surfaces = Object.values(surfaceKeys).map(
    (key): ValueDefinition => ({
      ...{ key, label: labelOf(key), access: "read", type: "text" },
    }),
  );
  return [...settings, limit, ...energies, ...surfaces].filter(({ key }) => keysSeen.has(key));
}

type Values = Record<string, string | number | undefined>;

/** Settings arrive as numbers and as text; what has a range is a number. */
export function settingValues(api: SurfaceName, settings: Settings): Values {
  const values: Values = {};
  for (const [key, { type }] of Object.entries(settingShapes(api))) {
    const value = settings[key];
    if (typeof value !== "number" && typeof value !== "string") continue;
    const shown = type === "text" ? String(value) : Number(value);
    if (typeof shown === "string" || Number.isFinite(shown)) values[key] = shown;
  }
  return values;
}

export function energyValues(day: DayEnergy): Values {
  const values: Values = {};
  for (const [name, key] of energyKeys) {
    const wattHours = day[name];
    if (wattHours !== undefined) values[key] = wattHours / 1000;
  }
  return values;
}

function labelOf(key: string): Localized {
  return valueLabels[key] ?? { en: key, de: key, fr: key };
}

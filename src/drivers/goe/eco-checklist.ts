import type { SettingAdvice } from "#domain";
import { ecoReasons } from "./eco-checklist-text.ts";
import { numberOf } from "./json-values.ts";
import { type ChargerLimits, toLimits } from "./setting-mapping.ts";
import type { GoeValues } from "./transport.ts";

type Plain = string | number | boolean;

interface Item {
  readonly key: keyof typeof ecoReasons;
  readonly wanted: Plain;
  /** What is right as well, where more than one value is. */
  readonly isRight?: (found: Plain) => boolean;
  /** Shown as found where the charger shows "none". */
  readonly none?: Plain;
}

/** What the list looks at, beside what tells the charger's limits. */
export const ecoKeys: readonly string[] = [...Object.keys(ecoReasons), "acs"];

/** What has to stand how, for the charger to charge on the sun left over; keys that this charger lacks are left out. */
export function ecoChecklist(values: GoeValues, limits = toLimits(values)): readonly SettingAdvice[] {
  return itemsFor(values, limits).flatMap(({ key, wanted, isRight, none }) => {
    const value = values[key] ?? none;
    if (typeof value !== "number" && typeof value !== "boolean" && typeof value !== "string") return [];
    const isDone = value === wanted || isRight?.(value) === true;
    return [{ plan: "surplus", key, found: value, wanted, isDone, reason: ecoReasons[key] }];
  });
}

function itemsFor(values: GoeValues, { maxCurrentA, canSwitchPhases }: ChargerLimits): readonly Item[] {
  const isLocked = values["acs"] === 1 && values["trx"] === null;
  return [
    { key: "lmo", wanted: 4 },
    { key: "fup", wanted: true },
    { key: "acp", wanted: true },
    { key: "frc", wanted: 0 },
    ...(isLocked ? [{ key: "trx", wanted: 0, none: "none" } as const] : []),
    { key: "amp", wanted: maxCurrentA, isRight: (found) => (numberOf(found) ?? 0) >= maxCurrentA },
    ...(canSwitchPhases ? [{ key: "psm", wanted: 0 } as const] : []),
    { key: "frm", wanted: 2 },
    { key: "pgt", wanted: -200, isRight: (found) => typeof found === "number" && found <= -200 && found >= -500 },
    { key: "sua", wanted: false },
  ];
}

import { z } from "zod";
import type { Json } from "#domain";
import { usualMaxCurrentA } from "../limits.ts";
import { foldKeys, id, known, number, numberOf, text } from "../reply-values.ts";
import { type Charger, chargerModes } from "../surface.ts";

type Members = Readonly<Record<string, Json | undefined>>;

/** The wallbox of a system as the portal stores it: everything goes back with each change. */
export interface StoredPile {
  readonly charger: Charger;
  /** What starting and stopping name it by. */
  readonly key: string;
  /** All its fields, also those that nobody here knows. */
  readonly fields: Members;
  /** The house's limit stands beside it and is written with it. */
  readonly householdLimitA: Json | undefined;
}

const fieldsShape = z.object({
  ...{ chargingpileid: id, chargingpilesn: id, chargingpilekey: id, chargingpilename: text },
  ...{ chargingmode: number, maxcurrent: number, chargingpilephase: number },
});

/** Some systems have the fields of the wallbox in a member of their own, some have them at the top. */
export const storedPile = z
  .record(z.string(), z.json())
  .nullish()
  .transform((data): StoredPile | undefined => {
    if (!data) return undefined;
    const nested = z.record(z.string(), z.json()).safeParse(data["oldPileData"]);
    return toPile(nested.success ? nested.data : withoutFrame(data), data["currentsetting"]);
  });

function toPile(fields: Members, householdLimitA: Json | undefined): StoredPile | undefined {
  const told = fieldsShape.parse(foldKeys(fields));
  const { chargingpileid: pileId, chargingpilesn: serial, chargingpilekey: key, chargingpilename: name } = told;
  if (pileId === undefined || serial === undefined || key === undefined) return undefined;
  const mode = chargerModes.find((one) => one === told.chargingmode);
  const phases = ([1, 3] as const).find((count) => count === told.chargingpilephase);
  const charger = { id: pileId, serial, maxCurrentA: usualMaxCurrentA };
  return {
    charger: { ...charger, ...known({ name, mode, phases, currentA: told.maxcurrent }) },
    ...{ key, fields, householdLimitA },
  };
}

function withoutFrame({ currentsetting: _, isNewPile: _is, whetherToVerify: _to, ...fields }: Members): Members {
  return fields;
}

/** Text stays text and a number a number, as the field has been. */
export function inTheirType(before: Json | undefined, value: number): Json {
  return typeof before === "string" ? String(value) : value;
}

/** What the portal calls the fields that can be changed. */
export const changeable = { mode: "chargingmode", currentA: "maxCurrent", phases: "chargingpilePhase" } as const;

export type PileChange = { readonly [K in keyof typeof changeable]?: number };

export function changedFields(fields: Members, change: PileChange): Members {
  const changed: Record<string, Json | undefined> = { ...fields };
  for (const name of ["mode", "currentA", "phases"] as const) {
    const value = change[name];
    if (value !== undefined) changed[changeable[name]] = inTheirType(fields[changeable[name]], value);
  }
  return changed;
}

export function holds(fields: Members, change: PileChange): boolean {
  return (["mode", "currentA", "phases"] as const).every(
    (name) => change[name] === undefined || numberOf(fields[changeable[name]]) === change[name],
  );
}

import type { Language, Localized } from "#domain";
import type { DriverReading } from "./driver.ts";

const words = {
  pv: { en: "Sun", de: "Sonne", fr: "Soleil" },
  grid: { en: "Grid", de: "Netz", fr: "Réseau" },
  battery: { en: "Battery", de: "Batterie", fr: "Batterie" },
  level: { en: "Level", de: "Ladestand", fr: "Niveau" },
  load: { en: "House", de: "Haus", fr: "Maison" },
  importing: { en: "drawn from it", de: "Bezug", fr: "soutirage" },
  exporting: { en: "fed into it", de: "Einspeisung", fr: "injection" },
  charging: { en: "charging", de: "lädt", fr: "en charge" },
  discharging: { en: "discharging", de: "entlädt", fr: "en décharge" },
} as const satisfies Readonly<Record<string, Localized>>;

export type FlowWord = keyof typeof words;

/** What a plant's flows and their directions are called in every driver's commands. */
export function flowWord(word: FlowWord, language: Language): string {
  return words[word][language];
}

/** A plant's flows by the names that `live --json` gives them, with the signs of the readings. */
export interface LiveFlows {
  readonly pvW?: number | undefined;
  readonly gridW?: number | undefined;
  readonly batteryW?: number | undefined;
  readonly batterySocPercent?: number | undefined;
  readonly loadW?: number | undefined;
}

/** The flows that readings tell, in the readings' order. */
export function flowsOf(readings: readonly DriverReading[]): LiveFlows {
  return Object.assign({}, ...readings.map(flowsOfReading));
}

function flowsOfReading(reading: DriverReading): LiveFlows {
  switch (reading.kind) {
    case "solar":
      return { pvW: reading.powerW };
    case "meter":
      return reading.place === "grid" ? { gridW: reading.powerW } : { loadW: reading.powerW };
    case "battery": {
      const { powerW, socPercent } = reading;
      return { batteryW: powerW, ...(socPercent === undefined ? {} : { batterySocPercent: socPercent }) };
    }
    default:
      return {};
  }
}

interface Naming {
  readonly word: FlowWord;
  readonly unit: "W" | "%";
  /** What a value above zero does, and what one below does. */
  readonly ways?: readonly [FlowWord, FlowWord];
}

const namings: Readonly<Record<keyof LiveFlows, Naming>> = {
  pvW: { word: "pv", unit: "W" },
  gridW: { word: "grid", unit: "W", ways: ["importing", "exporting"] },
  batteryW: { word: "battery", unit: "W", ways: ["discharging", "charging"] },
  batterySocPercent: { word: "level", unit: "%" },
  loadW: { word: "load", unit: "W" },
};
const namingByName: ReadonlyMap<string, Naming> = new Map(Object.entries(namings));

/** A row of a table for each flow that is known, in the order in which they are given. */
export function flowRows(flows: LiveFlows, language: Language): string[][] {
  return Object.entries(flows).flatMap(([name, value]: [string, number | undefined]) => {
    const naming = namingByName.get(name);
    return naming === undefined || value === undefined ? [] : [rowOf(naming, value, language)];
  });
}

function rowOf({ word, unit, ways }: Naming, value: number, language: Language): string[] {
  const size = Math.round(Math.abs(value));
  // What is shown as nothing goes nowhere.
  const way = ways === undefined || size === 0 ? "" : ` (${flowWord(ways[value > 0 ? 0 : 1], language)})`;
  return [flowWord(word, language), `${size} ${unit}${way}`];
}

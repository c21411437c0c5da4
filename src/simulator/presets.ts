import type { Instant, Localized } from "#domain";
import { parseScenario, type Scenario } from "./scenario.ts";

/** A ready-made house with what is special about it in one sentence. */
export interface Preset {
  readonly summary: Localized;
  readonly scenario: Scenario;
}

export const presetNames = ["family", "two-chargers", "no-battery", "winter"] as const;

export type PresetName = (typeof presetNames)[number];

const hybrid = {
  id: "roof",
  ratedW: 8_000,
  arrays: [
    { peakW: 5_800, tiltDegrees: 35, azimuthDegrees: 165 },
    { peakW: 4_000, tiltDegrees: 35, azimuthDegrees: 255 },
  ],
  battery: { capacityWh: 10_360, socPercent: 62, minSocPercent: 10, maxChargeW: 5_000, maxDischargeW: 5_000 },
};

const commuter = {
  capacityWh: 60_000,
  socPercent: 48,
  limitPercent: 90,
  trips: [{ weekdays: [1, 2, 3, 4, 5], leaveAt: "06:50", returnAt: "09:40", distanceKm: 46, jitterMinutes: 10 }],
};

const family: Scenario = {
  name: "family",
  startAt: "2026-06-17T10:30:00+02:00",
  weather: { cover: 0.4, cycleS: 300 },
  inverters: [hybrid],
  wallboxes: [{ id: "wallbox", rotation: [2, 3, 1], car: commuter }],
};

export const presets: Readonly<Record<PresetName, Preset>> = {
  family: {
    summary: {
      en: "A family home on a summer day between sun and clouds: 9.8 kWp, a 10 kWh battery and an electric car that is home most of the day.",
      de: "Ein Familienhaus an einem Sommertag zwischen Sonne und Wolken: 9,8 kWp, 10-kWh-Batterie und ein E-Auto, das meist zu Hause steht.",
      fr: "Une maison familiale un jour d'été entre soleil et nuages : 9,8 kWc, une batterie de 10 kWh et une voiture électrique souvent à la maison.",
    },
    scenario: family,
  },
  "two-chargers": {
    summary: {
      en: "Two cars at two wallboxes share the sun and one main fuse; one of the cars charges on a single phase and falls asleep in long pauses.",
      de: "Zwei Autos an zwei Wallboxen teilen sich Sonne und Hausanschluss; eines lädt einphasig und schläft in langen Pausen ein.",
      fr: "Deux voitures sur deux bornes partagent le soleil et le même fusible ; l'une charge en monophasé et s'endort pendant les longues pauses.",
    },
    scenario: {
      ...family,
      name: "two-chargers",
      wallboxes: [
        { id: "wallbox", rotation: [2, 3, 1], car: commuter },
        {
          id: "carport",
          rotation: [3, 1, 2],
          car: {
            capacityWh: 40_000,
            socPercent: 35,
            phases: 1,
            maxCurrentA: 16,
            sleepsAfterPauseMinutes: 20,
            trips: [{ leaveAt: "14:00", returnAt: "16:30", distanceKm: 30, jitterMinutes: 15 }],
          },
        },
      ],
    },
  },
  "no-battery": {
    summary: {
      en: "A roof and a wallbox without a house battery: every cloud reaches the grid meter.",
      de: "Ein Dach und eine Wallbox ohne Hausbatterie: Jede Wolke schlägt bis zum Zähler durch.",
      fr: "Un toit et une borne sans batterie : chaque nuage se voit au compteur.",
    },
    scenario: {
      ...family,
      name: "no-battery",
      inverters: [{ id: "roof", ratedW: 8_000, arrays: hybrid.arrays }],
    },
  },
  winter: {
    summary: {
      en: "The family home on a grey January day: little sun, long evenings, and a car that needs more than the roof gives.",
      de: "Das Familienhaus an einem grauen Januartag: wenig Sonne, lange Abende und ein Auto, das mehr braucht, als das Dach gibt.",
      fr: "La maison familiale un jour gris de janvier : peu de soleil, de longues soirées et une voiture qui demande plus que le toit ne donne.",
    },
    scenario: {
      ...family,
      name: "winter",
      startAt: "2026-01-14T10:30:00+01:00",
      weather: { cover: 0.75, cycleS: 600, temperatureC: 2 },
      load: { baseW: 380, activity: 1.3 },
    },
  },
};

export function isPresetName(name: string): name is PresetName {
  return presetNames.some((known) => known === name);
}

/** The moment at which a preset's house is worth looking at: the sun is up and a car waits. */
export function presetStartAt(name: PresetName): Instant {
  return Date.parse(parseScenario(presets[name].scenario).startAt);
}

import type { Language, Localized } from "#domain";

const words = {
  chargers: { en: "Wallboxes", de: "Wallboxen", fr: "Bornes" },
  noValues: {
    en: "The system tells no values at the moment.",
    de: "Die Anlage liefert im Moment keine Werte.",
    fr: "L'installation ne donne aucune valeur en ce moment.",
  },
  minutesOld: {
    en: "Measured {minutes} minutes ago.",
    de: "Vor {minutes} Minuten gemessen.",
    fr: "Mesuré il y a {minutes} minutes.",
  },
  windowIs: {
    en: "Discharge cut-off {min} %, charge stop {max} %; the inverter follows within five minutes.",
    de: "Entladen bis {min} %, Laden bis {max} %; der Wechselrichter folgt innerhalb von fünf Minuten.",
    fr: "Décharge jusqu'à {min} %, charge jusqu'à {max} % ; l'onduleur suit en moins de cinq minutes.",
  },
  noChargers: {
    en: "The system has no wallbox.",
    de: "Die Anlage hat keine Wallbox.",
    fr: "L'installation n'a pas de borne.",
  },
  unknownStatus: { en: "state {status}", de: "Zustand {status}", fr: "état {status}" },
  started: { en: "started", de: "gestartet", fr: "démarrée" },
  stopped: { en: "stopped", de: "gestoppt", fr: "arrêtée" },
  mode: { en: "mode {mode} ({name})", de: "Modus {mode} ({name})", fr: "mode {mode} ({name})" },
  slow: { en: "sun only", de: "nur Sonne", fr: "soleil seul" },
  normal: { en: "sun and battery", de: "Sonne und Batterie", fr: "soleil et batterie" },
  fast: { en: "car before house", de: "Auto vor Haus", fr: "voiture avant maison" },
  ownCurrent: { en: "own current", de: "eigener Strom", fr: "courant choisi" },
  onePhase: { en: "one phase", de: "einphasig", fr: "monophasé" },
  threePhases: { en: "three phases", de: "dreiphasig", fr: "triphasé" },
  gridCharge: { en: "Charge from grid", de: "Laden aus dem Netz", fr: "Charge depuis le réseau" },
  dischargeTimes: { en: "Discharge", de: "Entladen", fr: "Décharge" },
  on: { en: "on", de: "an", fr: "actif" },
  off: { en: "off", de: "aus", fr: "inactif" },
  until: { en: "up to {percent} %", de: "bis {percent} %", fr: "jusqu'à {percent} %" },
  downTo: { en: "down to {percent} %", de: "hinab bis {percent} %", fr: "jusqu'au plancher de {percent} %" },
  periodicDaily: {
    en: "The newer timetable, daily (whether it is on cannot be read):",
    de: "Der neuere Zeitplan, täglich (ob er an ist, lässt sich nicht lesen):",
    fr: "Le nouveau programme, quotidien (impossible de lire s'il est actif) :",
  },
  periodicWeekly: {
    en: "The newer timetable, weekly (whether it is on cannot be read):",
    de: "Der neuere Zeitplan, wöchentlich (ob er an ist, lässt sich nicht lesen):",
    fr: "Le nouveau programme, hebdomadaire (impossible de lire s'il est actif) :",
  },
  noPeriodicTimes: { en: "no times", de: "keine Zeiten", fr: "aucun horaire" },
  noPeriodic: {
    en: "This account may not read the newer timetable.",
    de: "Dieses Konto darf den neueren Zeitplan nicht lesen.",
    fr: "Ce compte n'a pas le droit de lire le nouveau programme.",
  },
} as const satisfies Readonly<Record<string, Localized>>;

export type Word = keyof typeof words;

/** What the commands say, with the braces filled in. */
export function say(word: Word, language: Language, facts: Readonly<Record<string, string | number>> = {}): string {
  return words[word][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** For the test that no language falls behind. */
export const commandWords: Readonly<Record<string, Localized>> = words;

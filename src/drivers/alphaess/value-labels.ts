import type { Localized } from "#domain";

const time = (en: string, de: string, fr: string): Localized => ({ en, de, fr });

const labels: Readonly<Record<string, Localized>> = {
  batUseCap: { en: "Discharge cut-off", de: "Entladegrenze", fr: "Arrêt de décharge" },
  batHighCap: { en: "Charge stop (from the grid)", de: "Ladestopp (aus dem Netz)", fr: "Arrêt de charge (réseau)" },
  gridCharge: { en: "Charge from the grid", de: "Aus dem Netz laden", fr: "Charger depuis le réseau" },
  ctrDis: { en: "Discharge by the clock", de: "Nach Uhrzeit entladen", fr: "Décharger selon l'heure" },
  timeChaf1: time("First charging from", "Erstes Laden ab", "Première charge dès"),
  timeChae1: time("First charging until", "Erstes Laden bis", "Première charge jusqu'à"),
  timeChaf2: time("Second charging from", "Zweites Laden ab", "Deuxième charge dès"),
  timeChae2: time("Second charging until", "Zweites Laden bis", "Deuxième charge jusqu'à"),
  timeDisf1: time("First discharging from", "Erstes Entladen ab", "Première décharge dès"),
  timeDise1: time("First discharging until", "Erstes Entladen bis", "Première décharge jusqu'à"),
  timeDisf2: time("Second discharging from", "Zweites Entladen ab", "Deuxième décharge dès"),
  timeDise2: time("Second discharging until", "Zweites Entladen bis", "Deuxième décharge jusqu'à"),
  currentsetting: {
    en: "Household current limit (main fuse)",
    de: "Stromgrenze des Hauses (Hauptsicherung)",
    fr: "Limite de courant de la maison (disjoncteur)",
  },
  epv: { en: "Sun today", de: "Sonne heute", fr: "Soleil aujourd'hui" },
  eInput: { en: "Imported today", de: "Bezogen heute", fr: "Soutiré aujourd'hui" },
  eOutput: { en: "Exported today", de: "Eingespeist heute", fr: "Injecté aujourd'hui" },
  eCharge: { en: "Battery charged today", de: "Batterie geladen heute", fr: "Batterie chargée aujourd'hui" },
  eDischarge: { en: "Battery discharged today", de: "Batterie entladen heute", fr: "Batterie déchargée aujourd'hui" },
  eGridCharge: {
    en: "Charged from the grid today",
    de: "Aus dem Netz geladen heute",
    fr: "Chargé du réseau aujourd'hui",
  },
  eChargingPile: { en: "Wallbox today", de: "Wallbox heute", fr: "Borne aujourd'hui" },
  "api.values": { en: "Interface for values", de: "Schnittstelle für Werte", fr: "Interface pour les valeurs" },
  "api.charger": {
    en: "Interface for the wallbox",
    de: "Schnittstelle für die Wallbox",
    fr: "Interface pour la borne",
  },
  "api.timetable": { en: "Kind of timetable", de: "Art des Zeitplans", fr: "Type de programme horaire" },
};

/** The old interface's names of the same settings. */
const oldNames: Readonly<Record<string, string>> = {
  ...{ bat_use_cap: "batUseCap", bat_high_cap: "batHighCap", grid_charge: "gridCharge", ctr_dis: "ctrDis" },
  ...{ time_chaf1a: "timeChaf1", time_chae1a: "timeChae1", time_chaf2a: "timeChaf2", time_chae2a: "timeChae2" },
  ...{ time_disf1a: "timeDisf1", time_dise1a: "timeDise1", time_disf2a: "timeDisf2", time_dise2a: "timeDise2" },
};

const underOldNames = Object.entries(oldNames).flatMap(([old, name]) => {
  const label = labels[name];
  return label === undefined ? [] : [[old, label] as const];
});

export const valueLabels: Readonly<Record<string, Localized>> = { ...labels, ...Object.fromEntries(underOldNames) };

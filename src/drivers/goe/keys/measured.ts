import { carStates, errorCodes, lockFeedback, lockStates, statusReasons } from "./choices.ts";
import type { GoeElement, GoeKey } from "./shape.ts";
import { readable, words } from "./shape.ts";

const conductors = ["L1", "L2", "L3", "N"] as const;

function perConductor(
  from: number,
  name: string,
  label: readonly [string, string, string],
  unit: string,
): GoeElement[] {
  const [en, de, fr] = label;
  return conductors.map((conductor, index) => ({
    at: from + index,
    name: `${name}${conductor}`,
    label: words(`${en} ${conductor}`, `${de} ${conductor}`, `${fr} ${conductor}`),
    unit,
  }));
}

/** The sixteen measurements; the total stands between the powers and the power factors. */
const nrgElements: readonly GoeElement[] = [
  ...perConductor(0, "voltage", ["Voltage", "Spannung", "Tension"], "V"),
  ...perConductor(4, "current", ["Current", "Strom", "Courant"], "A").slice(0, 3),
  ...perConductor(7, "power", ["Power", "Leistung", "Puissance"], "W"),
  { at: 11, name: "powerTotal", label: words("Power, total", "Leistung gesamt", "Puissance totale"), unit: "W" },
  ...perConductor(12, "powerFactor", ["Power factor", "Leistungsfaktor", "Facteur de puissance"], "%"),
];

const contactorElements: readonly GoeElement[] = [0, 1, 2, 3, 4, 5].map((at) => {
  const conductor = `L${(at % 3) + 1}`;
  return at < 3
    ? {
        at,
        name: `behind${conductor}`,
        label: words(
          `${conductor} switched to the car`,
          `${conductor} zum Auto durchgeschaltet`,
          `${conductor} relié à la voiture`,
        ),
      }
    : {
        at,
        name: `supply${conductor}`,
        label: words(
          `${conductor} present at the supply`,
          `${conductor} am Anschluss vorhanden`,
          `${conductor} présent à l'arrivée`,
        ),
      };
});

const limitElements: readonly GoeElement[] = [
  {
    at: "requestedCurrent",
    label: words("Limit: requested current", "Grenze: gewünschter Strom", "Limite : courant demandé"),
  },
  { at: "currentLimitMax", label: words("Limit: installation", "Grenze: Absicherung", "Limite : installation") },
  { at: "cableCurrentLimit", label: words("Limit: cable", "Grenze: Kabel", "Limite : câble") },
  { at: "temperatureCurrentLimit", label: words("Limit: temperature", "Grenze: Temperatur", "Limite : température") },
  {
    at: "unsymetryCurrentLimit",
    label: words("Limit: unbalanced load", "Grenze: Schieflast", "Limite : déséquilibre"),
  },
  {
    at: "pvSurplus",
    label: words("Limit: surplus control", "Grenze: Überschussregelung", "Limite : régulation du surplus"),
  },
].map((element) => ({ ...element, name: element.at, unit: "A" }));

const temperatureElements: readonly GoeElement[] = [
  words("Temperature: connector", "Temperatur: Stecker", "Température : connecteur"),
  words("Temperature: circuit board", "Temperatur: Platine", "Température : carte"),
  words("Temperature: grid terminals", "Temperatur: Netzanschluss", "Température : bornes réseau"),
  words("Temperature: current sensor", "Temperatur: Stromsensor", "Température : capteur de courant"),
  words("Temperature: screw terminals", "Temperatur: Schraubklemmen", "Température : bornes à vis"),
  words("Temperature: meter", "Temperatur: Zähler", "Température : compteur"),
].map((label, at) => ({ at, name: `t${at}`, label, unit: "°C" }));

/** What the charger senses and concludes; none of it can be written. */
export const measuredKeys: readonly GoeKey[] = [
  readable("car", "uint8", words("Car", "Fahrzeug", "Véhicule"), { isNullable: true, choices: carStates }),
  readable("alw", "bool", words("Charging allowed", "Laden freigegeben", "Charge autorisée")),
  readable("acu", "int", words("Current allowed now", "Jetzt erlaubter Strom", "Courant autorisé actuellement"), {
    unit: "A",
    isNullable: true,
  }),
  readable("err", "uint8", words("Fault", "Störung", "Défaut"), { isNullable: true, choices: errorCodes }),
  readable(
    "modelStatus",
    "uint8",
    words("Why it charges or not", "Warum geladen wird oder nicht", "Pourquoi il charge ou non"),
    {
      choices: statusReasons,
    },
  ),
  readable("nrg", "list", words("Measurements", "Messwerte", "Mesures"), { elements: nrgElements }),
  readable(
    "wh",
    "float",
    words("Energy since the car was connected", "Energie seit dem Anstecken", "Énergie depuis le branchement"),
    {
      unit: "Wh",
    },
  ),
  readable("eto", "int", words("Energy in all", "Energie insgesamt", "Énergie totale"), { unit: "Wh" }),
  readable("tpa", "float", words("Power, mean of 30 s", "Leistung, Mittel über 30 s", "Puissance, moyenne sur 30 s"), {
    unit: "W",
  }),
  readable("pnp", "uint8", words("Phases in use", "Genutzte Phasen", "Phases utilisées")),
  readable("pha", "list", words("Phases at the contactor", "Phasen am Schütz", "Phases au contacteur"), {
    elements: contactorElements,
  }),
  readable("cll", "object", words("Limits in force", "Wirksame Grenzen", "Limites en vigueur"), {
    elements: limitElements,
  }),
  readable("cbl", "int", words("Cable rating", "Belastbarkeit des Kabels", "Capacité du câble"), {
    unit: "A",
    isNullable: true,
  }),
  readable("amt", "int", words("Limit by temperature", "Grenze durch Temperatur", "Limite thermique"), { unit: "A" }),
  readable("tma", "list", words("Temperatures", "Temperaturen", "Températures"), { elements: temperatureElements }),
  readable("fhz", "float", words("Grid frequency", "Netzfrequenz", "Fréquence du réseau"), {
    unit: "Hz",
    isNullable: true,
  }),
  readable("cus", "uint8", words("Cable lock", "Kabelverriegelung", "Verrouillage du câble"), { choices: lockStates }),
  readable("ffb", "uint8", words("Cable lock trouble", "Problem der Verriegelung", "Problème de verrouillage"), {
    choices: lockFeedback,
  }),
  readable("pgrid", "float", words("Grid power received", "Empfangene Netzleistung", "Puissance réseau reçue"), {
    unit: "W",
    isNullable: true,
  }),
  readable("ppv", "float", words("Solar power received", "Empfangene Solarleistung", "Puissance solaire reçue"), {
    unit: "W",
    isNullable: true,
  }),
  readable(
    "pakku",
    "float",
    words("Battery power received", "Empfangene Batterieleistung", "Puissance batterie reçue"),
    {
      unit: "W",
      isNullable: true,
    },
  ),
  readable("rbt", "int", words("Running since", "Läuft seit", "En marche depuis"), { unit: "ms" }),
  readable("lmsc", "boot-time", words("Time in this state", "Dauer dieses Zustands", "Durée de cet état"), {
    unit: "s",
    isNullable: true,
  }),
  readable(
    "alwt",
    "boot-time",
    words(
      "Time since the permission changed",
      "Zeit seit Änderung der Freigabe",
      "Temps depuis le changement d'autorisation",
    ),
    {
      unit: "s",
      isNullable: true,
    },
  ),
  readable(
    "lcctc",
    "boot-time",
    words("Time since charging began", "Zeit seit Ladebeginn", "Temps depuis le début de la charge"),
    {
      unit: "s",
      isNullable: true,
    },
  ),
  readable(
    "lccfc",
    "boot-time",
    words("Time since charging ended", "Zeit seit Ladeende", "Temps depuis la fin de la charge"),
    {
      unit: "s",
      isNullable: true,
    },
  ),
  readable(
    "lccfi",
    "boot-time",
    words("Time since the car came", "Zeit seit dem Anstecken", "Temps depuis le branchement"),
    {
      unit: "s",
      isNullable: true,
    },
  ),
  readable(
    "lfspt",
    "boot-time",
    words("Time since the phases changed", "Zeit seit dem Phasenwechsel", "Temps depuis le changement de phases"),
    {
      unit: "s",
      isNullable: true,
    },
  ),
  readable(
    "fsptws",
    "boot-time",
    words("Phase change wanted for", "Phasenwechsel gewünscht seit", "Changement de phases souhaité depuis"),
    {
      unit: "s",
      isNullable: true,
    },
  ),
  readable(
    "inva",
    "boot-time",
    words("Age of the received powers", "Alter der empfangenen Leistungen", "Âge des puissances reçues"),
    {
      unit: "s",
      isNullable: true,
    },
  ),
];

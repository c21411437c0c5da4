import type {
  BatteryIntentKind,
  ChargerMode,
  ChargerStatus,
  DeviceState,
  HouseValues,
  Localized,
  ProblemKind,
} from "#domain";
import { cliLabels } from "./labels-cli.ts";
import { importLabels } from "./labels-import.ts";
import { say } from "./localized.ts";

/** What facts look up by name, next to the words that pages and tables need. */
export type LabelKey =
  | `mode.${ChargerMode}`
  | `intent.${BatteryIntentKind}`
  | "phases.auto"
  | `status.${ChargerStatus}`
  | `device.${DeviceState}`
  | `house.${Exclude<keyof HouseValues, "gridPhases">}`
  | `problem.${ProblemKind}`
  | "charger"
  | "battery"
  | "car"
  | "unknown"
  | `expected.${"string" | "number" | "int" | "boolean" | "array" | "object" | "record" | "tuple"}`
  | keyof typeof cliLabels
  | keyof typeof importLabels;

export const labelTexts: Readonly<Record<LabelKey, Localized>> = {
  "mode.off": say("off", "aus", "arrêt"),
  "mode.solar": say("solar", "Sonne", "solaire"),
  "mode.solar+min": say("solar + minimum", "Sonne + Minimum", "solaire + minimum"),
  "mode.fast": say("fast", "schnell", "rapide"),
  "intent.auto": say("automatic", "automatisch", "automatique"),
  "intent.hold": say("do not discharge", "nicht entladen", "ne pas décharger"),
  "intent.reserve": say("keep a reserve", "Reserve behalten", "garder une réserve"),
  "intent.charge": say("charge from the grid", "aus dem Netz laden", "charger depuis le réseau"),
  "intent.feed-in": say("feed into the grid", "ins Netz einspeisen", "injecter dans le réseau"),
  "phases.auto": say("automatic", "automatisch", "automatique"),
  "expected.string": say("a text", "einen Text", "un texte"),
  "expected.number": say("a number", "eine Zahl", "un nombre"),
  "expected.int": say("a whole number", "eine ganze Zahl", "un nombre entier"),
  "expected.boolean": say("true or false", "true oder false", "true ou false"),
  "expected.array": say("a list", "eine Liste", "une liste"),
  "expected.tuple": say("a list", "eine Liste", "une liste"),
  "expected.object": say("settings with names", "Einstellungen mit Namen", "des réglages nommés"),
  "expected.record": say("settings with names", "Einstellungen mit Namen", "des réglages nommés"),
  "status.A": say("no car", "kein Auto", "pas de voiture"),
  "status.B": say("car waits", "Auto wartet", "voiture en attente"),
  "status.C": say("car charges", "Auto lädt", "voiture en charge"),
  "status.E": say("charger not reachable", "Wallbox nicht erreichbar", "borne injoignable"),
  "status.F": say("fault", "Störung", "défaut"),
  "device.starting": say("starting", "startet", "démarrage"),
  "device.ok": say("works", "läuft", "fonctionne"),
  "device.stale": say("silent", "schweigt", "muet"),
  "device.failing": say("fails", "gestört", "en panne"),
  "device.misconfigured": say("wrong settings", "falsch eingestellt", "mal configuré"),
  "house.gridW": say("Grid", "Netz", "Réseau"),
  "house.solarW": say("Sun", "Sonne", "Soleil"),
  "house.batteryW": say("Battery", "Batterie", "Batterie"),
  "house.siteLoadW": say("House and cars", "Haus und Autos", "Maison et voitures"),
  "house.houseLoadW": say("House", "Haus", "Maison"),
  "problem.auth": say("login", "Anmeldung", "connexion"),
  "problem.rate-limited": say("too many calls", "zu viele Anfragen", "trop de requêtes"),
  "problem.unreachable": say("not reachable", "nicht erreichbar", "injoignable"),
  "problem.refused": say("refused", "abgelehnt", "refusé"),
  "problem.invalid": say("not valid", "nicht gültig", "non valable"),
  "problem.bug": say("program error", "Programmfehler", "erreur du programme"),
  charger: say("Charger", "Wallbox", "Borne"),
  battery: say("Battery", "Batterie", "Batterie"),
  car: say("Car", "Auto", "Voiture"),
  unknown: say("unknown", "unbekannt", "inconnu"),
  ...cliLabels,
  ...importLabels,
};

import type { GoeChoice } from "./shape.ts";
import { choice } from "./shape.ts";

/** The numbers above 6 are those of today's firmware; older ones skip 7. */
export const wifiStates: readonly GoeChoice[] = [
  choice(0, "Idle", "Untätig", "Inactif"),
  choice(1, "Network not found", "Netz nicht gefunden", "Réseau introuvable"),
  choice(2, "Search finished", "Suche beendet", "Recherche terminée"),
  choice(3, "Connected", "Verbunden", "Connecté"),
  choice(4, "Could not connect", "Verbinden gescheitert", "Connexion impossible"),
  choice(5, "Connection lost", "Verbindung verloren", "Connexion perdue"),
  choice(6, "Disconnected", "Getrennt", "Déconnecté"),
  choice(7, "Connecting", "Verbindet", "Connexion en cours"),
  choice(8, "Disconnecting", "Trennt", "Déconnexion en cours"),
  choice(9, "No Wi-Fi hardware", "Keine WLAN-Hardware", "Pas de matériel Wi-Fi"),
  choice(10, "Waiting for an address", "Wartet auf eine Adresse", "Attend une adresse"),
];

export const wifiSteps: readonly GoeChoice[] = [
  choice(0, "None", "Keiner", "Aucune"),
  choice(1, "Searching", "Sucht", "Recherche"),
  choice(2, "Connecting", "Verbindet", "Connexion"),
  choice(3, "Connected", "Verbunden", "Connecté"),
];

export const wifiAerials: readonly GoeChoice[] = [
  choice(0, "First", "Erste", "Première"),
  choice(1, "Second", "Zweite", "Deuxième"),
  choice(2, "Automatic", "Automatisch", "Automatique"),
];

export const wifiWidths: readonly GoeChoice[] = [
  choice(1, "20 MHz", "20 MHz", "20 MHz"),
  choice(2, "40 MHz", "40 MHz", "40 MHz"),
];

export const clockStates: readonly GoeChoice[] = [
  choice(0, "Not yet set", "Noch nicht gestellt", "Pas encore réglée"),
  choice(1, "Set", "Gestellt", "Réglée"),
  choice(2, "Being set", "Wird gestellt", "En cours de réglage"),
];

export const portalStates: readonly GoeChoice[] = [
  choice(0, "Free", "Frei", "Libre"),
  choice(1, "Preparing", "Bereitet vor", "Préparation"),
  choice(2, "Charging", "Lädt", "En charge"),
  choice(3, "Paused by the charger", "Von der Ladestation pausiert", "Pause par la borne"),
  choice(4, "Paused by the car", "Vom Auto pausiert", "Pause par la voiture"),
  choice(5, "Finishing", "Schließt ab", "Fin en cours"),
  choice(6, "Reserved", "Reserviert", "Réservée"),
  choice(7, "Out of service", "Außer Betrieb", "Hors service"),
  choice(8, "Faulty", "Gestört", "En défaut"),
];

export const portalMeasuring: readonly GoeChoice[] = [
  choice(0, "With a session number only", "Nur mit Vorgangsnummer", "Seulement avec un numéro de session"),
  choice(1, "While charging", "Während des Ladens", "Pendant la charge"),
];

export const carDialogues: readonly GoeChoice[] = [
  choice(0, "Off", "Aus", "Arrêt"),
  choice(1, "If the car can", "Wenn das Auto es kann", "Si la voiture le permet"),
  choice(2, "Always", "Immer", "Toujours"),
];

export const certifications: readonly GoeChoice[] = [
  choice(0, "None", "Keine", "Aucune"),
  choice(1, "MID", "MID", "MID"),
  choice(2, "MID and German calibration law", "MID und Eichrecht", "MID et droit allemand de l'étalonnage"),
];

export const groupSharing: readonly GoeChoice[] = [
  choice(0, "Fixed limit", "Feste Grenze", "Limite fixe"),
  choice(1, "Changing limit", "Veränderliche Grenze", "Limite variable"),
];

export const frequencyReferences: readonly GoeChoice[] = [
  choice(0, "Rated power", "Nennleistung", "Puissance nominale"),
  choice(1, "Power at that moment", "Leistung in dem Moment", "Puissance du moment"),
];

export const priceCountries: readonly GoeChoice[] = [
  choice(0, "Austria", "Österreich", "Autriche"),
  choice(1, "Germany", "Deutschland", "Allemagne"),
];

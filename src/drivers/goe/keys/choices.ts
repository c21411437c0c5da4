import type { GoeChoice } from "./shape.ts";
import { choice } from "./shape.ts";

export const carStates: readonly GoeChoice[] = [
  choice(0, "Unknown", "Unbekannt", "Inconnu"),
  choice(1, "No car", "Kein Auto", "Pas de voiture"),
  choice(2, "Charging", "Lädt", "En charge"),
  choice(3, "Waiting for the car", "Wartet auf das Auto", "Attend la voiture"),
  choice(4, "Connected, finished or paused", "Angesteckt, fertig oder pausiert", "Branchée, terminée ou en pause"),
  choice(5, "Fault", "Störung", "Défaut"),
  choice(6, "Starting up", "Startet", "Démarrage"),
];

/** The numbering of firmware 59 and later; before, some numbers above 10 meant something else. */
export const errorCodes: readonly GoeChoice[] = [
  choice(0, "None", "Keine", "Aucun"),
  choice(1, "Residual current, AC", "Fehlerstrom AC", "Courant résiduel AC"),
  choice(2, "Residual current, DC", "Fehlerstrom DC", "Courant résiduel DC"),
  choice(3, "Phase missing or wrong", "Phase fehlt oder falsch", "Phase absente ou fausse"),
  choice(4, "Voltage too high", "Überspannung", "Surtension"),
  choice(5, "Current too high", "Überstrom", "Surintensité"),
  choice(6, "Diode in the car", "Diode im Auto", "Diode de la voiture"),
  choice(7, "Cable coding invalid", "Kabelkodierung ungültig", "Codage du câble invalide"),
  choice(8, "No protective earth", "Keine Schutzerde", "Pas de terre de protection"),
  choice(9, "Contactor stuck", "Schütz klebt", "Contacteur collé"),
  choice(10, "Contactor missing", "Schütz fehlt", "Contacteur absent"),
  choice(12, "Cable lock stuck open", "Verriegelung klemmt offen", "Verrou bloqué ouvert"),
  choice(13, "Cable lock stuck closed", "Verriegelung klemmt zu", "Verrou bloqué fermé"),
  choice(14, "Residual current, kind unknown", "Fehlerstrom unbekannter Art", "Courant résiduel de nature inconnue"),
  choice(15, "Unknown fault", "Unbekannte Störung", "Défaut inconnu"),
  choice(16, "Too hot", "Übertemperatur", "Surchauffe"),
  choice(17, "No connection inside the charger", "Keine Verbindung im Gerät", "Pas de liaison interne"),
  choice(18, "Pilot signal invalid", "Pilotsignal ungültig", "Signal pilote invalide"),
  choice(
    23,
    "Residual current self-test failed",
    "Selbsttest des Fehlerstromschutzes fehlgeschlagen",
    "Échec de l'autotest différentiel",
  ),
];

/** `isCharging` of each reason stands in `mapping.ts`; these are only the words. Numbers 21 and 25 do not exist. */
export const statusReasons: readonly GoeChoice[] = [
  choice(0, "No data from the charge controller", "Keine Daten vom Laderegler", "Pas de données du régulateur"),
  choice(1, "Blocked: too hot", "Gesperrt: zu heiß", "Bloqué : surchauffe"),
  choice(2, "Blocked: waiting for permission", "Gesperrt: wartet auf Freigabe", "Bloqué : attend l'autorisation"),
  choice(3, "Charging: switched on by force", "Lädt: fest eingeschaltet", "Charge : forcée"),
  choice(4, "Blocked: switched off by force", "Gesperrt: fest ausgeschaltet", "Bloqué : arrêt forcé"),
  choice(5, "Blocked: timer", "Gesperrt: Zeitplan", "Bloqué : minuterie"),
  choice(6, "Blocked: energy limit reached", "Gesperrt: Energiegrenze erreicht", "Bloqué : limite d'énergie atteinte"),
  choice(7, "Charging: low price", "Lädt: günstiger Preis", "Charge : prix bas"),
  choice(
    8,
    "Charging: trial for the next trip",
    "Lädt: Probe für die nächste Fahrt",
    "Charge : essai pour le prochain trajet",
  ),
  choice(9, "Charging: next trip is near", "Lädt: nächste Fahrt ist nah", "Charge : prochain trajet proche"),
  choice(10, "Charging: next trip", "Lädt: nächste Fahrt", "Charge : prochain trajet"),
  choice(
    11,
    "Charging: next trip, clock not set",
    "Lädt: nächste Fahrt, Uhr nicht gestellt",
    "Charge : prochain trajet, horloge non réglée",
  ),
  choice(12, "Charging: solar surplus", "Lädt: Solarüberschuss", "Charge : surplus solaire"),
  choice(
    13,
    "Charging: nothing speaks against it (old logic)",
    "Lädt: nichts spricht dagegen (alte Logik)",
    "Charge : rien ne s'y oppose (ancienne logique)",
  ),
  choice(
    14,
    "Charging: timer allows it (old logic)",
    "Lädt: Zeitplan erlaubt es (alte Logik)",
    "Charge : minuterie l'autorise (ancienne logique)",
  ),
  choice(15, "Charging: nothing speaks against it", "Lädt: nichts spricht dagegen", "Charge : rien ne s'y oppose"),
  choice(
    16,
    "Blocked: eco waits (old logic)",
    "Gesperrt: Eco wartet (alte Logik)",
    "Bloqué : Eco attend (ancienne logique)",
  ),
  choice(
    17,
    "Blocked: eco waits for sun or price",
    "Gesperrt: Eco wartet auf Sonne oder Preis",
    "Bloqué : Eco attend le soleil ou le prix",
  ),
  choice(
    18,
    "Blocked: next trip can wait",
    "Gesperrt: nächste Fahrt hat Zeit",
    "Bloqué : le prochain trajet peut attendre",
  ),
  choice(19, "Charging: keeping the car awake", "Lädt: hält das Auto wach", "Charge : garde la voiture éveillée"),
  choice(20, "Charging: pauses are not allowed", "Lädt: Pausen nicht erlaubt", "Charge : pauses non autorisées"),
  choice(22, "Blocked: pretending to unplug", "Gesperrt: täuscht Ausstecken vor", "Bloqué : simule un débranchement"),
  choice(23, "Blocked: changing phases", "Gesperrt: wechselt Phasen", "Bloqué : change de phases"),
  choice(24, "Blocked: shortest pause not over", "Gesperrt: Mindestpause läuft", "Bloqué : pause minimale en cours"),
  choice(26, "Blocked: fault", "Gesperrt: Störung", "Bloqué : défaut"),
  choice(27, "Blocked: load management", "Gesperrt: Lastmanagement", "Bloqué : gestion de charge"),
  choice(28, "Blocked: OCPP portal", "Gesperrt: OCPP-Portal", "Bloqué : portail OCPP"),
  choice(
    29,
    "Blocked: waiting after a power cut",
    "Gesperrt: wartet nach Netzausfall",
    "Bloqué : attend après une coupure",
  ),
  choice(30, "Blocked: adapter", "Gesperrt: Adapter", "Bloqué : adaptateur"),
  choice(31, "Blocked: grid frequency low", "Gesperrt: Unterfrequenz", "Bloqué : fréquence basse"),
  choice(32, "Blocked: unbalanced load", "Gesperrt: Schieflast", "Bloqué : charge déséquilibrée"),
  choice(33, "Charging: from the home battery", "Lädt: aus der Hausbatterie", "Charge : depuis la batterie"),
  choice(34, "Blocked: grid watch", "Gesperrt: Netzüberwachung", "Bloqué : surveillance du réseau"),
  choice(35, "Blocked: OCPP fallback", "Gesperrt: OCPP-Rückfall", "Bloqué : repli OCPP"),
  choice(36, "Blocked: lower limit found", "Gesperrt: Untergrenze erkannt", "Bloqué : plancher détecté"),
  choice(37, "Blocked: OCPP out of order", "Gesperrt: OCPP außer Betrieb", "Bloqué : OCPP hors service"),
  choice(38, "Blocked: voltage low", "Gesperrt: Unterspannung", "Bloqué : sous-tension"),
  choice(39, "Blocked: setpoint is zero", "Gesperrt: Sollwert ist null", "Bloqué : consigne nulle"),
  choice(40, "Blocked: starting up", "Gesperrt: startet", "Bloqué : démarrage"),
  choice(41, "Blocked: fail-safe limit", "Gesperrt: Notgrenze", "Bloqué : limite de sécurité"),
];

export const lockStates: readonly GoeChoice[] = [
  choice(0, "Unknown", "Unbekannt", "Inconnu"),
  choice(1, "Open", "Entriegelt", "Déverrouillé"),
  choice(2, "Could not open", "Öffnen fehlgeschlagen", "Ouverture échouée"),
  choice(3, "Locked", "Verriegelt", "Verrouillé"),
  choice(4, "Could not lock", "Verriegeln fehlgeschlagen", "Verrouillage échoué"),
  choice(5, "Power cut", "Stromausfall", "Coupure de courant"),
];

export const lockFeedback: readonly GoeChoice[] = [
  choice(0, "None", "Keines", "Aucun"),
  choice(1, "Locking", "Beim Verriegeln", "Au verrouillage"),
  choice(2, "Unlocking", "Beim Entriegeln", "Au déverrouillage"),
];

export const forceStates: readonly GoeChoice[] = [
  choice(0, "Neutral", "Neutral", "Neutre"),
  choice(1, "Off", "Aus", "Arrêt"),
  choice(2, "On", "Ein", "Marche"),
];

export const phaseModes: readonly GoeChoice[] = [
  choice(0, "Automatic", "Automatisch", "Automatique"),
  choice(1, "One phase", "Eine Phase", "Monophasé"),
  choice(2, "Three phases", "Drei Phasen", "Triphasé"),
];

export const logicModes: readonly GoeChoice[] = [
  choice(3, "Basic", "Basis", "Basique"),
  choice(4, "Eco (sun and price)", "Eco (Sonne und Preis)", "Eco (soleil et prix)"),
  choice(5, "Next trip", "Nächste Fahrt", "Prochain trajet"),
];

export const accessModes: readonly GoeChoice[] = [
  choice(0, "Open", "Offen", "Libre"),
  choice(1, "Permission needed", "Freigabe nötig", "Autorisation requise"),
  choice(2, "By a portal", "Durch ein Portal", "Par un portail"),
];

export const roundingModes: readonly GoeChoice[] = [
  choice(0, "Rather import", "Lieber Bezug", "Plutôt soutirer"),
  choice(1, "Balanced", "Ausgewogen", "Équilibré"),
  choice(2, "Rather export", "Lieber Einspeisung", "Plutôt injecter"),
];

export const unlockModes: readonly GoeChoice[] = [
  choice(
    0,
    "Locked while a car is connected",
    "Verriegelt, solange ein Auto angesteckt ist",
    "Verrouillé tant qu'une voiture est branchée",
  ),
  choice(1, "Opens after charging", "Öffnet nach dem Laden", "S'ouvre après la charge"),
  choice(2, "Always locked", "Immer verriegelt", "Toujours verrouillé"),
];

export const buttonLocks: readonly GoeChoice[] = [
  choice(0, "Never usable", "Nie benutzbar", "Jamais utilisable"),
  choice(1, "Usable without a car", "Ohne Auto benutzbar", "Utilisable sans voiture"),
  choice(2, "Usable while not charging", "Benutzbar, solange nicht geladen wird", "Utilisable hors charge"),
  choice(3, "Always usable", "Immer benutzbar", "Toujours utilisable"),
];

export const summerTimes: readonly GoeChoice[] = [
  choice(0, "None", "Keine", "Aucune"),
  choice(1, "Europe", "Europa", "Europe"),
  choice(2, "United States", "USA", "États-Unis"),
  choice(3, "Australia", "Australien", "Australie"),
];

export const variants: readonly GoeChoice[] = [
  choice(11, "11 kW, 16 A", "11 kW, 16 A", "11 kW, 16 A"),
  choice(22, "22 kW, 32 A", "22 kW, 32 A", "22 kW, 32 A"),
];

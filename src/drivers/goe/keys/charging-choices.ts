import type { GoeChoice } from "./shape.ts";
import { choice } from "./shape.ts";

/** The numbering before firmware 59, where it differs from `errorCodes`. */
export const oldErrorCodes: readonly GoeChoice[] = [
  choice(11, "Residual current, kind unknown", "Fehlerstrom unbekannter Art", "Courant résiduel de nature inconnue"),
  choice(12, "Unknown fault", "Unbekannte Störung", "Défaut inconnu"),
  choice(13, "Too hot", "Übertemperatur", "Surchauffe"),
  choice(14, "No connection inside the charger", "Keine Verbindung im Gerät", "Pas de liaison interne"),
  choice(15, "Cable lock stuck open", "Verriegelung klemmt offen", "Verrou bloqué ouvert"),
  choice(16, "Cable lock stuck closed", "Verriegelung klemmt zu", "Verrou bloqué fermé"),
];

export const lockingKinds: readonly GoeChoice[] = [
  choice(
    0,
    "Locked while a car is connected",
    "Verriegelt, solange ein Auto angesteckt ist",
    "Verrouillé tant qu'une voiture est branchée",
  ),
  choice(1, "Opens after charging", "Öffnet nach dem Laden", "S'ouvre après la charge"),
  choice(2, "Always locked", "Immer verriegelt", "Toujours verrouillé"),
  choice(3, "Opened by force", "Zwangsweise geöffnet", "Ouverture forcée"),
];

export const phaseWishes: readonly GoeChoice[] = [
  choice(0, "Three phases by force", "Drei Phasen erzwungen", "Triphasé forcé"),
  choice(1, "One phase", "Eine Phase", "Monophasé"),
  choice(2, "Three phases", "Drei Phasen", "Triphasé"),
];

export const timerModes: readonly GoeChoice[] = [
  choice(0, "Off", "Aus", "Arrêt"),
  choice(1, "Charge only then", "Nur dann laden", "Charger seulement alors"),
  choice(2, "Never charge then", "Dann nie laden", "Ne jamais charger alors"),
  choice(3, "From the grid only then", "Nur dann aus dem Netz", "Depuis le réseau seulement alors"),
  choice(4, "Never from the grid then", "Dann nie aus dem Netz", "Jamais depuis le réseau alors"),
];

export const durationKinds: readonly GoeChoice[] = [
  choice(0, "Running, since", "Läuft, seit", "En cours, depuis"),
  choice(1, "Lasted", "Dauerte", "A duré"),
];

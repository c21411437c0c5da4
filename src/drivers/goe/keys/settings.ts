import {
  accessModes,
  buttonLocks,
  forceStates,
  logicModes,
  phaseModes,
  roundingModes,
  summerTimes,
  unlockModes,
  variants,
} from "./choices.ts";
import type { GoeElement, GoeKey } from "./shape.ts";
import { readable, settable, words } from "./shape.ts";

const wholeDayMs = 84_000_000;
const hourMs = 3_600_000;

const duration = (max: number) => ({ unit: "ms", min: 0, max, step: 1 });
const power = (min: number, max: number, step = 10) => ({ unit: "W", min, max, step });
const current = { unit: "A", min: 6, max: 32, step: 1 };

const mapElements: readonly GoeElement[] = [1, 2, 3].map((own, at) => ({
  at,
  name: `l${own}`,
  label: words(`Grid phase on own L${own}`, `Netzphase an eigenem L${own}`, `Phase du réseau sur le L${own} propre`),
}));

/** What decides whether, how fast and on how many phases it charges. */
export const chargingKeys: readonly GoeKey[] = [
  settable("frc", "uint8", words("Force charging", "Laden erzwingen", "Forcer la charge"), { choices: forceStates }),
  settable("amp", "uint8", words("Requested current", "Gewünschter Strom", "Courant demandé"), current),
  settable("psm", "uint8", words("Phases", "Phasen", "Phases"), { choices: phaseModes }),
  settable(
    "ama",
    "uint8",
    words("Limit of the installation", "Grenze der Installation", "Limite de l'installation"),
    current,
  ),
  settable("mca", "uint8", words("Lowest current", "Kleinster Strom", "Courant minimal"), current),
  settable(
    "tcl",
    "uint8",
    words(
      "Passing limit (ends after 10 min)",
      "Vorübergehende Grenze (endet nach 10 min)",
      "Limite passagère (expire après 10 min)",
    ),
    {
      ...current,
      isNullable: true,
      isPassing: true,
    },
  ),
  settable("trx", "uint8", words("Charging session's card", "Karte des Ladevorgangs", "Carte de la session"), {
    min: 0,
    max: 10,
    isNullable: true,
    isPassing: true,
  }),
  settable("acs", "uint8", words("Access", "Zugang", "Accès"), { choices: accessModes }),
  settable("lmo", "uint8", words("Mode", "Modus", "Mode"), { choices: logicModes }),
  settable(
    "dwo",
    "float",
    words("Energy limit of a session", "Energiegrenze je Ladevorgang", "Limite d'énergie par session"),
    {
      unit: "Wh",
      min: 0,
      max: 1_000_000,
      step: 10,
      isNullable: true,
    },
  ),
  settable("acp", "bool", words("Pauses allowed", "Pausen erlaubt", "Pauses autorisées")),
  settable(
    "su",
    "bool",
    words(
      "Wake the car by pretending to unplug",
      "Auto durch vorgetäuschtes Ausstecken wecken",
      "Réveiller la voiture par débranchement simulé",
    ),
  ),
  settable(
    "sua",
    "bool",
    words(
      "Pretend to unplug at every pause",
      "Bei jeder Pause Ausstecken vortäuschen",
      "Simuler un débranchement à chaque pause",
    ),
  ),
  settable(
    "sumd",
    "int",
    words("How long it pretends to unplug", "Dauer des vorgetäuschten Aussteckens", "Durée du débranchement simulé"),
    duration(hourMs),
  ),
  settable(
    "psmd",
    "int",
    words("Pause while changing phases", "Pause beim Phasenwechsel", "Pause au changement de phases"),
    duration(wholeDayMs),
  ),
  settable(
    "fmt",
    "int",
    words("Shortest charging time", "Kürzeste Ladezeit", "Durée minimale de charge"),
    duration(hourMs),
  ),
  settable(
    "mci",
    "int",
    words("Keep the car awake every", "Auto wach halten alle", "Garder la voiture éveillée toutes les"),
    duration(wholeDayMs),
  ),
  settable("mcpd", "int", words("Shortest pause", "Kürzeste Pause", "Pause minimale"), duration(wholeDayMs)),
  settable("mcpea", "int", words("Shortest pause ends at", "Kürzeste Pause endet bei", "Fin de la pause minimale à"), {
    unit: "ms",
    min: 0,
    isNullable: true,
    isPassing: true,
  }),
  settable(
    "ate",
    "float",
    words("Energy for the next trip", "Energie für die nächste Fahrt", "Énergie pour le prochain trajet"),
    {
      unit: "Wh",
      min: 0,
      max: 100_000,
      step: 10,
    },
  ),
  settable(
    "att",
    "int",
    words(
      "Next trip, seconds after midnight",
      "Nächste Fahrt, Sekunden nach Mitternacht",
      "Prochain trajet, secondes après minuit",
    ),
    {
      unit: "s",
      min: 0,
      max: 86_399,
      step: 1,
    },
  ),
];

/** What steers charging from the sun. */
export const surplusKeys: readonly GoeKey[] = [
  {
    key: "ids",
    type: "object",
    access: "write",
    label: words("Powers of the house", "Leistungen des Hauses", "Puissances de la maison"),
    unit: "W",
    isNullable: true,
  },
  settable("fup", "bool", words("Use solar surplus", "Solarüberschuss nutzen", "Utiliser le surplus solaire")),
  settable(
    "fst",
    "float",
    words("Start at surplus", "Start ab Überschuss", "Démarrage à partir du surplus"),
    power(-10_000, 32_000),
  ),
  settable("sh", "float", words("Stop margin", "Abstand zum Stopp", "Marge d'arrêt"), power(0, 100_000)),
  settable("spl3", "float", words("Three phases from", "Drei Phasen ab", "Triphasé à partir de"), power(500, 64_000)),
  settable(
    "psh",
    "float",
    words("Margin for changing phases", "Abstand für den Phasenwechsel", "Marge de changement de phases"),
    power(0, 100_000),
  ),
  settable(
    "mpwst",
    "int",
    words("Wait before changing phases", "Wartezeit vor dem Phasenwechsel", "Attente avant changement de phases"),
    duration(wholeDayMs),
  ),
  settable(
    "mptwt",
    "int",
    words("Time between phase changes", "Zeit zwischen Phasenwechseln", "Temps entre changements de phases"),
    duration(wholeDayMs),
  ),
  settable(
    "pgt",
    "float",
    words("Wanted grid power", "Gewünschte Netzleistung", "Puissance réseau visée"),
    power(-5_000, 5_000, 1),
  ),
  settable("frm", "uint8", words("Rounding of the current", "Runden des Stroms", "Arrondi du courant"), {
    choices: roundingModes,
  }),
  settable(
    "po",
    "float",
    words("Offset against the battery", "Versatz gegenüber der Batterie", "Décalage face à la batterie"),
    power(0, 100_000),
  ),
  settable(
    "fzf",
    "bool",
    words("House must not export", "Haus darf nicht einspeisen", "La maison ne doit pas injecter"),
  ),
  settable(
    "zfo",
    "float",
    words("Hidden surplus assumed", "Angenommener verborgener Überschuss", "Surplus caché supposé"),
    power(0, 100_000),
  ),
  settable("awe", "bool", words("Use low prices", "Günstige Preise nutzen", "Utiliser les prix bas")),
  settable("awp", "float", words("Low price up to", "Günstiger Preis bis", "Prix bas jusqu'à"), {
    unit: "ct",
    min: -100,
    max: 1000,
    step: 0.01,
  }),
];

/** The box itself: who it is, how it looks, how it is reached. */
export const deviceKeys: readonly GoeKey[] = [
  readable("sse", "text", words("Serial number", "Seriennummer", "Numéro de série")),
  readable("typ", "text", words("Model", "Modell", "Modèle")),
  readable("var", "uint8", words("Variant", "Variante", "Version"), { unit: "kW", choices: variants }),
  readable("oem", "text", words("Brand", "Marke", "Marque")),
  readable("fwv", "text", words("Firmware", "Firmware-Stand", "Micrologiciel")),
  readable("adi", "bool", words("16 A adapter", "16-A-Adapter", "Adaptateur 16 A")),
  readable("rbc", "int", words("Restarts", "Neustarts", "Redémarrages")),
  readable("rssi", "int", words("Wi-Fi signal", "WLAN-Signal", "Signal Wi-Fi"), { unit: "dBm", isNullable: true }),
  readable("utc", "text", words("Clock (UTC)", "Uhr (UTC)", "Horloge (UTC)")),
  settable("fna", "text", words("Name", "Gerätename", "Nom")),
  settable("map", "list", words("Wiring of the phases", "Anschluss der Phasen", "Câblage des phases"), {
    elements: mapElements,
  }),
  settable("lbr", "uint8", words("Brightness of the lights", "Helligkeit der Leuchten", "Luminosité des voyants"), {
    min: 0,
    max: 255,
    step: 1,
  }),
  settable("cid", "colour", words("Colour: ready", "Farbe: bereit", "Couleur : prêt")),
  settable("cwc", "colour", words("Colour: waiting", "Farbe: wartet", "Couleur : attente")),
  settable("cch", "colour", words("Colour: charging", "Farbe: lädt", "Couleur : charge")),
  settable("cfi", "colour", words("Colour: finished", "Farbe: fertig", "Couleur : terminé")),
  settable("ust", "uint8", words("Cable locking", "Verriegeln des Kabels", "Blocage du câble"), {
    choices: unlockModes,
  }),
  settable(
    "bac",
    "uint8",
    words("Button changes the current", "Taste ändert den Strom", "Le bouton change le courant"),
    { choices: buttonLocks },
  ),
  settable("sdp", "uint8", words("Double press starts", "Doppeldruck startet", "Le double appui démarre"), {
    choices: buttonLocks,
  }),
  settable(
    "tof",
    "int",
    words("Time zone, minutes from UTC", "Zeitzone, Minuten zu UTC", "Fuseau horaire, minutes depuis UTC"),
    {
      unit: "min",
      min: -720,
      max: 840,
      step: 1,
    },
  ),
  settable("tds", "uint8", words("Summer time", "Sommerzeit", "Heure d'été"), { choices: summerTimes }),
  settable("hai", "bool", words("Local HTTP API v2", "Lokale HTTP-API v2", "API HTTP v2 locale"), {
    isDangerous: true,
  }),
  settable("cae", "bool", words("Cloud API", "Cloud-API", "API cloud")),
  {
    key: "rst",
    type: "trigger",
    access: "write",
    label: words("Restart the charger", "Ladestation neu starten", "Redémarrer la borne"),
    isDangerous: true,
  },
];

import { durationKinds, timerModes } from "./charging-choices.ts";
import type { GoeElement } from "./shape.ts";
import { words } from "./shape.ts";

type Extras = Partial<Pick<GoeElement, "type" | "unit" | "choices">>;

function piece(
  path: GoeElement["path"],
  name: string,
  [en, de, fr]: readonly [string, string, string],
  extras: Extras = {},
): GoeElement {
  return { path, name, label: words(en, de, fr), type: "number", ...extras };
}

const lines = ["L1", "L2", "L3"] as const;
const conductors = [...lines, "N"] as const;

function perConductor(from: number, name: string, label: readonly [string, string, string], unit: string) {
  const [en, de, fr] = label;
  return conductors.map((conductor, own) =>
    piece([from + own], `${name}${conductor}`, [`${en} ${conductor}`, `${de} ${conductor}`, `${fr} ${conductor}`], {
      unit,
    }),
  );
}

/** The sixteen measurements; the total stands between the powers and the power factors. */
const measurements = [
  ...perConductor(0, "voltage", ["Voltage", "Spannung", "Tension"], "V"),
  ...perConductor(4, "current", ["Current", "Strom", "Courant"], "A").slice(0, 3),
  ...perConductor(7, "power", ["Power", "Leistung", "Puissance"], "W"),
  piece([11], "powerTotal", ["Power, total", "Leistung gesamt", "Puissance totale"], { unit: "W" }),
  ...perConductor(12, "powerFactor", ["Power factor", "Leistungsfaktor", "Facteur de puissance"], "%"),
];

const contactors = [
  ...lines.map((line, at) =>
    piece(
      [at],
      `behind${line}`,
      [`${line} switched to the car`, `${line} zum Auto durchgeschaltet`, `${line} relié à la voiture`],
      { type: "bool" },
    ),
  ),
  ...lines.map((line, at) =>
    piece(
      [at + 3],
      `supply${line}`,
      [`${line} present at the supply`, `${line} am Anschluss vorhanden`, `${line} présent à l'arrivée`],
      { type: "bool" },
    ),
  ),
];

const limits = (
  [
    ["requestedCurrent", "Limit: requested current", "Grenze: gewünschter Strom", "Limite : courant demandé"],
    ["currentLimitMax", "Limit: installation", "Grenze: Absicherung", "Limite : installation"],
    ["cableCurrentLimit", "Limit: cable", "Grenze: Kabel", "Limite : câble"],
    ["temperatureCurrentLimit", "Limit: temperature", "Grenze: Temperatur", "Limite : température"],
    ["temporaryCurrentLimit", "Limit: passing", "Grenze: vorübergehend", "Limite : passagère"],
    ["unsymetryCurrentLimit", "Limit: unbalanced load", "Grenze: Schieflast", "Limite : déséquilibre"],
    ["minChargingCurrent", "Limit: lowest current", "Grenze: kleinster Strom", "Limite : courant minimal"],
    ["accessControl", "Limit: permission missing", "Grenze: Freigabe fehlt", "Limite : autorisation absente"],
    ["pvSurplus", "Limit: surplus control", "Grenze: Überschussregelung", "Limite : régulation du surplus"],
  ] as const
).map(([name, en, de, fr]) => piece([name], name, [en, de, fr], { unit: "A" }));

const temperatures = (
  [
    ["Temperature: connector", "Temperatur: Stecker", "Température : connecteur"],
    ["Temperature: circuit board", "Temperatur: Platine", "Température : carte"],
    ["Temperature: grid terminals", "Temperatur: Netzanschluss", "Température : bornes réseau"],
    ["Temperature: current sensor", "Temperatur: Stromsensor", "Température : capteur de courant"],
    ["Temperature: screw terminals", "Temperatur: Schraubklemmen", "Température : bornes à vis"],
    ["Temperature: meter", "Temperatur: Zähler", "Température : compteur"],
  ] as const
).map((label, at) => piece([at], `t${at}`, label, { unit: "°C" }));

const wiring = [1, 2, 3].map((own) =>
  piece([own - 1], `l${own}`, [
    `Grid phase on own L${own}`,
    `Netzphase an eigenem L${own}`,
    `Phase du réseau sur le L${own} propre`,
  ]),
);

const steps = [1, 2, 3, 4, 5].map((step) =>
  piece([step - 1], `step${step}`, [`Button step ${step}`, `Tastenstufe ${step}`, `Palier ${step} du bouton`], {
    unit: "A",
  }),
);

const cards = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].flatMap((card) => [
  piece([card - 1, "name"], `card${card}Name`, [`Card ${card}: name`, `Karte ${card}: Name`, `Carte ${card} : nom`], {
    type: "text",
  }),
  piece(
    [card - 1, "energy"],
    `card${card}Energy`,
    [`Card ${card}: energy`, `Karte ${card}: Energie`, `Carte ${card} : énergie`],
    { unit: "Wh" },
  ),
  piece(
    [card - 1, "cardId"],
    `card${card}IsLearned`,
    [`Card ${card}: learned`, `Karte ${card}: gelernt`, `Carte ${card} : apprise`],
    { type: "bool" },
  ),
]);

const timer = [
  piece(["control"], "control", ["Timer mode", "Art des Zeitplans", "Type de programme"], { choices: timerModes }),
  ...[1, 2].flatMap((range) => [
    piece(
      ["ranges", range - 1, "begin"],
      `range${range}Begin`,
      [`Range ${range} from`, `Zeitraum ${range} von`, `Plage ${range} de`],
      { type: "time" },
    ),
    piece(
      ["ranges", range - 1, "end"],
      `range${range}End`,
      [`Range ${range} to`, `Zeitraum ${range} bis`, `Plage ${range} à`],
      { type: "time" },
    ),
  ]),
];

const wifi = [
  piece(["ssid"], "ssid", ["Wi-Fi: network", "WLAN: Netz", "Wi-Fi : réseau"], { type: "text" }),
  piece(["encryptionType"], "encryptionType", [
    "Wi-Fi: kind of encryption",
    "WLAN: Art der Verschlüsselung",
    "Wi-Fi : type de chiffrement",
  ]),
  piece(["channel"], "channel", ["Wi-Fi: channel", "WLAN: Kanal", "Wi-Fi : canal"]),
  piece(["bssid"], "bssid", ["Wi-Fi: access point", "WLAN: Zugangspunkt", "Wi-Fi : point d'accès"], { type: "text" }),
  piece(["ip"], "ip", ["Wi-Fi: address", "WLAN: Adresse", "Wi-Fi : adresse"], { type: "text" }),
  piece(["netmask"], "netmask", ["Wi-Fi: net mask", "WLAN: Netzmaske", "Wi-Fi : masque"], { type: "text" }),
  piece(["gw"], "gateway", ["Wi-Fi: router", "WLAN: Router", "Wi-Fi : routeur"], { type: "text" }),
  piece(["dns0"], "nameServer", ["Wi-Fi: name server", "WLAN: Namensserver", "Wi-Fi : serveur de noms"], {
    type: "text",
  }),
];

const groupCurrents = [
  piece(["amp"], "amp", ["Group: current now", "Gruppe: Strom jetzt", "Groupe : courant actuel"], { unit: "A" }),
  piece(["dyn"], "dyn", ["Group: changing limit", "Gruppe: veränderliche Grenze", "Groupe : limite variable"], {
    unit: "A",
  }),
  piece(["sta"], "sta", ["Group: fixed limit", "Gruppe: feste Grenze", "Groupe : limite fixe"], { unit: "A" }),
  piece(["ts"], "ts", ["Group: time mark", "Gruppe: Zeitmarke", "Groupe : repère de temps"]),
];

const controllers = [1, 2, 3, 4].flatMap((each) => [
  piece(
    [each - 1, 2],
    `controller${each}IsPaired`,
    [`go-eController ${each}: paired`, `go-eController ${each}: gekoppelt`, `go-eController ${each} : appairé`],
    { type: "bool" },
  ),
  piece(
    [each - 1, 3],
    `controller${each}IsConnected`,
    [`go-eController ${each}: connected`, `go-eController ${each}: verbunden`, `go-eController ${each} : connecté`],
    { type: "bool" },
  ),
]);

const sensors = [1, 2, 3, 4, 5, 6].flatMap((sensor) => [
  piece(
    [sensor - 1, "i"],
    `sensor${sensor}Current`,
    [`Sensor ${sensor}: current`, `Sensor ${sensor}: Strom`, `Capteur ${sensor} : courant`],
    { unit: "A" },
  ),
  piece(
    [sensor - 1, "p"],
    `sensor${sensor}Power`,
    [`Sensor ${sensor}: power`, `Sensor ${sensor}: Leistung`, `Capteur ${sensor} : puissance`],
    { unit: "W" },
  ),
  piece(
    [sensor - 1, "f"],
    `sensor${sensor}PowerFactor`,
    [`Sensor ${sensor}: power factor`, `Sensor ${sensor}: Leistungsfaktor`, `Capteur ${sensor} : facteur de puissance`],
    { unit: "%" },
  ),
]);

const voltages = (["u1", "u2", "u3", "uN"] as const).map((member, at) => {
  const conductor = conductors[at];
  return piece(
    [0, member],
    `voltage${conductor}`,
    [`House voltage ${conductor}`, `Hausspannung ${conductor}`, `Tension de la maison ${conductor}`],
    { unit: "V" },
  );
});

const categories = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];

const categoryPowers = categories.map((own) =>
  piece(
    [own],
    `category${own}`,
    [`Power of category ${own}`, `Leistung Kategorie ${own}`, `Puissance catégorie ${own}`],
    {
      unit: "W",
    },
  ),
);

const categoryEnergies = categories.flatMap((own) => [
  piece(
    [own, 0],
    `category${own}Taken`,
    [`Energy taken, category ${own}`, `Bezogene Energie, Kategorie ${own}`, `Énergie prise, catégorie ${own}`],
    { unit: "Wh" },
  ),
  piece(
    [own, 1],
    `category${own}Given`,
    [`Energy given, category ${own}`, `Abgegebene Energie, Kategorie ${own}`, `Énergie rendue, catégorie ${own}`],
    { unit: "Wh" },
  ),
]);

/** The keys that carry several values, and what each of these is. */
export const elementsByKey: Readonly<Record<string, readonly GoeElement[]>> = {
  nrg: measurements,
  pha: contactors,
  cll: limits,
  tma: temperatures,
  map: wiring,
  clp: steps,
  cards,
  cdi: [
    piece(["type"], "type", ["Charging time: kind", "Ladezeit: Art", "Temps de charge : type"], {
      choices: durationKinds,
    }),
    piece(["value"], "value", ["Charging time: value", "Ladezeit: Wert", "Temps de charge : valeur"], { unit: "ms" }),
  ],
  ccw: wifi,
  lot: groupCurrents,
  awcp: [
    piece(["start"], "start", ["Price from", "Preis von", "Prix de"], { unit: "s" }),
    piece(["end"], "end", ["Price to", "Preis bis", "Prix à"], { unit: "s" }),
    piece(["marketprice"], "marketprice", ["Price without fees", "Preis ohne Abgaben", "Prix hors taxes"], {
      unit: "ct",
    }),
  ],
  ...{ sch_week: timer, sch_satur: timer, sch_sund: timer },
  ctrls: controllers,
  ids: [
    piece(["pGrid"], "pGrid", ["Grid power", "Netzleistung", "Puissance du réseau"], { unit: "W" }),
    piece(["pPv"], "pPv", ["Solar power", "Solarleistung", "Puissance solaire"], { unit: "W" }),
    piece(["pAkku"], "pAkku", ["Battery power", "Batterieleistung", "Puissance de la batterie"], { unit: "W" }),
  ],
  isv: sensors,
  usv: voltages,
  ccp: categoryPowers,
  cec: categoryEnergies,
};

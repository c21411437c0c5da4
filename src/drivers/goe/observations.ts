import type { DeviceNote } from "#domain";
import { numberOf } from "./json-values.ts";
import { words } from "./keys/shape.ts";
import type { GoeValues } from "./transport.ts";

const chargesWithoutSun = 20;
const inShortestPause = 24;
const complete = 4;
/** Meters and inverters are read moments apart. */
const toleranceW = 300;

interface Rule extends DeviceNote {
  readonly keys: readonly string[];
  isSeen(values: GoeValues): boolean;
}

const rules: readonly Rule[] = [
  {
    code: "charges-without-sun",
    keys: ["modelStatus"],
    isSeen: ({ modelStatus }) => modelStatus === chargesWithoutSun,
    text: words(
      "It charges although the sun is gone, because pauses are not allowed: set acp, and restart the charger if that changes nothing.",
      "Sie lädt, obwohl die Sonne weg ist, weil Pausen nicht erlaubt sind: acp setzen, und die Ladestation neu starten, wenn das nichts ändert.",
      "Elle charge bien que le soleil ait disparu, car les pauses ne sont pas permises : activez acp, et redémarrez la borne si rien ne change.",
    ),
  },
  {
    code: "endless-pause",
    keys: ["modelStatus", "sua"],
    isSeen: ({ modelStatus, sua }) => modelStatus === inShortestPause && sua === true,
    text: words(
      "Its shortest pause never ends while unplugging is always simulated: switch sua off.",
      "Ihre kürzeste Pause endet nie, solange das Abstecken immer vorgetäuscht wird: sua ausschalten.",
      "Sa pause minimale ne finit jamais tant que le débranchement est toujours simulé : désactivez sua.",
    ),
  },
  {
    code: "allowed-but-idle",
    keys: ["car", "alw", "su"],
    isSeen: ({ car, alw, su }) => car === complete && alw === true && su !== true,
    text: words(
      "Charging is allowed and the car takes nothing: it is full, or has not woken after a pause. Some wake within a minute, others only with su switched on, or where wakeAfter is set in Sunsteer.",
      "Laden ist freigegeben, und das Auto nimmt nichts: Es ist voll oder nach einer Pause nicht aufgewacht. Manche wachen binnen einer Minute auf, andere nur mit eingeschaltetem su oder wenn in Sunsteer wakeAfter gesetzt ist.",
      "La charge est permise et la voiture ne prend rien : elle est pleine, ou ne s'est pas réveillée après une pause. Certaines le font en une minute, d'autres seulement avec su activé, ou si wakeAfter est réglé dans Sunsteer.",
    ),
  },
  {
    code: "powers-do-not-fit",
    keys: ["pgrid", "ppv", "pakku"],
    isSeen: exportsMoreThanItHas,
    text: words(
      "The powers it is sent do not fit: more is exported than sun and battery give. Look at the sign of the grid and whether all inverters are counted.",
      "Die gesendeten Leistungen passen nicht zusammen: Es wird mehr eingespeist, als Sonne und Batterie liefern. Vorzeichen des Netzes prüfen, und ob alle Wechselrichter mitzählen.",
      "Les puissances envoyées ne concordent pas : l'injection dépasse ce que donnent soleil et batterie. Vérifiez le signe du réseau et si tous les onduleurs sont comptés.",
    ),
  },
  {
    code: "ocpp-steers-too",
    keys: ["ocppe"],
    isSeen: ({ ocppe }) => ocppe === true,
    text: words(
      "OCPP is on: let only one of the two steer. Some firmware restarts when the OCPP portal vanishes.",
      "OCPP ist eingeschaltet: Nur eines von beiden steuern lassen. Manche Firmware startet neu, wenn das OCPP-Portal verschwindet.",
      "OCPP est activé : ne laissez qu'un des deux commander. Certains micrologiciels redémarrent quand le portail OCPP disparaît.",
    ),
  },
  {
    code: "modbus-steers-too",
    keys: ["men"],
    isSeen: ({ men }) => men === true,
    text: words(
      "Modbus is on: a current that is set there as passing is stored all the same, so set currents here alone.",
      "Modbus ist eingeschaltet: Ein dort als flüchtig gesetzter Strom wird trotzdem gespeichert, darum Ströme nur hier setzen.",
      "Modbus est activé : un courant réglé là comme passager est tout de même enregistré, ne réglez donc les courants qu'ici.",
    ),
  },
];

export const observedKeys: readonly string[] = [...new Set(rules.flatMap(({ keys }) => keys))];

export function observe(values: GoeValues): readonly DeviceNote[] {
  return rules.filter((rule) => rule.isSeen(values)).map(({ code, text }) => ({ code, text }));
}

/** Without the power of the sun there is nothing to compare; a missing value is not zero. */
function exportsMoreThanItHas(values: GoeValues): boolean {
  const [gridW, solarW] = [numberOf(values["pgrid"]), numberOf(values["ppv"])];
  if (gridW === undefined || solarW === undefined) return false;
  const batteryW = numberOf(values["pakku"]) ?? 0;
  return -gridW > solarW + batteryW + toleranceW;
}

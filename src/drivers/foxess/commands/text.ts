import type { Language, Localized } from "#domain";

const words = {
  unchanged: { en: "{label}: already {now}", de: "{label}: schon {now}", fr: "{label} : déjà {now}" },
  changed: { en: "{label}: {before} → {now}", de: "{label}: {before} → {now}", fr: "{label} : {before} → {now}" },
  scheduleRules: {
    en: "The inverter follows its schedule at the moment, whatever the work mode says.",
    de: "Der Wechselrichter folgt gerade seinem Zeitplan, was auch immer die Betriebsart sagt.",
    fr: "L'onduleur suit actuellement son programme, quel que soit le mode de travail.",
  },
  scheduleOn: { en: "The schedule is on.", de: "Der Zeitplan ist an.", fr: "Le programme est actif." },
  scheduleOff: { en: "The schedule is off.", de: "Der Zeitplan ist aus.", fr: "Le programme est inactif." },
  scheduleNone: {
    en: "This inverter has no schedule.",
    de: "Dieser Wechselrichter hat keinen Zeitplan.",
    fr: "Cet onduleur n'a pas de programme.",
  },
  periodOff: { en: "switched off", de: "ausgeschaltet", fr: "désactivée" },
  levelsAre: {
    en: "Lowest level {min} %, on grid {onGrid} %, highest level {max} %.",
    de: "Mindestladestand {min} %, am Netz {onGrid} %, Höchstladestand {max} %.",
    fr: "Niveau minimal {min} %, sur réseau {onGrid} %, niveau maximal {max} %.",
  },
  asOf: { en: "Measured at {time}.", de: "Gemessen um {time}.", fr: "Mesuré à {time}." },
  old: {
    en: "These values are {minutes} minutes old: the inverter has sent nothing newer.",
    de: "Diese Werte sind {minutes} Minuten alt: Der Wechselrichter hat nichts Neueres gesendet.",
    fr: "Ces valeurs datent de {minutes} minutes : l'onduleur n'a rien envoyé de plus récent.",
  },
  online: { en: "online", de: "verbunden", fr: "en ligne" },
  fault: { en: "fault", de: "Störung", fr: "en défaut" },
  offline: { en: "offline", de: "getrennt", fr: "hors ligne" },
  unknown: { en: "unknown", de: "unbekannt", fr: "inconnu" },
  noDevices: {
    en: "The account has no inverter.",
    de: "Das Konto hat keinen Wechselrichter.",
    fr: "Le compte n'a pas d'onduleur.",
  },
  cloudCount: {
    en: "The cloud counts {remaining} of {total} calls left today.",
    de: "Die Cloud zählt heute noch {remaining} von {total} Aufrufen.",
    fr: "Le cloud compte encore {remaining} appels sur {total} aujourd'hui.",
  },
  ownCount: {
    en: "Known here: {used} of {max} in the last 24 hours, of all programs together.",
    de: "Hier bekannt: {used} von {max} in den letzten 24 Stunden, von allen Programmen zusammen.",
    fr: "Connus ici : {used} sur {max} ces dernières 24 heures, tous programmes confondus.",
  },
} as const satisfies Readonly<Record<string, Localized>>;

export type Word = keyof typeof words;

/** What the commands say, with the braces filled in. */
export function say(word: Word, language: Language, facts: Readonly<Record<string, string | number>> = {}): string {
  return words[word][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** For the test that no language falls behind. */
export const commandWords: Readonly<Record<string, Localized>> = words;

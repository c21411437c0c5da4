import type { Language, Localized } from "#domain";

const words = {
  pv: { en: "Sun", de: "Sonne", fr: "Soleil" },
  grid: { en: "Grid", de: "Netz", fr: "Réseau" },
  battery: { en: "Battery", de: "Batterie", fr: "Batterie" },
  level: { en: "Level", de: "Ladestand", fr: "Niveau" },
  importing: { en: "drawn from it", de: "Bezug", fr: "soutirage" },
  exporting: { en: "fed into it", de: "Einspeisung", fr: "injection" },
  charging: { en: "charging", de: "lädt", fr: "en charge" },
  discharging: { en: "discharging", de: "entlädt", fr: "en décharge" },
  asOf: { en: "Measured at {time}.", de: "Gemessen um {time}.", fr: "Mesuré à {time}." },
  old: {
    en: "These values are {minutes} minutes old: the plant has sent nothing newer.",
    de: "Diese Werte sind {minutes} Minuten alt: Die Anlage hat nichts Neueres gesendet.",
    fr: "Ces valeurs datent de {minutes} minutes : l'installation n'a rien envoyé de plus récent.",
  },
  noPlants: {
    en: "The account has no plant.",
    de: "Das Konto hat keine Anlage.",
    fr: "Le compte n'a pas d'installation.",
  },
} as const satisfies Readonly<Record<string, Localized>>;

export type Word = keyof typeof words;

/** What the commands say, with the braces filled in. */
export function say(word: Word, language: Language, facts: Readonly<Record<string, string | number>> = {}): string {
  return words[word][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

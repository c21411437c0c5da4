import type { Language, Localized } from "#domain";

const words = {
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

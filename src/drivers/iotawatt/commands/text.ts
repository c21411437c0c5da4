import type { Language, Localized } from "#domain";

const words = {
  pv: { en: "Sun", de: "Sonne", fr: "Soleil" },
  grid: { en: "Grid", de: "Netz", fr: "Réseau" },
  battery: { en: "Battery", de: "Batterie", fr: "Batterie" },
  load: { en: "House", de: "Haus", fr: "Maison" },
  importing: { en: "drawn from it", de: "Bezug", fr: "soutirage" },
  exporting: { en: "fed into it", de: "Einspeisung", fr: "injection" },
  charging: { en: "charging", de: "lädt", fr: "en charge" },
  discharging: { en: "discharging", de: "entlädt", fr: "en décharge" },
} as const satisfies Readonly<Record<string, Localized>>;

export type Word = keyof typeof words;

export function say(word: Word, language: Language): string {
  return words[word][language];
}

import type { Language, Localized } from "#domain";

const words = {
  today: { en: "Today", de: "Heute", fr: "Aujourd'hui" },
  silent: {
    en: "The cloud tells nothing of {device}: it is offline, or the account lacks its data points.",
    de: "Die Cloud sagt nichts von {device}: Es ist getrennt, oder dem Konto fehlen seine Datenpunkte.",
    fr: "Le cloud ne dit rien de {device} : il est hors ligne, ou le compte n'a pas ses points de données.",
  },
  age: {
    en: "As the cloud has it, up to five minutes old; it does not tell when it was measured.",
    de: "Wie die Cloud es hat, bis zu fünf Minuten alt; wann gemessen wurde, sagt sie nicht.",
    fr: "Tel que le cloud l'a, vieux de cinq minutes au plus ; il ne dit pas quand c'était mesuré.",
  },
  keptAge: {
    en: "As received {minutes} min ago; the cloud may be asked once in five minutes only.",
    de: "Wie vor {minutes} min empfangen; die Cloud darf nur alle fünf Minuten gefragt werden.",
    fr: "Tel que reçu il y a {minutes} min ; le cloud ne peut être interrogé que toutes les cinq minutes.",
  },
  kioskAge: {
    en: "From the kiosk page, up to half an hour old.",
    de: "Von der Kiosk-Seite, bis zu einer halben Stunde alt.",
    fr: "De la page kiosque, vieux d'une demi-heure au plus.",
  },
} as const satisfies Readonly<Record<string, Localized>>;

export type Word = keyof typeof words;

/** What the commands say, with the braces filled in. */
export function say(word: Word, language: Language, facts: Readonly<Record<string, string>> = {}): string {
  return words[word][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => facts[name] ?? whole);
}

/** For the test that no language falls behind. */
export const commandWords: Readonly<Record<string, Localized>> = words;

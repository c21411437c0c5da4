import type { ProblemText } from "#domain";

/** What somebody reads whose command cannot be done as typed. */
export const commandProblems: Readonly<Record<string, ProblemText>> = {
  "fusionsolar.no-account": {
    what: {
      en: "There is no FusionSolar account to ask.",
      de: "Es gibt kein FusionSolar-Konto, das gefragt werden könnte.",
      fr: "Il n'y a pas de compte FusionSolar à interroger.",
    },
    remedy: {
      en: "Set FUSIONSOLAR_URL, FUSIONSOLAR_USERNAME and FUSIONSOLAR_PASSWORD, or write a configuration with a fusionsolar device.",
      de: "FUSIONSOLAR_URL, FUSIONSOLAR_USERNAME und FUSIONSOLAR_PASSWORD setzen oder eine Konfiguration mit einem fusionsolar-Gerät schreiben.",
      fr: "Définir FUSIONSOLAR_URL, FUSIONSOLAR_USERNAME et FUSIONSOLAR_PASSWORD, ou écrire une configuration avec un appareil fusionsolar.",
    },
  },
  "fusionsolar.bad-option": {
    what: {
      en: "The value for {option} is empty or impossible.",
      de: "Der Wert für {option} ist leer oder unmöglich.",
      fr: "La valeur pour {option} est vide ou impossible.",
    },
    remedy: {
      en: "Correct it; an address begins with https://.",
      de: "Berichtigen; eine Adresse beginnt mit https://.",
      fr: "La corriger ; une adresse commence par https://.",
    },
  },
  "fusionsolar.name-plant": {
    what: {
      en: "The account has several plants: {known}.",
      de: "Das Konto hat mehrere Anlagen: {known}.",
      fr: "Le compte a plusieurs installations : {known}.",
    },
    remedy: {
      en: "Name one with --plant or FUSIONSOLAR_PLANT, by its name or its code.",
      de: "Eine davon mit --plant oder FUSIONSOLAR_PLANT nennen, mit Namen oder Code.",
      fr: "En désigner une avec --plant ou FUSIONSOLAR_PLANT, par son nom ou son code.",
    },
  },
  "fusionsolar.only-kiosk": {
    what: {
      en: "A kiosk page has no list of plants or devices.",
      de: "Eine Kiosk-Seite hat keine Liste von Anlagen oder Geräten.",
      fr: "Une page kiosque n'a pas de liste d'installations ou d'appareils.",
    },
    remedy: {
      en: "Use `live` with it, or an account.",
      de: "Dafür `live` nehmen oder ein Konto benutzen.",
      fr: "Utiliser `live`, ou un compte.",
    },
  },
};

import type { ProblemText } from "#domain";

const nameIt = {
  en: "Write one of these names or numbers into plant (or --plant).",
  de: "Einen dieser Namen oder eine dieser Nummern in plant (oder --plant) schreiben.",
  fr: "Écrire l'un de ces noms ou numéros dans plant (ou --plant).",
};

/** What somebody reads whose plant is not clear. */
export const plantProblems: Readonly<Record<string, ProblemText>> = {
  "growatt.no-plants": {
    what: {
      en: "Growatt lets us in, but this account has no plant.",
      de: "Growatt lässt uns ein, aber dieses Konto hat keine Anlage.",
      fr: "Growatt nous laisse entrer, mais ce compte n'a pas d'installation.",
    },
    remedy: {
      en: "Use the account that shows the plant in the ShinePhone app; tokens made on the web page do not work for all.",
      de: "Das Konto nehmen, das die Anlage in der ShinePhone-App zeigt; auf der Webseite erzeugte Token gehen nicht bei allen.",
      fr: "Prendre le compte qui montre l'installation dans ShinePhone ; les jetons créés sur le site ne marchent pas pour tous.",
    },
  },
  "growatt.which-plant": {
    what: {
      en: "The account has several plants: {known}.",
      de: "Das Konto hat mehrere Anlagen: {known}.",
      fr: "Le compte a plusieurs installations : {known}.",
    },
    remedy: nameIt,
  },
  "growatt.plant-not-found": {
    what: {
      en: 'The account has no plant "{plant}"; it has: {known}.',
      de: "Das Konto hat keine Anlage „{plant}“; es hat: {known}.",
      fr: "Le compte n'a pas d'installation « {plant} » ; il a : {known}.",
    },
    remedy: nameIt,
  },
  "growatt.plant-not-unique": {
    what: {
      en: 'Several plants are called "{plant}": {known}.',
      de: "Mehrere Anlagen heißen „{plant}“: {known}.",
      fr: "Plusieurs installations s'appellent « {plant} » : {known}.",
    },
    remedy: {
      en: "Write the number instead of the name.",
      de: "Die Nummer statt des Namens schreiben.",
      fr: "Écrire le numéro au lieu du nom.",
    },
  },
  "growatt.no-devices": {
    what: {
      en: 'The plant "{plant}" has no device that can be read; it has: {others}.',
      de: "Die Anlage „{plant}“ hat kein Gerät, das gelesen werden kann; sie hat: {others}.",
      fr: "L'installation « {plant} » n'a pas d'appareil lisible ; elle a : {others}.",
    },
    remedy: {
      en: "Check in the ShinePhone app whether the inverter belongs to this plant.",
      de: "In der ShinePhone-App prüfen, ob der Wechselrichter zu dieser Anlage gehört.",
      fr: "Vérifier dans ShinePhone si l'onduleur fait partie de cette installation.",
    },
  },
};

import type { ProblemText } from "#domain";

const nameIt = {
  en: "Write the name exactly as on the device, capitals included.",
  de: "Den Namen genau wie am Gerät schreiben, auch Groß- und Kleinbuchstaben.",
  fr: "Écrire le nom exactement comme sur l'appareil, majuscules comprises.",
};

/** What somebody reads whose series are not those of the device. */
export const seriesProblems: Readonly<Record<string, ProblemText>> = {
  "iotawatt.no-series": {
    what: {
      en: "None of the IoTaWatt's series has a usual name; it has: {known}.",
      de: "Keine Reihe des IoTaWatt hat einen üblichen Namen; er hat: {known}.",
      fr: "Aucune série de l'IoTaWatt n'a un nom habituel ; il a : {known}.",
    },
    remedy: {
      en: "Say in the configuration which is what, such as series: { grid: Mains, pv: Solar }.",
      de: "In der Konfiguration sagen, was was ist, etwa series: { grid: Mains, pv: Solar }.",
      fr: "Dire dans la configuration laquelle est quoi, par exemple series: { grid: Mains, pv: Solar }.",
    },
  },
  "iotawatt.unknown-series": {
    what: {
      en: 'The IoTaWatt has no series "{name}"; it has: {known}.',
      de: "Der IoTaWatt hat keine Reihe „{name}“; er hat: {known}.",
      fr: "L'IoTaWatt n'a pas de série « {name} » ; il a : {known}.",
    },
    remedy: nameIt,
  },
  "iotawatt.not-watts": {
    what: {
      en: 'The series "{name}" is no power: its unit is {unit}.',
      de: "Die Reihe „{name}“ ist keine Leistung: Ihre Einheit ist {unit}.",
      fr: "La série « {name} » n'est pas une puissance : son unité est {unit}.",
    },
    remedy: {
      en: "Choose a series in watts.",
      de: "Eine Reihe in Watt wählen.",
      fr: "Choisir une série en watts.",
    },
  },
  "iotawatt.empty-series": {
    what: {
      en: "The name of a series is empty.",
      de: "Der Name einer Reihe ist leer.",
      fr: "Le nom d'une série est vide.",
    },
    remedy: nameIt,
  },
  "iotawatt.invert-unnamed": {
    what: {
      en: "invert names a series that series does not use.",
      de: "invert nennt eine Reihe, die series nicht verwendet.",
      fr: "invert nomme une série que series n'utilise pas.",
    },
    remedy: nameIt,
  },
};

import type { Localized, ProblemText } from "#domain";

const nothingSent: Localized = {
  en: "Correct it; nothing was sent.",
  de: "Korrigieren; es wurde nichts gesendet.",
  fr: "Corriger ; rien n'a été envoyé.",
};

const chooseOffered: Localized = {
  en: "Choose one of those; nothing was sent.",
  de: "Eines davon wählen; es wurde nichts gesendet.",
  fr: "En choisir un dans cette liste ; rien n'a été envoyé.",
};

/** What is wrong with a wish before it is sent. */
export const checkText: Readonly<Record<string, ProblemText>> = {
  "foxess.setting-choice": {
    what: {
      en: '"{value}" is no {key} of this inverter; it offers: {offered}.',
      de: "„{value}“ gibt es bei diesem Wechselrichter nicht als {key}; er bietet: {offered}.",
      fr: "« {value} » n'est pas un {key} de cet onduleur ; il propose : {offered}.",
    },
    remedy: chooseOffered,
  },
  "foxess.setting-refused": {
    what: {
      en: 'The inverter refused "{value}" as {key}; it offers: {offered}.',
      de: "Der Wechselrichter hat „{value}“ als {key} abgelehnt; er bietet: {offered}.",
      fr: "L'onduleur a refusé « {value} » comme {key} ; il propose : {offered}.",
    },
    remedy: {
      en: "Choose one of those; nothing has changed.",
      de: "Eines davon wählen; es hat sich nichts geändert.",
      fr: "Choisissez-en un ; rien n'a changé.",
    },
  },
  "foxess.setting-range": {
    what: {
      en: '"{value}" is no value for {key}: it goes from {min} to {max}.',
      de: "„{value}“ ist kein Wert für {key}: möglich ist {min} bis {max}.",
      fr: "« {value} » n'est pas une valeur de {key} : possible de {min} à {max}.",
    },
    remedy: nothingSent,
  },
  "foxess.soc-order": {
    what: {
      en: "The lowest level ({lowest} %) must be below the highest ({highest} %).",
      de: "Der Mindestladestand ({lowest} %) muss unter dem Höchstladestand ({highest} %) liegen.",
      fr: "Le niveau minimal ({lowest} %) doit être inférieur au niveau maximal ({highest} %).",
    },
    remedy: nothingSent,
  },
  "foxess.schedule-time": {
    what: {
      en: "A period from minute {fromMinute} to minute {untilMinute} does not fit into a day of 1440 minutes.",
      de: "Ein Zeitraum von Minute {fromMinute} bis Minute {untilMinute} passt nicht in einen Tag von 1440 Minuten.",
      fr: "Une période de la minute {fromMinute} à la minute {untilMinute} n'entre pas dans un jour de 1440 minutes.",
    },
    remedy: nothingSent,
  },
  "foxess.schedule-overlap": {
    what: {
      en: "The periods {first} and {second} overlap.",
      de: "Die Zeiträume {first} und {second} überschneiden sich.",
      fr: "Les périodes {first} et {second} se chevauchent.",
    },
    remedy: {
      en: "Let one end before the other begins; nothing was sent.",
      de: "Den einen enden lassen, bevor der andere beginnt; es wurde nichts gesendet.",
      fr: "Finir l'une avant que l'autre commence ; rien n'a été envoyé.",
    },
  },
  "foxess.schedule-too-long": {
    what: {
      en: "{count} periods are more than the {allowed} this inverter takes (one over midnight counts twice).",
      de: "{count} Zeiträume sind mehr als die {allowed} dieses Wechselrichters (einer über Mitternacht zählt doppelt).",
      fr: "{count} périodes dépassent les {allowed} de cet onduleur (passer minuit compte double).",
    },
    remedy: nothingSent,
  },
  "foxess.schedule-mode": {
    what: {
      en: '"{mode}" is no mode for this inverter\'s schedule; it offers: {offered}.',
      de: "„{mode}“ ist kein Modus für den Zeitplan dieses Wechselrichters; er bietet: {offered}.",
      fr: "« {mode} » n'est pas un mode du programme de cet onduleur ; il propose : {offered}.",
    },
    remedy: chooseOffered,
  },
  "foxess.schedule-target": {
    what: {
      en: "The target of {period} ({target} %) is below the lowest level on grid ({lowest} %).",
      de: "Das Ziel von {period} ({target} %) liegt unter dem Mindestladestand am Netz ({lowest} %).",
      fr: "L'objectif de {period} ({target} %) est sous le niveau minimal sur réseau ({lowest} %).",
    },
    remedy: nothingSent,
  },
  "foxess.schedule-value": {
    what: {
      en: "{found} is no {value} for {period}: it is a whole number from {min} to {max}.",
      de: "{found} ist kein {value} für {period}: eine ganze Zahl von {min} bis {max}.",
      fr: "{found} n'est pas un {value} pour {period} : un nombre entier de {min} à {max}.",
    },
    remedy: nothingSent,
  },
  "foxess.schedule-value-unsupported": {
    what: {
      en: "This inverter's schedule knows no {value}.",
      de: "Der Zeitplan dieses Wechselrichters kennt kein {value}.",
      fr: "Le programme de cet onduleur ne connaît pas {value}.",
    },
    remedy: {
      en: "Leave it out; nothing was sent.",
      de: "Weglassen; es wurde nichts gesendet.",
      fr: "L'omettre ; rien n'a été envoyé.",
    },
  },
  "foxess.heating-order": {
    what: {
      en: "Heating must begin at a lower temperature ({start} °C) than it ends ({end} °C).",
      de: "Das Heizen muss bei tieferer Temperatur beginnen ({start} °C) als enden ({end} °C).",
      fr: "Le chauffage doit commencer à une température ({start} °C) plus basse que sa fin ({end} °C).",
    },
    remedy: nothingSent,
  },
  "foxess.device-time": {
    what: {
      en: "There is no such moment: {year}-{month}-{day} {hour}:{minute}:{second}.",
      de: "Diesen Zeitpunkt gibt es nicht: {year}-{month}-{day} {hour}:{minute}:{second}.",
      fr: "Ce moment n'existe pas : {year}-{month}-{day} {hour}:{minute}:{second}.",
    },
    remedy: nothingSent,
  },
  "foxess.history-span": {
    what: {
      en: "History is given for a time that ends after it begins, and for {days} days at most.",
      de: "Den Verlauf gibt es für eine Zeit, die nach ihrem Beginn endet, und für höchstens {days} Tage.",
      fr: "L'historique vaut pour une durée qui finit après son début, et pour {days} jours au plus.",
    },
    remedy: nothingSent,
  },
};

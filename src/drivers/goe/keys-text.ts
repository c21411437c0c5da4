import type { ProblemText } from "#domain";

/** What an owner reads when a key or its value is not one. */
export const keyProblems: Readonly<Record<string, ProblemText>> = {
  "goe.unknown-key-nearest": {
    what: {
      en: "There is no key {key}; maybe {nearest} is meant.",
      de: "Einen Schlüssel {key} gibt es nicht; gemeint ist vielleicht {nearest}.",
      fr: "La clé {key} n'existe pas ; peut-être vouliez-vous dire {nearest}.",
    },
    remedy: {
      en: "sunsteer goe keys lists all of them; upper and lower case matter.",
      de: "sunsteer goe keys zeigt alle; Groß- und Kleinschreibung zählen.",
      fr: "sunsteer goe keys les affiche toutes ; majuscules et minuscules comptent.",
    },
  },
  "goe.write-only-key": {
    what: {
      en: "{key} can only be written; the charger never shows it.",
      de: "{key} lässt sich nur schreiben; die Ladestation zeigt es nie.",
      fr: "{key} ne peut qu'être écrite ; la borne ne l'affiche jamais.",
    },
    remedy: {
      en: "Look at what it changes instead, e.g. pgrid for ids.",
      de: "Stattdessen ansehen, was es ändert, z. B. pgrid bei ids.",
      fr: "Regardez plutôt ce qu'elle modifie, p. ex. pgrid pour ids.",
    },
  },
  "goe.secret-key": {
    what: {
      en: "{key} is secret and is never shown.",
      de: "{key} ist geheim und wird nie gezeigt.",
      fr: "{key} est secrète et n'est jamais affichée.",
    },
    remedy: {
      en: "Look it up in the go-e app.",
      de: "In der go-e-App nachsehen.",
      fr: "Consultez l'application go-e.",
    },
  },
  "goe.key-absent": {
    what: {
      en: "This charger does not have {key}.",
      de: "Diese Ladestation hat {key} nicht.",
      fr: "Cette borne n'a pas {key}.",
    },
    remedy: {
      en: "Its model or firmware lacks it; sunsteer goe get shows what it has.",
      de: "Modell oder Firmware kennen es nicht; sunsteer goe get zeigt, was sie hat.",
      fr: "Son modèle ou son micrologiciel ne la connaît pas ; sunsteer goe get montre ce qu'elle a.",
    },
  },
  "goe.out-of-type": {
    what: {
      en: "{key} cannot be {value}; its type holds {lowest} to {highest}, a narrower range is not known.",
      de: "{key} kann nicht {value} sein; der Typ fasst {lowest} bis {highest}, ein engerer Bereich ist nicht bekannt.",
      fr: "{key} ne peut pas valoir {value} ; son type va de {lowest} à {highest}, une plage plus étroite n'est pas connue.",
    },
    remedy: {
      en: "Choose a value that fits the type; nothing was sent.",
      de: "Einen Wert wählen, den der Typ fasst; es wurde nichts gesendet.",
      fr: "Choisissez une valeur adaptée au type ; rien n'a été envoyé.",
    },
  },
  "goe.wrong-shape": {
    what: {
      en: "The value for {key} is not built as the charger needs it.",
      de: "Der Wert für {key} ist nicht so gebaut, wie die Ladestation ihn braucht.",
      fr: "La valeur de {key} n'a pas la forme dont la borne a besoin.",
    },
    remedy: {
      en: "Write it like this: {example}. Nothing was sent.",
      de: "So schreiben: {example}. Es wurde nichts gesendet.",
      fr: "Écrivez-la ainsi : {example}. Rien n'a été envoyé.",
    },
  },
  "goe.whole-only": {
    what: {
      en: "{key} cannot be written piece by piece, because the charger does not show the rest of it.",
      de: "{key} lässt sich nicht stückweise schreiben, weil die Ladestation den Rest nicht zeigt.",
      fr: "{key} ne peut pas être écrite par morceaux, car la borne n'en montre pas le reste.",
    },
    remedy: {
      en: "Give the whole value as JSON; nothing was sent.",
      de: "Den ganzen Wert als JSON angeben; es wurde nichts gesendet.",
      fr: "Donnez la valeur entière en JSON ; rien n'a été envoyé.",
    },
  },
  "goe.unknown-key": {
    what: {
      en: "There is no key {key}.",
      de: "Einen Schlüssel {key} gibt es nicht.",
      fr: "La clé {key} n'existe pas.",
    },
    remedy: {
      en: "sunsteer goe keys lists all of them; upper and lower case matter.",
      de: "sunsteer goe keys zeigt alle; Groß- und Kleinschreibung zählen.",
      fr: "sunsteer goe keys les affiche toutes ; majuscules et minuscules comptent.",
    },
  },
  "goe.read-only-key": {
    what: {
      en: "{key} can only be read.",
      de: "{key} lässt sich nur lesen.",
      fr: "{key} ne peut qu'être lue.",
    },
    remedy: {
      en: "Find the setting behind it, e.g. frc for alw.",
      de: "Die Einstellung dahinter suchen, z. B. frc für alw.",
      fr: "Cherchez le réglage correspondant, p. ex. frc pour alw.",
    },
  },
  "goe.needs-confirmation": {
    what: {
      en: "{key} can interrupt the charger, lose data or lock you out, so it was not sent.",
      de: "{key} kann die Ladestation unterbrechen, Daten löschen oder aussperren, darum wurde nichts gesendet.",
      fr: "{key} peut interrompre la borne, effacer des données ou vous exclure, rien n'a donc été envoyé.",
    },
    remedy: {
      en: "If you mean it, repeat it with --confirm-danger, or over HTTP with isConfirmed.",
      de: "Wenn es so gemeint ist, mit --confirm-danger wiederholen, über HTTP mit isConfirmed.",
      fr: "Si c'est voulu, répétez avec --confirm-danger, ou par HTTP avec isConfirmed.",
    },
  },
  "goe.wrong-type": {
    what: {
      en: "{key} cannot be {value}; it is written as {expected}.",
      de: "{key} kann nicht {value} sein; geschrieben wird es als {expected}.",
      fr: "{key} ne peut pas valoir {value} ; cela s'écrit {expected}.",
    },
    remedy: {
      en: "Give a value of that kind; nothing was sent.",
      de: "Einen Wert dieser Art angeben; es wurde nichts gesendet.",
      fr: "Donnez une valeur de ce type ; rien n'a été envoyé.",
    },
  },
  "goe.not-whole": {
    what: {
      en: "{key} cannot be {value}; it takes a whole number from {lowest} to {highest}.",
      de: "{key} kann nicht {value} sein; möglich ist eine ganze Zahl von {lowest} bis {highest}.",
      fr: "{key} ne peut pas valoir {value} ; possible : un nombre entier de {lowest} à {highest}.",
    },
    remedy: {
      en: "Choose such a number; nothing was sent.",
      de: "Eine solche Zahl wählen; es wurde nichts gesendet.",
      fr: "Choisissez un tel nombre ; rien n'a été envoyé.",
    },
  },
  "goe.not-a-number": {
    what: {
      en: "{key} cannot be {value}; it takes a number from {lowest} to {highest}.",
      de: "{key} kann nicht {value} sein; möglich ist eine Zahl von {lowest} bis {highest}.",
      fr: "{key} ne peut pas valoir {value} ; possible : un nombre de {lowest} à {highest}.",
    },
    remedy: {
      en: "Choose such a number; nothing was sent.",
      de: "Eine solche Zahl wählen; es wurde nichts gesendet.",
      fr: "Choisissez un tel nombre ; rien n'a été envoyé.",
    },
  },
  "goe.out-of-range": {
    what: {
      en: "{key} cannot be {value}; it takes {lowest} to {highest}.",
      de: "{key} kann nicht {value} sein; möglich ist {lowest} bis {highest}.",
      fr: "{key} ne peut pas valoir {value} ; possible : {lowest} à {highest}.",
    },
    remedy: {
      en: "Choose a value in that range; nothing was sent.",
      de: "Einen Wert in diesem Bereich wählen; es wurde nichts gesendet.",
      fr: "Choisissez une valeur dans cette plage ; rien n'a été envoyé.",
    },
  },
  "goe.not-a-choice": {
    what: {
      en: "{key} cannot be {value}; it takes one of {allowed}.",
      de: "{key} kann nicht {value} sein; möglich ist eines von {allowed}.",
      fr: "{key} ne peut pas valoir {value} ; possible : {allowed}.",
    },
    remedy: {
      en: "Choose one of them; nothing was sent.",
      de: "Eines davon wählen; es wurde nichts gesendet.",
      fr: "Choisissez l'une d'elles ; rien n'a été envoyé.",
    },
  },
};

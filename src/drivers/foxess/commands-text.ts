import type { ProblemText } from "#domain";

const nothingWritten = {
  en: "Nothing was written.",
  de: "Es wurde nichts geschrieben.",
  fr: "Rien n'a été écrit.",
};

/** What somebody reads whose command cannot be done as typed. */
export const commandProblems: Readonly<Record<string, ProblemText>> = {
  "foxess.no-key": {
    what: {
      en: "There is no API key for the FoxESS cloud.",
      de: "Es gibt keinen API-Schlüssel für die FoxESS-Cloud.",
      fr: "Il n'y a pas de clé API pour le cloud FoxESS.",
    },
    remedy: {
      en: "Set FOXESS_API_KEY (portal: User Profile, API Management), or write a configuration with a foxess device.",
      de: "FOXESS_API_KEY setzen (Portal: Benutzerprofil, API-Verwaltung) oder eine Konfiguration mit einem foxess-Gerät schreiben.",
      fr: "Définissez FOXESS_API_KEY (portail : profil, gestion API) ou écrivez une configuration avec un appareil foxess.",
    },
  },
  "foxess.which-inverter": {
    what: {
      en: "The account has several inverters: {known}.",
      de: "Das Konto hat mehrere Wechselrichter: {known}.",
      fr: "Le compte a plusieurs onduleurs : {known}.",
    },
    remedy: {
      en: "Name one with --serial or FOXESS_SERIAL.",
      de: "Einen davon mit --serial oder FOXESS_SERIAL nennen.",
      fr: "Désignez-en un avec --serial ou FOXESS_SERIAL.",
    },
  },
  "foxess.no-inverters": {
    what: {
      en: "The FoxESS account of this key has no inverter.",
      de: "Das FoxESS-Konto dieses Schlüssels hat keinen Wechselrichter.",
      fr: "Le compte FoxESS de cette clé n'a pas d'onduleur.",
    },
    remedy: {
      en: "Use the key of the account that shows the inverter in the FoxESS app.",
      de: "Den Schlüssel des Kontos nehmen, das den Wechselrichter in der FoxESS-App zeigt.",
      fr: "Prenez la clé du compte qui montre l'onduleur dans l'application FoxESS.",
    },
  },
  "foxess.bad-url": {
    what: {
      en: "The address of the FoxESS cloud is none.",
      de: "Die Adresse der FoxESS-Cloud ist keine.",
      fr: "L'adresse du cloud FoxESS n'en est pas une.",
    },
    remedy: {
      en: "Write it with http:// or https:// in --url or FOXESS_URL, or leave it out.",
      de: "Sie mit http:// oder https:// in --url oder FOXESS_URL schreiben oder weglassen.",
      fr: "Écrivez-la avec http:// ou https:// dans --url ou FOXESS_URL, ou omettez-la.",
    },
  },
  "foxess.empty-option": {
    what: {
      en: "The value for {option} is empty or impossible.",
      de: "Der Wert für {option} ist leer oder unmöglich.",
      fr: "La valeur pour {option} est vide ou impossible.",
    },
    remedy: {
      en: "Fill it in, or leave the option out.",
      de: "Ihn ausfüllen oder die Angabe weglassen.",
      fr: "Remplissez-la ou omettez l'option.",
    },
  },
  "foxess.bad-option": {
    what: {
      en: "{option} cannot be {found}.",
      de: "{option} kann nicht {found} sein.",
      fr: "{option} ne peut pas valoir {found}.",
    },
    remedy: {
      en: "Possible is: {allowed}. Nothing was written.",
      de: "Möglich ist: {allowed}. Es wurde nichts geschrieben.",
      fr: "Possible : {allowed}. Rien n'a été écrit.",
    },
  },
  "foxess.on-grid-below-min": {
    what: {
      en: "The lowest level on grid ({minSocOnGrid} %) must not be below the lowest level ({minSoc} %).",
      de: "Der Mindestladestand am Netz ({minSocOnGrid} %) darf nicht unter dem Mindestladestand ({minSoc} %) liegen.",
      fr: "Le niveau minimal sur réseau ({minSocOnGrid} %) ne doit pas être inférieur au niveau minimal ({minSoc} %).",
    },
    remedy: nothingWritten,
  },
  "foxess.no-highest-level": {
    what: {
      en: "This inverter has no highest level that can be set.",
      de: "Dieser Wechselrichter hat keinen einstellbaren Höchstladestand.",
      fr: "Cet onduleur n'a pas de niveau maximal réglable.",
    },
    remedy: {
      en: "Give only the lowest level. Nothing was written.",
      de: "Nur den Mindestladestand angeben. Es wurde nichts geschrieben.",
      fr: "Indiquez seulement le niveau minimal. Rien n'a été écrit.",
    },
  },
  "foxess.unknown-setting": {
    what: {
      en: "This inverter has no setting {key}.",
      de: "Dieser Wechselrichter hat keine Einstellung {key}.",
      fr: "Cet onduleur n'a pas de réglage {key}.",
    },
    remedy: {
      en: "Known are: {known}.",
      de: "Bekannt sind: {known}.",
      fr: "Sont connus : {known}.",
    },
  },
  "foxess.not-taken": {
    what: {
      en: "The cloud accepted {wanted} for {what}, but the inverter shows {found}.",
      de: "Die Cloud nahm {wanted} für {what} an, aber der Wechselrichter zeigt {found}.",
      fr: "Le cloud a accepté {wanted} pour {what}, mais l'onduleur affiche {found}.",
    },
    remedy: {
      en: "Look again in a few minutes; if it stays, the inverter or its schedule does not allow it.",
      de: "In einigen Minuten noch einmal nachsehen; bleibt es, lässt es der Wechselrichter oder sein Zeitplan nicht zu.",
      fr: "Regardez de nouveau dans quelques minutes ; si cela reste, l'onduleur ou son programme ne le permet pas.",
    },
  },
  "foxess.not-confirmed": {
    what: {
      en: "The cloud accepted {wanted} for {what}, but could not be asked whether it arrived.",
      de: "Die Cloud nahm {wanted} für {what} an, ließ sich aber nicht fragen, ob es angekommen ist.",
      fr: "Le cloud a accepté {wanted} pour {what}, mais n'a pas pu dire si c'est arrivé.",
    },
    remedy: {
      en: "Look again in a few minutes.",
      de: "In einigen Minuten noch einmal nachsehen.",
      fr: "Regardez de nouveau dans quelques minutes.",
    },
  },
};

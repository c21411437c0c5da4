import type { Localized, ProblemText } from "#domain";

const lookAgain: Localized = {
  en: "Look again in a few minutes.",
  de: "In einigen Minuten noch einmal nachsehen.",
  fr: "Regarder de nouveau dans quelques minutes.",
};

/** What somebody reads whose command cannot be done as typed. */
export const commandProblems: Readonly<Record<string, ProblemText>> = {
  "alphaess.no-access": {
    what: {
      en: "No credentials for the AlphaESS cloud are given.",
      de: "Es sind keine Zugangsdaten für die AlphaESS-Cloud angegeben.",
      fr: "Aucun identifiant pour le cloud AlphaESS n'est indiqué.",
    },
    remedy: {
      en: "Set ALPHAESS_APP_ID and ALPHAESS_APP_SECRET (from open.alphaess.com), or ALPHAESS_API=portal with ALPHAESS_USERNAME and ALPHAESS_PASSWORD, or write a configuration with an alphaess device.",
      de: "ALPHAESS_APP_ID und ALPHAESS_APP_SECRET setzen (von open.alphaess.com), oder ALPHAESS_API=portal mit ALPHAESS_USERNAME und ALPHAESS_PASSWORD, oder eine Konfiguration mit einem alphaess-Gerät schreiben.",
      fr: "Définir ALPHAESS_APP_ID et ALPHAESS_APP_SECRET (de open.alphaess.com), ou ALPHAESS_API=portal avec ALPHAESS_USERNAME et ALPHAESS_PASSWORD, ou écrire une configuration avec un appareil alphaess.",
    },
  },
  "alphaess.bad-url": {
    what: {
      en: "“{found}” is no web address of the AlphaESS cloud.",
      de: "„{found}“ ist keine Web-Adresse der AlphaESS-Cloud.",
      fr: "« {found} » n'est pas une adresse web du cloud AlphaESS.",
    },
    remedy: {
      en: "Write it with http:// or https:// in --url or ALPHAESS_URL, or leave it out.",
      de: "Sie mit http:// oder https:// in --url oder ALPHAESS_URL schreiben oder weglassen.",
      fr: "L'écrire avec http:// ou https:// dans --url ou ALPHAESS_URL, ou l'omettre.",
    },
  },
  "alphaess.empty-option": {
    what: {
      en: "The value for {option} is empty or impossible.",
      de: "Der Wert für {option} ist leer oder unmöglich.",
      fr: "La valeur pour {option} est vide ou impossible.",
    },
    remedy: {
      en: "Fill it in, or leave the option out.",
      de: "Ihn ausfüllen oder die Angabe weglassen.",
      fr: "La remplir ou omettre l'option.",
    },
  },
  "alphaess.bad-option": {
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
  "alphaess.missing-value": {
    what: {
      en: "For “{option}” the value is missing.",
      de: "Für „{option}“ fehlt der Wert.",
      fr: "Il manque la valeur pour « {option} ».",
    },
    remedy: {
      en: "Possible is: {allowed}. Nothing was written.",
      de: "Möglich ist: {allowed}. Es wurde nichts geschrieben.",
      fr: "Possible : {allowed}. Rien n'a été écrit.",
    },
  },
  "alphaess.which-charger": {
    what: {
      en: "The system has several wallboxes: {allowed}.",
      de: "Die Anlage hat mehrere Wallboxen: {allowed}.",
      fr: "L'installation a plusieurs bornes : {allowed}.",
    },
    remedy: {
      en: "Name one with --charger.",
      de: "Eine davon mit --charger nennen.",
      fr: "En désigner une avec --charger.",
    },
  },
  "alphaess.no-car": {
    what: {
      en: "No car is plugged in at {charger}.",
      de: "An {charger} ist kein Auto angesteckt.",
      fr: "Aucune voiture n'est branchée à {charger}.",
    },
    remedy: {
      en: "Plug it in and start again; nothing was sent.",
      de: "Anstecken und erneut starten; es wurde nichts gesendet.",
      fr: "La brancher puis redémarrer ; rien n'a été envoyé.",
    },
  },
  "alphaess.charger-fault": {
    what: {
      en: "The wallbox {charger} reports a fault.",
      de: "Die Wallbox {charger} meldet eine Störung.",
      fr: "La borne {charger} signale un défaut.",
    },
    remedy: {
      en: "Look at the wallbox itself or at the AlphaESS app; nothing was sent.",
      de: "An der Wallbox selbst oder in der AlphaESS-App nachsehen; es wurde nichts gesendet.",
      fr: "Regarder la borne elle-même ou l'application AlphaESS ; rien n'a été envoyé.",
    },
  },
  "alphaess.unmoved": {
    what: {
      en: "The cloud took {wanted} for {what}, but still shows: {found}.",
      de: "Die Cloud nahm {wanted} für {what} an, zeigt aber weiter: {found}.",
      fr: "Le cloud a accepté {wanted} pour {what}, mais affiche toujours : {found}.",
    },
    remedy: {
      en: "Look again in a few minutes; if it stays, the device or its firmware does not allow it.",
      de: "In einigen Minuten noch einmal nachsehen; bleibt es, lässt es das Gerät oder seine Firmware nicht zu.",
      fr: "Regarder de nouveau dans quelques minutes ; si cela reste, l'appareil ou son micrologiciel ne le permet pas.",
    },
  },
  "alphaess.unconfirmed": {
    what: {
      en: "The cloud took {wanted} for {what}, but could not be asked whether it arrived.",
      de: "Die Cloud nahm {wanted} für {what} an, ließ sich aber nicht fragen, ob es angekommen ist.",
      fr: "Le cloud a accepté {wanted} pour {what}, mais n'a pas pu dire si c'est arrivé.",
    },
    remedy: lookAgain,
  },
};

import type { Localized, ProblemText } from "#domain";
import { openApiHosts } from "./regions.ts";

const report: Localized = {
  en: "Please report it with the output of `sunsteer diagnose`.",
  de: "Bitte mit der Ausgabe von `sunsteer diagnose` melden.",
  fr: "Merci de le signaler avec la sortie de `sunsteer diagnose`.",
};

const triedAgain: Localized = {
  en: "Nothing to do: it is tried again by itself.",
  de: "Nichts zu tun: Es wird von selbst erneut versucht.",
  fr: "Rien à faire : un nouvel essai suit tout seul.",
};

const gone: ProblemText = {
  what: {
    en: "The Growatt cloud does not know this plant or device ({detail}).",
    de: "Die Growatt-Cloud kennt diese Anlage oder dieses Gerät nicht ({detail}).",
    fr: "Le cloud Growatt ne connaît pas cette installation ou cet appareil ({detail}).",
  },
  remedy: {
    en: "It is looked for again by itself; if it stays, check plant in the configuration.",
    de: "Es wird von selbst neu gesucht; bleibt es dabei, plant in der Konfiguration prüfen.",
    fr: "Une nouvelle recherche suit toute seule ; si cela persiste, vérifier plant dans la configuration.",
  },
};

const outOfOrder: ProblemText = {
  what: {
    en: "The Growatt cloud has trouble of its own ({detail}).",
    de: "Die Growatt-Cloud hat selbst eine Störung ({detail}).",
    fr: "Le cloud Growatt a lui-même une panne ({detail}).",
  },
  remedy: triedAgain,
};

const misunderstood: ProblemText = {
  what: {
    en: "The Growatt cloud does not understand what it is asked ({detail}).",
    de: "Die Growatt-Cloud versteht nicht, wonach sie gefragt wird ({detail}).",
    fr: "Le cloud Growatt ne comprend pas la question ({detail}).",
  },
  remedy: report,
};

/** The error numbers of the official interface in words. */
export const codeText: Readonly<Record<string, ProblemText>> = {
  "growatt.-1": {
    what: {
      en: "This Growatt account is kept on the server of another region.",
      de: "Dieses Growatt-Konto liegt auf dem Server einer anderen Region.",
      fr: "Ce compte Growatt se trouve sur le serveur d'une autre région.",
    },
    remedy: {
      en: `Set region to one of: ${openApiHosts}.`,
      de: `region auf eines hiervon setzen: ${openApiHosts}.`,
      fr: `Mettre region sur l'un de ceux-ci : ${openApiHosts}.`,
    },
  },
  "growatt.1": outOfOrder,
  "growatt.10001": outOfOrder,
  "growatt.10002": gone,
  "growatt.10003": misunderstood,
  "growatt.10004": misunderstood,
  "growatt.10005": gone,
  "growatt.10011": {
    what: {
      en: "The Growatt cloud does not accept the token, or it may not see this plant ({detail}).",
      de: "Die Growatt-Cloud nimmt das Token nicht an, oder es darf diese Anlage nicht sehen ({detail}).",
      fr: "Le cloud Growatt n'accepte pas le jeton, ou celui-ci ne peut pas voir cette installation ({detail}).",
    },
    remedy: {
      en: "Create a new token in the ShinePhone app (Me, account, API token), enter it and restart.",
      de: "Ein neues Token in der ShinePhone-App anlegen (Ich, Konto, API-Token), eintragen und neu starten.",
      fr: "Créer un nouveau jeton dans ShinePhone (Moi, compte, jeton API), le saisir et redémarrer.",
    },
  },
  "growatt.10012": {
    what: {
      en: "The Growatt cloud was asked more often than once in five minutes.",
      de: "Die Growatt-Cloud wurde öfter als einmal in fünf Minuten gefragt.",
      fr: "Le cloud Growatt a été interrogé plus d'une fois en cinq minutes.",
    },
    remedy: {
      en: "It goes on by itself; if it stays, another program uses the same token.",
      de: "Es geht von selbst weiter; bleibt es dabei, benutzt ein anderes Programm dasselbe Token.",
      fr: "Cela reprend tout seul ; si cela persiste, un autre programme utilise le même jeton.",
    },
  },
  "growatt.10013": misunderstood,
  "growatt.10014": misunderstood,
  "growatt.unknown-code": {
    what: {
      en: "The Growatt cloud answers with error {errorCode}, which is not known here ({detail}).",
      de: "Die Growatt-Cloud antwortet mit Fehler {errorCode}, der hier nicht bekannt ist ({detail}).",
      fr: "Le cloud Growatt répond par l'erreur {errorCode}, inconnue ici ({detail}).",
    },
    remedy: report,
  },
};

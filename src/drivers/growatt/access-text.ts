import type { ProblemText } from "#domain";

const subAccount = {
  en: "Correct it and restart; better: an API token, or a read-only sub-account of its own.",
  de: "Es berichtigen und neu starten; besser: ein API-Token oder ein eigenes Unterkonto, das nur lesen darf.",
  fr: "Corriger et redémarrer ; mieux : un jeton API ou un sous-compte en lecture seule.",
};

const name = {
  en: "Fill in token, or username and password (GROWATT_TOKEN, or GROWATT_USERNAME and GROWATT_PASSWORD).",
  de: "token ausfüllen oder username und password (GROWATT_TOKEN oder GROWATT_USERNAME und GROWATT_PASSWORD).",
  fr: "Remplir token, ou username et password (GROWATT_TOKEN, ou GROWATT_USERNAME et GROWATT_PASSWORD).",
};

/** What somebody reads whom the cloud does not let in. */
export const accessProblems: Readonly<Record<string, ProblemText>> = {
  "growatt.wrong-password": {
    what: {
      en: 'The Growatt portal does not accept the password of "{user}".',
      de: "Das Growatt-Portal nimmt das Passwort von „{user}“ nicht an.",
      fr: "Le portail Growatt n'accepte pas le mot de passe de « {user} ».",
    },
    remedy: subAccount,
  },
  "growatt.stopped": {
    what: {
      en: 'The password of "{user}" was refused twice and is not sent again, so that the account is not locked.',
      de: "Das Passwort von „{user}“ wurde zweimal abgelehnt und wird nicht mehr gesendet, damit das Konto nicht gesperrt wird.",
      fr: "Le mot de passe de « {user} » a été refusé deux fois et n'est plus envoyé, pour ne pas bloquer le compte.",
    },
    remedy: subAccount,
  },
  "growatt.locked": {
    what: {
      en: "Growatt has locked this account for {hours} hours.",
      de: "Growatt hat dieses Konto für {hours} Stunden gesperrt.",
      fr: "Growatt a bloqué ce compte pour {hours} heures.",
    },
    remedy: {
      en: "Nothing is tried until the lock ends; afterwards use an API token, or a read-only sub-account of its own.",
      de: "Bis zum Ende der Sperre wird nichts versucht; danach ein API-Token oder ein eigenes Unterkonto zum Lesen verwenden.",
      fr: "Rien n'est essayé avant la fin du blocage ; ensuite, utiliser un jeton API ou un sous-compte en lecture seule.",
    },
  },
  "growatt.no-access": {
    what: {
      en: "There is no way into the Growatt cloud: neither a token nor a login.",
      de: "Es gibt keinen Zugang zur Growatt-Cloud: weder Token noch Anmeldung.",
      fr: "Il n'y a pas d'accès au cloud Growatt : ni jeton ni identification.",
    },
    remedy: name,
  },
  "growatt.empty-token": {
    what: {
      en: "The Growatt token is empty.",
      de: "Das Growatt-Token ist leer.",
      fr: "Le jeton Growatt est vide.",
    },
    remedy: {
      en: "Create one in the ShinePhone app: Me, account, API token.",
      de: "Eines in der ShinePhone-App anlegen: Ich, Konto, API-Token.",
      fr: "En créer un dans ShinePhone : Moi, compte, jeton API.",
    },
  },
  "growatt.empty-password": {
    what: {
      en: "The Growatt password is empty.",
      de: "Das Growatt-Passwort ist leer.",
      fr: "Le mot de passe Growatt est vide.",
    },
    remedy: name,
  },
  "growatt.bad-entry": {
    what: {
      en: "The value for {option} is empty or impossible.",
      de: "Der Wert für {option} ist leer oder unmöglich.",
      fr: "La valeur pour {option} est vide ou impossible.",
    },
    remedy: {
      en: "Fill it in, or leave it out.",
      de: "Ihn ausfüllen oder weglassen.",
      fr: "Remplissez-la ou omettez-la.",
    },
  },
  "growatt.bad-url": {
    what: {
      en: "The address of the Growatt cloud is none.",
      de: "Die Adresse der Growatt-Cloud ist keine.",
      fr: "L'adresse du cloud Growatt n'en est pas une.",
    },
    remedy: {
      en: "Write it with http:// or https:// in --url or GROWATT_URL, or leave it out.",
      de: "Sie mit http:// oder https:// in --url oder GROWATT_URL schreiben oder weglassen.",
      fr: "Écrivez-la avec http:// ou https:// dans --url ou GROWATT_URL, ou omettez-la.",
    },
  },
};

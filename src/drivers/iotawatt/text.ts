import type { DriverText, Localized, ProblemText } from "#domain";
import { addressProblems } from "./address-text.ts";
import { seriesProblems } from "./series-text.ts";

const triedAgain = {
  en: "Nothing to do: it is tried again by itself.",
  de: "Nichts zu tun: Es wird von selbst erneut versucht.",
  fr: "Rien à faire : un nouvel essai suit tout seul.",
};

const answers: Readonly<Record<string, ProblemText>> = {
  "iotawatt.login-needed": {
    what: {
      en: "The IoTaWatt asks for a login.",
      de: "Der IoTaWatt verlangt eine Anmeldung.",
      fr: "L'IoTaWatt demande une identification.",
    },
    remedy: {
      en: "Enter username and password (the read-only `user` is enough), or allow unrestricted access from the local network on the device.",
      de: "username und password eintragen (der Nur-Lese-Nutzer `user` genügt) oder am Gerät den freien Zugang aus dem lokalen Netz erlauben.",
      fr: "Indiquer username et password (l'utilisateur en lecture seule `user` suffit) ou autoriser sur l'appareil l'accès libre depuis le réseau local.",
    },
  },
  "iotawatt.wrong-password": {
    what: {
      en: 'The IoTaWatt does not accept the password of "{user}".',
      de: "Der IoTaWatt nimmt das Passwort von „{user}“ nicht an.",
      fr: "L'IoTaWatt n'accepte pas le mot de passe de « {user} ».",
    },
    remedy: {
      en: "Check username and password; on the device they stand under Setup, Passwords.",
      de: "username und password prüfen; am Gerät stehen sie unter Setup, Passwords.",
      fr: "Vérifier username et password ; sur l'appareil, ils se trouvent sous Setup, Passwords.",
    },
  },
  "iotawatt.no-digest": {
    what: {
      en: "What answers at this address asks for a login of another kind than an IoTaWatt.",
      de: "Was unter dieser Adresse antwortet, verlangt eine andere Art der Anmeldung als ein IoTaWatt.",
      fr: "Ce qui répond à cette adresse demande une autre identification qu'un IoTaWatt.",
    },
    remedy: {
      en: "Check the address; a proxy before the device must let its own login through.",
      de: "Die Adresse prüfen; ein Proxy vor dem Gerät muss dessen eigene Anmeldung durchlassen.",
      fr: "Vérifier l'adresse ; un proxy devant l'appareil doit laisser passer son identification.",
    },
  },
  "iotawatt.forbidden": {
    what: {
      en: "The IoTaWatt does not let this user read (HTTP {status}).",
      de: "Der IoTaWatt lässt diesen Nutzer nicht lesen (HTTP {status}).",
      fr: "L'IoTaWatt ne laisse pas lire cet utilisateur (HTTP {status}).",
    },
    remedy: {
      en: "Use the user `user` or `admin` of the device.",
      de: "Den Nutzer `user` oder `admin` des Geräts nehmen.",
      fr: "Utiliser l'utilisateur `user` ou `admin` de l'appareil.",
    },
  },
  "iotawatt.query-refused": {
    what: {
      en: "The IoTaWatt refuses the question: {detail}",
      de: "Der IoTaWatt weist die Frage ab: {detail}",
      fr: "L'IoTaWatt refuse la question : {detail}",
    },
    remedy: {
      en: "A series may have been renamed on the device: check series in the configuration and restart.",
      de: "Vielleicht wurde am Gerät eine Reihe umbenannt: series in der Konfiguration prüfen und neu starten.",
      fr: "Une série a peut-être été renommée sur l'appareil : vérifier series dans la configuration et redémarrer.",
    },
  },
  "iotawatt.not-an-iotawatt": {
    what: {
      en: "What answers at this address knows no query (HTTP {status}).",
      de: "Was unter dieser Adresse antwortet, kennt keine Abfrage (HTTP {status}).",
      fr: "Ce qui répond à cette adresse ne connaît pas les requêtes (HTTP {status}).",
    },
    remedy: {
      en: "Check that the address is the IoTaWatt's, and its firmware 02_06 or newer.",
      de: "Prüfen, ob die Adresse die des IoTaWatt ist und seine Firmware mindestens 02_06.",
      fr: "Vérifier que l'adresse est celle de l'IoTaWatt et son micrologiciel 02_06 ou plus récent.",
    },
  },
  "iotawatt.busy": {
    what: {
      en: "The IoTaWatt asks for a pause.",
      de: "Der IoTaWatt bittet um eine Pause.",
      fr: "L'IoTaWatt demande une pause.",
    },
    remedy: triedAgain,
  },
  "iotawatt.http-status": {
    what: {
      en: "The IoTaWatt answers with an error (HTTP {status}).",
      de: "Der IoTaWatt antwortet mit einem Fehler (HTTP {status}).",
      fr: "L'IoTaWatt répond par une erreur (HTTP {status}).",
    },
    remedy: triedAgain,
  },
  "iotawatt.unexpected-reply": {
    what: {
      en: "What answers at this address does not speak like an IoTaWatt.",
      de: "Was unter dieser Adresse antwortet, spricht nicht wie ein IoTaWatt.",
      fr: "Ce qui répond à cette adresse ne parle pas comme un IoTaWatt.",
    },
    remedy: {
      en: "It is tried again by itself; if it stays, check the address and the network.",
      de: "Es wird von selbst erneut versucht; bleibt es dabei, Adresse und Netz prüfen.",
      fr: "Un nouvel essai suit tout seul ; si cela persiste, vérifier l'adresse et le réseau.",
    },
  },
  "iotawatt.no-values": {
    what: {
      en: "The IoTaWatt answers, but has no values for the present.",
      de: "Der IoTaWatt antwortet, hat aber keine Werte für die Gegenwart.",
      fr: "L'IoTaWatt répond, mais n'a pas de valeurs pour le présent.",
    },
    remedy: {
      en: "Look at its status page: date and time must be right and the data log must be current; a restart often helps.",
      de: "Auf seiner Statusseite nachsehen: Datum und Uhrzeit müssen stimmen und das Datenlog aktuell sein; oft hilft ein Neustart.",
      fr: "Voir sa page d'état : date et heure doivent être justes et le journal à jour ; un redémarrage aide souvent.",
    },
  },
};

export const iotawattSummary: Localized = {
  en: "Energy monitor with current clamps in the local network: grid, sun, house and battery every ten seconds.",
  de: "Energiemesser mit Stromwandlern im lokalen Netz: Netz, Sonne, Haus und Batterie alle zehn Sekunden.",
  fr: "Moniteur d'énergie à pinces dans le réseau local : réseau, soleil, maison et batterie toutes les dix secondes.",
};

/** What IoTaWatt users read. */
export const iotawattText: DriverText = {
  problems: { ...answers, ...addressProblems, ...seriesProblems },
  labels: {},
};

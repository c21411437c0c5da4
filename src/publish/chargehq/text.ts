import type { DriverText, Localized } from "#domain";

export const chargehqSummary: Localized = {
  en: "Tells ChargeHQ every minute what the house makes, uses and exchanges with the grid.",
  de: "Sagt ChargeHQ jede Minute, was das Haus erzeugt, verbraucht und mit dem Netz austauscht.",
  fr: "Indique à ChargeHQ chaque minute ce que la maison produit, consomme et échange avec le réseau.",
};

const triedAgain: Localized = {
  en: "Nothing to do: it is tried again by itself.",
  de: "Nichts zu tun: Es wird von selbst erneut versucht.",
  fr: "Rien à faire : un nouvel essai suit tout seul.",
};

/** What users of ChargeHQ read. */
export const chargehqText: DriverText = {
  problems: {
    "chargehq.key-refused": {
      what: {
        en: "ChargeHQ does not accept the API key (HTTP {status}).",
        de: "ChargeHQ nimmt den API-Schlüssel nicht an (HTTP {status}).",
        fr: "ChargeHQ n'accepte pas la clé API (HTTP {status}).",
      },
      remedy: {
        en: "Copy the key from the ChargeHQ web app: My Equipment, Solar/Battery Equipment, Push API.",
        de: "Den Schlüssel aus der Web-App von ChargeHQ übernehmen: My Equipment, Solar/Battery Equipment, Push API.",
        fr: "Copier la clé de l'application web ChargeHQ : My Equipment, Solar/Battery Equipment, Push API.",
      },
    },
    "chargehq.push-refused": {
      what: {
        en: "ChargeHQ does not take the values[ (HTTP {status})].",
        de: "ChargeHQ nimmt die Werte nicht an[ (HTTP {status})].",
        fr: "ChargeHQ ne prend pas les valeurs[ (HTTP {status})].",
      },
      remedy: {
        en: "Check in the ChargeHQ web app that Push API is chosen as the source of solar data; it is tried again.",
        de: "In der Web-App von ChargeHQ prüfen, ob Push API als Quelle der Solardaten gewählt ist; es wird erneut versucht.",
        fr: "Vérifier dans l'application web ChargeHQ que Push API est la source des données solaires ; un nouvel essai suit.",
      },
    },
    "chargehq.address-gone": {
      what: {
        en: "At this address ChargeHQ takes no values any more.",
        de: "Unter dieser Adresse nimmt ChargeHQ keine Werte mehr an.",
        fr: "À cette adresse, ChargeHQ ne prend plus de valeurs.",
      },
      remedy: {
        en: "Remove url from the target's entry; a site id of old programs has to become an API key.",
        de: "url aus dem Eintrag des Ziels nehmen; aus einer Site-ID alter Programme muss ein API-Schlüssel werden.",
        fr: "Enlever url de l'entrée de la cible ; un identifiant de site d'anciens programmes doit devenir une clé API.",
      },
    },
    "chargehq.too-often": {
      what: {
        en: "ChargeHQ asks for a pause.",
        de: "ChargeHQ bittet um eine Pause.",
        fr: "ChargeHQ demande une pause.",
      },
      remedy: {
        en: "Make sure that no other program pushes with the same key; it is tried again by itself.",
        de: "Darauf achten, dass kein anderes Programm mit demselben Schlüssel sendet; es wird von selbst erneut versucht.",
        fr: "Veiller à ce qu'aucun autre programme n'envoie avec la même clé ; un nouvel essai suit tout seul.",
      },
    },
    "chargehq.out-of-order": {
      what: {
        en: "ChargeHQ is out of order (HTTP {status}).",
        de: "ChargeHQ ist gestört (HTTP {status}).",
        fr: "ChargeHQ est en panne (HTTP {status}).",
      },
      remedy: triedAgain,
    },
    "chargehq.not-json": {
      what: {
        en: "Instead of ChargeHQ something else answered, such as a sign-in page.",
        de: "Statt ChargeHQ hat etwas anderes geantwortet, etwa eine Anmeldeseite.",
        fr: "Autre chose que ChargeHQ a répondu, par exemple une page de connexion.",
      },
      remedy: {
        en: "Check the network (proxy, guest Wi-Fi); it is tried again by itself.",
        de: "Das Netz prüfen (Proxy, Gäste-WLAN); es wird von selbst erneut versucht.",
        fr: "Vérifier le réseau (proxy, Wi-Fi invité) ; un nouvel essai suit tout seul.",
      },
    },
  },
  labels: {},
};

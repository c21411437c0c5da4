import type { DriverText, Localized, ProblemText } from "#domain";
import { accessProblems } from "./access-text.ts";
import { codeText } from "./code-text.ts";
import { plantProblems } from "./plant-text.ts";

const triedAgain = {
  en: "Nothing to do: it is tried again by itself.",
  de: "Nichts zu tun: Es wird von selbst erneut versucht.",
  fr: "Rien à faire : un nouvel essai suit tout seul.",
};

const replies: Readonly<Record<string, ProblemText>> = {
  "growatt.http-429": {
    what: {
      en: "The Growatt cloud asks for a pause.",
      de: "Die Growatt-Cloud bittet um eine Pause.",
      fr: "Le cloud Growatt demande une pause.",
    },
    remedy: triedAgain,
  },
  "growatt.http-denied": {
    what: {
      en: "The Growatt cloud denies access to {path} (HTTP {status}).",
      de: "Die Growatt-Cloud verweigert den Zugang zu {path} (HTTP {status}).",
      fr: "Le cloud Growatt refuse l'accès à {path} (HTTP {status}).",
    },
    remedy: {
      en: "If it stays, the portal may have changed or refuse this program: use a token, or set another userAgent.",
      de: "Bleibt es dabei, hat sich das Portal geändert oder lehnt dieses Programm ab: ein Token verwenden oder einen anderen userAgent setzen.",
      fr: "Si cela persiste, le portail a changé ou refuse ce programme : utiliser un jeton ou un autre userAgent.",
    },
  },
  "growatt.http-status": {
    what: {
      en: "The Growatt cloud is out of order (HTTP {status}).",
      de: "Die Growatt-Cloud ist gestört (HTTP {status}).",
      fr: "Le cloud Growatt est en panne (HTTP {status}).",
    },
    remedy: triedAgain,
  },
  "growatt.not-json": {
    what: {
      en: "The Growatt cloud's answer to {path} makes no sense; maybe something else has answered.",
      de: "Die Antwort der Growatt-Cloud auf {path} ergibt keinen Sinn; vielleicht hat etwas anderes geantwortet.",
      fr: "La réponse du cloud Growatt à {path} n'a pas de sens ; autre chose a peut-être répondu.",
    },
    remedy: {
      en: "It is tried again by itself; if it stays, check url and region, or use a token instead of the login.",
      de: "Es wird von selbst erneut versucht; bleibt es dabei, url und region prüfen oder ein Token statt der Anmeldung verwenden.",
      fr: "Un nouvel essai suit tout seul ; si cela persiste, vérifier url et region ou utiliser un jeton.",
    },
  },
  "growatt.no-values": {
    what: {
      en: "The Growatt cloud has no values for the devices of this plant.",
      de: "Die Growatt-Cloud hat keine Werte für die Geräte dieser Anlage.",
      fr: "Le cloud Growatt n'a pas de valeurs pour les appareils de cette installation.",
    },
    remedy: {
      en: "Check in the ShinePhone app whether the data logger is connected; it is tried again by itself.",
      de: "In der ShinePhone-App prüfen, ob der Datenlogger verbunden ist; es wird von selbst erneut versucht.",
      fr: "Vérifier dans ShinePhone si l'enregistreur est connecté ; un nouvel essai suit tout seul.",
    },
  },
};

export const growattSummary: Localized = {
  en: "Inverters and batteries through the maker's cloud: values every five minutes, by API token or portal login.",
  de: "Wechselrichter und Batterien über die Cloud des Herstellers: Werte alle fünf Minuten, mit API-Token oder Portal-Anmeldung.",
  fr: "Onduleurs et batteries par le cloud du fabricant : valeurs toutes les cinq minutes, par jeton API ou portail.",
};

/** What Growatt users read. */
export const growattText: DriverText = {
  problems: { ...codeText, ...replies, ...accessProblems, ...plantProblems },
  labels: {},
};

import type { DriverText, Localized, ProblemText } from "#domain";
import { checkText } from "./check-text.ts";
import { commandProblems } from "./commands-text.ts";
import { errnoText } from "./errno-text.ts";

const triedAgain = {
  en: "Nothing to do: it is tried again by itself.",
  de: "Nichts zu tun: Es wird von selbst erneut versucht.",
  fr: "Rien à faire : un nouvel essai suit tout seul.",
};

const reportDefect = {
  en: "Please report it with the output of `sunsteer diagnose`.",
  de: "Bitte mit der Ausgabe von `sunsteer diagnose` melden.",
  fr: "Merci de le signaler avec la sortie de `sunsteer diagnose`.",
};

const otherProblems: Readonly<Record<string, ProblemText>> = {
  "foxess.unknown-errno": {
    what: {
      en: "The FoxESS cloud answers with error {errno}, which is not known here ({detail}).",
      de: "Die FoxESS-Cloud antwortet mit Fehler {errno}, der hier nicht bekannt ist ({detail}).",
      fr: "Le cloud FoxESS répond par l'erreur {errno}, inconnue ici ({detail}).",
    },
    remedy: reportDefect,
  },
  "foxess.http-429": {
    what: {
      en: "The FoxESS cloud asks for a pause.",
      de: "Die FoxESS-Cloud bittet um eine Pause.",
      fr: "Le cloud FoxESS demande une pause.",
    },
    remedy: triedAgain,
  },
  "foxess.http-denied": {
    what: {
      en: "The FoxESS cloud denies access (HTTP {status}).",
      de: "Die FoxESS-Cloud verweigert den Zugang (HTTP {status}).",
      fr: "Le cloud FoxESS refuse l'accès (HTTP {status}).",
    },
    remedy: {
      en: "It is tried again by itself; if it stays, check apiKey and url in the configuration.",
      de: "Es wird von selbst erneut versucht; bleibt es dabei, apiKey und url in der Konfiguration prüfen.",
      fr: "Un nouvel essai suit tout seul ; si cela persiste, vérifier apiKey et url dans la configuration.",
    },
  },
  "foxess.http-status": {
    what: {
      en: "The FoxESS cloud is out of order (HTTP {status}).",
      de: "Die FoxESS-Cloud ist gestört (HTTP {status}).",
      fr: "Le cloud FoxESS est en panne (HTTP {status}).",
    },
    remedy: triedAgain,
  },
  "foxess.not-json": {
    what: {
      en: "Instead of the FoxESS cloud something else answered, such as a sign-in page.",
      de: "Statt der FoxESS-Cloud hat etwas anderes geantwortet, etwa eine Anmeldeseite.",
      fr: "Autre chose que le cloud FoxESS a répondu, par exemple une page de connexion.",
    },
    remedy: {
      en: "Check url and the network (proxy, guest Wi-Fi); it is tried again by itself.",
      de: "url und das Netz prüfen (Proxy, Gäste-WLAN); es wird von selbst erneut versucht.",
      fr: "Vérifier url et le réseau (proxy, Wi-Fi invité) ; un nouvel essai suit tout seul.",
    },
  },
  "foxess.unexpected-reply": {
    what: {
      en: "The FoxESS cloud's answer to {path} makes no sense.",
      de: "Die Antwort der FoxESS-Cloud auf {path} ergibt keinen Sinn.",
      fr: "La réponse du cloud FoxESS à {path} n'a pas de sens.",
    },
    remedy: {
      en: "It is tried again by itself; if it stays, the vendor changed something: please report it.",
      de: "Es wird von selbst erneut versucht; bleibt es dabei, hat der Hersteller etwas geändert: bitte melden.",
      fr: "Un nouvel essai suit tout seul ; si cela persiste, le fabricant a changé quelque chose : merci de le signaler.",
    },
  },
  "foxess.empty-reply": {
    what: {
      en: "The FoxESS cloud's answer about {key} is empty.",
      de: "Die Antwort der FoxESS-Cloud zu {key} ist leer.",
      fr: "La réponse du cloud FoxESS sur {key} est vide.",
    },
    remedy: {
      en: "Try again in a few minutes; if it stays, look into the FoxESS app whether the inverter is online.",
      de: "In einigen Minuten erneut versuchen; bleibt es, in der FoxESS-App nachsehen, ob der Wechselrichter verbunden ist.",
      fr: "Réessayer dans quelques minutes ; si cela persiste, vérifier dans l'application FoxESS que l'onduleur est en ligne.",
    },
  },
  "foxess.no-values": {
    what: {
      en: "The FoxESS cloud has no values for the inverter {serial}.",
      de: "Die FoxESS-Cloud hat keine Werte für den Wechselrichter {serial}.",
      fr: "Le cloud FoxESS n'a pas de valeurs pour l'onduleur {serial}.",
    },
    remedy: {
      en: "Check in the FoxESS app whether it sends data, and serial in the configuration.",
      de: "In der FoxESS-App prüfen, ob er Daten sendet, und serial in der Konfiguration.",
      fr: "Vérifier dans l'application FoxESS s'il envoie des données, et serial dans la configuration.",
    },
  },
  "foxess.level-unknown": {
    what: {
      en: "The battery's level is not known, so it cannot be held there.",
      de: "Der Ladestand der Batterie ist nicht bekannt, darum kann sie nicht gehalten werden.",
      fr: "Le niveau de la batterie n'est pas connu, elle ne peut donc pas être maintenue.",
    },
    remedy: triedAgain,
  },
  "foxess.unsupported-intent": {
    what: {
      en: 'This inverter cannot do "{intent}"; it can do: {offered}.',
      de: "Dieser Wechselrichter kann „{intent}“ nicht; er kann: {offered}.",
      fr: "Cet onduleur ne sait pas faire « {intent} » ; il sait faire : {offered}.",
    },
    remedy: {
      en: "Choose one of those.",
      de: "Eines davon wählen.",
      fr: "En choisir un dans cette liste.",
    },
  },
  "foxess.unexpected-command": {
    what: {
      en: 'A battery was given the command "{command}".',
      de: "Eine Batterie bekam den Befehl „{command}“.",
      fr: "Une batterie a reçu la commande « {command} ».",
    },
    remedy: reportDefect,
  },
};

export const foxessSummary: Localized = {
  en: "Inverters and batteries through the maker's cloud: values every five minutes, battery modes, limits.",
  de: "Wechselrichter und Batterien über die Cloud des Herstellers: Werte alle fünf Minuten, Batteriemodi, Grenzen.",
  fr: "Onduleurs et batteries par le cloud du fabricant : valeurs toutes les cinq minutes, modes de batterie, limites.",
};

/** What FoxESS users read. */
export const foxessText: DriverText = {
  problems: { ...errnoText, ...checkText, ...otherProblems, ...commandProblems },
  labels: {
    WorkMode: { en: "Work mode", de: "Betriebsart", fr: "Mode de travail" },
    "WorkMode.SelfUse": { en: "Self-use", de: "Eigenverbrauch", fr: "Autoconsommation" },
    "WorkMode.Feedin": { en: "Feed-in first", de: "Einspeisung zuerst", fr: "Injection d'abord" },
    "WorkMode.Backup": { en: "Backup", de: "Notstromreserve", fr: "Secours" },
    "WorkMode.PeakShaving": { en: "Peak shaving", de: "Lastspitzen kappen", fr: "Écrêtage des pointes" },
    MinSoc: { en: "Lowest level", de: "Mindestladestand", fr: "Niveau minimal" },
    MinSocOnGrid: { en: "Lowest level on grid", de: "Mindestladestand am Netz", fr: "Niveau minimal sur réseau" },
    MaxSoc: { en: "Highest level", de: "Höchstladestand", fr: "Niveau maximal" },
    ExportLimit: { en: "Export limit", de: "Einspeisegrenze", fr: "Limite d'injection" },
  },
};

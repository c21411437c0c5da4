import type { Language, Localized } from "#domain";

const words = {
  yes: { en: "yes", de: "ja", fr: "oui" },
  no: { en: "no", de: "nein", fr: "non" },
  none: { en: "none", de: "keiner", fr: "aucun" },
  unknownNumber: { en: "not known", de: "nicht bekannt", fr: "inconnu" },
  unchanged: { en: "{label}: already {now}", de: "{label}: schon {now}", fr: "{label} : déjà {now}" },
  changed: { en: "{label}: {before} → {now}", de: "{label}: {before} → {now}", fr: "{label} : {before} → {now}" },
  isNow: { en: "{label}: now {now}", de: "{label}: jetzt {now}", fr: "{label} : maintenant {now}" },
  sent: {
    en: "{label}: sent; the charger does not show it.",
    de: "{label}: gesendet; die Ladestation zeigt es nicht.",
    fr: "{label} : envoyé ; la borne ne l'affiche pas.",
  },
  headKey: { en: "key", de: "Schlüssel", fr: "clé" },
  headAccess: { en: "access", de: "Zugriff", fr: "accès" },
  headTakes: { en: "takes", de: "nimmt", fr: "accepte" },
  headLabel: { en: "meaning", de: "Bedeutung", fr: "signification" },
  read: { en: "read", de: "lesen", fr: "lire" },
  write: { en: "write", de: "schreiben", fr: "écrire" },
  "read-write": { en: "read, write", de: "lesen, schreiben", fr: "lire, écrire" },
  byType: { en: "(by its type)", de: "(nach dem Typ)", fr: "(selon son type)" },
  orNone: { en: "or none", de: "oder keiner", fr: "ou aucun" },
  dangerous: { en: "dangerous", de: "gefährlich", fr: "dangereux" },
  secret: { en: "secret", de: "geheim", fr: "secret" },
  controller: { en: "go-eController", de: "nur go-eController", fr: "go-eController seul" },
  noKeys: {
    en: "No key matches {filter}.",
    de: "Kein Schlüssel passt zu {filter}.",
    fr: "Aucune clé ne correspond à {filter}.",
  },
  allowed: {
    en: "Charging is allowed ({reason}).",
    de: "Laden ist freigegeben ({reason}).",
    fr: "La charge est autorisée ({reason}).",
  },
  notAllowed: {
    en: "The order is set, but charging is not allowed ({reason}).",
    de: "Der Befehl gilt, aber Laden ist nicht freigegeben ({reason}).",
    fr: "L'ordre est donné, mais la charge n'est pas autorisée ({reason}).",
  },
  noCar: {
    en: "No car is connected; the order ends when one leaves.",
    de: "Kein Auto ist angesteckt; der Befehl endet, wenn eines abfährt.",
    fr: "Aucune voiture n'est branchée ; l'ordre prend fin au départ d'une voiture.",
  },
  stopped: { en: "Charging is stopped.", de: "Das Laden ist gestoppt.", fr: "La charge est arrêtée." },
  stoppedFor: {
    en: "Charging is stopped for {time}. No running Sunsteer keeps the time, only this command: ended early it goes on at once, killed it stays stopped.",
    de: "Das Laden ist für {time} gestoppt. Kein laufendes Sunsteer hält die Zeit, nur dieser Befehl: Früher beendet, geht es gleich weiter; hart abgebrochen, bleibt es gestoppt.",
    fr: "La charge est arrêtée pendant {time}. Aucun Sunsteer en marche ne tient le délai, seulement cette commande : interrompue, elle reprend aussitôt ; tuée, elle reste arrêtée.",
  },
  stoppedByHub: {
    en: "Charging is stopped for {time}. The running Sunsteer keeps the time: it outlives restarts and yields to whoever starts the charger.",
    de: "Das Laden ist für {time} gestoppt. Das laufende Sunsteer hält die Zeit: Sie übersteht Neustarts und weicht, wenn jemand die Ladestation startet.",
    fr: "La charge est arrêtée pendant {time}. Le Sunsteer en marche tient le délai : il survit aux redémarrages et cède à qui démarre la borne.",
  },
  right: { en: "right", de: "richtig", fr: "juste" },
  toSet: { en: "to set", de: "zu setzen", fr: "à régler" },
  nowSet: { en: "set", de: "gesetzt", fr: "réglé" },
  nothingToSet: { en: "Nothing is left to set.", de: "Es bleibt nichts zu setzen.", fr: "Il ne reste rien à régler." },
  applyWith: {
    en: "{count} to set; nothing has been changed. `{command}` sets them.",
    de: "{count} zu setzen; es wurde nichts geändert. `{command}` setzt sie.",
    fr: "{count} à régler ; rien n'a été changé. `{command}` les règle.",
  },
  needsRestart: {
    en: "“{label}” takes effect with the next restart of the charger (`sunsteer goe set rst=true --confirm-danger`).",
    de: "„{label}“ gilt ab dem nächsten Neustart der Ladestation (`sunsteer goe set rst=true --confirm-danger`).",
    fr: "« {label} » prend effet au prochain redémarrage de la borne (`sunsteer goe set rst=true --confirm-danger`).",
  },
  mayNeedRestart: {
    en: "“{label}” may take effect only with the next restart of the charger (`sunsteer goe set rst=true --confirm-danger`).",
    de: "„{label}“ gilt manchmal erst ab dem nächsten Neustart der Ladestation (`sunsteer goe set rst=true --confirm-danger`).",
    fr: "« {label} » ne prend parfois effet qu'au prochain redémarrage de la borne (`sunsteer goe set rst=true --confirm-danger`).",
  },
  awake: { en: "The car charges again.", de: "Das Auto lädt wieder.", fr: "La voiture se recharge de nouveau." },
  learned: { en: "learned", de: "gelernt", fr: "apprise" },
  empty: { en: "empty", de: "leer", fr: "vide" },
  givenBack: {
    en: "The force state is {now} again.",
    de: "Der Zwangszustand ist wieder {now}.",
    fr: "L'état forcé est de nouveau {now}.",
  },
  leftAlone: {
    en: "Somebody changed the force state meanwhile; it stays as it is.",
    de: "Jemand hat den Zwangszustand inzwischen geändert; er bleibt, wie er ist.",
    fr: "Quelqu'un a changé l'état forcé entre-temps ; il reste tel quel.",
  },
  powersTaken: {
    en: "The charger has the powers; it forgets them after about 6 s.",
    de: "Die Ladestation hat die Leistungen; nach etwa 6 s vergisst sie sie.",
    fr: "La borne a reçu les puissances ; elle les oublie après environ 6 s.",
  },
  refreshed: {
    en: "{count} settings read from the charger; it does not know {missing}.",
    de: "{count} Einstellungen von der Ladestation gelesen; {missing} kennt sie nicht.",
    fr: "{count} réglages lus sur la borne ; elle n'en connaît pas {missing}.",
  },
  refreshedByHub: {
    en: "The running Sunsteer has read everything again: {count} settings; the charger does not know {missing}.",
    de: "Das laufende Sunsteer hat alles neu gelesen: {count} Einstellungen; {missing} kennt die Ladestation nicht.",
    fr: "Le Sunsteer en service a tout relu : {count} réglages ; la borne n'en connaît pas {missing}.",
  },
} as const satisfies Readonly<Record<string, Localized>>;

export type Word = keyof typeof words;

/** What the commands say, with the braces filled in. */
export function say(word: Word, language: Language, facts: Readonly<Record<string, string | number>> = {}): string {
  return words[word][language].replaceAll(/\{(\w+)\}/g, (whole, name: string) => String(facts[name] ?? whole));
}

/** For the test that no language falls behind. */
export const commandWords: Readonly<Record<string, Localized>> = words;

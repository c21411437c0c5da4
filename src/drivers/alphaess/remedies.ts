import type { Localized } from "#domain";

export const triedAgain: Localized = {
  en: "Nothing to do: it is tried again by itself. If it stays, look into the AlphaESS app.",
  de: "Nichts zu tun: Es wird von selbst erneut versucht. Bleibt es dabei, in der AlphaESS-App nachsehen.",
  fr: "Rien à faire : un nouvel essai suit tout seul. Si cela persiste, regarder dans l'application AlphaESS.",
};

export const reportDefect: Localized = {
  en: "Please report it with the output of `sunsteer diagnose`.",
  de: "Bitte mit der Ausgabe von `sunsteer diagnose` melden.",
  fr: "Merci de le signaler avec la sortie de `sunsteer diagnose`.",
};

export const newSecret: Localized = {
  en: "Copy appId and appSecret from open.alphaess.com again, without blanks; a renewed secret ends the old one.",
  de: "appId und appSecret noch einmal aus open.alphaess.com übernehmen, ohne Leerzeichen; ein erneuertes beendet das alte.",
  fr: "Recopier appId et appSecret depuis open.alphaess.com, sans espaces ; un secret renouvelé met fin à l'ancien.",
};

export const setClock: Localized = {
  en: "Set this machine's clock (NTP); up to five minutes are tolerated.",
  de: "Die Uhr dieses Rechners stellen (NTP); bis zu fünf Minuten werden geduldet.",
  fr: "Régler l'horloge de cette machine (NTP) ; cinq minutes au plus sont tolérées.",
};

export const signInAgain: Localized = {
  en: "Nothing to do: a new login is made. If it stays, check username and password.",
  de: "Nichts zu tun: Es wird neu angemeldet. Bleibt es dabei, username und password prüfen.",
  fr: "Rien à faire : une nouvelle connexion est faite. Si cela persiste, vérifier username et password.",
};

export const checkSystem: Localized = {
  en: "Add the system to this account in the AlphaESS app; for the Open API also at open.alphaess.com, by serial number and check code.",
  de: "Die Anlage in der AlphaESS-App diesem Konto hinzufügen; für die Open API auch in open.alphaess.com, mit Seriennummer und CheckCode.",
  fr: "Ajouter l'installation à ce compte dans l'application AlphaESS ; pour l'Open API aussi sur open.alphaess.com, avec numéro de série et CheckCode.",
};

export const checkSerial: Localized = {
  en: "Compare serial with the list of systems (`sunsteer alphaess systems`).",
  de: "serial mit der Liste der Anlagen vergleichen (`sunsteer alphaess systems`).",
  fr: "Comparer serial avec la liste des installations (`sunsteer alphaess systems`).",
};

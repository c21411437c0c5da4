import type { DriverText, Localized, ProblemText } from "#domain";
import { commandProblems } from "./commands-text.ts";
import { goeKeys } from "./keys.ts";
import { keyProblems } from "./keys-text.ts";
import { transportProblems } from "./transport-text.ts";

export const goeSummary: Localized = {
  en: "go-e wallboxes, locally, over MQTT or the maker's cloud: watch, start, stop, set current and phases, feed with solar surplus.",
  de: "go-e-Wallboxen, lokal, über MQTT oder die Cloud des Herstellers: beobachten, starten, stoppen, Strom und Phasen setzen, mit Solarüberschuss versorgen.",
  fr: "Bornes go-e, en local, par MQTT ou le cloud du fabricant : observer, démarrer, arrêter, régler courant et phases, transmettre le surplus solaire.",
};

/** What an owner reads when a go-e charger does not do as asked. */
const problems: Readonly<Record<string, ProblemText>> = {
  ...keyProblems,
  ...commandProblems,
  "goe.bad-host": {
    what: {
      en: "The setting host is not the name or address of a device.",
      de: "Die Einstellung host ist kein Name und keine Adresse eines Geräts.",
      fr: "Le réglage host n'est ni le nom ni l'adresse d'un appareil.",
    },
    remedy: {
      en: "Write something like 192.168.1.50; a whole address belongs into `url`.",
      de: "Etwas wie 192.168.1.50 schreiben; eine ganze Adresse gehört in `url`.",
      fr: "Écrivez par exemple 192.168.1.50 ; une adresse complète va dans `url`.",
    },
  },
  "goe.needs-address": {
    what: {
      en: "The entry says nowhere, or twice, where the charger is.",
      de: "Der Eintrag sagt nirgends oder doppelt, wo die Ladestation ist.",
      fr: "L'entrée ne dit pas, ou dit deux fois, où se trouve la borne.",
    },
    remedy: {
      en: "Give either `host` (e.g. 192.168.1.50) or `url`.",
      de: "Entweder `host` (z. B. 192.168.1.50) oder `url` angeben.",
      fr: "Indiquez soit `host` (p. ex. 192.168.1.50), soit `url`.",
    },
  },
  "goe.api-off": {
    what: {
      en: "The charger answers, but its local HTTP API v2 is switched off.",
      de: "Die Ladestation antwortet, aber ihre lokale HTTP-API v2 ist ausgeschaltet.",
      fr: "La borne répond, mais son API HTTP v2 locale est désactivée.",
    },
    remedy: {
      en: "Switch it on in the go-e app: 4.x under Settings > Connection > API settings, 3.x under Internet > Advanced settings.",
      de: "In der go-e-App einschalten: 4.x unter Einstellungen > Verbindung > API-Einstellungen, 3.x unter Internet > Erweiterte Einstellungen.",
      fr: "Activez-la dans l'application go-e : 4.x sous Réglages > Connexion > Réglages API, 3.x sous Internet > Réglages avancés.",
    },
  },
  "goe.busy": {
    what: {
      en: "The charger was busy and did not answer the question.",
      de: "Die Ladestation war beschäftigt und hat die Frage nicht beantwortet.",
      fr: "La borne était occupée et n'a pas répondu à la question.",
    },
    remedy: {
      en: "It is asked again. If this stays, look for another program that queries the charger often.",
      de: "Sie wird erneut gefragt. Bleibt das so, fragt vielleicht ein anderes Programm sie zu oft ab.",
      fr: "Elle sera interrogée à nouveau. Si cela persiste, un autre programme l'interroge peut-être trop souvent.",
    },
  },
  "goe.unavailable": {
    what: {
      en: "The charger answered with its error {status}.",
      de: "Die Ladestation hat mit ihrem Fehler {status} geantwortet.",
      fr: "La borne a répondu par son erreur {status}.",
    },
    remedy: {
      en: "It is asked again. If this stays, restart the charger.",
      de: "Sie wird erneut gefragt. Bleibt das so, die Ladestation neu starten.",
      fr: "Elle sera interrogée à nouveau. Si cela persiste, redémarrez la borne.",
    },
  },
  "goe.rate-limited": {
    what: {
      en: "Something between here and the charger says that it is asked too often.",
      de: "Etwas auf dem Weg zur Ladestation meldet, dass zu oft gefragt wird.",
      fr: "Quelque chose sur le chemin de la borne signale trop de demandes.",
    },
    remedy: {
      en: "Wait a minute; the charger itself has no such limit, so look at proxies in between.",
      de: "Eine Minute warten; die Ladestation selbst kennt keine solche Grenze, also Proxys dazwischen prüfen.",
      fr: "Attendez une minute ; la borne elle-même n'a pas cette limite, vérifiez les proxys intermédiaires.",
    },
  },
  "goe.login-refused": {
    what: {
      en: "The charger did not let the request in (status {status}).",
      de: "Die Ladestation hat die Anfrage nicht zugelassen (Status {status}).",
      fr: "La borne n'a pas accepté la requête (statut {status}).",
    },
    remedy: {
      en: "The local API needs no login; check that the address is the charger's own and not a proxy's.",
      de: "Die lokale API braucht keine Anmeldung; prüfen, ob die Adresse die der Ladestation ist und nicht die eines Proxys.",
      fr: "L'API locale ne demande pas d'identification ; vérifiez que l'adresse est bien celle de la borne et non d'un proxy.",
    },
  },
  "goe.unexpected-status": {
    what: {
      en: "The answer has the status {status}, which a go-e charger does not give.",
      de: "Die Antwort hat den Status {status}, den eine go-e-Ladestation nicht gibt.",
      fr: "La réponse porte le statut {status}, qu'une borne go-e ne donne pas.",
    },
    remedy: {
      en: "Check that the address belongs to the charger.",
      de: "Prüfen, ob die Adresse zur Ladestation gehört.",
      fr: "Vérifiez que l'adresse est celle de la borne.",
    },
  },
  "goe.not-json": {
    what: {
      en: "The answer (status {status}) is not what a go-e charger sends.",
      de: "Die Antwort (Status {status}) ist nicht, was eine go-e-Ladestation sendet.",
      fr: "La réponse (statut {status}) n'est pas celle d'une borne go-e.",
    },
    remedy: {
      en: "Check that the address belongs to the charger; a cut answer is repeated by itself.",
      de: "Prüfen, ob die Adresse zur Ladestation gehört; eine abgeschnittene Antwort wird von selbst wiederholt.",
      fr: "Vérifiez que l'adresse est celle de la borne ; une réponse tronquée est redemandée d'elle-même.",
    },
  },
  "goe.nothing-known": {
    what: {
      en: "The charger sent none of the values it was asked for.",
      de: "Die Ladestation hat keinen der erfragten Werte gesendet.",
      fr: "La borne n'a envoyé aucune des valeurs demandées.",
    },
    remedy: {
      en: "It is asked again; check that the address belongs to a go-e charger.",
      de: "Sie wird erneut gefragt; prüfen, ob die Adresse zu einer go-e-Ladestation gehört.",
      fr: "Elle sera interrogée à nouveau ; vérifiez que l'adresse est celle d'une borne go-e.",
    },
  },
  "goe.incomplete": {
    what: {
      en: "The charger's answer lacks {missing}, so its state is unknown.",
      de: "In der Antwort der Ladestation fehlt {missing}, darum ist ihr Zustand unbekannt.",
      fr: "Il manque {missing} dans la réponse de la borne, son état est donc inconnu.",
    },
    remedy: {
      en: "It is asked again. If this stays, restart the charger or update its firmware.",
      de: "Sie wird erneut gefragt. Bleibt das so, die Ladestation neu starten oder ihre Firmware aktualisieren.",
      fr: "Elle sera interrogée à nouveau. Si cela persiste, redémarrez la borne ou mettez à jour son micrologiciel.",
    },
  },
  "goe.not-fed": {
    what: {
      en: "The charger does not know any grid power, so its own solar mode is not switched on.",
      de: "Die Ladestation kennt keine Netzleistung, darum wird ihr eigener Solarbetrieb nicht eingeschaltet.",
      fr: "La borne ne connaît pas de puissance réseau, son propre mode solaire n'est donc pas activé.",
    },
    remedy: {
      en: "It is tried again as soon as it shows the values that it is sent.",
      de: "Es wird wieder versucht, sobald sie die Werte zeigt, die sie bekommt.",
      fr: "Un nouvel essai a lieu dès qu'elle montre les valeurs envoyées.",
    },
  },
  "goe.write-refused": {
    what: {
      en: "The charger refused the value for {key}: {answer}",
      de: "Die Ladestation hat den Wert für {key} abgelehnt: {answer}",
      fr: "La borne a refusé la valeur de {key} : {answer}",
    },
    remedy: {
      en: "Read the charger's own words and choose a value that it takes.",
      de: "Die Worte der Ladestation lesen und einen Wert wählen, den sie annimmt.",
      fr: "Lisez les mots de la borne et choisissez une valeur qu'elle accepte.",
    },
  },
  "goe.too-long": {
    what: {
      en: "The value for {key} is too long for the charger ({characters} of {mostCharacters} characters).",
      de: "Der Wert für {key} ist zu lang für die Ladestation ({characters} von {mostCharacters} Zeichen).",
      fr: "La valeur de {key} est trop longue pour la borne ({characters} sur {mostCharacters} caractères).",
    },
    remedy: {
      en: "Shorten it; nothing was sent.",
      de: "Kürzen; es wurde nichts gesendet.",
      fr: "Raccourcissez-la ; rien n'a été envoyé.",
    },
  },
  "goe.current-too-low": {
    what: {
      en: "{currentA} A is below the {lowestA} A that a car needs.",
      de: "{currentA} A liegen unter den {lowestA} A, die ein Auto braucht.",
      fr: "{currentA} A est inférieur aux {lowestA} A dont une voiture a besoin.",
    },
    remedy: {
      en: "Ask for more current, or stop charging.",
      de: "Mehr Strom verlangen oder das Laden stoppen.",
      fr: "Demandez plus de courant ou arrêtez la charge.",
    },
  },
  "goe.foreign-command": {
    what: {
      en: "A charger cannot carry out a command of the kind {kind}.",
      de: "Eine Ladestation kann einen Befehl der Art {kind} nicht ausführen.",
      fr: "Une borne ne peut pas exécuter une commande du type {kind}.",
    },
    remedy: {
      en: "Report this: the command was sent to the wrong device.",
      de: "Bitte melden: Der Befehl ging an das falsche Gerät.",
      fr: "Signalez-le : la commande est allée au mauvais appareil.",
    },
  },
};

const labels: Readonly<Record<string, Localized>> = Object.fromEntries(
  goeKeys.flatMap((key) => [
    [key.key, key.label],
    ...(key.elements ?? []).map((element) => [`${key.key}.${element.name}`, element.label]),
  ]),
);

export const goeText: DriverText = { problems: { ...problems, ...transportProblems }, labels };

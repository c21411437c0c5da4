import type { DriverText, Localized, ProblemText } from "#domain";
import { commandProblems } from "./commands-text.ts";
import { failCodeText } from "./fail-code-text.ts";

const triedAgain: Localized = {
  en: "Nothing to do: it is tried again by itself.",
  de: "Nichts zu tun: Es wird von selbst erneut versucht.",
  fr: "Rien à faire : un nouvel essai suit tout seul.",
};

const chooseListed: Localized = {
  en: "Take one of these: {known}.",
  de: "Eines davon nehmen: {known}.",
  fr: "En prendre un : {known}.",
};

const connection: Readonly<Record<string, ProblemText>> = {
  "fusionsolar.unknown-code": {
    what: {
      en: "The FusionSolar cloud answers {method} with code {failCode}, which is not known here ({detail}).",
      de: "Die FusionSolar-Cloud antwortet auf {method} mit Code {failCode}, der hier nicht bekannt ist ({detail}).",
      fr: "Le cloud FusionSolar répond à {method} par le code {failCode}, inconnu ici ({detail}).",
    },
    remedy: {
      en: "Please report it with the output of `sunsteer diagnose`.",
      de: "Bitte mit der Ausgabe von `sunsteer diagnose` melden.",
      fr: "Merci de le signaler avec la sortie de `sunsteer diagnose`.",
    },
  },
  "fusionsolar.maintenance": {
    what: {
      en: "The FusionSolar cloud is being maintained.",
      de: "Die FusionSolar-Cloud wird gewartet.",
      fr: "Le cloud FusionSolar est en maintenance.",
    },
    remedy: triedAgain,
  },
  "fusionsolar.http-429": {
    what: {
      en: "The FusionSolar cloud asks for a pause.",
      de: "Die FusionSolar-Cloud bittet um eine Pause.",
      fr: "Le cloud FusionSolar demande une pause.",
    },
    remedy: triedAgain,
  },
  "fusionsolar.http-status": {
    what: {
      en: "The FusionSolar cloud is out of order (HTTP {status}).",
      de: "Die FusionSolar-Cloud ist gestört (HTTP {status}).",
      fr: "Le cloud FusionSolar est en panne (HTTP {status}).",
    },
    remedy: triedAgain,
  },
  "fusionsolar.unexpected-reply": {
    what: {
      en: "The FusionSolar cloud's answer to {method} makes no sense.",
      de: "Die Antwort der FusionSolar-Cloud auf {method} ergibt keinen Sinn.",
      fr: "La réponse du cloud FusionSolar à {method} n'a pas de sens.",
    },
    remedy: {
      en: "It is tried again by itself; if it stays, compare url with the address in the browser after the login.",
      de: "Es wird von selbst erneut versucht; bleibt es, url mit der Adresse im Browser nach der Anmeldung vergleichen.",
      fr: "Un nouvel essai suit tout seul ; si cela persiste, comparer url avec l'adresse du navigateur après la connexion.",
    },
  },
  "fusionsolar.moved": {
    what: {
      en: "FusionSolar sends this account to another host: {host}.",
      de: "FusionSolar verweist dieses Konto an einen anderen Rechner: {host}.",
      fr: "FusionSolar renvoie ce compte vers un autre hôte : {host}.",
    },
    remedy: {
      en: "If that is a host of the maker, put it into url; the password was not sent there.",
      de: "Ist das ein Rechner des Herstellers, ihn als url eintragen; das Passwort wurde nicht dorthin gesendet.",
      fr: "Si c'est un hôte du fabricant, le mettre dans url ; le mot de passe n'y a pas été envoyé.",
    },
  },
  "fusionsolar.no-token": {
    what: {
      en: "FusionSolar accepted the login but gave no session.",
      de: "FusionSolar nahm die Anmeldung an, gab aber keine Sitzung.",
      fr: "FusionSolar a accepté la connexion mais n'a pas donné de session.",
    },
    remedy: triedAgain,
  },
  "fusionsolar.used-elsewhere": {
    what: {
      en: "Another program uses this FusionSolar account: it ends our login as soon as it is made.",
      de: "Ein anderes Programm benutzt dieses FusionSolar-Konto: Es beendet unsere Anmeldung, kaum dass sie besteht.",
      fr: "Un autre programme utilise ce compte FusionSolar : il met fin à notre connexion à peine ouverte.",
    },
    remedy: {
      en: "An account allows one login: stop the other program, or have the installer make an account for each.",
      de: "Ein Konto erlaubt eine Anmeldung: das andere Programm beenden oder vom Installateur für jedes ein Konto anlegen lassen.",
      fr: "Un compte admet une seule connexion : arrêter l'autre programme, ou faire créer un compte pour chacun.",
    },
  },
  "fusionsolar.login-stopped": {
    what: {
      en: "FusionSolar refused the login {tries} times (code {failCode}); so as not to lock the account it is not tried further.",
      de: "FusionSolar hat die Anmeldung {tries}-mal abgelehnt (Code {failCode}); um das Konto nicht zu sperren, wird nicht weiter versucht.",
      fr: "FusionSolar a refusé la connexion {tries} fois (code {failCode}) ; pour ne pas verrouiller le compte, on n'insiste pas.",
    },
    remedy: {
      en: "Correct username and password, or have the installer check the account, and restart.",
      de: "username und password berichtigen oder das Konto vom Installateur prüfen lassen, und neu starten.",
      fr: "Corriger username et password, ou faire vérifier le compte par l'installateur, puis redémarrer.",
    },
  },
};

const plants: Readonly<Record<string, ProblemText>> = {
  "fusionsolar.no-plants": {
    what: {
      en: "No plant is bound to this FusionSolar account.",
      de: "An dieses FusionSolar-Konto ist keine Anlage gebunden.",
      fr: "Aucune installation n'est liée à ce compte FusionSolar.",
    },
    remedy: {
      en: "Ask the installer to add the plant to the northbound account.",
      de: "Den Installateur bitten, die Anlage dem Northbound-Konto hinzuzufügen.",
      fr: "Demander à l'installateur d'ajouter l'installation au compte northbound.",
    },
  },
  "fusionsolar.unknown-plant": {
    what: {
      en: "The FusionSolar account has no plant “{found}”.",
      de: "Das FusionSolar-Konto hat keine Anlage „{found}“.",
      fr: "Le compte FusionSolar n'a pas d'installation « {found} ».",
    },
    remedy: chooseListed,
  },
  "fusionsolar.which-plant": {
    what: {
      en: "Several plants are called “{found}”.",
      de: "Mehrere Anlagen heißen „{found}“.",
      fr: "Plusieurs installations s'appellent « {found} ».",
    },
    remedy: {
      en: "Give the code instead of the name: {known}.",
      de: "Statt des Namens den Code angeben: {known}.",
      fr: "Donner le code au lieu du nom : {known}.",
    },
  },
  "fusionsolar.no-inverter": {
    what: {
      en: "The plant {plant} has no inverter that FusionSolar tells of.",
      de: "Die Anlage {plant} hat keinen Wechselrichter, von dem FusionSolar erzählt.",
      fr: "L'installation {plant} n'a pas d'onduleur dont FusionSolar parle.",
    },
    remedy: {
      en: "Look at `sunsteer fusionsolar devices`; if it is empty, ask the installer to grant the plant's devices.",
      de: "`sunsteer fusionsolar devices` ansehen; ist es leer, den Installateur bitten, die Geräte freizugeben.",
      fr: "Regarder `sunsteer fusionsolar devices` ; si c'est vide, demander à l'installateur d'accorder les appareils.",
    },
  },
  "fusionsolar.unknown-meter": {
    what: {
      en: "The plant has no meter “{found}”.",
      de: "Die Anlage hat keinen Zähler „{found}“.",
      fr: "L'installation n'a pas de compteur « {found} ».",
    },
    remedy: chooseListed,
  },
  "fusionsolar.which-meter": {
    what: {
      en: "The plant {plant} has several meters, and which is at the grid connection is not told.",
      de: "Die Anlage {plant} hat mehrere Zähler, und welcher am Netzanschluss sitzt, ist nicht gesagt.",
      fr: "L'installation {plant} a plusieurs compteurs, et celui du raccordement n'est pas indiqué.",
    },
    remedy: {
      en: "Name it as meter: {known}.",
      de: "Ihn als meter nennen: {known}.",
      fr: "L'indiquer comme meter : {known}.",
    },
  },
  "fusionsolar.no-values": {
    what: {
      en: "FusionSolar has told no power of the plant {plant} for a while.",
      de: "FusionSolar nennt seit einer Weile keine Leistung der Anlage {plant}.",
      fr: "FusionSolar n'indique plus de puissance de l'installation {plant} depuis un moment.",
    },
    remedy: {
      en: "If the app shows values, ask the installer to tick the data points of all devices for the northbound account.",
      de: "Zeigt die App Werte, den Installateur bitten, beim Northbound-Konto die Datenpunkte aller Geräte anzukreuzen.",
      fr: "Si l'application affiche des valeurs, demander à l'installateur de cocher les points de données des appareils.",
    },
  },
  "fusionsolar.history-span": {
    what: {
      en: "History is given for a time that ends after it begins, and for {days} days at most.",
      de: "Den Verlauf gibt es für eine Zeit, die nach ihrem Beginn endet, und für höchstens {days} Tage.",
      fr: "L'historique vaut pour une durée qui finit après son début, et pour {days} jours au plus.",
    },
    remedy: {
      en: "Ask for a shorter time.",
      de: "Nach einer kürzeren Zeit fragen.",
      fr: "Demander une période plus courte.",
    },
  },
  "fusionsolar.bad-kiosk": {
    what: {
      en: "The address is no kiosk page.",
      de: "Die Adresse ist keine Kiosk-Seite.",
      fr: "L'adresse n'est pas une page kiosque.",
    },
    remedy: {
      en: "Copy the whole address from the portal; it has kk= in it.",
      de: "Die ganze Adresse aus dem Portal kopieren; sie enthält kk=.",
      fr: "Copier l'adresse entière depuis le portail ; elle contient kk=.",
    },
  },
  "fusionsolar.kiosk-ended": {
    what: {
      en: "The kiosk page does not exist (any more): such links end after a year.",
      de: "Die Kiosk-Seite gibt es nicht (mehr): Solche Verweise enden nach einem Jahr.",
      fr: "La page kiosque n'existe pas (ou plus) : ces liens expirent après un an.",
    },
    remedy: {
      en: "Make a new one in the portal and put its address into kiosk.",
      de: "Im Portal eine neue anlegen und ihre Adresse als kiosk eintragen.",
      fr: "En créer une nouvelle dans le portail et mettre son adresse dans kiosk.",
    },
  },
};

/** What the driver is, in one line. */
export const fusionsolarSummary: Localized = {
  en: "Plants with Huawei inverters through the maker's cloud: values every five minutes, one account for many plants.",
  de: "Anlagen mit Huawei-Wechselrichtern über die Cloud des Herstellers: Werte alle fünf Minuten, ein Konto für viele Anlagen.",
  fr: "Installations à onduleurs Huawei par le cloud du fabricant : valeurs toutes les cinq minutes, un compte pour plusieurs.",
};

/** What FusionSolar users read. */
export const fusionsolarText: DriverText = {
  problems: { ...failCodeText, ...connection, ...plants, ...commandProblems },
  labels: {},
};

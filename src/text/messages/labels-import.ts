import { say } from "./localized.ts";

/** What is told when an older bridge's settings are taken over. */
export const importLabels = {
  "import.placeholder": say(
    "{key} still has the sample text “{found}” and counts as not set.",
    "{key} enthält noch den Mustertext „{found}“ und gilt als nicht gesetzt.",
    "{key} contient encore le texte d'exemple « {found} » et compte comme non défini.",
  ),
  "import.missing": say(
    "{key} is not set; fill in `{into}`.",
    "{key} ist nicht gesetzt; trage `{into}` nach.",
    "{key} n'est pas défini ; complétez `{into}`.",
  ),
  "import.no-effect": say(
    "{key} never had an effect in the old bridge and is left out.",
    "{key} hatte in der alten Brücke nie eine Wirkung und entfällt.",
    "{key} n'avait aucun effet dans l'ancienne passerelle et disparaît.",
  ),
  "import.idle-source": say(
    "The settings of {found} were not in use, because the source was {source}; they are left out.",
    "Die Einstellungen von {found} waren nicht in Gebrauch, denn die Quelle war {source}; sie entfallen.",
    "Les réglages de {found} ne servaient pas, car la source était {source} ; ils disparaissent.",
  ),
  "import.unknown-source": say(
    "The source “{found}” is none of the three; {source} is taken.",
    "Die Quelle „{found}“ ist keine der drei; genommen wird {source}.",
    "La source « {found} » n'est aucune des trois ; {source} est retenue.",
  ),
  "import.unknown-target": say(
    "The old bridge could only tell ChargeHQ; the target “{found}” stopped it. ChargeHQ is taken.",
    "Die alte Brücke konnte nur ChargeHQ beliefern; am Ziel „{found}“ scheiterte sie. Genommen wird ChargeHQ.",
    "L'ancienne passerelle ne connaissait que ChargeHQ ; la cible « {found} » l'arrêtait. ChargeHQ est retenu.",
  ),
  "import.no-key": say(
    "There is no ChargeHQ key, so nobody is told; add it under `targets`.",
    "Ein ChargeHQ-Schlüssel fehlt, also wird niemand beliefert; trage ihn unter `targets` nach.",
    "Il n'y a pas de clé ChargeHQ, donc personne n'est informé ; ajoutez-la sous `targets`.",
  ),
  "import.strange-key": say(
    "The ChargeHQ key does not look like one of today; the web app shows it under My Equipment, Solar/Battery Equipment, Push API.",
    "Der ChargeHQ-Schlüssel sieht nicht aus wie einer von heute; die Web-App zeigt ihn unter My Equipment, Solar/Battery Equipment, Push API.",
    "La clé ChargeHQ ne ressemble pas à celles d'aujourd'hui ; l'application web la montre sous My Equipment, Solar/Battery Equipment, Push API.",
  ),
  "import.old-address": say(
    "{found} is ChargeHQ's former address, which wanted a site id; today's address and a key are needed.",
    "{found} ist die frühere Adresse von ChargeHQ, die eine Site-ID wollte; nötig sind die heutige Adresse und ein Schlüssel.",
    "{found} est l'ancienne adresse de ChargeHQ, qui demandait un identifiant de site ; il faut l'adresse actuelle et une clé.",
  ),
  "import.log-level": say(
    "How much is logged is not in the file: set SUNSTEER_LOG={found}.",
    "Wie viel protokolliert wird, steht nicht in der Datei: setze SUNSTEER_LOG={found}.",
    "Le niveau du journal n'est pas dans le fichier : définissez SUNSTEER_LOG={found}.",
  ),
  "import.max-errors": say(
    "maxerrors is not needed: what fails is tried again by itself, without a restart.",
    "maxerrors wird nicht gebraucht: Was scheitert, wird von selbst wieder versucht, ohne Neustart.",
    "maxerrors n'est plus nécessaire : ce qui échoue est retenté tout seul, sans redémarrage.",
  ),
  "import.certificates": say(
    "The old bridge accepted any certificate; now certificates are checked.",
    "Die alte Brücke nahm jedes Zertifikat hin; jetzt werden Zertifikate geprüft.",
    "L'ancienne passerelle acceptait n'importe quel certificat ; désormais les certificats sont vérifiés.",
  ),
  "import.one-at-a-time": say(
    "Stop the old bridge first: two programs with one northbound user log each other out.",
    "Halte zuerst die alte Brücke an: Zwei Programme mit einem Northbound-Benutzer melden sich gegenseitig ab.",
    "Arrêtez d'abord l'ancienne passerelle : deux programmes avec un même utilisateur northbound se déconnectent l'un l'autre.",
  ),
  "import.growatt-token": say(
    "Growatt locks accounts after wrong logins; a token from its app, as `token` instead of user and password, is safer.",
    "Growatt sperrt Konten nach falschen Anmeldungen; ein Token aus der App, als `token` statt Benutzer und Passwort, ist sicherer.",
    "Growatt bloque les comptes après des connexions erronées ; un jeton de l'application, en `token` à la place de l'utilisateur et du mot de passe, est plus sûr.",
  ),
  "import.variables": say(
    "{key} is made of variables: “{found}”. Set them for Sunsteer too.",
    "{key} besteht aus Variablen: „{found}“. Sie sind auch für Sunsteer zu setzen.",
    "{key} est fait de variables : « {found} ». À définir aussi pour Sunsteer.",
  ),
  "import.strange-zone": say(
    "The time zone “{found}” is unknown and left out.",
    "Die Zeitzone „{found}“ ist unbekannt und entfällt.",
    "Le fuseau horaire « {found} » est inconnu et disparaît.",
  ),
  "import.not-a-switch": say(
    "{key} is “{found}”, neither true nor false; it is left on.",
    "{key} ist „{found}“, weder true noch false; es bleibt eingeschaltet.",
    "{key} vaut « {found} », ni true ni false ; il reste activé.",
  ),
  "import.not-a-number": say(
    "{key} is “{found}”, which is no number of minutes; it is left out.",
    "{key} ist „{found}“, das ist keine Zahl von Minuten; es entfällt.",
    "{key} vaut « {found} », ce n'est pas un nombre de minutes ; il disparaît.",
  ),
  "import.written": say(
    "{path} is written; it holds passwords, and only you can read it.",
    "{path} ist geschrieben; sie enthält Passwörter, und nur du kannst sie lesen.",
    "{path} est écrit ; il contient des mots de passe, et vous seul pouvez le lire.",
  ),
  "import.in-use": say(
    "There is no sunsteer.yaml; the settings of the older bridge are in use ({found}).",
    "Eine sunsteer.yaml gibt es nicht; in Gebrauch sind die Einstellungen der älteren Brücke ({found}).",
    "Il n'y a pas de sunsteer.yaml ; les réglages de l'ancienne passerelle sont utilisés ({found}).",
  ),
};

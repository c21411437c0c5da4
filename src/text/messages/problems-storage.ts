import type { ProblemText } from "#domain";
import { say, trouble } from "./localized.ts";

const goesOn = say(
  "Control goes on; only what happens now is not recorded.",
  "Gesteuert wird weiter; nur was jetzt geschieht, wird nicht aufgezeichnet.",
  "La commande continue ; seul ce qui se passe maintenant n'est pas enregistré.",
);

export const storageProblems = {
  "storage.full": trouble(
    say(
      "The disk is full[, so {path} cannot be written].",
      "Der Speicher ist voll[, darum lässt sich {path} nicht schreiben].",
      "Le disque est plein[, {path} ne peut donc pas être écrit].",
    ),
    say(
      "Free some space; recording goes on by itself.",
      "Schaffe etwas Platz; die Aufzeichnung geht von selbst weiter.",
      "Libérez de la place ; l'enregistrement reprend tout seul.",
    ),
  ),
  "storage.read-only": trouble(
    say(
      "[{path} cannot be written: ]the folder is read-only.",
      "[{path} lässt sich nicht schreiben: ]der Ordner ist schreibgeschützt.",
      "[{path} ne peut pas être écrit : ]le dossier est en lecture seule.",
    ),
    say(
      "Give Sunsteer the right to write there, or choose another folder.",
      "Gib Sunsteer dort Schreibrechte oder wähle einen anderen Ordner.",
      "Donnez à Sunsteer le droit d'y écrire, ou choisissez un autre dossier.",
    ),
  ),
  "storage.torn": trouble(
    say("The file {path} is damaged.", "Die Datei {path} ist beschädigt.", "Le fichier {path} est endommagé."),
    say(
      "Put back a backup, or move the file away to begin a new one.",
      "Spiele eine Sicherung ein oder lege die Datei beiseite, dann beginnt eine neue.",
      "Remettez une sauvegarde, ou déplacez le fichier pour en commencer un autre.",
    ),
  ),
  "storage.repaired": trouble(
    say(
      "The file {path} was damaged; {savedRows} entries were saved.",
      "Die Datei {path} war beschädigt; {savedRows} Einträge wurden gerettet.",
      "Le fichier {path} était endommagé ; {savedRows} lignes ont été sauvées.",
    ),
    say(
      "Nothing to do; the damaged file is kept as {asidePath}.",
      "Nichts zu tun; die beschädigte Datei liegt unter {asidePath}.",
      "Rien à faire ; le fichier endommagé reste sous {asidePath}.",
    ),
  ),
  "storage.busy": trouble(
    say(
      "Another program is using {path}.",
      "Ein anderes Programm benutzt gerade {path}.",
      "Un autre programme utilise {path}.",
    ),
    say(
      "Check that Sunsteer does not run twice.",
      "Prüfe, ob Sunsteer zweimal läuft.",
      "Vérifiez que Sunsteer ne tourne pas deux fois.",
    ),
  ),
  "storage.failing": trouble(
    say(
      "The disk fails when {path} is used.",
      "Der Datenträger versagt bei {path}.",
      "Le disque est en panne sur {path}.",
    ),
    say("Replace the disk or card soon.", "Ersetze den Datenträger bald.", "Remplacez bientôt le disque ou la carte."),
  ),
  "storage.newer": trouble(
    say(
      "{path} was written by a newer Sunsteer.",
      "{path} wurde von einem neueren Sunsteer geschrieben.",
      "{path} a été écrit par un Sunsteer plus récent.",
    ),
    say(
      "Update Sunsteer, or put back the backup made before the update.",
      "Aktualisiere Sunsteer oder spiele die Sicherung von vor der Aktualisierung ein.",
      "Mettez Sunsteer à jour, ou remettez la sauvegarde d'avant la mise à jour.",
    ),
  ),
  "storage.older": trouble(
    say(
      "{path} was written by an older Sunsteer.",
      "{path} wurde von einem älteren Sunsteer geschrieben.",
      "{path} a été écrit par un Sunsteer plus ancien.",
    ),
    say(
      "Start the hub once, it brings the file up to date.",
      "Starte die Zentrale einmal, sie bringt die Datei auf den neuen Stand.",
      "Démarrez le système une fois, il met le fichier à jour.",
    ),
  ),
  "storage.foreign": trouble(
    say(
      "{path} is a database of another program.",
      "{path} ist die Datenbank eines anderen Programms.",
      "{path} est la base de données d'un autre programme.",
    ),
    say(
      "Choose another file for the history.",
      "Wähle eine andere Datei für den Verlauf.",
      "Choisissez un autre fichier pour l'historique.",
    ),
  ),
  "storage.damaged-row": trouble(
    say(
      "An entry in {path} cannot be read: {row}.",
      "Ein Eintrag in {path} ist unlesbar: {row}.",
      "Une entrée de {path} est illisible : {row}.",
    ),
    say("Nothing to do; it is left out.", "Nichts zu tun; er wird ausgelassen.", "Rien à faire ; elle est ignorée."),
  ),
  "history.worker-died": trouble(
    say(
      "Recording stopped unexpectedly[: {detail}].",
      "Die Aufzeichnung ist unerwartet stehen geblieben[: {detail}].",
      "L'enregistrement s'est arrêté de façon inattendue[ : {detail}].",
    ),
    goesOn,
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;

import type { ProblemText } from "#domain";
import { say, trouble } from "./localized.ts";

export const cliProblems = {
  "cli.unknown-device": trouble(
    say(
      "The configuration has no device “{found}” of this kind.",
      "In der Konfiguration gibt es kein Gerät „{found}“ dieser Art.",
      "La configuration n'a pas d'appareil « {found} » de ce genre.",
    ),
    say("There are: {known}.", "Es gibt: {known}.", "Il y a : {known}."),
  ),
  "cli.which-device": trouble(
    say(
      "The configuration has several devices of this kind.",
      "In der Konfiguration stehen mehrere Geräte dieser Art.",
      "La configuration a plusieurs appareils de ce genre.",
    ),
    say(
      "Choose one with --device: {known}.",
      "Wähle eines mit --device: {known}.",
      "Choisissez-en un avec --device : {known}.",
    ),
  ),
  "cli.same-home": trouble(
    say(
      "{file} and {other} are both the home “{found}”.",
      "{file} und {other} sind beide das Haus „{found}“.",
      "{file} et {other} sont tous deux la maison « {found} ».",
    ),
    say(
      "Give each home an id of its own, under home, id.",
      "Gib jedem Haus eine eigene Kennung, unter home, id.",
      "Donnez à chaque maison son propre identifiant, sous home, id.",
    ),
  ),
  "cli.other-home": trouble(
    say(
      "{file} is the home “{found}”, which does not run yet.",
      "{file} ist das Haus „{found}“, das noch nicht läuft.",
      "{file} est la maison « {found} », qui ne fonctionne pas encore.",
    ),
    say(
      "Restart Sunsteer to add or rename homes.",
      "Starte Sunsteer neu, um Häuser hinzuzufügen oder umzubenennen.",
      "Redémarrez Sunsteer pour ajouter ou renommer des maisons.",
    ),
  ),
  "cli.no-scenario": trouble(
    say("There is no file {file}.", "Die Datei {file} gibt es nicht.", "Le fichier {file} n'existe pas."),
    say(
      "Give the file with the scenario, or choose a house with --preset.",
      "Gib die Datei mit dem Szenario an, oder wähle ein Haus mit --preset.",
      "Indiquez le fichier du scénario, ou choisissez une maison avec --preset.",
    ),
  ),
  "cli.bad-scenario": trouble(
    say(
      "The scenario in {file} has a mistake at “{key}”.",
      "Das Szenario in {file} hat einen Fehler bei „{key}“.",
      "Le scénario dans {file} a une erreur à « {key} ».",
    ),
    say("Correct it: {allowed}.", "Berichtige ihn: {allowed}.", "Corrigez-la : {allowed}."),
  ),
  "cli.usage": trouble(
    say(
      "The command was not understood[: {detail}].",
      "Der Befehl wurde nicht verstanden[: {detail}].",
      "La commande n'a pas été comprise[ : {detail}].",
    ),
    say(
      "Add --help to see what is possible.",
      "Hänge --help an, um zu sehen, was möglich ist.",
      "Ajoutez --help pour voir ce qui est possible.",
    ),
  ),
  "cli.unknown-command": trouble(
    say(
      "There is no command “{found}”[; maybe “{nearest}” is meant].",
      "Einen Befehl „{found}“ gibt es nicht[; gemeint ist vielleicht „{nearest}“].",
      "Il n'existe pas de commande « {found} »[ ; peut-être « {nearest} »].",
    ),
    say("“sunsteer --help” lists them.", "„sunsteer --help“ zählt alle auf.", "« sunsteer --help » en donne la liste."),
  ),
  "cli.unknown-option": trouble(
    say(
      "This command has no option {found}[; maybe {nearest} is meant].",
      "Dieser Befehl hat keine Option {found}[; gemeint ist vielleicht {nearest}].",
      "Cette commande n'a pas d'option {found}[ ; peut-être {nearest}].",
    ),
    say(
      "Add --help to the command to see what it takes.",
      "Hänge --help an den Befehl, um zu sehen, was er kennt.",
      "Ajoutez --help à la commande pour voir ce qu'elle accepte.",
    ),
  ),
  "cli.missing-argument": trouble(
    say(
      "The command lacks the word for “{name}”.",
      "Dem Befehl fehlt das Wort für „{name}“.",
      "Il manque à la commande le mot pour « {name} ».",
    ),
    say(
      "Add --help to see an example.",
      "Hänge --help an, um ein Beispiel zu sehen.",
      "Ajoutez --help pour voir un exemple.",
    ),
  ),
  "cli.missing-value": trouble(
    say(
      "The option {option} lacks its value.",
      "Der Option {option} fehlt ihr Wert.",
      "Il manque la valeur de l'option {option}.",
    ),
    say(
      "Add --help to see an example.",
      "Hänge --help an, um ein Beispiel zu sehen.",
      "Ajoutez --help pour voir un exemple.",
    ),
  ),
  "cli.too-many-words": trouble(
    say(
      "The command has more words than it takes.",
      "Der Befehl hat mehr Wörter, als er kennt.",
      "La commande a plus de mots qu'elle n'en accepte.",
    ),
    say(
      "Add --help to see an example.",
      "Hänge --help an, um ein Beispiel zu sehen.",
      "Ajoutez --help pour voir un exemple.",
    ),
  ),
  "cli.hub-says": trouble(say("{said}", "{said}", "{said}"), say("{advice}", "{advice}", "{advice}")),
  "cli.unknown-series": trouble(
    say(
      "The history has no series “{found}”.",
      "Der Verlauf hat keine Reihe „{found}“.",
      "L'historique n'a pas de série « {found} ».",
    ),
    say(
      "“sunsteer export --list” shows all of them.",
      "„sunsteer export --list“ zeigt alle.",
      "« sunsteer export --list » les montre toutes.",
    ),
  ),
  "cli.needs-clone": trouble(
    say(
      "There are no sources of Sunsteer in {folder}.",
      "In {folder} liegen keine Quellen von Sunsteer.",
      "Il n'y a pas de sources de Sunsteer dans {folder}.",
    ),
    say(
      "New drivers are written in a clone of the project, not in an installed package.",
      "Neue Treiber entstehen in einem Klon des Projekts, nicht in einem installierten Paket.",
      "Les nouveaux pilotes s'écrivent dans un clone du projet, pas dans un paquet installé.",
    ),
  ),
  "cli.bad-name": trouble(
    say(
      "A driver cannot be called “{found}”.",
      "Ein Treiber kann nicht „{found}“ heißen.",
      "Un pilote ne peut pas s'appeler « {found} ».",
    ),
    say(
      "Use small letters, digits and single hyphens, a letter first, at most 30 characters: acme-meter.",
      "Verwende Kleinbuchstaben, Ziffern und einzelne Bindestriche, vorn ein Buchstabe, höchstens 30 Zeichen: acme-meter.",
      "Utilisez minuscules, chiffres et tirets simples, une lettre d'abord, 30 caractères au plus : acme-meter.",
    ),
  ),
  "cli.name-taken": trouble(
    say(
      "There is already something called “{found}”: {path}.",
      "„{found}“ gibt es schon: {path}.",
      "« {found} » existe déjà : {path}.",
    ),
    say("Choose another name.", "Wähle einen anderen Namen.", "Choisissez un autre nom."),
  ),
  "cli.strange-list": trouble(
    say(
      "The list in {path} does not look as expected, so nothing was written.",
      "Die Liste in {path} sieht nicht aus wie erwartet, deshalb wurde nichts geschrieben.",
      "La liste dans {path} n'a pas la forme attendue, rien n'a donc été écrit.",
    ),
    say(
      "Undo your changes to that file and try again.",
      "Nimm deine Änderungen an dieser Datei zurück und versuche es noch einmal.",
      "Annulez vos modifications de ce fichier et réessayez.",
    ),
  ),
  "cli.bad-option": trouble(
    say(
      "The option {option} cannot be “{found}”.",
      "Die Option {option} kann nicht „{found}“ sein.",
      "L'option {option} ne peut pas être « {found} ».",
    ),
    say("Possible is: {allowed}.", "Möglich ist: {allowed}.", "Valeurs possibles : {allowed}."),
  ),
  "cli.no-history": trouble(
    say(
      "There is no history at {path}.",
      "Unter {path} gibt es keinen Verlauf.",
      "Il n'y a pas d'historique sous {path}.",
    ),
    say(
      "Run the hub first, or name the right configuration with --config.",
      "Starte zuerst die Zentrale oder nenne mit --config die richtige Konfiguration.",
      "Démarrez d'abord le système, ou indiquez la bonne configuration avec --config.",
    ),
  ),
  "cli.no-hub": trouble(
    say(
      "Sunsteer does not answer at {url}.",
      "Sunsteer antwortet unter {url} nicht.",
      "Sunsteer ne répond pas à {url}.",
    ),
    say(
      "Start it with “sunsteer run”, or name its address with --url.",
      "Starte es mit „sunsteer run“ oder nenne mit --url seine Adresse.",
      "Démarrez-le avec « sunsteer run », ou indiquez son adresse avec --url.",
    ),
  ),
  "cli.unknown-emulator": trouble(
    say(
      "There is no emulator called “{found}”.",
      "Einen Emulator „{found}“ gibt es nicht.",
      "Il n'existe pas d'émulateur « {found} ».",
    ),
    say("Choose one of these: {allowed}.", "Wähle einen von diesen: {allowed}.", "Choisissez parmi : {allowed}."),
  ),
  "emulator.unknown-profile": trouble(
    say(
      "The emulator {emulator} has no profile “{profile}”.",
      "Der Emulator {emulator} hat kein Profil „{profile}“.",
      "L'émulateur {emulator} n'a pas de profil « {profile} ».",
    ),
    say("Choose one of these: {allowed}.", "Wähle eines von diesen: {allowed}.", "Choisissez parmi : {allowed}."),
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;

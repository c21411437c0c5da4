import type { ProblemText } from "#domain";
import { say, trouble } from "./localized.ts";

/** Whatever has a `place` begins with it: `sunsteer.yaml:12: …`. */
export const configProblems = {
  "config.syntax": trouble(
    say(
      "This is not valid YAML[ ({found})].",
      "Das ist kein gültiges YAML[ ({found})].",
      "Ce n'est pas du YAML valable[ ({found})].",
    ),
    say(
      "Check indentation, quotes and brackets on this line and the one before.",
      "Prüfe Einrückung, Anführungszeichen und Klammern in dieser Zeile und der davor.",
      "Vérifiez l'indentation, les guillemets et les crochets sur cette ligne et la précédente.",
    ),
  ),
  "config.not-found": trouble(
    say(
      "There is no configuration at {places}.",
      "Unter {places} gibt es keine Konfiguration.",
      "Il n'y a pas de configuration sous {places}.",
    ),
    say(
      "Write a sunsteer.yaml there, or name one with --config; “sunsteer demo” needs none.",
      "Lege dort eine sunsteer.yaml an oder nenne eine mit --config; „sunsteer demo“ braucht keine.",
      "Créez-y un sunsteer.yaml, ou indiquez-en un avec --config ; « sunsteer demo » n'en demande pas.",
    ),
  ),
  "config.unreadable": trouble(
    say(
      "The configuration {path} cannot be read[ ({detail})].",
      "Die Konfiguration {path} lässt sich nicht lesen[ ({detail})].",
      "La configuration {path} est illisible[ ({detail})].",
    ),
    say(
      "Name a file that this user may read.",
      "Nenne eine Datei, die dieser Benutzer lesen darf.",
      "Indiquez un fichier que cet utilisateur peut lire.",
    ),
  ),
  "config.newer-version": trouble(
    say(
      "This file has the version {version}, and this Sunsteer knows versions up to {newest}.",
      "Diese Datei hat die Version {version}, und dieses Sunsteer kennt Versionen bis {newest}.",
      "Ce fichier a la version {version}, et ce Sunsteer connaît les versions jusqu'à {newest}.",
    ),
    say(
      "Update Sunsteer, or go back to the backup beside the file.",
      "Aktualisiere Sunsteer oder nimm die Sicherung neben der Datei.",
      "Mettez Sunsteer à jour, ou reprenez la sauvegarde à côté du fichier.",
    ),
  ),
  "config.unknown-key": trouble(
    say(
      "There is no setting called “{found}”[; maybe “{nearest}” is meant].",
      "Eine Einstellung „{found}“ gibt es nicht[; gemeint ist vielleicht „{nearest}“].",
      "Il n'existe pas de réglage « {found} »[ ; peut-être « {nearest} »].",
    ),
    say(
      "Remove it or correct the spelling[; possible here: {allowed}].",
      "Entferne sie oder berichtige die Schreibweise[; möglich ist hier: {allowed}].",
      "Supprimez-le ou corrigez l'orthographe[ ; possible ici : {allowed}].",
    ),
  ),
  "config.wrong-type": trouble(
    say(
      "The setting {key}[ of “{entry}”] has the wrong kind of value[: {found}].",
      "Die Einstellung {key}[ von „{entry}“] hat die falsche Art von Wert[: {found}].",
      "Le réglage {key}[ de « {entry} »] n'a pas le bon type de valeur[ : {found}].",
    ),
    say("Write {expected} there.", "Schreibe dort {expected} hin.", "Écrivez-y {expected}."),
  ),
  "config.missing-key": trouble(
    say(
      "The setting {key}[ of “{entry}”] is missing.",
      "Die Einstellung {key}[ von „{entry}“] fehlt.",
      "Le réglage {key}[ de « {entry} »] manque.",
    ),
    say(
      "Add it[; its value is {expected}][; possible is: {allowed}].",
      "Ergänze sie[; sie braucht {expected}][; möglich ist: {allowed}].",
      "Ajoutez-le[ ; sa valeur est {expected}][ ; valeurs possibles : {allowed}].",
    ),
  ),
  "config.empty": trouble(
    say(
      "The setting {key}[ of “{entry}”] is empty.",
      "Die Einstellung {key}[ von „{entry}“] ist leer.",
      "Le réglage {key}[ de « {entry} »] est vide.",
    ),
    say("Write a value there.", "Schreibe dort einen Wert hin.", "Écrivez-y une valeur."),
  ),
  "config.too-short": trouble(
    say(
      "The setting {key}[ of “{entry}”] is too short.",
      "Die Einstellung {key}[ von „{entry}“] ist zu kurz.",
      "Le réglage {key}[ de « {entry} »] est trop court.",
    ),
    say(
      "It takes at least {least} characters.",
      "Sie braucht mindestens {least} Zeichen.",
      "Il demande au moins {least} caractères.",
    ),
  ),
  "config.bad-value": trouble(
    say(
      "The setting {key}[ of “{entry}”] has an impossible value[: {found}].",
      "Die Einstellung {key}[ von „{entry}“] hat einen unmöglichen Wert[: {found}].",
      "Le réglage {key}[ de « {entry} »] a une valeur impossible[ : {found}].",
    ),
    say("Possible is: {allowed}.", "Möglich ist: {allowed}.", "Valeurs possibles : {allowed}."),
  ),
  "config.share-needs-watts": trouble(
    say(
      "{key} is “share”, but how many watts the battery gets first is missing: shareW.",
      "{key} ist „share“, aber es fehlt, wie viel Watt zuerst in die Batterie gehen: shareW.",
      "{key} vaut « share », mais il manque combien de watts vont d'abord à la batterie : shareW.",
    ),
    say(
      "Add shareW with more than 0 watts and at most {mostW}, such as shareW: 2000; or choose {others}.",
      "Ergänze shareW mit mehr als 0 Watt und höchstens {mostW}, etwa shareW: 2000; oder wähle {others}.",
      "Ajoutez shareW, plus de 0 watt et au plus {mostW}, par exemple shareW: 2000 ; ou choisissez {others}.",
    ),
  ),
  "config.share-watts-idle": trouble(
    say(
      "The {shareW} of {key} do not count, because share is “{share}”.",
      "Die {shareW} bei {key} zählen nicht, denn share ist „{share}“.",
      "Les {shareW} de {key} ne comptent pas, car share vaut « {share} ».",
    ),
    say(
      "Write share: share if the battery shall get these watts first, or remove shareW.",
      "Schreibe share: share, wenn die Batterie diese Leistung zuerst bekommen soll, oder entferne shareW.",
      "Écrivez share: share si la batterie doit recevoir cette puissance en premier, ou supprimez shareW.",
    ),
  ),
  "config.unset-variable": trouble(
    say(
      "The environment variable {name} is not set.",
      "Die Umgebungsvariable {name} ist nicht gesetzt.",
      "La variable d'environnement {name} n'est pas définie.",
    ),
    say(
      "Set it before starting, or write the value itself.",
      "Setze sie vor dem Start oder schreibe den Wert selbst hin.",
      "Définissez-la avant le démarrage, ou écrivez la valeur.",
    ),
  ),
  "config.missing-file": trouble(
    say(
      "The file {name} cannot be read.",
      "Die Datei {name} lässt sich nicht lesen.",
      "Le fichier {name} est illisible.",
    ),
    say(
      "Check that it exists and may be read.",
      "Prüfe, ob es sie gibt und ob sie gelesen werden darf.",
      "Vérifiez qu'il existe et qu'il peut être lu.",
    ),
  ),
  "config.unknown-driver": trouble(
    say(
      "There is no driver called “{found}”[; maybe “{nearest}” is meant].",
      "Einen Treiber „{found}“ gibt es nicht[; gemeint ist vielleicht „{nearest}“].",
      "Il n'existe pas de pilote « {found} »[ ; peut-être « {nearest} »].",
    ),
    say("Choose one of these: {allowed}.", "Wähle einen von diesen: {allowed}.", "Choisissez parmi : {allowed}."),
  ),
  "config.unknown-target": trouble(
    say(
      "There is no target called “{found}”[; maybe “{nearest}” is meant].",
      "Ein Ziel „{found}“ gibt es nicht[; gemeint ist vielleicht „{nearest}“].",
      "Il n'existe pas de destination « {found} »[ ; peut-être « {nearest} »].",
    ),
    say(
      "Remove the entry[, or choose one of these: {allowed}].",
      "Entferne den Eintrag[ oder wähle eines von diesen: {allowed}].",
      "Supprimez l'entrée[ ou choisissez parmi : {allowed}].",
    ),
  ),
  "config.unknown-device": trouble(
    say(
      "“{key}” is for a device that is not in this file[; maybe “{nearest}” is meant].",
      "„{key}“ gilt einem Gerät, das nicht in dieser Datei steht[; vielleicht ist „{nearest}“ gemeint].",
      "« {key} » concerne un appareil absent de ce fichier[ ; peut-être s'agit-il de « {nearest} »].",
    ),
    say(
      "Use the id of one of the devices[: {allowed}].",
      "Nimm die id eines der Geräte[: {allowed}].",
      "Utilisez l'id d'un des appareils[ : {allowed}].",
    ),
  ),
  "config.duplicate-id": trouble(
    say(
      "The id “{found}” is used twice.",
      "Die id „{found}“ kommt zweimal vor.",
      "L'id « {found} » est utilisé deux fois.",
    ),
    say(
      "Give each entry an id of its own.",
      "Gib jedem Eintrag eine eigene id.",
      "Donnez à chaque entrée son propre id.",
    ),
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;

import type { Localized, ProblemText } from "#domain";
import { say, trouble } from "./localized.ts";

/** Every sentence about the configuration begins with the place, as editors and terminals know it: `file:line`. */
function at(en: string, de: string, fr: string): Localized {
  const place = "[{file}:{line}: ]";
  return say(place + en, place + de, place + fr);
}

export const configProblems = {
  "config.syntax": trouble(
    at(
      "This is not valid YAML[ ({found})].",
      "Das ist kein gültiges YAML[ ({found})].",
      "Ce n'est pas du YAML valable[ ({found})].",
    ),
    say(
      "Check indentation, quotes and brackets there.",
      "Prüfe dort Einrückung, Anführungszeichen und Klammern.",
      "Vérifiez-y l'indentation, les guillemets et les crochets.",
    ),
  ),
  "config.not-found": trouble(
    say(
      "There is no configuration at {places}.",
      "Unter {places} gibt es keine Konfiguration.",
      "Il n'y a pas de configuration sous {places}.",
    ),
    say(
      "Write a sunsteer.yaml there, or name one with --config.",
      "Lege dort eine sunsteer.yaml an oder nenne eine mit --config.",
      "Créez-y un sunsteer.yaml, ou indiquez-en un avec --config.",
    ),
  ),
  "config.unknown-key": trouble(
    at(
      "There is no setting called “{found}”.",
      "Eine Einstellung „{found}“ gibt es nicht.",
      "Il n'existe pas de réglage « {found} ».",
    ),
    say(
      "Remove it or correct the spelling[; possible here: {allowed}].",
      "Entferne sie oder berichtige die Schreibweise[; möglich ist hier: {allowed}].",
      "Supprimez-le ou corrigez l'orthographe[ ; possible ici : {allowed}].",
    ),
  ),
  "config.wrong-type": trouble(
    at(
      "“{found}” is the wrong kind of value[ for {key}].",
      "„{found}“ ist die falsche Art von Wert[ für {key}].",
      "« {found} » n'est pas le bon type de valeur[ pour {key}].",
    ),
    say(
      "Write a value of this kind: {allowed}.",
      "Schreibe einen Wert dieser Art: {allowed}.",
      "Écrivez une valeur de ce type : {allowed}.",
    ),
  ),
  "config.missing-key": trouble(
    at("The setting {key} is missing.", "Die Einstellung {key} fehlt.", "Le réglage {key} manque."),
    say(
      "Add it[ with a value of this kind: {allowed}].",
      "Ergänze sie[ mit einem Wert dieser Art: {allowed}].",
      "Ajoutez-le[ avec une valeur de ce type : {allowed}].",
    ),
  ),
  "config.unset-variable": trouble(
    at(
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
    at(
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
    at(
      "There is no driver called “{found}”.",
      "Einen Treiber „{found}“ gibt es nicht.",
      "Il n'existe pas de pilote « {found} ».",
    ),
    say("Choose one of these: {allowed}.", "Wähle einen von diesen: {allowed}.", "Choisissez parmi : {allowed}."),
  ),
  "config.unknown-target": trouble(
    at(
      "There is no target called “{found}”.",
      "Ein Ziel „{found}“ gibt es nicht.",
      "Il n'existe pas de destination « {found} ».",
    ),
    say("Choose one of these: {allowed}.", "Wähle eines von diesen: {allowed}.", "Choisissez parmi : {allowed}."),
  ),
  "config.duplicate-id": trouble(
    at(
      "The id “{found}” is used twice.",
      "Die id „{found}“ kommt zweimal vor.",
      "L'id « {found} » est utilisé deux fois.",
    ),
    say(
      "Give each device an id of its own.",
      "Gib jedem Gerät eine eigene id.",
      "Donnez à chaque appareil son propre id.",
    ),
  ),
  "config.bad-value": trouble(
    at(
      "The value “{found}” is not possible[ for {key}].",
      "Der Wert „{found}“ ist nicht möglich[ für {key}].",
      "La valeur « {found} » est impossible[ pour {key}].",
    ),
    say("Possible is: {allowed}.", "Möglich ist: {allowed}.", "Valeurs possibles : {allowed}."),
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;

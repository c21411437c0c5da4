import { say, trouble } from "./localized.ts";

export const importProblems = {
  "import.no-bridge": trouble(
    say(
      "{file} holds no settings of one of the older bridges.",
      "{file} enthält keine Einstellungen einer der älteren Brücken.",
      "{file} ne contient pas de réglages de l'une des anciennes passerelles.",
    ),
    say(
      "Give its appsettings.json, its compose file, or the .env with HUAWEI__…, GROWATT__… or IOTAWATT__….",
      "Gib ihre appsettings.json an, ihre Compose-Datei oder die .env mit HUAWEI__…, GROWATT__… oder IOTAWATT__….",
      "Indiquez son appsettings.json, son fichier compose ou le .env avec HUAWEI__…, GROWATT__… ou IOTAWATT__….",
    ),
  ),
  "import.not-json": trouble(
    say("{file} is not valid JSON.", "{file} ist kein gültiges JSON.", "{file} n'est pas du JSON valide."),
    say(
      "Look for a missing quote, comma or bracket.",
      "Suche nach einem fehlenden Anführungszeichen, Komma oder einer Klammer.",
      "Cherchez un guillemet, une virgule ou une accolade manquante.",
    ),
  ),
  "import.exists": trouble(
    say("{path} already exists.", "{path} gibt es schon.", "{path} existe déjà."),
    say(
      "Name another file with --output, or add --force to replace it.",
      "Nenne mit --output eine andere Datei, oder ersetze sie mit --force.",
      "Indiquez un autre fichier avec --output, ou ajoutez --force pour le remplacer.",
    ),
  ),
};

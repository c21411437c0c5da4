import { say, trouble } from "./localized.ts";

export const importProblems = {
  "import.no-file": trouble(
    say("{file} cannot be read.", "{file} lässt sich nicht lesen.", "{file} ne peut pas être lu."),
    say(
      "Give the older bridge's own file, by its whole path if it lies elsewhere.",
      "Gib die Datei der älteren Brücke an, mit ganzem Pfad, falls sie woanders liegt.",
      "Indiquez le fichier de l'ancienne passerelle, avec son chemin complet s'il est ailleurs.",
    ),
  ),
  "import.no-bridge": trouble(
    say(
      "{file} holds no settings of one of the older bridges.",
      "{file} enthält keine Einstellungen einer der älteren Brücken.",
      "{file} ne contient pas de réglages de l'une des anciennes passerelles.",
    ),
    say(
      "Give its appsettings.json, its compose file, or a file of variables such as HUAWEI__USERNAME.",
      "Gib ihre appsettings.json an, ihre Compose-Datei oder eine Datei mit Variablen wie HUAWEI__USERNAME.",
      "Indiquez son appsettings.json, son fichier compose ou un fichier de variables comme HUAWEI__USERNAME.",
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

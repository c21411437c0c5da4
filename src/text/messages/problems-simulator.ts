import { say, trouble } from "./localized.ts";

const seePreset = say(
  "Name one that this house has, or choose another preset.",
  "Nenne eines, das dieses Haus hat, oder wähle eine andere Vorlage.",
  "Indiquez-en un que cette maison possède, ou choisissez un autre modèle.",
);

const checkTrace = say(
  "A trace is a table in CSV, plain or gzipped, sorted by its column ts.",
  "Eine Messreihe ist eine CSV-Tabelle, auch mit gzip gepackt, sortiert nach ihrer Spalte ts.",
  "Une série de mesures est un tableau CSV, compressé ou non par gzip, trié par sa colonne ts.",
);

export const simulatorProblems = {
  "simulator.no-inverter": trouble(
    say(
      "The simulated house has no inverter[ named {id}].",
      "Das simulierte Haus hat keinen Wechselrichter[ namens {id}].",
      "La maison simulée n'a pas d'onduleur[ nommé {id}].",
    ),
    seePreset,
  ),
  "simulator.no-battery": trouble(
    say(
      "The simulated house has no battery[ at {id}].",
      "Das simulierte Haus hat keine Batterie[ bei {id}].",
      "La maison simulée n'a pas de batterie[ sur {id}].",
    ),
    seePreset,
  ),
  "simulator.no-wallbox": trouble(
    say(
      "The simulated house has no wallbox[ named {id}].",
      "Das simulierte Haus hat keine Wallbox[ namens {id}].",
      "La maison simulée n'a pas de borne[ nommée {id}].",
    ),
    seePreset,
  ),
  "simulator.no-car": trouble(
    say(
      "The simulated house has no car[ at {id}].",
      "Das simulierte Haus hat kein Auto[ bei {id}].",
      "La maison simulée n'a pas de voiture[ sur {id}].",
    ),
    seePreset,
  ),
  "trace.no-folder": trouble(
    say(
      "The scenario needs the trace {file}, and no folder with traces is given.",
      "Das Szenario braucht die Messreihe {file}, aber es ist kein Ordner mit Messreihen angegeben.",
      "Le scénario demande la série {file}, mais aucun dossier de séries n'est indiqué.",
    ),
    say(
      "Give the folder with --traces or SUNSTEER_TRACES.",
      "Gib den Ordner mit --traces oder SUNSTEER_TRACES an.",
      "Indiquez le dossier avec --traces ou SUNSTEER_TRACES.",
    ),
  ),
  "trace.no-file": trouble(
    say(
      "The trace {file} does not exist[ in {folder}].",
      "Die Messreihe {file} gibt es nicht[ in {folder}].",
      "La série {file} n'existe pas[ dans {folder}].",
    ),
    say("Check its name and the folder.", "Prüfe ihren Namen und den Ordner.", "Vérifiez son nom et le dossier."),
  ),
  "trace.no-ts": trouble(
    say(
      "The trace has no column ts in its first line.",
      "Die Messreihe hat in ihrer ersten Zeile keine Spalte ts.",
      "La série n'a pas de colonne ts dans sa première ligne.",
    ),
    checkTrace,
  ),
  "trace.bad-ts": trouble(
    say(
      "Line {line} of the trace has no time, or one that is not after the line before.",
      "Zeile {line} der Messreihe hat keine Zeit oder eine, die nicht nach der vorigen liegt.",
      "La ligne {line} de la série n'a pas d'heure, ou une heure qui ne suit pas la précédente.",
    ),
    checkTrace,
  ),
  "trace.no-column": trouble(
    say(
      "The trace {file} has no column {column}.",
      "Die Messreihe {file} hat keine Spalte {column}.",
      "La série {file} n'a pas de colonne {column}.",
    ),
    say(
      "Name one of the columns in its first line.",
      "Nenne eine der Spalten aus ihrer ersten Zeile.",
      "Indiquez une des colonnes de sa première ligne.",
    ),
  ),
};

import type { ProblemText } from "#domain";
import { say, trouble } from "./localized.ts";

const recordAgain = say(
  "Record anew: “sunsteer run --record FILE”.",
  "Nimm neu auf: „sunsteer run --record DATEI“.",
  "Enregistrez à nouveau : « sunsteer run --record FICHIER ».",
);

/** Recordings of decisions, and deciding them again. */
export const backtestProblems = {
  "backtest.no-file": trouble(
    say(
      "There is no recording {path}.",
      "Eine Aufnahme {path} gibt es nicht.",
      "Il n'y a pas d'enregistrement {path}.",
    ),
    recordAgain,
  ),
  "backtest.no-recording": trouble(
    say(
      "The file is not a recording of decisions.",
      "Die Datei ist keine Aufnahme von Entscheidungen.",
      "Le fichier n'est pas un enregistrement de décisions.",
    ),
    recordAgain,
  ),
  "backtest.version": trouble(
    say(
      "The recording has the form {found}, and this version reads form {newest} only.",
      "Die Aufnahme hat die Form {found}; diese Version liest nur Form {newest}.",
      "L'enregistrement a la forme {found} ; cette version ne lit que la forme {newest}.",
    ),
    say(
      "Use the version that recorded it, or record anew.",
      "Nimm die Version, die aufgenommen hat, oder nimm neu auf.",
      "Utilisez la version qui l'a enregistré, ou enregistrez à nouveau.",
    ),
  ),
  "backtest.bad-line": trouble(
    say(
      "Line {line} of the recording is damaged.",
      "Zeile {line} der Aufnahme ist beschädigt.",
      "La ligne {line} de l'enregistrement est abîmée.",
    ),
    recordAgain,
  ),
  "backtest.cannot-write": trouble(
    say(
      "Decisions cannot be recorded in {path}[: {detail}].",
      "Entscheidungen lassen sich nicht in {path} aufnehmen[: {detail}].",
      "Les décisions ne peuvent pas être enregistrées dans {path}[ : {detail}].",
    ),
    say(
      "Check the folder, its permissions and the space left; everything else goes on.",
      "Prüfe Ordner, Rechte und freien Platz; alles andere läuft weiter.",
      "Vérifiez le dossier, ses droits et la place libre ; tout le reste continue.",
    ),
  ),
  "backtest.different": trouble(
    say(
      "{differing} of {decisions} decisions come out differently. The first is decision {decision}, line {line}, at {firstAt}: {path} was {recorded} and is now {replayed}.",
      "{differing} von {decisions} Entscheidungen fallen anders aus. Die erste ist Entscheidung {decision}, Zeile {line}, um {firstAt}: {path} war {recorded} und ist jetzt {replayed}.",
      "{differing} décisions sur {decisions} sont différentes. La première est la décision {decision}, ligne {line}, à {firstAt} : {path} était {recorded} et est maintenant {replayed}.",
    ),
    say(
      "After a change of the rules this is to be expected; otherwise the recording was changed, or a rule is not repeatable.",
      "Nach einer Änderung der Regeln ist das zu erwarten; sonst wurde die Aufnahme verändert, oder eine Regel ist nicht wiederholbar.",
      "Après un changement des règles, c'est normal ; sinon l'enregistrement a été modifié, ou une règle n'est pas répétable.",
    ),
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;

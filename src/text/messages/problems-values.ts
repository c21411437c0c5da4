import type { ProblemText } from "#domain";
import { say, trouble } from "./localized.ts";

const lookAtList = say(
  "The device's list of values names its keys.",
  "Die Liste der Werte des Geräts nennt seine Schlüssel.",
  "La liste des valeurs de l'appareil indique ses clés.",
);

/** Setting raw values of a device: what its own list does not allow. */
export const valueProblems = {
  "value.unknown-device": trouble(
    say(
      "There is no device “{device}”.",
      "Ein Gerät „{device}“ gibt es nicht.",
      "L'appareil « {device} » n'existe pas.",
    ),
    say("Known are: {known}.", "Bekannt sind: {known}.", "Appareils connus : {known}."),
  ),
  "value.none-offered": trouble(
    say(
      "{device} has no raw values, or has not answered yet.",
      "{device} hat keine Rohwerte oder hat noch nicht geantwortet.",
      "{device} n'a pas de valeurs brutes, ou n'a pas encore répondu.",
    ),
    say(
      "Try again when the device is connected.",
      "Versuche es wieder, wenn das Gerät verbunden ist.",
      "Réessayez quand l'appareil est connecté.",
    ),
  ),
  "value.unknown-key": trouble(
    say("{device} has no value “{key}”.", "{device} hat keinen Wert „{key}“.", "{device} n'a pas de valeur « {key} »."),
    lookAtList,
  ),
  "value.unknown-key-nearest": trouble(
    say("{device} has no value “{key}”.", "{device} hat keinen Wert „{key}“.", "{device} n'a pas de valeur « {key} »."),
    say("You probably mean “{nearest}”.", "Du meinst wohl „{nearest}“.", "Vous pensez sans doute à « {nearest} »."),
  ),
  "value.read-only": trouble(
    say("“{key}” can only be read.", "„{key}“ lässt sich nur lesen.", "« {key} » est en lecture seule."),
    lookAtList,
  ),
  "value.not-a-number": trouble(
    say(
      "“{key}” is a number, not {value}.",
      "„{key}“ ist eine Zahl, nicht {value}.",
      "« {key} » est un nombre, pas {value}.",
    ),
    say("Give a number.", "Gib eine Zahl an.", "Indiquez un nombre."),
  ),
  "value.not-a-switch": trouble(
    say(
      "“{key}” is a switch, not {value}.",
      "„{key}“ ist ein Schalter, nicht {value}.",
      "« {key} » est un interrupteur, pas {value}.",
    ),
    say("Give true or false.", "Gib true oder false an.", "Indiquez true ou false."),
  ),
  "value.not-a-text": trouble(
    say(
      "“{key}” is a text, not {value}.",
      "„{key}“ ist ein Text, nicht {value}.",
      "« {key} » est un texte, pas {value}.",
    ),
    say("Give a text.", "Gib einen Text an.", "Indiquez un texte."),
  ),
  "value.not-json": trouble(
    say(
      "“{key}” is a list or an object, and {value} is not one in JSON.",
      "„{key}“ ist eine Liste oder ein Objekt, und {value} ist keines in JSON.",
      "« {key} » est une liste ou un objet, et {value} n'en est pas un en JSON.",
    ),
    say("Give it as JSON text.", "Gib es als JSON-Text an.", "Indiquez-le en texte JSON."),
  ),
  "value.not-a-choice": trouble(
    say("“{key}” cannot be {value}.", "„{key}“ kann nicht {value} sein.", "« {key} » ne peut pas être {value}."),
    say("Possible are: {allowed}.", "Möglich sind: {allowed}.", "Valeurs possibles : {allowed}."),
  ),
  "value.out-of-range": trouble(
    say(
      "“{key}” cannot be {value}[ {unit}].",
      "„{key}“ kann nicht {value}[ {unit}] sein.",
      "« {key} » ne peut pas être {value}[ {unit}].",
    ),
    say(
      "It goes[ from {lowest}][ to {highest}][ {unit}].",
      "Es geht[ von {lowest}][ bis {highest}][ {unit}].",
      "Limites :[ de {lowest}][ à {highest}][ {unit}].",
    ),
  ),
  "value.needs-confirmation": trouble(
    say(
      "“{key}” can lock you out or lose data.",
      "„{key}“ kann dich aussperren oder Daten löschen.",
      "« {key} » peut vous bloquer l'accès ou effacer des données.",
    ),
    say("Confirm it if you mean it.", "Bestätige es, wenn du es willst.", "Confirmez si vous le voulez vraiment."),
  ),
  "value.by-hand-only": trouble(
    say(
      "“{key}” can lock you out or lose data, so no program may set it by itself.",
      "„{key}“ kann dich aussperren oder Daten löschen; darum darf es kein Programm von selbst setzen.",
      "« {key} » peut vous bloquer l'accès ou effacer des données, aucun programme ne peut donc le régler seul.",
    ),
    say(
      "Set it by hand, on the page or with the command line.",
      "Setze es von Hand, auf der Seite oder mit der Befehlszeile.",
      "Réglez-le à la main, sur la page ou en ligne de commande.",
    ),
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;

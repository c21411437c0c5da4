import type { ProblemText } from "#domain";
import { say, trouble } from "./localized.ts";

export const cliProblems = {
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
    say("Start it with “sunsteer run”.", "Starte es mit „sunsteer run“.", "Démarrez-le avec « sunsteer run »."),
  ),
  "cli.unknown-device": trouble(
    say(
      "There is no device called “{found}”.",
      "Ein Gerät „{found}“ gibt es nicht.",
      "Il n'existe pas d'appareil « {found} ».",
    ),
    say("Choose one of these: {allowed}.", "Wähle eines von diesen: {allowed}.", "Choisissez parmi : {allowed}."),
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

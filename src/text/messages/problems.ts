import type { ProblemKind, ProblemText } from "#domain";
import { say, trouble } from "./localized.ts";
import { backtestProblems } from "./problems-backtest.ts";
import { cliProblems } from "./problems-cli.ts";
import { configProblems } from "./problems-config.ts";
import { httpProblems } from "./problems-http.ts";
import { importProblems } from "./problems-import.ts";
import { signalProblems } from "./problems-signals.ts";
import { simulatorProblems } from "./problems-simulator.ts";
import { storageProblems } from "./problems-storage.ts";
import { valueProblems } from "./problems-values.ts";

/** For codes nobody has a sentence for: the kind alone already tells what to do. */
export const kindTexts: Readonly<Record<ProblemKind, ProblemText>> = {
  auth: trouble(
    say(
      "The login was not accepted ({code}).",
      "Die Anmeldung wurde nicht angenommen ({code}).",
      "La connexion n'a pas été acceptée ({code}).",
    ),
    say(
      "Check user, password or key.",
      "Prüfe Benutzer, Passwort oder Schlüssel.",
      "Vérifiez l'utilisateur, le mot de passe ou la clé.",
    ),
  ),
  "rate-limited": trouble(
    say(
      "Too many calls were made ({code}).",
      "Es gab zu viele Anfragen ({code}).",
      "Trop de requêtes ont été faites ({code}).",
    ),
    say(
      "Wait a while, it goes on by itself.",
      "Warte etwas, es geht von selbst weiter.",
      "Attendez un peu, cela reprend tout seul.",
    ),
  ),
  unreachable: trouble(
    say(
      "The other side cannot be reached ({code}).",
      "Die Gegenseite ist nicht erreichbar ({code}).",
      "L'autre côté est injoignable ({code}).",
    ),
    say("Check the device and the network.", "Prüfe das Gerät und das Netzwerk.", "Vérifiez l'appareil et le réseau."),
  ),
  refused: trouble(
    say("This was refused ({code}).", "Das wurde abgelehnt ({code}).", "Cela a été refusé ({code})."),
    say(
      "Ask for something the device can do.",
      "Verlange etwas, was das Gerät kann.",
      "Demandez quelque chose que l'appareil sait faire.",
    ),
  ),
  invalid: trouble(
    say(
      "Something here is not valid ({code}).",
      "Hier ist etwas nicht gültig ({code}).",
      "Quelque chose n'est pas valable ({code}).",
    ),
    say("Correct it and try again.", "Berichtige es und versuche es noch einmal.", "Corrigez et réessayez."),
  ),
  bug: trouble(
    say(
      "The program met something unforeseen ({code}).",
      "Das Programm traf auf etwas Unvorhergesehenes ({code}).",
      "Le programme a rencontré un imprévu ({code}).",
    ),
    say("Please report it with the log.", "Bitte melde es mit dem Protokoll.", "Merci de le signaler avec le journal."),
  ),
};

const reachProblems = {
  "unreachable.timeout": trouble(
    say(
      "{host} did not answer within {afterS}.",
      "{host} hat innerhalb von {afterS} nicht geantwortet.",
      "{host} n'a pas répondu en {afterS}.",
    ),
    say(
      "Check that it is switched on and in the network.",
      "Prüfe, ob es eingeschaltet und im Netzwerk ist.",
      "Vérifiez qu'il est allumé et sur le réseau.",
    ),
  ),
  "unreachable.refused": trouble(
    say("{host} accepts no connection.", "{host} nimmt keine Verbindung an.", "{host} n'accepte aucune connexion."),
    say("Check the address and the port.", "Prüfe Adresse und Port.", "Vérifiez l'adresse et le port."),
  ),
  "unreachable.dns": trouble(
    say(
      "The name {host} is not known in the network.",
      "Der Name {host} ist im Netzwerk nicht bekannt.",
      "Le nom {host} est inconnu sur le réseau.",
    ),
    say(
      "Check the spelling and the internet connection.",
      "Prüfe die Schreibweise und die Internetverbindung.",
      "Vérifiez l'orthographe et la connexion internet.",
    ),
  ),
  "unreachable.reset": trouble(
    say("{host} broke off the connection.", "{host} hat die Verbindung abgebrochen.", "{host} a coupé la connexion."),
    say(
      "It is tried again by itself; restart the device if it stays so.",
      "Es wird von selbst wieder versucht; starte das Gerät neu, wenn es so bleibt.",
      "Un nouvel essai se fait tout seul ; redémarrez l'appareil si cela dure.",
    ),
  ),
  "unreachable.http": trouble(
    say(
      "{host} answered with the error {status}.",
      "{host} hat mit dem Fehler {status} geantwortet.",
      "{host} a répondu avec l'erreur {status}.",
    ),
    say(
      "Try again later; check the address if it stays so.",
      "Versuche es später wieder; prüfe die Adresse, wenn es so bleibt.",
      "Réessayez plus tard ; vérifiez l'adresse si cela dure.",
    ),
  ),
  "unreachable.not-json": trouble(
    say(
      "{host} answered with something other than data.",
      "{host} hat etwas anderes als Daten geschickt.",
      "{host} a répondu autre chose que des données.",
    ),
    say(
      "Check that the address belongs to the device itself.",
      "Prüfe, ob die Adresse wirklich die des Geräts ist.",
      "Vérifiez que l'adresse est bien celle de l'appareil.",
    ),
  ),
  "rate-limited.budget": trouble(
    say(
      "The calls that may be made[ within {perS}] are used up: {used} of {limit}.",
      "Die erlaubten Anfragen[ innerhalb von {perS}] sind verbraucht: {used} von {limit}.",
      "Les requêtes permises[ en {perS}] sont épuisées : {used} sur {limit}.",
    ),
    say(
      "It goes on by itself[ at {retryAt}].",
      "Es geht[ um {retryAt}] von selbst weiter.",
      "Cela reprend tout seul[ à {retryAt}].",
    ),
  ),
  "rate-limited.vendor": trouble(
    say(
      "The maker's service asks for fewer calls.",
      "Der Dienst des Herstellers verlangt weniger Anfragen.",
      "Le service du fabricant demande moins de requêtes.",
    ),
    say(
      "It goes on by itself[ at {retryAt}].",
      "Es geht[ um {retryAt}] von selbst weiter.",
      "Cela reprend tout seul[ à {retryAt}].",
    ),
  ),
  "auth.rejected": trouble(
    say(
      "User, password or key was not accepted.",
      "Benutzer, Passwort oder Schlüssel wurde nicht angenommen.",
      "L'utilisateur, le mot de passe ou la clé n'a pas été accepté.",
    ),
    say(
      "Check them and enter them again.",
      "Prüfe sie und gib sie neu ein.",
      "Vérifiez-les et saisissez-les à nouveau.",
    ),
  ),
  "refused.unsupported": trouble(
    say(
      "The device cannot do this: {what}.",
      "Das kann das Gerät nicht: {what}.",
      "L'appareil ne sait pas faire cela : {what}.",
    ),
    say(
      "Look up in its README what it offers.",
      "Sieh in seiner README nach, was es anbietet.",
      "Consultez son README pour savoir ce qu'il propose.",
    ),
  ),
  "invalid.reply": trouble(
    say(
      "The device sent something that cannot be understood: {detail}.",
      "Das Gerät hat etwas Unverständliches geschickt: {detail}.",
      "L'appareil a envoyé quelque chose d'incompréhensible : {detail}.",
    ),
    say(
      "Check whether its software was updated, and report it.",
      "Prüfe, ob seine Software neu ist, und melde es.",
      "Vérifiez si son logiciel a changé, et signalez-le.",
    ),
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;

const runningProblems = {
  "bug.unexpected": trouble(
    say(
      "The program met something unforeseen: {detail}.",
      "Das Programm traf auf etwas Unvorhergesehenes: {detail}.",
      "Le programme a rencontré un imprévu : {detail}.",
    ),
    say("Please report it with the log.", "Bitte melde es mit dem Protokoll.", "Merci de le signaler avec le journal."),
  ),
  "command.not-confirmed": trouble(
    say(
      "{device} took a command but does not show its effect.",
      "{device} hat einen Befehl angenommen, zeigt aber keine Wirkung.",
      "{device} a pris un ordre mais n'en montre pas l'effet.",
    ),
    say(
      "It is tried again by itself; look at the device if it stays so.",
      "Es wird von selbst wieder versucht; sieh nach dem Gerät, wenn es so bleibt.",
      "Un nouvel essai se fait tout seul ; regardez l'appareil si cela dure.",
    ),
  ),
  "surplus.not-received": trouble(
    say(
      "{device} does not show the powers that it is sent.",
      "{device} zeigt die Leistungen nicht, die es bekommt.",
      "{device} ne montre pas les puissances envoyées.",
    ),
    say(
      "Look whether something else feeds it as well, or restart it; meanwhile Sunsteer steers it.",
      "Sieh nach, ob noch etwas anderes es versorgt, oder starte es neu; solange steuert Sunsteer.",
      "Vérifiez si autre chose l'alimente aussi, ou redémarrez-le ; en attendant, Sunsteer le commande.",
    ),
  ),
  "command.orphan": trouble(
    say(
      "{device} still has a setting of ours but is no longer configured.",
      "{device} hat noch eine Einstellung von uns, ist aber nicht mehr eingerichtet.",
      "{device} garde un réglage de notre part mais n'est plus configuré.",
    ),
    say(
      "Set it back in the maker's app, or configure it again.",
      "Stelle es in der App des Herstellers zurück oder richte es wieder ein.",
      "Remettez-le dans l'application du fabricant, ou configurez-le à nouveau.",
    ),
  ),
  "device.stale": trouble(
    say(
      "The values are {ageS} overdue.",
      "Die Werte sind seit {ageS} überfällig.",
      "Les valeurs ont {ageS} de retard.",
    ),
    say(
      "Nothing to do if it passes; else check the device.",
      "Nichts zu tun, wenn es vergeht; sonst prüfe das Gerät.",
      "Rien à faire si cela passe ; sinon vérifiez l'appareil.",
    ),
  ),
  "device.not-connected": trouble(
    say("{device} is not connected.", "{device} ist nicht verbunden.", "{device} n'est pas connecté."),
    say(
      "Check the device; it connects again by itself.",
      "Prüfe das Gerät; es verbindet sich von selbst wieder.",
      "Vérifiez l'appareil ; il se reconnecte tout seul.",
    ),
  ),
  "hub.stopping": trouble(
    say("Sunsteer is just shutting down.", "Sunsteer fährt gerade herunter.", "Sunsteer est en train de s'arrêter."),
    say("Try again when it runs.", "Versuche es wieder, wenn es läuft.", "Réessayez quand il fonctionne."),
  ),
  "account.closed": trouble(
    say(
      "The connection to the maker's account is being closed.",
      "Die Verbindung zum Konto beim Hersteller wird geschlossen.",
      "La connexion au compte du fabricant se ferme.",
    ),
    say(
      "Try again when Sunsteer runs.",
      "Versuche es wieder, wenn Sunsteer läuft.",
      "Réessayez quand Sunsteer fonctionne.",
    ),
  ),
  "bug.unknown-rule": trouble(
    say(
      "A call limit called “{rule}” does not exist.",
      "Eine Grenze für Anfragen namens „{rule}“ gibt es nicht.",
      "Il n'existe pas de limite de requêtes « {rule} ».",
    ),
    say("Please report it with the log.", "Bitte melde es mit dem Protokoll.", "Merci de le signaler avec le journal."),
  ),
  "bug.impossible-rule": trouble(
    say(
      "The call limit “{rule}” of {driver} leaves no calls at all.",
      "Die Grenze „{rule}“ von {driver} lässt gar keine Anfragen zu.",
      "La limite « {rule} » de {driver} ne laisse aucune requête.",
    ),
    say("Please report it with the log.", "Bitte melde es mit dem Protokoll.", "Merci de le signaler avec le journal."),
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;

/** The problems that are not one maker's, by code. Text in square brackets needs all of its facts. */
export const problemTexts = {
  ...reachProblems,
  ...runningProblems,
  ...backtestProblems,
  ...cliProblems,
  ...importProblems,
  ...configProblems,
  ...simulatorProblems,
  ...storageProblems,
  ...signalProblems,
  ...valueProblems,
  ...httpProblems,
} as const satisfies Readonly<Record<string, ProblemText>>;

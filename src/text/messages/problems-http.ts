import type { ProblemText } from "#domain";
import { say, trouble } from "./localized.ts";

export const httpProblems = {
  "http.port-in-use": trouble(
    say("The port {port} is already in use.", "Der Port {port} ist schon belegt.", "Le port {port} est déjà utilisé."),
    say(
      "Stop the other program, or choose another port.",
      "Beende das andere Programm oder wähle einen anderen Port.",
      "Arrêtez l'autre programme, ou choisissez un autre port.",
    ),
  ),
  "http.port-forbidden": trouble(
    say(
      "The port {port} may only be opened by the administrator.",
      "Den Port {port} darf nur der Administrator öffnen.",
      "Seul l'administrateur peut ouvrir le port {port}.",
    ),
    say("Choose a port above 1023.", "Wähle einen Port über 1023.", "Choisissez un port au-dessus de 1023."),
  ),
  "http.unknown-address": trouble(
    say(
      "This machine does not have the address {host}.",
      "Dieser Rechner hat die Adresse {host} nicht.",
      "Cette machine n'a pas l'adresse {host}.",
    ),
    say(
      "Choose 127.0.0.1 or an address of this machine.",
      "Wähle 127.0.0.1 oder eine Adresse dieses Rechners.",
      "Choisissez 127.0.0.1 ou une adresse de cette machine.",
    ),
  ),
  "http.password-needed": trouble(
    say(
      "Without a password the page may not be opened to the network at {host}.",
      "Ohne Passwort darf die Seite nicht unter {host} für das Netzwerk geöffnet werden.",
      "Sans mot de passe, la page ne peut pas être ouverte au réseau sur {host}.",
    ),
    say(
      "Set a password in the configuration, or stay with 127.0.0.1.",
      "Setze in der Konfiguration ein Passwort oder bleibe bei 127.0.0.1.",
      "Définissez un mot de passe dans la configuration, ou restez sur 127.0.0.1.",
    ),
  ),
  "http.host-refused": trouble(
    say(
      "The page was called by a name it does not know[: {host}].",
      "Die Seite wurde unter einem fremden Namen aufgerufen[: {host}].",
      "La page a été appelée sous un nom inconnu[ : {host}].",
    ),
    say(
      "Call it by its address, or add the name to the configuration.",
      "Rufe sie mit ihrer Adresse auf oder trage den Namen in die Konfiguration ein.",
      "Appelez-la par son adresse, ou ajoutez le nom à la configuration.",
    ),
  ),
  "http.origin-refused": trouble(
    say(
      "Another web page tried to steer this home[: {origin}].",
      "Eine andere Webseite wollte dieses Haus steuern[: {origin}].",
      "Une autre page web a tenté de commander cette maison[ : {origin}].",
    ),
    say(
      "Use the page of Sunsteer itself.",
      "Benutze die Seite von Sunsteer selbst.",
      "Utilisez la page de Sunsteer elle-même.",
    ),
  ),
  "http.login-needed": trouble(
    say("You are not logged in.", "Du bist nicht angemeldet.", "Vous n'êtes pas connecté."),
    say(
      "Log in with the password of this home.",
      "Melde dich mit dem Passwort dieses Hauses an.",
      "Connectez-vous avec le mot de passe de cette maison.",
    ),
  ),
  "http.login-wrong": trouble(
    say("The password is not right.", "Das Passwort stimmt nicht.", "Le mot de passe n'est pas juste."),
    say(
      "Try again; it stands in the configuration.",
      "Versuche es noch einmal; es steht in der Konfiguration.",
      "Réessayez ; il se trouve dans la configuration.",
    ),
  ),
  "http.login-slowed": trouble(
    say(
      "There were too many wrong passwords.",
      "Es gab zu viele falsche Passwörter.",
      "Il y a eu trop de mots de passe faux.",
    ),
    say("Try again[ at {retryAt}].", "Versuche es[ um {retryAt}] wieder.", "Réessayez[ à {retryAt}]."),
  ),
  "http.login-pointless": trouble(
    say("This home has no password.", "Dieses Haus hat kein Passwort.", "Cette maison n'a pas de mot de passe."),
    say(
      "Just use the page, no login is needed.",
      "Benutze die Seite einfach, es braucht keine Anmeldung.",
      "Utilisez simplement la page, aucune connexion n'est nécessaire.",
    ),
  ),
  "http.unknown-path": trouble(
    say("There is nothing at {path}.", "Unter {path} gibt es nichts.", "Il n'y a rien à {path}."),
    say(
      "Look at /api/openapi.json for what there is.",
      "Was es gibt, steht in /api/openapi.json.",
      "Consultez /api/openapi.json pour savoir ce qui existe.",
    ),
  ),
  "http.unknown-home": trouble(
    say(
      "There is no home called “{home}”.",
      "Ein Haus „{home}“ gibt es nicht.",
      "Il n'existe pas de maison « {home} ».",
    ),
    say(
      "Ask /api/homes for the homes there are.",
      "Welche Häuser es gibt, sagt /api/homes.",
      "Demandez à /api/homes les maisons existantes.",
    ),
  ),
  "http.home-needed": trouble(
    say(
      "There are several homes here: {homes}.",
      "Hier gibt es mehrere Häuser: {homes}.",
      "Il y a plusieurs maisons ici : {homes}.",
    ),
    say(
      "Name one in the address, as in /api/homes/NAME.",
      "Nenne eines in der Adresse, wie in /api/homes/NAME.",
      "Nommez-en une dans l'adresse, comme /api/homes/NAME.",
    ),
  ),
  "http.unknown-device": trouble(
    say(
      "There is no device called “{id}” for this.",
      "Ein Gerät „{id}“ gibt es hierfür nicht.",
      "Il n'existe pas d'appareil « {id} » pour cela.",
    ),
    say(
      "Choose one of these[: {known}].",
      "Wähle eines von diesen[: {known}].",
      "Choisissez parmi ceux-ci[ : {known}].",
    ),
  ),
  "http.unknown-plan": trouble(
    say(
      "This device gives no advice for “{plan}”.",
      "Dieses Gerät gibt keinen Rat für „{plan}“.",
      "Cet appareil ne donne pas de conseil pour « {plan} ».",
    ),
    say(
      "Choose one of its plans[: {known}].",
      "Wähle einen seiner Pläne[: {known}].",
      "Choisissez l'un de ses plans[ : {known}].",
    ),
  ),
  "http.wish-refused": trouble(
    say(
      "Your wish cannot be met: {answer}",
      "Dein Wunsch geht nicht: {answer}",
      "Votre souhait est impossible : {answer}",
    ),
    say("Change it and try again.", "Ändere ihn und versuche es noch einmal.", "Modifiez-le et réessayez."),
  ),
  "http.share-watts": trouble(
    say(
      "The battery's share cannot be {found} watts.",
      "{found} Watt gehen nicht als Anteil der Batterie.",
      "La part de la batterie ne peut pas être de {found} watts.",
    ),
    say(
      "It takes more than 0 watts and at most {mostW}.",
      "Möglich sind mehr als 0 Watt und höchstens {mostW}.",
      "Il faut plus de 0 watt et au plus {mostW}.",
    ),
  ),
  "http.share-watts-idle": trouble(
    say(
      "Watts for the battery make no sense with share “{share}”: {shareW}.",
      "Zu share „{share}“ passt keine Leistung für die Batterie: {shareW}.",
      "Avec share « {share} », une puissance pour la batterie n'a pas de sens : {shareW}.",
    ),
    say(
      "Leave out shareW, or ask for “share”.",
      "Lass shareW weg oder wähle „share“.",
      "Omettez shareW, ou demandez « share ».",
    ),
  ),
  "http.bad-request": trouble(
    say(
      "The call was not understood[: {detail}].",
      "Der Aufruf wurde nicht verstanden[: {detail}].",
      "L'appel n'a pas été compris[ : {detail}].",
    ),
    say(
      "Compare it with /api/openapi.json.",
      "Vergleiche ihn mit /api/openapi.json.",
      "Comparez-le avec /api/openapi.json.",
    ),
  ),
  "http.not-json": trouble(
    say("The call does not carry JSON.", "Der Aufruf enthält kein JSON.", "L'appel ne contient pas de JSON."),
    say(
      "Send JSON and say so in the content type.",
      "Schicke JSON und nenne es im Content-Type.",
      "Envoyez du JSON et indiquez-le dans le Content-Type.",
    ),
  ),
  "http.body-too-large": trouble(
    say("The call is too large.", "Der Aufruf ist zu groß.", "L'appel est trop volumineux."),
    say("Send less at once.", "Schicke weniger auf einmal.", "Envoyez moins à la fois."),
  ),
  "http.empty-range": trouble(
    say(
      "The end of the time range is before its start.",
      "Das Ende des Zeitraums liegt vor seinem Anfang.",
      "La fin de la période précède son début.",
    ),
    say("Swap the two times.", "Vertausche die beiden Zeiten.", "Inversez les deux heures."),
  ),
  "http.too-much-history": trouble(
    say(
      "That is more history than one answer can carry.",
      "Das ist mehr Verlauf, als in eine Antwort passt.",
      "C'est plus d'historique qu'une réponse ne peut contenir.",
    ),
    say(
      "Ask for at most {series} series and {points} points.",
      "Frage höchstens {series} Reihen und {points} Punkte ab.",
      "Demandez au plus {series} séries et {points} points.",
    ),
  ),
  "http.page-missing": trouble(
    say(
      "The page has not been built[ in {directory}].",
      "Die Seite wurde noch nicht gebaut[, nämlich in {directory}].",
      "La page n'a pas été construite[ dans {directory}].",
    ),
    say(
      "Run npm ci in the project folder.",
      "Führe npm ci im Projektordner aus.",
      "Lancez npm ci dans le dossier du projet.",
    ),
  ),
} as const satisfies Readonly<Record<string, ProblemText>>;

import type { Localized, ProblemText } from "#domain";
import { checkSerial, checkSystem, reportDefect, triedAgain } from "./remedies.ts";

const text = (what: Localized, remedy: Localized): ProblemText => ({ what, remedy });

/** What keeps anybody from getting to the system at all. */
export const accessText: Readonly<Record<string, ProblemText>> = {
  "alphaess.app-id-is-email": text(
    {
      en: "What was given as AppID is an e-mail address.",
      de: "Als AppID wurde eine E-Mail-Adresse angegeben.",
      fr: "L'AppID indiqué est une adresse électronique.",
    },
    {
      en: "Take the AppID from open.alphaess.com; it begins with alpha. E-mail and password belong to api: portal.",
      de: "Die AppID aus open.alphaess.com nehmen; sie beginnt mit alpha. E-Mail und Passwort gehören zu api: portal.",
      fr: "Prendre l'AppID sur open.alphaess.com ; il commence par alpha. Courriel et mot de passe vont avec api: portal.",
    },
  ),
  "alphaess.no-app": text(
    {
      en: "For the official interface appId and appSecret are needed.",
      de: "Für die offizielle Schnittstelle braucht es appId und appSecret.",
      fr: "L'interface officielle demande appId et appSecret.",
    },
    {
      en: "Register at open.alphaess.com and copy both from there, or choose api: portal with username and password.",
      de: "In open.alphaess.com registrieren und beide von dort übernehmen, oder api: portal mit username und password.",
      fr: "S'inscrire sur open.alphaess.com et y copier les deux, ou choisir api: portal avec username et password.",
    },
  ),
  "alphaess.no-login": text(
    {
      en: "Username and password belong together, and one of them is missing.",
      de: "username und password gehören zusammen, eines davon fehlt.",
      fr: "username et password vont ensemble, et l'un des deux manque.",
    },
    {
      en: "Give both, as in the AlphaESS app.",
      de: "Beide angeben, wie in der AlphaESS-App.",
      fr: "Indiquer les deux, comme dans l'application AlphaESS.",
    },
  ),
  "alphaess.wrong-login": text(
    {
      en: "The AlphaESS cloud does not accept username and password.",
      de: "Die AlphaESS-Cloud nimmt username und password nicht an.",
      fr: "Le cloud AlphaESS n'accepte pas username et password.",
    },
    {
      en: "Sign in with both in the AlphaESS app, and give the same ones here.",
      de: "Mit beiden in der AlphaESS-App anmelden und hier dieselben angeben.",
      fr: "Se connecter avec les deux dans l'application AlphaESS, et indiquer les mêmes ici.",
    },
  ),
  "alphaess.no-token": text(
    {
      en: "The AlphaESS cloud accepted the login and gave no token.",
      de: "Die AlphaESS-Cloud hat die Anmeldung angenommen und kein Token gegeben.",
      fr: "Le cloud AlphaESS a accepté la connexion sans donner de jeton.",
    },
    triedAgain,
  ),
  "alphaess.no-systems": text(
    {
      en: "There is no system in this AlphaESS account.",
      de: "In diesem AlphaESS-Konto ist keine Anlage.",
      fr: "Il n'y a aucune installation dans ce compte AlphaESS.",
    },
    checkSystem,
  ),
  "alphaess.several-systems": text(
    {
      en: "There are several systems in this AlphaESS account: {serials}.",
      de: "In diesem AlphaESS-Konto sind mehrere Anlagen: {serials}.",
      fr: "Il y a plusieurs installations dans ce compte AlphaESS : {serials}.",
    },
    {
      en: "Say which one by serial (ALPHAESS_SERIAL).",
      de: "Mit serial (ALPHAESS_SERIAL) sagen, welche.",
      fr: "Dire laquelle par serial (ALPHAESS_SERIAL).",
    },
  ),
  "alphaess.unknown-system": text(
    {
      en: "The system {found} is not in this AlphaESS account; there is: {allowed}.",
      de: "Die Anlage {found} ist nicht in diesem AlphaESS-Konto; es gibt: {allowed}.",
      fr: "L'installation {found} n'est pas dans ce compte AlphaESS ; il y a : {allowed}.",
    },
    checkSerial,
  ),
  "alphaess.not-on-surface": text(
    {
      en: "The AlphaESS interface “{api}” cannot do this, so nothing was sent.",
      de: "Die AlphaESS-Schnittstelle „{api}“ kann das nicht, darum wurde nichts gesendet.",
      fr: "L'interface AlphaESS « {api} » ne sait pas le faire ; rien n'a donc été envoyé.",
    },
    {
      en: "Another one can, chosen by api (ALPHAESS_API): {other}[; beside an AppID, {login} do for the wallbox].",
      de: "Eine andere kann es, mit api (ALPHAESS_API) gewählt: {other}[; neben einer AppID genügen für die Wallbox {login}].",
      fr: "Une autre le peut, choisie par api (ALPHAESS_API) : {other}[ ; à côté d'un AppID, {login} suffisent pour la borne].",
    },
  ),
  "alphaess.unknown-code": text(
    {
      en: "The AlphaESS cloud answers with code {code}, which is not known here ({detail}).",
      de: "Die AlphaESS-Cloud antwortet mit Code {code}, der hier nicht bekannt ist ({detail}).",
      fr: "Le cloud AlphaESS répond par le code {code}, inconnu ici ({detail}).",
    },
    reportDefect,
  ),
  "alphaess.http-429": text(
    {
      en: "The AlphaESS cloud asks for a pause.",
      de: "Die AlphaESS-Cloud bittet um eine Pause.",
      fr: "Le cloud AlphaESS demande une pause.",
    },
    triedAgain,
  ),
  "alphaess.http-denied": text(
    {
      en: "The AlphaESS cloud denies access (HTTP {status}).",
      de: "Die AlphaESS-Cloud verweigert den Zugang (HTTP {status}).",
      fr: "Le cloud AlphaESS refuse l'accès (HTTP {status}).",
    },
    triedAgain,
  ),
  "alphaess.http-status": text(
    {
      en: "The AlphaESS cloud is out of order (HTTP {status}).",
      de: "Die AlphaESS-Cloud ist gestört (HTTP {status}).",
      fr: "Le cloud AlphaESS est en panne (HTTP {status}).",
    },
    triedAgain,
  ),
  "alphaess.moved": text(
    {
      en: "At this address there is no AlphaESS interface {api} (any more).",
      de: "Unter dieser Adresse gibt es die AlphaESS-Schnittstelle {api} nicht (mehr).",
      fr: "L'interface AlphaESS {api} n'existe pas (ou plus) à cette adresse.",
    },
    {
      en: "Check url; if none is set, the maker has moved it: use api: open and look for a newer version.",
      de: "url prüfen; ist keine gesetzt, hat der Hersteller sie verlegt: api: open verwenden, neuere Version suchen.",
      fr: "Vérifier url ; si rien n'y est indiqué, le fabricant l'a déplacée : utiliser api: open, chercher une version plus récente.",
    },
  ),
  "alphaess.not-json": text(
    {
      en: "Instead of the AlphaESS cloud something else answered, such as a sign-in page.",
      de: "Statt der AlphaESS-Cloud hat etwas anderes geantwortet, etwa eine Anmeldeseite.",
      fr: "Autre chose que le cloud AlphaESS a répondu, par exemple une page de connexion.",
    },
    {
      en: "Check url and the network (proxy, guest Wi-Fi); it is tried again by itself.",
      de: "url und das Netz prüfen (Proxy, Gäste-WLAN); es wird von selbst erneut versucht.",
      fr: "Vérifier url et le réseau (proxy, Wi-Fi invité) ; un nouvel essai suit tout seul.",
    },
  ),
  "alphaess.unexpected-reply": text(
    {
      en: "The AlphaESS cloud's answer to {path} makes no sense.",
      de: "Die Antwort der AlphaESS-Cloud auf {path} ergibt keinen Sinn.",
      fr: "La réponse du cloud AlphaESS à {path} n'a pas de sens.",
    },
    {
      en: "It is tried again by itself; if it stays, the maker changed something: please report it.",
      de: "Es wird von selbst erneut versucht; bleibt es dabei, hat der Hersteller etwas geändert: bitte melden.",
      fr: "Un nouvel essai suit tout seul ; si cela persiste, le fabricant a changé quelque chose : merci de le signaler.",
    },
  ),
  "alphaess.tls": text(
    {
      en: "The AlphaESS cloud's certificate is not valid ({detail}), so nothing was sent.",
      de: "Das Zertifikat der AlphaESS-Cloud ist nicht gültig ({detail}), darum wurde nichts gesendet.",
      fr: "Le certificat du cloud AlphaESS n'est pas valide ({detail}), rien n'a donc été envoyé.",
    },
    {
      en: "Check this machine's clock, then wait until the maker has renewed it; the check is never switched off.",
      de: "Die Uhr dieses Rechners prüfen, dann warten, bis der Hersteller es erneuert; die Prüfung wird nie abgeschaltet.",
      fr: "Vérifier l'horloge, puis attendre que le fabricant le renouvelle ; ce contrôle n'est jamais désactivé.",
    },
  ),
};

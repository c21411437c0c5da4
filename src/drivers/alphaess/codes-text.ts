import type { Localized, ProblemText } from "#domain";
import { checkSerial, checkSystem, newSecret, setClock, signInAgain, triedAgain } from "./remedies.ts";

const text = (what: Localized, remedy: Localized): ProblemText => ({ what, remedy });

/** One sentence and one remedy for every code of the clouds. */
export const codesText: Readonly<Record<string, ProblemText>> = {
  "alphaess.102": text(
    {
      en: "The AlphaESS login has run out ({detail}).",
      de: "Die AlphaESS-Anmeldung ist abgelaufen ({detail}).",
      fr: "La connexion AlphaESS a expiré ({detail}).",
    },
    signInAgain,
  ),
  "alphaess.6001": text(
    {
      en: "The AlphaESS cloud does not accept what was sent ({detail}).",
      de: "Die AlphaESS-Cloud nimmt die Angaben nicht an ({detail}).",
      fr: "Le cloud AlphaESS n'accepte pas les données envoyées ({detail}).",
    },
    {
      en: "Choose a value that the AlphaESS app offers as well; if it does, please report this.",
      de: "Einen Wert wählen, den auch die AlphaESS-App anbietet; tut sie das, bitte melden.",
      fr: "Choisir une valeur que l'application AlphaESS propose aussi ; si c'est le cas, merci de le signaler.",
    },
  ),
  "alphaess.6002": text(
    {
      en: "The system belongs to no user of this AlphaESS account ({detail}).",
      de: "Die Anlage gehört keinem Benutzer dieses AlphaESS-Kontos ({detail}).",
      fr: "L'installation n'appartient à aucun utilisateur de ce compte AlphaESS ({detail}).",
    },
    checkSystem,
  ),
  "alphaess.6003": text(
    {
      en: "The system is in the AlphaESS account already.",
      de: "Die Anlage ist schon im AlphaESS-Konto.",
      fr: "L'installation est déjà dans le compte AlphaESS.",
    },
    { en: "Nothing to do.", de: "Nichts zu tun.", fr: "Rien à faire." },
  ),
  "alphaess.6004": text(
    {
      en: "The check code does not belong to this serial number.",
      de: "Der CheckCode gehört nicht zu dieser Seriennummer.",
      fr: "Le CheckCode ne correspond pas à ce numéro de série.",
    },
    {
      en: "Copy it from the inverter's plate once more.",
      de: "Noch einmal vom Typenschild des Wechselrichters abschreiben.",
      fr: "Le recopier depuis la plaque de l'onduleur.",
    },
  ),
  "alphaess.6005": text(
    {
      en: "This AppID may not speak for the system ({detail}).",
      de: "Diese AppID darf nicht für die Anlage sprechen ({detail}).",
      fr: "Cet AppID ne peut pas agir pour l'installation ({detail}).",
    },
    checkSystem,
  ),
  "alphaess.6006": text(
    {
      en: "The AlphaESS cloud finds this machine's clock wrong ({detail}).",
      de: "Die AlphaESS-Cloud findet die Uhr dieses Rechners falsch ({detail}).",
      fr: "Le cloud AlphaESS trouve l'horloge de cette machine fausse ({detail}).",
    },
    setClock,
  ),
  "alphaess.6007": text(
    {
      en: "The AlphaESS cloud does not accept AppID and AppSecret ({detail}).",
      de: "Die AlphaESS-Cloud nimmt AppID und AppSecret nicht an ({detail}).",
      fr: "Le cloud AlphaESS n'accepte pas AppID et AppSecret ({detail}).",
    },
    newSecret,
  ),
  "alphaess.6008": text(
    {
      en: "The system has not taken the setting ({detail}).",
      de: "Die Anlage hat die Einstellung nicht übernommen ({detail}).",
      fr: "L'installation n'a pas pris le réglage ({detail}).",
    },
    {
      en: "Look at the settings in the AlphaESS app; times must be quarters of an hour and must not overlap.",
      de: "Die Einstellungen in der AlphaESS-App ansehen; Zeiten müssen Viertelstunden sein und sich nicht überschneiden.",
      fr: "Regarder les réglages dans l'application ; les heures vont par quarts et ne se chevauchent pas.",
    },
  ),
  "alphaess.6009": text(
    {
      en: "The AlphaESS cloud refuses calls from this address or finds the clock wrong ({detail}).",
      de: "Die AlphaESS-Cloud lehnt Aufrufe von dieser Adresse ab oder findet die Uhr falsch ({detail}).",
      fr: "Le cloud AlphaESS refuse les appels de cette adresse ou trouve l'horloge fausse ({detail}).",
    },
    {
      en: "The clock was compared and is right, so look at the IP allow-list in the portal open.alphaess.com.",
      de: "Die Uhr wurde verglichen und stimmt: die IP-Freigabeliste im Portal open.alphaess.com ansehen.",
      fr: "L'horloge a été comparée et elle est juste : voir la liste des IP autorisées sur open.alphaess.com.",
    },
  ),
  "alphaess.6010": text(
    {
      en: "The AlphaESS cloud saw no signature ({detail}).",
      de: "Die AlphaESS-Cloud hat keine Signatur gesehen ({detail}).",
      fr: "Le cloud AlphaESS n'a vu aucune signature ({detail}).",
    },
    newSecret,
  ),
  "alphaess.6011": text(
    {
      en: "The AlphaESS cloud saw no time stamp ({detail}).",
      de: "Die AlphaESS-Cloud hat keinen Zeitstempel gesehen ({detail}).",
      fr: "Le cloud AlphaESS n'a vu aucun horodatage ({detail}).",
    },
    setClock,
  ),
  "alphaess.6012": text(
    {
      en: "The AlphaESS cloud saw no AppID ({detail}).",
      de: "Die AlphaESS-Cloud hat keine AppID gesehen ({detail}).",
      fr: "Le cloud AlphaESS n'a vu aucun AppID ({detail}).",
    },
    newSecret,
  ),
  "alphaess.6016": text(
    {
      en: "The AlphaESS cloud has no such data ({detail}).",
      de: "Die AlphaESS-Cloud hat diese Daten nicht ({detail}).",
      fr: "Le cloud AlphaESS n'a pas ces données ({detail}).",
    },
    checkSerial,
  ),
  "alphaess.6017": text(
    {
      en: "This AlphaESS account is not entitled to that ({detail}).",
      de: "Dieses AlphaESS-Konto ist dazu nicht berechtigt ({detail}).",
      fr: "Ce compte AlphaESS n'y a pas droit ({detail}).",
    },
    {
      en: "Use the older kind of timetable, or ask AlphaESS to open this function for the AppID.",
      de: "Die ältere Art von Zeitplan nehmen oder AlphaESS bitten, die Funktion für die AppID zu öffnen.",
      fr: "Utiliser l'ancien type de programme, ou demander à AlphaESS d'ouvrir la fonction pour l'AppID.",
    },
  ),
  "alphaess.6026": text(
    {
      en: "The AlphaESS cloud is busy ({detail}).",
      de: "Die AlphaESS-Cloud ist beschäftigt ({detail}).",
      fr: "Le cloud AlphaESS est occupé ({detail}).",
    },
    triedAgain,
  ),
  "alphaess.6029": text(
    {
      en: "The AlphaESS cloud could not do it this time ({detail}).",
      de: "Die AlphaESS-Cloud konnte es diesmal nicht ausführen ({detail}).",
      fr: "Le cloud AlphaESS n'a pas pu le faire cette fois ({detail}).",
    },
    triedAgain,
  ),
  "alphaess.6038": text(
    {
      en: "The AlphaESS cloud does not know the serial number ({detail}).",
      de: "Die AlphaESS-Cloud kennt die Seriennummer nicht ({detail}).",
      fr: "Le cloud AlphaESS ne connaît pas le numéro de série ({detail}).",
    },
    checkSerial,
  ),
  "alphaess.6042": text(
    {
      en: "The system has no contact to the AlphaESS cloud.",
      de: "Die Anlage hat keine Verbindung zur AlphaESS-Cloud.",
      fr: "L'installation n'a pas de contact avec le cloud AlphaESS.",
    },
    {
      en: "It is tried again by itself; if it stays, look at the inverter's network.",
      de: "Es wird von selbst erneut versucht; bleibt es dabei, das Netzwerk des Wechselrichters ansehen.",
      fr: "Un nouvel essai suit tout seul ; si cela persiste, voir le réseau de l'onduleur.",
    },
  ),
  "alphaess.6046": text(
    {
      en: "The verification code is wrong or has run out.",
      de: "Der Bestätigungscode ist falsch oder abgelaufen.",
      fr: "Le code de vérification est faux ou a expiré.",
    },
    {
      en: "Ask for a new one; it comes by e-mail to the system's owner.",
      de: "Einen neuen anfordern; er kommt per E-Mail zum Besitzer der Anlage.",
      fr: "En demander un nouveau ; il arrive par courriel chez le propriétaire.",
    },
  ),
  "alphaess.6053": text(
    {
      en: "The AlphaESS cloud was called too fast.",
      de: "Die AlphaESS-Cloud wurde zu schnell hintereinander aufgerufen.",
      fr: "Le cloud AlphaESS a été appelé trop vite.",
    },
    {
      en: "Wait; calls are ten seconds apart for the next hour. Other programs with the same AppID count as well.",
      de: "Warten; für die nächste Stunde liegen zehn Sekunden zwischen Aufrufen. Andere Programme mit derselben AppID zählen mit.",
      fr: "Attendre ; pendant une heure, dix secondes séparent les appels. D'autres programmes avec le même AppID comptent aussi.",
    },
  ),
  "alphaess.9006": text(
    {
      en: "The old AlphaESS interface does not accept how calls are signed ({detail}).",
      de: "Die alte AlphaESS-Schnittstelle nimmt die Signatur der Aufrufe nicht an ({detail}).",
      fr: "L'ancienne interface AlphaESS n'accepte pas la signature des appels ({detail}).",
    },
    {
      en: "Check this machine's clock; if it is right, the interface has changed: use api: open.",
      de: "Die Uhr dieses Rechners prüfen; stimmt sie, hat sich die Schnittstelle geändert: api: open verwenden.",
      fr: "Vérifier l'horloge de cette machine ; si elle est juste, l'interface a changé : utiliser api: open.",
    },
  ),
  "alphaess.10001": text(
    {
      en: "The AlphaESS cloud could not read what was sent ({detail}).",
      de: "Die AlphaESS-Cloud konnte die Angaben nicht lesen ({detail}).",
      fr: "Le cloud AlphaESS n'a pas pu lire les données envoyées ({detail}).",
    },
    {
      en: "Please report it with the output of `sunsteer diagnose`.",
      de: "Bitte mit der Ausgabe von `sunsteer diagnose` melden.",
      fr: "Merci de le signaler avec la sortie de `sunsteer diagnose`.",
    },
  ),
};

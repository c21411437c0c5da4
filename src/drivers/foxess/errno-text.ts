import type { ProblemText } from "#domain";

const waitAndSee = {
  en: "Nothing to do: it is tried again by itself. If it stays, look into the FoxESS app.",
  de: "Nichts zu tun: Es wird von selbst erneut versucht. Bleibt es dabei, in der FoxESS-App nachsehen.",
  fr: "Rien à faire : un nouvel essai suit tout seul. Si cela persiste, regarder dans l'application FoxESS.",
};

const newKey = {
  en: "Create a new API key in the portal (User Profile, API Management) and put it into the configuration as apiKey.",
  de: "Im Portal (Benutzerprofil, API-Verwaltung) einen neuen API-Schlüssel erzeugen und als apiKey eintragen.",
  fr: "Créer une nouvelle clé API dans le portail (profil, gestion API) et la mettre dans la configuration comme apiKey.",
};

const checkSerial = {
  en: "Compare serial in the configuration with the device list of the portal, and whether it is the same account.",
  de: "serial in der Konfiguration mit der Geräteliste des Portals vergleichen, und ob es dasselbe Konto ist.",
  fr: "Comparer serial dans la configuration avec la liste des appareils du portail, et vérifier que c'est le même compte.",
};

/** One sentence and one remedy for every error number of the cloud. */
export const errnoText: Readonly<Record<string, ProblemText>> = {
  "foxess.40256": {
    what: {
      en: "The FoxESS cloud refuses how the call is signed ({detail}).",
      de: "Die FoxESS-Cloud lehnt die Signatur des Aufrufs ab ({detail}).",
      fr: "Le cloud FoxESS refuse la signature de l'appel ({detail}).",
    },
    remedy: {
      en: "If it speaks of the timestamp, correct this machine's clock (NTP); otherwise check apiKey for missing characters.",
      de: "Ist vom Zeitstempel die Rede, die Uhr dieses Rechners stellen (NTP); sonst apiKey auf fehlende Zeichen prüfen.",
      fr: "S'il est question de l'horodatage, régler l'horloge de cette machine (NTP) ; sinon vérifier apiKey.",
    },
  },
  "foxess.40257": {
    what: {
      en: "The FoxESS cloud does not accept what was asked ({detail}).",
      de: "Die FoxESS-Cloud nimmt die Anfrage nicht an ({detail}).",
      fr: "Le cloud FoxESS n'accepte pas la demande ({detail}).",
    },
    remedy: {
      en: "This model has no such setting or does not allow this value; choose one that it lists.",
      de: "Dieses Modell kennt die Einstellung nicht oder erlaubt den Wert nicht; einen wählen, den es anbietet.",
      fr: "Ce modèle n'a pas ce réglage ou n'admet pas cette valeur ; en choisir une qu'il propose.",
    },
  },
  "foxess.40261": {
    what: {
      en: "The FoxESS cloud does not know the device ({detail}).",
      de: "Die FoxESS-Cloud kennt das Gerät nicht ({detail}).",
      fr: "Le cloud FoxESS ne connaît pas l'appareil ({detail}).",
    },
    remedy: checkSerial,
  },
  "foxess.40400": {
    what: {
      en: "The FoxESS cloud was called too quickly.",
      de: "Die FoxESS-Cloud wurde zu schnell hintereinander aufgerufen.",
      fr: "Le cloud FoxESS a été appelé trop vite.",
    },
    remedy: {
      en: "Nothing to do: calls slow down by themselves. If it stays, another program uses the same account.",
      de: "Nichts zu tun: Die Aufrufe werden von selbst langsamer. Bleibt es, nutzt ein anderes Programm dasselbe Konto.",
      fr: "Rien à faire : les appels ralentissent tout seuls. Si cela persiste, un autre programme utilise le même compte.",
    },
  },
  "foxess.40402": {
    what: {
      en: "The day's calls to the FoxESS cloud are used up.",
      de: "Die Aufrufe der FoxESS-Cloud für heute sind verbraucht.",
      fr: "Les appels du jour au cloud FoxESS sont épuisés.",
    },
    remedy: {
      en: "Wait until the cloud allows more; stop other programs that use this key, or poll less often (every).",
      de: "Warten, bis die Cloud wieder mehr erlaubt; andere Programme mit diesem Schlüssel beenden oder seltener abfragen (every).",
      fr: "Attendre que le cloud en permette davantage ; arrêter les autres programmes de cette clé ou interroger moins souvent (every).",
    },
  },
  "foxess.41038": {
    what: {
      en: "The FoxESS cloud does not accept the password.",
      de: "Die FoxESS-Cloud nimmt das Passwort nicht an.",
      fr: "Le cloud FoxESS n'accepte pas le mot de passe.",
    },
    remedy: newKey,
  },
  "foxess.41200": {
    what: {
      en: "The FoxESS cloud could not load the data.",
      de: "Die FoxESS-Cloud konnte die Daten nicht laden.",
      fr: "Le cloud FoxESS n'a pas pu charger les données.",
    },
    remedy: waitAndSee,
  },
  "foxess.41201": {
    what: {
      en: "The FoxESS cloud has trouble reaching the inverter (41201).",
      de: "Die FoxESS-Cloud erreicht den Wechselrichter schlecht (41201).",
      fr: "Le cloud FoxESS joint mal l'onduleur (41201).",
    },
    remedy: waitAndSee,
  },
  "foxess.41202": {
    what: {
      en: "The FoxESS cloud got no usable answer from the inverter (41202).",
      de: "Die FoxESS-Cloud bekam vom Wechselrichter keine brauchbare Antwort (41202).",
      fr: "Le cloud FoxESS n'a pas reçu de réponse utilisable de l'onduleur (41202).",
    },
    remedy: waitAndSee,
  },
  "foxess.41203": {
    what: {
      en: "The FoxESS cloud waited in vain for the inverter (41203).",
      de: "Die FoxESS-Cloud wartete vergeblich auf den Wechselrichter (41203).",
      fr: "Le cloud FoxESS a attendu l'onduleur en vain (41203).",
    },
    remedy: waitAndSee,
  },
  "foxess.41807": {
    what: {
      en: "The FoxESS cloud does not let this account in (41807).",
      de: "Die FoxESS-Cloud lässt dieses Konto nicht ein (41807).",
      fr: "Le cloud FoxESS ne laisse pas entrer ce compte (41807).",
    },
    remedy: newKey,
  },
  "foxess.41808": {
    what: {
      en: "The FoxESS cloud does not know this API key.",
      de: "Die FoxESS-Cloud kennt diesen API-Schlüssel nicht.",
      fr: "Le cloud FoxESS ne connaît pas cette clé API.",
    },
    remedy: newKey,
  },
  "foxess.41809": {
    what: {
      en: "This FoxESS API key is no longer valid; a newer one may have replaced it.",
      de: "Dieser FoxESS-API-Schlüssel gilt nicht mehr; vielleicht hat ihn ein neuerer ersetzt.",
      fr: "Cette clé API FoxESS n'est plus valable ; une plus récente l'a peut-être remplacée.",
    },
    remedy: newKey,
  },
  "foxess.41930": {
    what: {
      en: "The FoxESS account of this key has no such inverter.",
      de: "Das FoxESS-Konto dieses Schlüssels hat keinen solchen Wechselrichter.",
      fr: "Le compte FoxESS de cette clé n'a pas cet onduleur.",
    },
    remedy: checkSerial,
  },
  "foxess.41935": {
    what: {
      en: "The inverter is not connected to the FoxESS cloud at the moment.",
      de: "Der Wechselrichter ist gerade nicht mit der FoxESS-Cloud verbunden.",
      fr: "L'onduleur n'est pas relié au cloud FoxESS en ce moment.",
    },
    remedy: {
      en: "Check the data logger's light and its Wi-Fi or cable; inverters without battery also sleep at night.",
      de: "Leuchte des Datenloggers und sein WLAN oder Kabel prüfen; Wechselrichter ohne Batterie schlafen nachts auch.",
      fr: "Vérifier le voyant de l'enregistreur et son Wi-Fi ou câble ; sans batterie, un onduleur dort aussi la nuit.",
    },
  },
  "foxess.42015": {
    what: {
      en: "This inverter does not have this function.",
      de: "Dieser Wechselrichter hat diese Funktion nicht.",
      fr: "Cet onduleur n'a pas cette fonction.",
    },
    remedy: {
      en: "Use another way that this model offers; newer firmware sometimes adds functions.",
      de: "Einen anderen Weg nehmen, den dieses Modell anbietet; neuere Firmware bringt manchmal Funktionen dazu.",
      fr: "Prendre un autre moyen que ce modèle propose ; un micrologiciel plus récent ajoute parfois des fonctions.",
    },
  },
  "foxess.42023": {
    what: {
      en: "Two periods of the inverter's schedule overlap.",
      de: "Zwei Zeiträume im Zeitplan des Wechselrichters überschneiden sich.",
      fr: "Deux périodes du programme de l'onduleur se chevauchent.",
    },
    remedy: {
      en: "Change the periods so that each ends before the next begins.",
      de: "Die Zeiträume so ändern, dass jeder vor dem nächsten endet.",
      fr: "Modifier les périodes pour que chacune finisse avant la suivante.",
    },
  },
  "foxess.44096": {
    what: {
      en: "The inverter follows its schedule and does not take single settings.",
      de: "Der Wechselrichter folgt seinem Zeitplan und nimmt keine einzelnen Einstellungen an.",
      fr: "L'onduleur suit son programme et n'accepte pas de réglages isolés.",
    },
    remedy: {
      en: "Switch the schedule off in the FoxESS app; if it is off, this model does not support the setting.",
      de: "Den Zeitplan in der FoxESS-App ausschalten; ist er aus, unterstützt dieses Modell die Einstellung nicht.",
      fr: "Désactiver le programme dans l'application FoxESS ; s'il l'est déjà, ce modèle n'admet pas ce réglage.",
    },
  },
  "foxess.44098": {
    what: {
      en: "The inverter did not take over the new setting.",
      de: "Der Wechselrichter hat die neue Einstellung nicht übernommen.",
      fr: "L'onduleur n'a pas repris le nouveau réglage.",
    },
    remedy: {
      en: "Switch the schedule off in the FoxESS app and try again.",
      de: "Den Zeitplan in der FoxESS-App ausschalten und es erneut versuchen.",
      fr: "Désactiver le programme dans l'application FoxESS et réessayer.",
    },
  },
};

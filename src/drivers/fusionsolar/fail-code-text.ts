import type { Localized, ProblemText } from "#domain";

const triedAgain: Localized = {
  en: "Nothing to do: it is tried again by itself, not sooner than the cloud allows.",
  de: "Nichts zu tun: Es wird von selbst erneut versucht, nicht früher, als die Cloud erlaubt.",
  fr: "Rien à faire : un nouvel essai suit tout seul, pas avant que le cloud ne le permette.",
};

const askInstaller: Localized = {
  en: "Ask the installer, who manages northbound accounts in the portal, to renew it or to grant more.",
  de: "Den Installateur bitten, der die Northbound-Konten im Portal verwaltet, es zu verlängern oder mehr freizugeben.",
  fr: "Demander à l'installateur, qui gère les comptes northbound dans le portail, de le prolonger ou d'élargir ses droits.",
};

const reportDefect: Localized = {
  en: "Please report it with the output of `sunsteer diagnose`.",
  de: "Bitte mit der Ausgabe von `sunsteer diagnose` melden.",
  fr: "Merci de le signaler avec la sortie de `sunsteer diagnose`.",
};

const checkLogin: Localized = {
  en: "Compare url, username and password with what the installer gave you; it is not the login of the app. Then restart.",
  de: "url, username und password mit den Angaben des Installateurs vergleichen; es ist nicht der Zugang der App. Dann neu starten.",
  fr: "Comparer url, username et password avec ceux de l'installateur ; ce n'est pas l'accès de l'application. Puis redémarrer.",
};

const overloaded: ProblemText = {
  what: {
    en: "The FusionSolar cloud is overloaded (code {failCode}).",
    de: "Die FusionSolar-Cloud ist überlastet (Code {failCode}).",
    fr: "Le cloud FusionSolar est surchargé (code {failCode}).",
  },
  remedy: triedAgain,
};

const disturbed: ProblemText = {
  what: {
    en: "The FusionSolar cloud is disturbed (code {failCode}).",
    de: "Die FusionSolar-Cloud ist gestört (Code {failCode}).",
    fr: "Le cloud FusionSolar est perturbé (code {failCode}).",
  },
  remedy: triedAgain,
};

const wrongType: ProblemText = {
  what: {
    en: "The FusionSolar cloud has no such values for this kind of device (code {failCode}).",
    de: "Die FusionSolar-Cloud hat solche Werte für diese Art Gerät nicht (Code {failCode}).",
    fr: "Le cloud FusionSolar n'a pas ces valeurs pour ce genre d'appareil (code {failCode}).",
  },
  remedy: {
    en: "The list of devices is read again within an hour; nothing to do.",
    de: "Die Geräteliste wird binnen einer Stunde neu gelesen; nichts zu tun.",
    fr: "La liste des appareils est relue dans l'heure ; rien à faire.",
  },
};

const asked: ProblemText = {
  what: {
    en: "The FusionSolar cloud does not understand what {method} was asked (code {failCode}).",
    de: "Die FusionSolar-Cloud versteht nicht, wonach {method} gefragt wurde (Code {failCode}).",
    fr: "Le cloud FusionSolar ne comprend pas ce qui a été demandé à {method} (code {failCode}).",
  },
  remedy: reportDefect,
};

const askedTooMuch: ProblemText = {
  what: {
    en: "Too much was asked of {method} at once (code {failCode}).",
    de: "{method} wurde nach zu vielem auf einmal gefragt (Code {failCode}).",
    fr: "Trop de choses ont été demandées à {method} à la fois (code {failCode}).",
  },
  remedy: {
    en: "Ask for at most 100 plants or devices, and for history of at most 10 devices.",
    de: "Nach höchstens 100 Anlagen oder Geräten fragen, nach dem Verlauf von höchstens 10 Geräten.",
    fr: "Demander au plus 100 installations ou appareils, et l'historique d'au plus 10 appareils.",
  },
};

const wrongTime: ProblemText = {
  what: {
    en: "The time asked of {method} is not possible (code {failCode}).",
    de: "Die von {method} verlangte Zeit ist nicht möglich (Code {failCode}).",
    fr: "La période demandée à {method} n'est pas possible (code {failCode}).",
  },
  remedy: {
    en: "Ask for a shorter time that lies in the past.",
    de: "Nach einer kürzeren Zeit in der Vergangenheit fragen.",
    fr: "Demander une période plus courte, dans le passé.",
  },
};

const byCode: Readonly<Record<number, ProblemText>> = {
  305: {
    what: {
      en: "The login at FusionSolar has ended.",
      de: "Die Anmeldung bei FusionSolar ist beendet.",
      fr: "La connexion à FusionSolar a pris fin.",
    },
    remedy: triedAgain,
  },
  401: {
    what: {
      en: "The FusionSolar account may not use {method}.",
      de: "Das FusionSolar-Konto darf {method} nicht benutzen.",
      fr: "Le compte FusionSolar n'a pas le droit d'utiliser {method}.",
    },
    remedy: {
      en: "Ask the installer to tick this interface for the northbound account in the portal.",
      de: "Den Installateur bitten, diese Schnittstelle beim Northbound-Konto im Portal anzukreuzen.",
      fr: "Demander à l'installateur de cocher cette interface pour le compte northbound dans le portail.",
    },
  },
  403: overloaded,
  407: {
    what: {
      en: "FusionSolar's limit of calls for {method} is used up.",
      de: "Das Aufruflimit von FusionSolar für {method} ist aufgebraucht.",
      fr: "La limite d'appels de FusionSolar pour {method} est épuisée.",
    },
    remedy: {
      en: "It is left alone until the limit's time is over; if it comes again, another program uses the account.",
      de: "Es wird bis zum Ende der Frist geruht; kommt es wieder, benutzt ein anderes Programm das Konto.",
      fr: "Une pause suit jusqu'à la fin du délai ; si cela revient, un autre programme utilise le compte.",
    },
  },
  429: overloaded,
  20001: {
    what: {
      en: "FusionSolar does not know this user.",
      de: "FusionSolar kennt diesen Benutzer nicht.",
      fr: "FusionSolar ne connaît pas cet utilisateur.",
    },
    remedy: checkLogin,
  },
  20002: {
    what: {
      en: "The FusionSolar account is blocked.",
      de: "Das FusionSolar-Konto ist gesperrt.",
      fr: "Le compte FusionSolar est bloqué.",
    },
    remedy: askInstaller,
  },
  20003: {
    what: {
      en: "The FusionSolar account has expired.",
      de: "Das FusionSolar-Konto ist abgelaufen.",
      fr: "Le compte FusionSolar a expiré.",
    },
    remedy: askInstaller,
  },
  20004: disturbed,
  20005: asked,
  20006: wrongType,
  20007: {
    what: {
      en: "The FusionSolar account does not see the plant any more.",
      de: "Das FusionSolar-Konto sieht die Anlage nicht mehr.",
      fr: "Le compte FusionSolar ne voit plus l'installation.",
    },
    remedy: {
      en: "The list of plants is read again within an hour; if it stays, ask the installer to grant the plant to the account.",
      de: "Die Anlagenliste wird binnen einer Stunde neu gelesen; bleibt es, den Installateur bitten, die Anlage freizugeben.",
      fr: "La liste est relue dans l'heure ; si cela persiste, demander à l'installateur d'accorder l'installation au compte.",
    },
  },
  20008: {
    what: {
      en: "The FusionSolar account does not see one of the devices any more.",
      de: "Das FusionSolar-Konto sieht eines der Geräte nicht mehr.",
      fr: "Le compte FusionSolar ne voit plus l'un des appareils.",
    },
    remedy: wrongType.remedy,
  },
  20009: {
    what: {
      en: "The FusionSolar account has no data points for {method}.",
      de: "Das FusionSolar-Konto hat keine Datenpunkte für {method}.",
      fr: "Le compte FusionSolar n'a pas de points de données pour {method}.",
    },
    remedy: {
      en: "Ask the installer to tick the data points of all devices for the northbound account.",
      de: "Den Installateur bitten, beim Northbound-Konto die Datenpunkte aller Geräte anzukreuzen.",
      fr: "Demander à l'installateur de cocher les points de données de tous les appareils pour le compte northbound.",
    },
  },
  20010: asked,
  20011: asked,
  20012: asked,
  20013: wrongType,
  20014: askedTooMuch,
  20015: askedTooMuch,
  20016: askedTooMuch,
  20017: askedTooMuch,
  20018: askedTooMuch,
  20023: wrongTime,
  20026: wrongTime,
  20027: wrongTime,
  20056: {
    what: {
      en: "FusionSolar has withdrawn the account's access to the plants.",
      de: "FusionSolar hat dem Konto den Zugang zu den Anlagen entzogen.",
      fr: "FusionSolar a retiré au compte l'accès aux installations.",
    },
    remedy: {
      en: "The plant's owner has to authorise the account anew in the FusionSolar app; the installer cannot.",
      de: "Der Eigentümer der Anlage muss das Konto in der FusionSolar-App neu ermächtigen; der Installateur kann es nicht.",
      fr: "Le propriétaire doit autoriser de nouveau le compte dans l'application FusionSolar ; l'installateur ne le peut pas.",
    },
  },
  20200: disturbed,
  20400: {
    what: {
      en: "FusionSolar refuses the login: wrong password, account locked or expired, or too many logins.",
      de: "FusionSolar lehnt die Anmeldung ab: Passwort falsch, Konto gesperrt oder abgelaufen, oder zu viele Anmeldungen.",
      fr: "FusionSolar refuse la connexion : mot de passe faux, compte verrouillé ou expiré, ou trop de connexions.",
    },
    remedy: checkLogin,
  },
  20403: {
    what: {
      en: "FusionSolar does not let this account log in at the moment.",
      de: "FusionSolar lässt dieses Konto derzeit nicht zur Anmeldung zu.",
      fr: "FusionSolar n'admet pas ce compte à la connexion pour le moment.",
    },
    remedy: askInstaller,
  },
  20604: wrongTime,
  20605: wrongTime,
  20606: wrongTime,
  20618: {
    what: {
      en: "FusionSolar's limit of calls for this day is used up.",
      de: "Das Tageslimit der Aufrufe bei FusionSolar ist aufgebraucht.",
      fr: "La limite quotidienne d'appels de FusionSolar est épuisée.",
    },
    remedy: triedAgain,
  },
  30031: askedTooMuch,
  30032: wrongTime,
};

/** One sentence and one remedy for every fail code of the cloud. */
export const failCodeText: Readonly<Record<string, ProblemText>> = Object.fromEntries(
  Object.entries(byCode).map(([code, text]) => [`fusionsolar.${code}`, text]),
);

import type { ProblemText } from "#domain";

/** What somebody reads whose command line does not say enough. */
export const commandProblems: Readonly<Record<string, ProblemText>> = {
  "goe.no-charger": {
    what: {
      en: "Nothing says where the charger is.",
      de: "Nirgends steht, wo die Ladestation ist.",
      fr: "Rien n'indique où se trouve la borne.",
    },
    remedy: {
      en: "Give --host or --url, set GOE_HOST or GOE_URL, or write a configuration with a goe device.",
      de: "--host oder --url angeben, GOE_HOST oder GOE_URL setzen oder eine Konfiguration mit einem goe-Gerät schreiben.",
      fr: "Indiquez --host ou --url, définissez GOE_HOST ou GOE_URL, ou écrivez une configuration avec un appareil goe.",
    },
  },
  "goe.no-assignment": {
    what: {
      en: "{found} says no value.",
      de: "{found} nennt keinen Wert.",
      fr: "{found} n'indique aucune valeur.",
    },
    remedy: {
      en: "Write KEY=VALUE, e.g. amp=10; nothing was sent.",
      de: "SCHLÜSSEL=WERT schreiben, z. B. amp=10; es wurde nichts gesendet.",
      fr: "Écrivez CLÉ=VALEUR, p. ex. amp=10 ; rien n'a été envoyé.",
    },
  },
  "goe.bad-option": {
    what: {
      en: "{option} cannot be {found}.",
      de: "{option} kann nicht {found} sein.",
      fr: "{option} ne peut pas valoir {found}.",
    },
    remedy: {
      en: "Possible is: {allowed}. Nothing was sent.",
      de: "Möglich ist: {allowed}. Es wurde nichts gesendet.",
      fr: "Possible : {allowed}. Rien n'a été envoyé.",
    },
  },
  "goe.hub-not-understood": {
    what: {
      en: "The running Sunsteer did not confirm the stop.",
      de: "Das laufende Sunsteer hat den Stopp nicht bestätigt.",
      fr: "Le Sunsteer en marche n'a pas confirmé l'arrêt.",
    },
    remedy: {
      en: "Look at `sunsteer why`, or stop the charger without --for.",
      de: "`sunsteer why` ansehen oder die Ladestation ohne --for stoppen.",
      fr: "Consultez `sunsteer why`, ou arrêtez la borne sans --for.",
    },
  },
  "goe.hub-no-values": {
    what: {
      en: "The running Sunsteer answered something else than the charger's values.",
      de: "Das laufende Sunsteer hat etwas anderes als die Werte der Ladestation geantwortet.",
      fr: "Le Sunsteer en marche a répondu autre chose que les valeurs de la borne.",
    },
    remedy: {
      en: "Check that it is of the same version, or name the charger with --host.",
      de: "Prüfen, ob es dieselbe Version ist, oder die Ladestation mit --host nennen.",
      fr: "Vérifiez qu'il est de la même version, ou indiquez la borne avec --host.",
    },
  },
  "goe.not-asleep": {
    what: {
      en: "The car is not asleep: it charges, is not there, or is not allowed to charge.",
      de: "Das Auto schläft nicht: Es lädt, ist nicht da oder darf nicht laden.",
      fr: "La voiture ne dort pas : elle se recharge, n'est pas là, ou n'y est pas autorisée.",
    },
    remedy: {
      en: "`sunsteer goe get car modelStatus` shows which; nothing was sent.",
      de: "`sunsteer goe get car modelStatus` zeigt, was davon; es wurde nichts gesendet.",
      fr: "`sunsteer goe get car modelStatus` montre laquelle ; rien n'a été envoyé.",
    },
  },
  "goe.not-woken": {
    what: {
      en: "The car still takes nothing, although it seemed to be unplugged for a moment.",
      de: "Das Auto nimmt noch immer nichts, obwohl es kurz abgesteckt schien.",
      fr: "La voiture ne prend toujours rien, bien qu'elle ait paru débranchée un instant.",
    },
    remedy: {
      en: "It is full, has a timer of its own, or has to be woken at the car.",
      de: "Es ist voll, hat einen eigenen Zeitplan oder muss am Auto geweckt werden.",
      fr: "Elle est pleine, suit son propre programme, ou doit être réveillée sur place.",
    },
  },
  "goe.no-such-card": {
    what: {
      en: "There is no card {card}.",
      de: "Es gibt keine Karte {card}.",
      fr: "Il n'y a pas de carte {card}.",
    },
    remedy: {
      en: "Cards are numbered 1 to 10; nothing was sent.",
      de: "Karten haben die Nummern 1 bis 10; es wurde nichts gesendet.",
      fr: "Les cartes sont numérotées de 1 à 10 ; rien n'a été envoyé.",
    },
  },
  "goe.card-not-lrn": {
    what: {
      en: "The charger learned no card {card}.",
      de: "Die Ladestation hat keine Karte {card} gelernt.",
      fr: "La borne n'a pas appris de carte {card}.",
    },
    remedy: {
      en: "Hold the card to the charger first, then try again.",
      de: "Zuerst die Karte an die Ladestation halten, dann erneut versuchen.",
      fr: "Présentez d'abord la carte à la borne, puis réessayez.",
    },
  },
  "goe.card-not-del": {
    what: {
      en: "The charger still has card {card}.",
      de: "Die Ladestation hat Karte {card} noch immer.",
      fr: "La borne a toujours la carte {card}.",
    },
    remedy: {
      en: "Try again, or clear it in the app.",
      de: "Erneut versuchen oder in der App löschen.",
      fr: "Réessayez, ou effacez-la dans l'application.",
    },
  },
  "goe.cards-too-long": {
    what: {
      en: "This firmware keeps all cards in one list, which is too long for one HTTP request.",
      de: "Diese Firmware führt alle Karten in einer Liste, die für eine HTTP-Anfrage zu lang ist.",
      fr: "Ce micrologiciel garde toutes les cartes dans une liste trop longue pour une requête HTTP.",
    },
    remedy: {
      en: "Rename it in the app, or over the websocket or MQTT; nothing was sent.",
      de: "In der App umbenennen oder über Websocket oder MQTT; es wurde nichts gesendet.",
      fr: "Renommez-la dans l'application, ou par websocket ou MQTT ; rien n'a été envoyé.",
    },
  },
  "goe.feed-needs-car": {
    what: {
      en: "No car is connected, so nothing was sent over the cloud.",
      de: "Es ist kein Auto angesteckt, darum wurde nichts über die Cloud gesendet.",
      fr: "Aucune voiture n'est branchée, rien n'a donc été envoyé par le cloud.",
    },
    remedy: {
      en: "Send the powers once a car is there; the charger forgets them after a few seconds anyway.",
      de: "Die Leistungen senden, sobald ein Auto da ist; die Ladestation vergisst sie ohnehin nach Sekunden.",
      fr: "Envoyez les puissances quand une voiture est là ; la borne les oublie de toute façon en quelques secondes.",
    },
  },
  "goe.needs-grid": {
    what: {
      en: "The power at the grid is missing.",
      de: "Die Leistung am Netz fehlt.",
      fr: "La puissance au réseau manque.",
    },
    remedy: {
      en: "Give --grid; export is negative. Nothing was sent, since a missing value is not zero.",
      de: "--grid angeben; Einspeisung ist negativ. Es wurde nichts gesendet, denn ein fehlender Wert ist nicht null.",
      fr: "Indiquez --grid ; l'injection est négative. Rien n'a été envoyé, car une valeur absente n'est pas zéro.",
    },
  },
};

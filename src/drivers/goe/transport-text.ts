import type { ProblemText } from "#domain";

/** What an owner reads when a charger cannot be reached in the way that was chosen. */
export const transportProblems: Readonly<Record<string, ProblemText>> = {
  "goe.token-refused": {
    what: {
      en: "go-e's cloud refused the token.",
      de: "Die go-e-Cloud hat den Token abgelehnt.",
      fr: "Le cloud go-e a refusé le jeton.",
    },
    remedy: {
      en: "Copy it again from the app, under cloud API; making a new one ends the old one.",
      de: "In der App unter Cloud-API erneut kopieren; ein neuer Token beendet den alten.",
      fr: "Copiez-le à nouveau depuis l'application, sous API cloud ; un nouveau jeton annule l'ancien.",
    },
  },
  "goe.cloud-closed": {
    what: {
      en: "go-e's cloud gives no access to this charger: it is offline, or its cloud API is switched off.",
      de: "Die go-e-Cloud gibt diese Ladestation nicht frei: Sie ist offline, oder ihre Cloud-API ist ausgeschaltet.",
      fr: "Le cloud go-e ne donne pas accès à cette borne : elle est hors ligne ou son API cloud est désactivée.",
    },
    remedy: {
      en: "Check that it is connected and switch the cloud API on in the app.",
      de: "Prüfen, ob sie verbunden ist, und die Cloud-API in der App einschalten.",
      fr: "Vérifiez qu'elle est connectée et activez l'API cloud dans l'application.",
    },
  },
  "goe.cloud-outdated": {
    what: {
      en: "go-e's cloud has heard nothing new from the charger (its data are {age} s old).",
      de: "Die go-e-Cloud hat von der Ladestation nichts Neues gehört (ihre Daten sind {age} s alt).",
      fr: "Le cloud go-e n'a rien reçu de nouveau de la borne (ses données datent de {age} s).",
    },
    remedy: {
      en: "It is asked again. Check the charger's internet connection; in the local network it can be reached without it.",
      de: "Sie wird erneut gefragt. Die Internetverbindung der Ladestation prüfen; im lokalen Netz geht es ohne.",
      fr: "Il sera interrogé à nouveau. Vérifiez la connexion Internet de la borne ; le réseau local s'en passe.",
    },
  },
  "goe.cloud-unavailable": {
    what: {
      en: "go-e's cloud answered with its error {status}.",
      de: "Die go-e-Cloud hat mit ihrem Fehler {status} geantwortet.",
      fr: "Le cloud go-e a répondu par son erreur {status}.",
    },
    remedy: {
      en: "It is asked again; in the local network the charger can be reached without it.",
      de: "Sie wird erneut gefragt; im lokalen Netz ist die Ladestation ohne sie erreichbar.",
      fr: "Il sera interrogé à nouveau ; sur le réseau local, la borne est joignable sans lui.",
    },
  },
  "goe.password-refused": {
    what: {
      en: "The charger refused the password.",
      de: "Die Ladestation hat das Passwort abgelehnt.",
      fr: "La borne a refusé le mot de passe.",
    },
    remedy: {
      en: "Use the charger's own password, as the app asks for it; that of its WiFi hotspot is another one.",
      de: "Das Passwort der Ladestation verwenden, nach dem die App fragt; das ihres WLAN-Hotspots ist ein anderes.",
      fr: "Utilisez le mot de passe de la borne que l'application demande ; celui de son point d'accès Wi-Fi est différent.",
    },
  },
  "goe.login-failed": {
    what: {
      en: "The login at the charger could not be made up.",
      de: "Die Anmeldung bei der Ladestation konnte nicht gebildet werden.",
      fr: "La connexion à la borne n'a pas pu être préparée.",
    },
    remedy: {
      en: "Report this; the local HTTP API works without a password.",
      de: "Bitte melden; die lokale HTTP-API geht ohne Passwort.",
      fr: "Signalez-le ; l'API HTTP locale fonctionne sans mot de passe.",
    },
  },
  "goe.broker-gone": {
    what: {
      en: "The connection to the MQTT broker {host} is broken.",
      de: "Die Verbindung zum MQTT-Broker {host} ist unterbrochen.",
      fr: "La connexion au broker MQTT {host} est interrompue.",
    },
    remedy: {
      en: "It is made again by itself as soon as the broker answers.",
      de: "Sie wird von selbst wieder aufgebaut, sobald der Broker antwortet.",
      fr: "Elle se rétablit d'elle-même dès que le broker répond.",
    },
  },
  "goe.mqtt-silent": {
    what: {
      en: "No charger has said anything at the broker {host} under {topics} for {forS} s.",
      de: "Am Broker {host} hat unter {topics} seit {forS} s keine Ladestation etwas gesagt.",
      fr: "Aucune borne n'a rien dit au broker {host} sous {topics} depuis {forS} s.",
    },
    remedy: {
      en: "Check in the app that MQTT is on and points to this broker, and that `prefix` is what its topics begin with.",
      de: "In der App prüfen, ob MQTT eingeschaltet ist und zu diesem Broker zeigt, und ob `prefix` der Anfang der Topics ist.",
      fr: "Vérifiez dans l'application que MQTT est activé vers ce broker et que `prefix` est le début de ses topics.",
    },
  },
  "goe.several-chargers": {
    what: {
      en: "Several chargers speak at this broker: {topics}.",
      de: "An diesem Broker sprechen mehrere Ladestationen: {topics}.",
      fr: "Plusieurs bornes parlent sur ce broker : {topics}.",
    },
    remedy: {
      en: "Name the one that is meant with `serial`, or with `prefix`.",
      de: "Die gemeinte mit `serial` oder mit `prefix` nennen.",
      fr: "Indiquez celle qui est visée avec `serial` ou avec `prefix`.",
    },
  },
  "goe.no-result": {
    what: {
      en: "The charger did not say whether it took the value for {key}.",
      de: "Die Ladestation hat nicht gesagt, ob sie den Wert für {key} angenommen hat.",
      fr: "La borne n'a pas dit si elle a pris la valeur de {key}.",
    },
    remedy: {
      en: "Check that the charger is online and allows writing (for MQTT: not read-only in the app).",
      de: "Prüfen, ob die Ladestation online ist und Schreiben erlaubt (bei MQTT: in der App nicht auf Nur-Lesen).",
      fr: "Vérifiez que la borne est en ligne et permet l'écriture (pour MQTT : pas en lecture seule dans l'application).",
    },
  },
  "goe.not-confirmed": {
    what: {
      en: "The charger took {wanted} for {key} but still shows {shown}.",
      de: "Die Ladestation hat {wanted} für {key} angenommen, zeigt aber weiter {shown}.",
      fr: "La borne a pris {wanted} pour {key} mais affiche toujours {shown}.",
    },
    remedy: {
      en: "Set it again; if it stays so, something else sets this key too, or the firmware ignores it.",
      de: "Erneut setzen; bleibt es so, setzt noch etwas anderes diesen Schlüssel, oder die Firmware übergeht ihn.",
      fr: "Réessayez ; si cela persiste, autre chose règle aussi cette clé, ou le micrologiciel l'ignore.",
    },
  },
  "goe.bad-url": {
    what: {
      en: "The setting url is not an address that a charger or a broker can have.",
      de: "Die Einstellung url ist keine Adresse, die eine Ladestation oder ein Broker haben kann.",
      fr: "Le réglage url n'est pas une adresse qu'une borne ou un broker peut avoir.",
    },
    remedy: {
      en: "Write http://… or ws://… for the charger, or mqtt://… for the broker it speaks through.",
      de: "http://… oder ws://… für die Ladestation schreiben, oder mqtt://… für den Broker, über den sie spricht.",
      fr: "Écrivez http://… ou ws://… pour la borne, ou mqtt://… pour le broker par lequel elle parle.",
    },
  },
  "goe.bad-serial": {
    what: {
      en: "The setting serial is not the charger's serial number.",
      de: "Die Einstellung serial ist nicht die Seriennummer der Ladestation.",
      fr: "Le réglage serial n'est pas le numéro de série de la borne.",
    },
    remedy: {
      en: "It has six digits and stands on the plate; put it in quotes so that zeros in front stay.",
      de: "Sie hat sechs Ziffern und steht auf dem Typenschild; in Anführungszeichen setzen, damit führende Nullen bleiben.",
      fr: "Il a six chiffres et figure sur la plaque ; mettez-le entre guillemets pour garder les zéros du début.",
    },
  },
  "goe.needs-serial": {
    what: {
      en: "A token was given, but not the serial number it belongs to.",
      de: "Ein Token ist angegeben, aber nicht die Seriennummer, zu der er gehört.",
      fr: "Un jeton est donné, mais pas le numéro de série auquel il appartient.",
    },
    remedy: {
      en: "Add `serial` with the six digits on the charger's plate.",
      de: "`serial` mit den sechs Ziffern vom Typenschild ergänzen.",
      fr: "Ajoutez `serial` avec les six chiffres de la plaque de la borne.",
    },
  },
  "goe.needs-token": {
    what: {
      en: "A serial number alone reaches no charger.",
      de: "Eine Seriennummer allein erreicht keine Ladestation.",
      fr: "Un numéro de série seul n'atteint aucune borne.",
    },
    remedy: {
      en: "Add the cloud's `token`, or the charger's `password`; or give its `host`.",
      de: "Den `token` der Cloud oder das `password` der Ladestation ergänzen; oder ihren `host` angeben.",
      fr: "Ajoutez le `token` du cloud ou le `password` de la borne ; ou donnez son `host`.",
    },
  },
  "goe.needs-password": {
    what: {
      en: "A websocket address was given without the charger's password.",
      de: "Eine Websocket-Adresse ist angegeben, aber nicht das Passwort der Ladestation.",
      fr: "Une adresse websocket est donnée sans le mot de passe de la borne.",
    },
    remedy: {
      en: "Add `password`, or use http:// where none is needed.",
      de: "`password` ergänzen, oder http:// verwenden, wo keines nötig ist.",
      fr: "Ajoutez `password`, ou utilisez http:// où il n'en faut pas.",
    },
  },
  "goe.needs-broker": {
    what: {
      en: "A setting for an MQTT broker was given without its address.",
      de: "Eine Einstellung für einen MQTT-Broker ist angegeben, aber nicht dessen Adresse.",
      fr: "Un réglage de broker MQTT est donné sans son adresse.",
    },
    remedy: {
      en: "Write `url: mqtt://…`, or leave `username` and `prefix` out.",
      de: "`url: mqtt://…` schreiben, oder `username` und `prefix` weglassen.",
      fr: "Écrivez `url: mqtt://…`, ou retirez `username` et `prefix`.",
    },
  },
  "goe.one-way-only": {
    what: {
      en: "Settings of two different ways to the charger stand side by side.",
      de: "Einstellungen zweier verschiedener Wege zur Ladestation stehen nebeneinander.",
      fr: "Des réglages de deux voies différentes vers la borne sont donnés ensemble.",
    },
    remedy: {
      en: "Keep one: `host`; `serial` and `token`; `password` beside `host`; or `url: mqtt://…`.",
      de: "Einen behalten: `host`; `serial` und `token`; `password` neben `host`; oder `url: mqtt://…`.",
      fr: "Gardez-en une : `host` ; `serial` et `token` ; `password` avec `host` ; ou `url: mqtt://…`.",
    },
  },
  "goe.not-a-charger": {
    what: {
      en: "This is a {model}, not a charger.",
      de: "Dies ist ein {model}, keine Ladestation.",
      fr: "Ceci est un {model}, pas une borne de recharge.",
    },
    remedy: {
      en: "Use the address of the charger; the controller's meters are not read yet.",
      de: "Die Adresse der Ladestation verwenden; die Zähler des Controllers werden noch nicht gelesen.",
      fr: "Utilisez l'adresse de la borne ; les compteurs du contrôleur ne sont pas encore lus.",
    },
  },
};

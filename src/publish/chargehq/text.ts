import type { DriverText, Localized } from "#domain";

export const chargehqSummary: Localized = {
  en: "Tells ChargeHQ every minute what the house makes, uses and exchanges with the grid.",
  de: "Sagt ChargeHQ jede Minute, was das Haus erzeugt, verbraucht und mit dem Netz austauscht.",
  fr: "Indique à ChargeHQ chaque minute ce que la maison produit, consomme et échange avec le réseau.",
};

const triedAgain: Localized = {
  en: "Nothing to do: it is tried again by itself.",
  de: "Nichts zu tun: Es wird von selbst erneut versucht.",
  fr: "Rien à faire : un nouvel essai suit tout seul.",
};

/** What users of ChargeHQ read. */
export const chargehqText: DriverText = {
  problems: {
    "chargehq.key-refused": {
      what: {
        en: "ChargeHQ does not accept the API key (HTTP {status}).",
        de: "ChargeHQ nimmt den API-Schlüssel nicht an (HTTP {status}).",
        fr: "ChargeHQ n'accepte pas la clé API (HTTP {status}).",
      },
      remedy: {
        en: "Copy the key from the ChargeHQ web app: My Equipment, Solar/Battery Equipment, Push API.",
        de: "Den Schlüssel aus der Web-App von ChargeHQ übernehmen: My Equipment, Solar/Battery Equipment, Push API.",
        fr: "Copier la clé de l'application web ChargeHQ : My Equipment, Solar/Battery Equipment, Push API.",
      },
    },
    "chargehq.push-refused": {
      what: {
        en: "ChargeHQ does not take the values[ (HTTP {status})].",
        de: "ChargeHQ nimmt die Werte nicht an[ (HTTP {status})].",
        fr: "ChargeHQ ne prend pas les valeurs[ (HTTP {status})].",
      },
      remedy: {
        en: "Check in the ChargeHQ web app that Push API is chosen as the source of solar data; it is tried again.",
        de: "In der Web-App von ChargeHQ prüfen, ob Push API als Quelle der Solardaten gewählt ist; es wird erneut versucht.",
        fr: "Vérifier dans l'application web ChargeHQ que Push API est la source des données solaires ; un nouvel essai suit.",
      },
    },
    "chargehq.address-gone": {
      what: {
        en: "At this address ChargeHQ takes no values any more.",
        de: "Unter dieser Adresse nimmt ChargeHQ keine Werte mehr an.",
        fr: "À cette adresse, ChargeHQ ne prend plus de valeurs.",
      },
      remedy: {
        en: "Remove url from the target's entry; a site id of old programs has to become an API key.",
        de: "url aus dem Eintrag des Ziels nehmen; aus einer Site-ID alter Programme muss ein API-Schlüssel werden.",
        fr: "Enlever url de l'entrée de la cible ; un identifiant de site d'anciens programmes doit devenir une clé API.",
      },
    },
    "chargehq.too-often": {
      what: {
        en: "ChargeHQ asks for a pause.",
        de: "ChargeHQ bittet um eine Pause.",
        fr: "ChargeHQ demande une pause.",
      },
      remedy: {
        en: "Make sure that no other program pushes with the same key; it is tried again by itself.",
        de: "Darauf achten, dass kein anderes Programm mit demselben Schlüssel sendet; es wird von selbst erneut versucht.",
        fr: "Veiller à ce qu'aucun autre programme n'envoie avec la même clé ; un nouvel essai suit tout seul.",
      },
    },
    "chargehq.out-of-order": {
      what: {
        en: "ChargeHQ is out of order (HTTP {status}).",
        de: "ChargeHQ ist gestört (HTTP {status}).",
        fr: "ChargeHQ est en panne (HTTP {status}).",
      },
      remedy: triedAgain,
    },
    "chargehq.not-json": {
      what: {
        en: "Instead of ChargeHQ something else answered, such as a sign-in page.",
        de: "Statt ChargeHQ hat etwas anderes geantwortet, etwa eine Anmeldeseite.",
        fr: "Autre chose que ChargeHQ a répondu, par exemple une page de connexion.",
      },
      remedy: {
        en: "Check the network (proxy, guest Wi-Fi); it is tried again by itself.",
        de: "Das Netz prüfen (Proxy, Gäste-WLAN); es wird von selbst erneut versucht.",
        fr: "Vérifier le réseau (proxy, Wi-Fi invité) ; un nouvel essai suit tout seul.",
      },
    },
    "chargehq.no-key": {
      what: {
        en: "There is no ChargeHQ key.",
        de: "Ein ChargeHQ-Schlüssel fehlt.",
        fr: "Il n'y a pas de clé ChargeHQ.",
      },
      remedy: {
        en: "Set CHARGEHQ_API_KEY, or add a target chargehq to the configuration.",
        de: "CHARGEHQ_API_KEY setzen oder ein Ziel chargehq in die Konfiguration aufnehmen.",
        fr: "Définir CHARGEHQ_API_KEY, ou ajouter une cible chargehq à la configuration.",
      },
    },
    "chargehq.unknown-target": {
      what: {
        en: "The configuration has no ChargeHQ target “{found}”.",
        de: "In der Konfiguration gibt es kein ChargeHQ-Ziel „{found}“.",
        fr: "La configuration n'a pas de cible ChargeHQ « {found} ».",
      },
      remedy: {
        en: "There are: {known}.",
        de: "Es gibt: {known}.",
        fr: "Il y a : {known}.",
      },
    },
    "chargehq.which-target": {
      what: {
        en: "The configuration has several ChargeHQ targets.",
        de: "In der Konfiguration stehen mehrere ChargeHQ-Ziele.",
        fr: "La configuration a plusieurs cibles ChargeHQ.",
      },
      remedy: {
        en: "Choose one with --target: {known}.",
        de: "Mit --target eines wählen: {known}.",
        fr: "En choisir une avec --target : {known}.",
      },
    },
    "chargehq.bad-entry": {
      what: {
        en: "“{option}” of ChargeHQ is not possible as it is.",
        de: "„{option}“ von ChargeHQ ist so nicht möglich.",
        fr: "« {option} » de ChargeHQ n'est pas possible ainsi.",
      },
      remedy: {
        en: "The target's page explains what it may be.",
        de: "Was möglich ist, steht auf der Seite des Ziels.",
        fr: "La page de la cible explique ce qui est possible.",
      },
    },
    "chargehq.not-a-number": {
      what: {
        en: "{option} is “{found}”, which is no number.",
        de: "{option} ist „{found}“, das ist keine Zahl.",
        fr: "{option} vaut « {found} », ce n'est pas un nombre.",
      },
      remedy: {
        en: "Give watts, such as 4812 or -2130; the battery's level in percent.",
        de: "Watt angeben, etwa 4812 oder -2130; den Füllstand der Batterie in Prozent.",
        fr: "Donner des watts, par exemple 4812 ou -2130 ; le niveau de la batterie en pour cent.",
      },
    },
    "chargehq.no-hub": {
      what: {
        en: "No hub runs that knows the present values.",
        de: "Es läuft kein Hub, der die Werte von jetzt kennt.",
        fr: "Aucun hub qui connaisse les valeurs actuelles ne fonctionne.",
      },
      remedy: {
        en: "Start it with “sunsteer run”, or give the powers: --grid, --pv, --battery.",
        de: "Ihn mit „sunsteer run“ starten oder die Leistungen angeben: --grid, --pv, --battery.",
        fr: "Le démarrer avec « sunsteer run », ou donner les puissances : --grid, --pv, --battery.",
      },
    },
    "chargehq.nothing-to-push": {
      what: {
        en: "There is neither grid nor sun to tell of.",
        de: "Es gibt weder Netz noch Sonne zu melden.",
        fr: "Il n'y a ni réseau ni soleil à signaler.",
      },
      remedy: {
        en: "Give --grid or --pv, or look with “sunsteer status” what the house knows.",
        de: "--grid oder --pv angeben oder mit „sunsteer status“ nachsehen, was das Haus weiß.",
        fr: "Donner --grid ou --pv, ou regarder avec « sunsteer status » ce que sait la maison.",
      },
    },
    "chargehq.only-stale": {
      what: {
        en: "The house has had no new values since {sinceAt}; old ones are not told as new.",
        de: "Das Haus hat seit {sinceAt} keine neuen Werte; alte werden nicht als neue gemeldet.",
        fr: "La maison n'a pas de nouvelles valeurs depuis {sinceAt} ; les anciennes ne sont pas signalées comme neuves.",
      },
      remedy: {
        en: "Look with “sunsteer status” which device is silent.",
        de: "Mit „sunsteer status“ nachsehen, welches Gerät schweigt.",
        fr: "Regarder avec « sunsteer status » quel appareil est muet.",
      },
    },
  },
  labels: {},
};

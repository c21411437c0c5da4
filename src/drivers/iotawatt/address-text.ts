import type { ProblemText } from "#domain";

/** What somebody reads whose way to the device cannot be. */
export const addressProblems: Readonly<Record<string, ProblemText>> = {
  "iotawatt.no-address": {
    what: {
      en: "The IoTaWatt needs exactly one address.",
      de: "Der IoTaWatt braucht genau eine Adresse.",
      fr: "L'IoTaWatt a besoin d'une seule adresse.",
    },
    remedy: {
      en: "Set host (such as iotawatt.local) or url, not both.",
      de: "host (etwa iotawatt.local) oder url setzen, nicht beides.",
      fr: "Indiquer host (par exemple iotawatt.local) ou url, pas les deux.",
    },
  },
  "iotawatt.bad-url": {
    what: {
      en: "The address of the IoTaWatt is none.",
      de: "Die Adresse des IoTaWatt ist keine.",
      fr: "L'adresse de l'IoTaWatt n'en est pas une.",
    },
    remedy: {
      en: "Write it like http://iotawatt.local or http://user:password@192.168.1.20.",
      de: "Sie wie http://iotawatt.local oder http://user:passwort@192.168.1.20 schreiben.",
      fr: "L'écrire comme http://iotawatt.local ou http://user:motdepasse@192.168.1.20.",
    },
  },
  "iotawatt.no-password": {
    what: {
      en: "There is a user for the IoTaWatt, but no password.",
      de: "Es gibt einen Nutzer für den IoTaWatt, aber kein Passwort.",
      fr: "Il y a un utilisateur pour l'IoTaWatt, mais pas de mot de passe.",
    },
    remedy: {
      en: "Add password (or IOTAWATT_PASSWORD), or leave the user out.",
      de: "password (oder IOTAWATT_PASSWORD) ergänzen oder den Nutzer weglassen.",
      fr: "Ajouter password (ou IOTAWATT_PASSWORD) ou omettre l'utilisateur.",
    },
  },
  "iotawatt.no-device": {
    what: {
      en: "It is not said where the IoTaWatt is.",
      de: "Es ist nicht gesagt, wo der IoTaWatt ist.",
      fr: "Il n'est pas dit où se trouve l'IoTaWatt.",
    },
    remedy: {
      en: "Give --url or IOTAWATT_URL, such as http://iotawatt.local, or write a configuration with an iotawatt device.",
      de: "--url oder IOTAWATT_URL angeben, etwa http://iotawatt.local, oder eine Konfiguration mit einem iotawatt-Gerät schreiben.",
      fr: "Donner --url ou IOTAWATT_URL, par exemple http://iotawatt.local, ou écrire une configuration avec un appareil iotawatt.",
    },
  },
  "iotawatt.bad-entry": {
    what: {
      en: "The value for {option} is empty or impossible.",
      de: "Der Wert für {option} ist leer oder unmöglich.",
      fr: "La valeur pour {option} est vide ou impossible.",
    },
    remedy: {
      en: "Fill it in, or leave it out.",
      de: "Ihn ausfüllen oder weglassen.",
      fr: "Remplissez-la ou omettez-la.",
    },
  },
};

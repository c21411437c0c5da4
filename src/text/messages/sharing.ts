import type { Localized, Sharing, SharingBasis, SharingOrigin } from "#domain";
import { say } from "./localized.ts";

const unknown = say(
  "How much the battery takes is not known now, so it is not known either how much sun is left over.",
  "Wie viel die Batterie nimmt, ist gerade nicht bekannt, und damit auch nicht, wie viel Sonne übrig ist.",
  "On ne sait pas ce que prend la batterie en ce moment, ni donc combien de soleil il reste.",
);

const elsewhere = say(
  "Another device reads this battery too, and now its values count; the sun is shared as set there.",
  "Diese Batterie liest noch ein anderes Gerät, und jetzt zählen dessen Werte; die Sonne wird geteilt, wie es dort steht.",
  "Un autre appareil lit aussi cette batterie et ce sont ses valeurs qui comptent à présent ; le soleil est partagé selon son réglage.",
);

const belowReserve = say(
  "The battery is below its reserve of {reservePercent}, so it gets the sun first (now {keepsW}), and the car what is left.",
  "Die Batterie ist unter ihrer Reserve von {reservePercent}; darum bekommt zuerst sie die Sonne (jetzt {keepsW}), das Auto den Rest.",
  "La batterie est sous sa réserve de {reservePercent} ; elle a donc le soleil en premier (à présent {keepsW}), la voiture le reste.",
);

const carFirst = say(
  "The car gets the sun first, and the battery what is left.",
  "Zuerst bekommt das Auto die Sonne, die Batterie den Rest.",
  "La voiture a le soleil en premier, la batterie le reste.",
);

const batteryFirst = say(
  "The battery gets the sun first (now {keepsW}), and the car what is left.",
  "Zuerst bekommt die Batterie die Sonne (jetzt {keepsW}), das Auto den Rest.",
  "La batterie a le soleil en premier (à présent {keepsW}), la voiture le reste.",
);

/** How the sun is shared with a battery now. */
export const sharingTexts: Readonly<Record<`${Sharing}.${SharingBasis}`, Localized>> = {
  "car-first.setting": carFirst,
  "car-first.wants-less": carFirst,
  "car-first.below-reserve": belowReserve,
  "car-first.unknown": unknown,
  "car-first.elsewhere": elsewhere,
  "share.setting": say(
    "The battery gets the first {keepsW} of the sun, and the car the rest.",
    "Die ersten {keepsW} der Sonne bekommt die Batterie, den Rest das Auto.",
    "La batterie a les premiers {keepsW} du soleil, la voiture le reste.",
  ),
  "share.wants-less": say(
    "The battery's share is {shareW}, but it wants only {keepsW} now; the car gets the rest.",
    "Der Anteil der Batterie sind {shareW}, sie will jetzt aber nur {keepsW}; den Rest bekommt das Auto.",
    "La part de la batterie est de {shareW}, mais elle n'en demande que {keepsW} à présent ; la voiture a le reste.",
  ),
  "share.below-reserve": belowReserve,
  "share.unknown": unknown,
  "share.elsewhere": elsewhere,
  "battery-first.setting": batteryFirst,
  "battery-first.wants-less": batteryFirst,
  "battery-first.below-reserve": belowReserve,
  "battery-first.unknown": unknown,
  "battery-first.elsewhere": elsewhere,
};

/** What the battery lends of its part for a while. */
export const payBackText: Localized = say(
  "Out of the battery's part {paysBackW} go to the car just now, for sun that it has missed.",
  "Aus dem Teil der Batterie gehen gerade {paysBackW} ans Auto, für Sonne, die ihm entgangen ist.",
  "Sur la part de la batterie, {paysBackW} vont en ce moment à la voiture, pour le soleil qu'elle a manqué.",
);

/** Whose word that is; a setting that somebody chose stands above the file, and he may have forgotten it. */
export const sharingOriginTexts: Readonly<Record<SharingOrigin, Localized>> = {
  request: say(
    "This was chosen while running and stands above the configuration ({configured}).",
    "Das wurde im Betrieb gewählt und steht über der Konfiguration ({configured}).",
    "C'est un choix fait en marche, il prime sur la configuration ({configured}).",
  ),
  configuration: say(
    "So the configuration says.",
    "So steht es in der Konfiguration.",
    "C'est ce que dit la configuration.",
  ),
  nobody: say("Nothing else is set.", "Etwas anderes ist nicht eingestellt.", "Rien d'autre n'est réglé."),
};

/** A sharing in a few words. */
export const sharingWords: Readonly<Record<Sharing, Localized>> = {
  "car-first": say("first the car", "zuerst das Auto", "d'abord la voiture"),
  share: say("first {shareW} for the battery", "zuerst {shareW} für die Batterie", "d'abord {shareW} pour la batterie"),
  "battery-first": say("first the battery", "zuerst die Batterie", "d'abord la batterie"),
};

import type { Localized, ProblemText } from "#domain";
import { reportDefect, triedAgain } from "./remedies.ts";

const text = (what: Localized, remedy: Localized): ProblemText => ({ what, remedy });

const chooseAnother: Localized = {
  en: "Choose one of those.",
  de: "Etwas davon wählen.",
  fr: "En choisir un dans cette liste.",
};

/** What somebody wanted of the system that it cannot do, or has not done. */
export const wishesText: Readonly<Record<string, ProblemText>> = {
  "alphaess.soc-range": text(
    {
      en: "A level of {found} % is not possible; the system takes {lowestPercent} to {highestPercent}.",
      de: "Ein Ladestand von {found} % geht nicht; die Anlage nimmt {lowestPercent} bis {highestPercent}.",
      fr: "Un niveau de {found} % n'est pas possible ; l'installation prend de {lowestPercent} à {highestPercent}.",
    },
    {
      en: "Give a whole number in between.",
      de: "Eine ganze Zahl dazwischen angeben.",
      fr: "Donner un nombre entier entre les deux.",
    },
  ),
  "alphaess.soc-order": text(
    {
      en: "The lowest level {minPercent} must be below the highest {maxPercent}.",
      de: "Der niedrigste Ladestand {minPercent} muss unter dem höchsten {maxPercent} liegen.",
      fr: "Le niveau le plus bas {minPercent} doit être sous le plus haut {maxPercent}.",
    },
    { en: "Give the lower one first.", de: "Den niedrigeren zuerst angeben.", fr: "Donner le plus bas d'abord." },
  ),
  "alphaess.charger-mode": text(
    {
      en: "There is no wallbox mode {found}.",
      de: "Einen Wallbox-Modus {found} gibt es nicht.",
      fr: "Il n'y a pas de mode {found} pour la borne.",
    },
    {
      en: "Choose 1 (slow, surplus only), 2 (normal), 3 (fast) or 4 (own current).",
      de: "1 (langsam, nur Überschuss), 2 (normal), 3 (schnell) oder 4 (eigener Strom) wählen.",
      fr: "Choisir 1 (lent, surplus seul), 2 (normal), 3 (rapide) ou 4 (courant choisi).",
    },
  ),
  "alphaess.charger-current": text(
    {
      en: "A current of {found} A is not possible; the wallbox takes {lowestCurrentA} to {maxCurrentA}.",
      de: "Ein Strom von {found} A geht nicht; die Wallbox nimmt {lowestCurrentA} bis {maxCurrentA}.",
      fr: "Un courant de {found} A n'est pas possible ; la borne prend de {lowestCurrentA} à {maxCurrentA}.",
    },
    {
      en: "Give a whole number in between.",
      de: "Eine ganze Zahl dazwischen angeben.",
      fr: "Donner un nombre entier entre les deux.",
    },
  ),
  "alphaess.current-ignored": text(
    {
      en: "In mode {mode} the wallbox ignores its current, so nothing was changed.",
      de: "Im Modus {mode} beachtet die Wallbox ihren Strom nicht, darum wurde nichts geändert.",
      fr: "Dans le mode {mode}, la borne ignore son courant ; rien n'a donc été changé.",
    },
    {
      en: "Switch it to mode {neededMode} first.",
      de: "Zuerst auf Modus {neededMode} stellen.",
      fr: "La mettre d'abord en mode {neededMode}.",
    },
  ),
  "alphaess.household-limit": text(
    {
      en: "A household limit of {found} A is not possible.",
      de: "Eine Hausgrenze von {found} A geht nicht.",
      fr: "Une limite de {found} A pour la maison n'est pas possible.",
    },
    {
      en: "Give the main fuse in whole amperes, 1 to 100; it is not the charging current.",
      de: "Die Hauptsicherung in ganzen Ampere angeben, 1 bis 100; es ist nicht der Ladestrom.",
      fr: "Donner le disjoncteur en ampères entiers, 1 à 100 ; ce n'est pas le courant de charge.",
    },
  ),
  "alphaess.unknown-charger": text(
    {
      en: "There is no wallbox {found}; there is: {allowed}.",
      de: "Eine Wallbox {found} gibt es nicht; es gibt: {allowed}.",
      fr: "Il n'y a pas de borne {found} ; il y a : {allowed}.",
    },
    chooseAnother,
  ),
  "alphaess.no-charger": text(
    {
      en: "This system has no AlphaESS wallbox.",
      de: "Diese Anlage hat keine AlphaESS-Wallbox.",
      fr: "Cette installation n'a pas de borne AlphaESS.",
    },
    {
      en: "If there is one, add it to the system in the AlphaESS app.",
      de: "Gibt es eine, sie in der AlphaESS-App zur Anlage hinzufügen.",
      fr: "S'il y en a une, l'ajouter à l'installation dans l'application AlphaESS.",
    },
  ),
  "alphaess.charger-gone": text(
    {
      en: "The wallbox {charger} is not in the system any more.",
      de: "Die Wallbox {charger} ist nicht mehr in der Anlage.",
      fr: "La borne {charger} n'est plus dans l'installation.",
    },
    triedAgain,
  ),
  "alphaess.status-untold": text(
    {
      en: "The AlphaESS cloud does not tell the state of the wallbox {charger}.",
      de: "Die AlphaESS-Cloud sagt den Zustand der Wallbox {charger} nicht.",
      fr: "Le cloud AlphaESS ne dit pas l'état de la borne {charger}.",
    },
    triedAgain,
  ),
  "alphaess.status-unknown": text(
    {
      en: "The wallbox {charger} tells a state {status}, which is not known here.",
      de: "Die Wallbox {charger} meldet einen Zustand {status}, der hier nicht bekannt ist.",
      fr: "La borne {charger} annonce un état {status}, inconnu ici.",
    },
    reportDefect,
  ),
  "alphaess.unknown-setting": text(
    {
      en: "There is no setting {found}; there is: {allowed}.",
      de: "Eine Einstellung {found} gibt es nicht; es gibt: {allowed}.",
      fr: "Il n'y a pas de réglage {found} ; il y a : {allowed}.",
    },
    chooseAnother,
  ),
  "alphaess.settings-untold": text(
    {
      en: "The AlphaESS cloud does not tell all settings ({missing}), so none was changed.",
      de: "Die AlphaESS-Cloud sagt nicht alle Einstellungen ({missing}), darum wurde keine geändert.",
      fr: "Le cloud AlphaESS ne dit pas tous les réglages ({missing}), aucun n'a donc été changé.",
    },
    triedAgain,
  ),
  "alphaess.off-grid": text(
    {
      en: "The system knows no time {found}; its times are quarters of an hour.",
      de: "Die Anlage kennt keine Zeit {found}; ihre Zeiten sind Viertelstunden.",
      fr: "L'installation ne connaît pas l'heure {found} ; ses heures vont par quarts d'heure.",
    },
    {
      en: "Choose 00:00 to 23:45 in steps of {gridMinutes} minutes.",
      de: "00:00 bis 23:45 in Schritten von {gridMinutes} Minuten wählen.",
      fr: "Choisir de 00:00 à 23:45 par pas de {gridMinutes} minutes.",
    },
  ),
  "alphaess.empty-slot": text(
    {
      en: "A time that begins and ends at {at} means nothing.",
      de: "Eine Zeit, die um {at} beginnt und endet, bedeutet nichts.",
      fr: "Une plage qui commence et finit à {at} ne signifie rien.",
    },
    {
      en: "Leave it out, or let it end later.",
      de: "Weglassen oder später enden lassen.",
      fr: "L'omettre, ou la faire finir plus tard.",
    },
  ),
  "alphaess.slots-overlap": text(
    {
      en: "Two times overlap at {at}.",
      de: "Zwei Zeiten überschneiden sich um {at}.",
      fr: "Deux plages se chevauchent à {at}.",
    },
    {
      en: "Let one end before the other begins.",
      de: "Eine enden lassen, bevor die andere beginnt.",
      fr: "Faire finir l'une avant l'autre.",
    },
  ),
  "alphaess.too-many-slots": text(
    {
      en: "{found} times are too many; the system keeps {most}. What runs past midnight counts twice.",
      de: "{found} Zeiten sind zu viele; die Anlage behält {most}. Was über Mitternacht geht, zählt doppelt.",
      fr: "{found} plages sont trop ; l'installation en garde {most}. Ce qui passe minuit compte double.",
    },
    { en: "Leave some out.", de: "Einige weglassen.", fr: "En omettre." },
  ),
  "alphaess.slot-power": text(
    {
      en: "A power of {found} W is not possible.",
      de: "Eine Leistung von {found} W geht nicht.",
      fr: "Une puissance de {found} W n'est pas possible.",
    },
    {
      en: "Give watts above 0, or none.",
      de: "Watt über 0 angeben oder keine.",
      fr: "Donner des watts au-dessus de 0, ou rien.",
    },
  ),
  "alphaess.slot-weekdays": text(
    {
      en: "A weekly timetable needs weekdays for each time; found: {found}.",
      de: "Ein Wochenplan braucht Wochentage für jede Zeit; gefunden: {found}.",
      fr: "Un programme hebdomadaire demande des jours pour chaque plage ; trouvé : {found}.",
    },
    { en: "Give 1 (Monday) to 7.", de: "1 (Montag) bis 7 angeben.", fr: "Donner 1 (lundi) à 7." },
  ),
  "alphaess.empty-timetable": text(
    {
      en: "The cloud takes no timetable without a time to {list}.",
      de: "Die Cloud nimmt keinen Zeitplan ohne Zeit für {list}.",
      fr: "Le cloud ne prend pas de programme sans plage pour {list}.",
    },
    {
      en: "Keep one time and switch that part off instead.",
      de: "Eine Zeit behalten und diesen Teil stattdessen abschalten.",
      fr: "Garder une plage et désactiver plutôt cette partie.",
    },
  ),
  "alphaess.bad-date": text(
    { en: "{found} is no date.", de: "{found} ist kein Datum.", fr: "{found} n'est pas une date." },
    { en: "Write it like 2026-06-17.", de: "Wie 2026-06-17 schreiben.", fr: "L'écrire comme 2026-06-17." },
  ),
  "alphaess.bad-time-zone": text(
    {
      en: "The setting timeZone names no time zone.",
      de: "Die Einstellung timeZone nennt keine Zeitzone.",
      fr: "Le réglage timeZone ne nomme aucun fuseau horaire.",
    },
    { en: "Write it like Europe/Berlin.", de: "Wie Europe/Berlin schreiben.", fr: "L'écrire comme Europe/Berlin." },
  ),
  "alphaess.no-values": text(
    {
      en: "The AlphaESS cloud has no values for the system {serial}.",
      de: "Die AlphaESS-Cloud hat keine Werte für die Anlage {serial}.",
      fr: "Le cloud AlphaESS n'a pas de valeurs pour l'installation {serial}.",
    },
    triedAgain,
  ),
  "alphaess.level-unknown": text(
    {
      en: "The battery's level is not known, so it cannot be held there.",
      de: "Der Ladestand der Batterie ist nicht bekannt, darum kann sie nicht gehalten werden.",
      fr: "Le niveau de la batterie n'est pas connu, elle ne peut donc pas être maintenue.",
    },
    triedAgain,
  ),
  "alphaess.charge-times-untold": text(
    {
      en: "The AlphaESS cloud does not tell all times for charging from the grid, so they could not be put back; nothing was changed.",
      de: "Die AlphaESS-Cloud sagt nicht alle Zeiten für das Laden aus dem Netz, sie wären nicht zurückzustellen; nichts wurde geändert.",
      fr: "Le cloud AlphaESS ne dit pas toutes les plages de charge par le réseau, on ne pourrait pas les remettre ; rien n'a été changé.",
    },
    triedAgain,
  ),
  "alphaess.newer-timetable": text(
    {
      en: "The system follows the newer timetable, whose switches cannot be read and so not be put back; nothing was changed.",
      de: "Die Anlage folgt dem neueren Zeitplan, dessen Schalter nicht zu lesen und so nicht zurückzustellen sind; nichts wurde geändert.",
      fr: "L'installation suit le nouveau programme, dont les interrupteurs ne se lisent pas et ne pourraient être remis ; rien n'a été changé.",
    },
    {
      en: "Say in the device's entry, as {key}, what is switched on there: off, charge, discharge or both.",
      de: "Im Eintrag des Geräts mit {key} sagen, was dort eingeschaltet ist: off, charge, discharge oder both.",
      fr: "Dire dans l'entrée de l'appareil, par {key}, ce qui y est activé : off, charge, discharge ou both.",
    },
  ),
  "alphaess.charge-without-effect": text(
    {
      en: "The AlphaESS cloud shows the time for charging from the grid, and the battery does not charge.",
      de: "Die AlphaESS-Cloud zeigt die Zeit für das Laden aus dem Netz, und die Batterie lädt nicht.",
      fr: "Le cloud AlphaESS montre la plage de charge par le réseau, et la batterie ne se charge pas.",
    },
    {
      en: "Look in the AlphaESS app whether the system follows another timetable, and set it to charge there.",
      de: "In der AlphaESS-App nachsehen, ob die Anlage einem anderen Zeitplan folgt, und das Laden dort einstellen.",
      fr: "Regarder dans l'application AlphaESS si l'installation suit un autre programme, et y régler la charge.",
    },
  ),
  "alphaess.unsupported-intent": text(
    {
      en: 'This battery cannot do "{intent}"; it can do: {offered}.',
      de: "Diese Batterie kann „{intent}“ nicht; sie kann: {offered}.",
      fr: "Cette batterie ne sait pas faire « {intent} » ; elle sait faire : {offered}.",
    },
    chooseAnother,
  ),
  "alphaess.not-taken": text(
    {
      en: "The AlphaESS cloud said yes to the change and has not made it.",
      de: "Die AlphaESS-Cloud hat der Änderung zugestimmt und sie nicht vorgenommen.",
      fr: "Le cloud AlphaESS a accepté le changement et ne l'a pas fait.",
    },
    {
      en: "Look at the setting in the AlphaESS app before trying again.",
      de: "Vor einem neuen Versuch die Einstellung in der AlphaESS-App ansehen.",
      fr: "Regarder le réglage dans l'application AlphaESS avant de réessayer.",
    },
  ),
  "alphaess.not-confirmed": text(
    {
      en: "The change was sent, and the AlphaESS cloud does not show it yet.",
      de: "Die Änderung wurde gesendet, und die AlphaESS-Cloud zeigt sie noch nicht.",
      fr: "Le changement a été envoyé, et le cloud AlphaESS ne le montre pas encore.",
    },
    {
      en: "Wait a few minutes and look again before sending it once more.",
      de: "Einige Minuten warten und nachsehen, bevor noch einmal gesendet wird.",
      fr: "Attendre quelques minutes et regarder avant de l'envoyer encore.",
    },
  ),
  "alphaess.unexpected-command": text(
    {
      en: 'A part of the system was given the command "{command}".',
      de: "Ein Teil der Anlage bekam den Befehl „{command}“.",
      fr: "Une partie de l'installation a reçu la commande « {command} ».",
    },
    reportDefect,
  ),
};

import type { DeviceNote } from "#domain";

/** What has to be told before a battery of a system with the newer timetable can be charged by a time. */
export const newerTimetableNote: DeviceNote = {
  code: "alphaess.newer-timetable",
  text: {
    en: "The system follows the newer timetable, whose switches cannot be read. For charging the battery by a time, say in the device's entry what is switched on there: newerTimetable: off, charge, discharge or both.",
    de: "Die Anlage folgt dem neueren Zeitplan, dessen Schalter nicht zu lesen sind. Damit die Batterie bis zu einer Zeit geladen werden kann, im Eintrag des Geräts sagen, was dort eingeschaltet ist: newerTimetable: off, charge, discharge oder both.",
    fr: "L'installation suit le nouveau programme, dont les interrupteurs ne se lisent pas. Pour charger la batterie avant une heure, dire dans l'entrée de l'appareil ce qui y est activé : newerTimetable: off, charge, discharge ou both.",
  },
};

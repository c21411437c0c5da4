import type { ChargerStatus, Localized } from "#domain";

/** The status codes of the vendor's wallboxes, the same on all surfaces. */
export const chargerStatusCodes = {
  available: 1,
  preparing: 2,
  charging: 3,
  /** Started, but there is no power for it. */
  noPower: 4,
  /** Started, but the car takes nothing. */
  carWaits: 5,
  /** Ended by card, app or energy management. */
  finishing: 6,
  faulted: 9,
} as const;

/** What a code says in the words of IEC 61851; undefined for codes nobody has described (7, 8). */
export function statusOf(code: number): ChargerStatus | undefined {
  switch (code) {
    case chargerStatusCodes.available:
      return "A";
    case chargerStatusCodes.preparing:
    case chargerStatusCodes.noPower:
    case chargerStatusCodes.carWaits:
    case chargerStatusCodes.finishing:
      return "B";
    case chargerStatusCodes.charging:
      return "C";
    case chargerStatusCodes.faulted:
      return "F";
    default:
      return undefined;
  }
}

/** Whether the wallbox would let the car charge; undefined for unknown codes. */
export function isStarted(code: number): boolean | undefined {
  const { charging, noPower, carWaits } = chargerStatusCodes;
  if (statusOf(code) === undefined) return undefined;
  return code === charging || code === noPower || code === carWaits;
}

/** What owners read for a code; 7 and 8 have never been described. */
export const chargerStatusTexts: Readonly<Record<number, Localized>> = {
  1: { en: "no car", de: "kein Auto", fr: "pas de voiture" },
  2: {
    en: "car plugged in, not started",
    de: "Auto angesteckt, nicht gestartet",
    fr: "voiture branchée, non démarrée",
  },
  3: { en: "charging", de: "lädt", fr: "en charge" },
  4: { en: "started, no power for it", de: "gestartet, keine Leistung dafür", fr: "démarrée, pas de puissance" },
  5: { en: "started, car takes nothing", de: "gestartet, Auto nimmt nichts", fr: "démarrée, la voiture ne prend rien" },
  6: { en: "stopped", de: "gestoppt", fr: "arrêtée" },
  9: { en: "fault", de: "Störung", fr: "défaut" },
};

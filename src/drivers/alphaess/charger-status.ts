import type { ChargerStatus } from "#domain";

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

/** Who gets the sun first where a house battery and a car want it. */
export type Sharing = (typeof sharings)[number];
export const sharings = ["car-first", "share", "battery-first"] as const;

/** No house has more than this to share; a larger number is a slip of the pen. */
export const mostShareW = 100_000;

/** Who said how the sun is shared with a battery: somebody at run time, the configuration, or nobody. */
export type SharingOrigin = (typeof sharingOrigins)[number];
export const sharingOrigins = ["request", "configuration", "nobody"] as const;

/**
 * Why a battery keeps what it keeps of the sun: its setting, that it wants less, its reserve, that nobody knows, or
 * nothing at all, as another device that reads the same battery speaks for it.
 */
export type SharingBasis = (typeof sharingBases)[number];
export const sharingBases = ["setting", "wants-less", "below-reserve", "unknown", "elsewhere"] as const;

/** How the sun is shared between one battery and the cars now. */
export interface SharingState {
  readonly share: Sharing;
  /** With `share`: the watts it was set to. */
  readonly shareW?: number;
  readonly setBy: SharingOrigin;
  /** What holds where no request has set anything. */
  readonly configured: { readonly share: Sharing; readonly shareW?: number };
  readonly basis: SharingBasis;
  /** So much of the sun is the battery's before any car's, as far as there is sun; missing where nobody knows. */
  readonly keepsW?: number;
  /** So much of that goes to the cars just now, in return for what they have missed. */
  readonly paysBackW?: number;
  /** Where it is below it. */
  readonly reservePercent?: number;
}

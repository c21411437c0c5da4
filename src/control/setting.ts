/** What a charger may do, complete: unlike a command's setting, nothing is left open. */
export interface Setting {
  readonly isAllowed: boolean;
  readonly currentA: number;
  /** Where the charger regulates by itself: the most it may use. */
  readonly phases: 1 | 3;
  readonly isSelfRegulated?: boolean;
}

export function powerOf(setting: Setting, voltageV: number): number {
  return setting.isAllowed ? setting.currentA * setting.phases * voltageV : 0;
}

/** Two settings a car cannot tell apart: when charging is not allowed, the current does not matter. */
export function isSameSetting(a: Setting, b: Setting): boolean {
  if (!a.isAllowed || !b.isAllowed) return a.isAllowed === b.isAllowed;
  return a.currentA === b.currentA && a.phases === b.phases && isSelf(a) === isSelf(b);
}

function isSelf({ isSelfRegulated }: Setting): boolean {
  return isSelfRegulated === true;
}

export function disallowed(setting: Setting): Setting {
  return setting.isAllowed ? { ...setting, isAllowed: false } : setting;
}

/** The highest current of the charger's steps that is not above the given one. */
export function stepDown(currentA: number, stepA: number): number {
  const steps = Math.floor(currentA / stepA + 1e-9);
  return Math.round(steps * stepA * 1000) / 1000;
}

/** The same setting with at most this current; below the minimum a car cannot charge, so it is not allowed to. */
export function atMost(setting: Setting, limitA: number, minCurrentA: number, stepA: number): Setting {
  if (!setting.isAllowed || setting.currentA <= limitA) return setting;
  const currentA = stepDown(limitA, stepA);
  return currentA >= minCurrentA ? { ...setting, currentA } : disallowed(setting);
}

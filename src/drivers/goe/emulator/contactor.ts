import type { KeyStore } from "./key-store.ts";

/** Which phases the contactor connects, and the pause it needs to change them. */
export interface Contactor {
  phases(): 1 | 3;
  isSwitching(): boolean;
  /** `wished` is what the surplus regulation wants while `psm` leaves it the choice. */
  tick(now: { readonly isCharging: boolean; readonly isEco: boolean; readonly wished: 1 | 3 | undefined }): void;
}

export function createContactor(keys: KeyStore, supplyPhases: 1 | 3): Contactor {
  let phases: 1 | 3 = supplyPhases;
  let untilMs: number | undefined;

  const target = (isEco: boolean, wished: 1 | 3 | undefined): 1 | 3 => {
    if (supplyPhases === 1 || keys.number("psm") === 1) return 1;
    if (keys.number("psm") === 2) return 3;
    return isEco ? (wished ?? phases) : 3;
  };

  return {
    phases: () => phases,
    isSwitching: () => untilMs !== undefined,
    tick: ({ isCharging, isEco, wished }) => {
      const rbt = keys.number("rbt");
      if (untilMs !== undefined) {
        if (rbt < untilMs) return;
        untilMs = undefined;
        keys.put({ lfspt: rbt });
      }
      const next = target(isEco, wished);
      if (next === phases) return;
      phases = next;
      if (isCharging) untilMs = rbt + keys.number("psmd");
      else keys.put({ lfspt: rbt });
    },
  };
}

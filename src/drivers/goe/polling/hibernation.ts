import type { Json } from "#domain";
import type { Clock } from "#platform";
import type { GoeValues } from "../transport.ts";

/** Without a car, and while a car takes nothing, hardly anything is asked; the first sign of life ends that. */
export interface Hibernation {
  isAsleep(): boolean;
  /** Takes in what was just seen; tells whether that is something else than before. */
  look(values: GoeValues): "same" | "changed" | "woken";
  /** Somebody changed something, so that things may happen. */
  stir(): void;
}

/** What tells that something happens; of the minimal keys all but measurements and the clock. */
const signs = ["car", "err", "modelStatus", "alw"] as const;
/** Of these, what tells that somebody came, left or needs help. */
const loudSigns = ["car", "err"] as const;

const noCar = 1;
/** Finished, or paused by whoever steers: the contactor is open, the car draws nothing. */
const carRests = 4;

/** A car that was just stopped or filled still has news: the charger's mean power falls, "full" is concluded. */
const settlesWithinMs = 90_000;

export function createHibernation(clock: Pick<Clock, "steadyMs">): Hibernation {
  let seen: Readonly<Record<string, Json | undefined>> | undefined;
  let stirredMs = clock.steadyMs();
  let isStirred = false;

  const isSettled = () => clock.steadyMs() - stirredMs >= settlesWithinMs;

  return {
    isAsleep: () => {
      if (seen?.["car"] === noCar) return !isStirred || isSettled();
      return seen?.["car"] === carRests && isSettled();
    },
    look: (values) => {
      const before = seen;
      const now = Object.fromEntries(signs.map((sign) => [sign, values[sign]]));
      seen = now;
      const isChanged = before === undefined || signs.some((sign) => before[sign] !== now[sign]);
      if (!isChanged) return "same";
      stirredMs = clock.steadyMs();
      isStirred = false;
      return before !== undefined && loudSigns.some((sign) => before[sign] !== now[sign]) ? "woken" : "changed";
    },
    stir: () => {
      stirredMs = clock.steadyMs();
      isStirred = true;
    },
  };
}

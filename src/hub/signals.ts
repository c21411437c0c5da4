import { fail, type Instant, type SignalSnapshot } from "#domain";
import type { SignalControl } from "./config/home-config.ts";

/** What is pushed: that a car charges, or with how much. */
export type Signal = { readonly isCharging: boolean } | { readonly powerW: number };

/** The last word of each signal; lost with the process, because whoever pushes it says it again. */
export interface Signals {
  put(id: string, signal: Signal, controls: Readonly<Record<string, SignalControl>>, now: Instant): SignalSnapshot;
  /** Those that the configuration knows. */
  all(controls: Readonly<Record<string, SignalControl>>): readonly SignalSnapshot[];
}

/** A charger that only stands by draws a few watts. */
const standbyW = 200;

export function createSignals(): Signals {
  const last = new Map<string, SignalSnapshot>();
  return {
    put: (id, signal, controls, now) => {
      const control = Object.hasOwn(controls, id) ? controls[id] : undefined;
      if (control === undefined) {
        const known = Object.keys(controls).join(", ") || "–";
        throw fail("invalid", "signal.unknown", { facts: { id, known } });
      }
      const stamp = { id, source: id, at: now, goodUntil: now + control.maxAgeMs } as const;
      const told: SignalSnapshot =
        "powerW" in signal
          ? { ...stamp, quality: "measured", isCharging: signal.powerW > standbyW, powerW: signal.powerW }
          : { ...stamp, quality: "estimated", isCharging: signal.isCharging };
      last.set(id, told);
      return told;
    },
    all: (controls) => [...last.values()].filter(({ id }) => Object.hasOwn(controls, id)),
  };
}

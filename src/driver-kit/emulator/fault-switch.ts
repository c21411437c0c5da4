import type { Instant } from "#domain";
import type { Clock } from "#platform";
import { type FaultKind, type Faults, faultKinds } from "./faults.ts";

/** How a fault shows itself and when it ends; without `forMs` and `calls` it stays until cleared. */
export interface FaultOptions {
  readonly forMs?: number;
  /** Ends after so many requests have met it. */
  readonly calls?: number;
  /** Only requests whose path starts like this meet it. */
  readonly path?: string;
  /** `slow`: how much later the answer comes. */
  readonly delayMs?: number;
  /** `clock-skew`: how far the device's clock is ahead. */
  readonly skewMs?: number;
  /** `rate-limited`: what the `Retry-After` header says. */
  readonly retryAfterS?: number;
}

export interface ActiveFault extends FaultOptions {
  readonly kind: FaultKind;
  readonly since: Instant;
}

/** The switches of an emulator's fault kit. */
export interface FaultSwitch extends Faults {
  set(kind: FaultKind, options?: FaultOptions): void;
  /** Ends one fault, or all of them. */
  clear(kind?: FaultKind): void;
  active(): readonly ActiveFault[];
  /** The fault's details when it concerns this request. */
  on(kind: FaultKind, path: string): ActiveFault | undefined;
  /** Opens a request's view on the faults, counting those that end after some calls; returns how to close it. */
  begin(path: string): () => void;
}

interface Entry {
  readonly fault: ActiveFault;
  readonly endsAtSteadyMs: number | undefined;
  callsLeft: number | undefined;
}

export function createFaultSwitch(clock: Clock): FaultSwitch {
  const entries = new Map<FaultKind, Entry>();
  let currentPath: string | undefined;

  const live = (kind: FaultKind): Entry | undefined => {
    const entry = entries.get(kind);
    if (entry === undefined) return undefined;
    const isOver = entry.endsAtSteadyMs !== undefined && clock.steadyMs() >= entry.endsAtSteadyMs;
    if (!isOver && entry.callsLeft !== 0) return entry;
    entries.delete(kind);
    return undefined;
  };

  const on = (kind: FaultKind, path: string | undefined) => {
    const entry = live(kind);
    if (entry?.fault.path !== undefined && path !== undefined && !path.startsWith(entry.fault.path)) return undefined;
    return entry?.fault;
  };

  return {
    set: (kind, options = {}) => {
      entries.set(kind, {
        fault: { kind, since: clock.now(), ...options },
        endsAtSteadyMs: options.forMs === undefined ? undefined : clock.steadyMs() + options.forMs,
        callsLeft: options.calls,
      });
    },
    clear: (kind) => {
      if (kind === undefined) entries.clear();
      else entries.delete(kind);
    },
    active: () => faultKinds.flatMap((kind) => live(kind)?.fault ?? []),
    on,
    isActive: (kind) => on(kind, currentPath) !== undefined,
    since: (kind) => on(kind, currentPath)?.since,
    begin: (path) => {
      currentPath = path;
      return () => {
        currentPath = undefined;
        for (const kind of faultKinds) {
          const entry = live(kind);
          if (entry?.callsLeft !== undefined && on(kind, path) !== undefined) entry.callsLeft -= 1;
        }
      };
    },
  };
}

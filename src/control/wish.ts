import type { ChargerGoal, ChargerMode, ChargerRegulation, Instant } from "#domain";
import type { ChargerView, HouseView } from "./house-view.ts";
import type { ControlMemory } from "./memory.ts";

/** What the owner wants of one charger now: the configuration, what requests changed, within what the charger can do. */
export interface Wish {
  readonly mode: ChargerMode;
  readonly priority: number;
  readonly minCurrentA: number;
  readonly maxCurrentA: number;
  /** The numbers of phases the charger may use, fewest first. */
  readonly phases: readonly [1 | 3, ...(1 | 3)[]];
  readonly regulation: ChargerRegulation;
  readonly goal: ChargerGoal | undefined;
  readonly stoppedUntil: Instant | undefined;
}

export function wishOf(charger: ChargerView, memory: ControlMemory, house: HouseView): Wish {
  const { settings } = charger.snapshot;
  const { limits } = charger;
  const asked = memory.chargers[charger.id] ?? {};
  const minCurrentA = Math.max(
    limits.minCurrentA,
    finite(asked.minCurrentA ?? settings.minCurrentA, limits.minCurrentA),
  );
  const maxCurrentA = Math.min(
    limits.maxCurrentA,
    finite(asked.maxCurrentA ?? settings.maxCurrentA, limits.maxCurrentA),
  );
  const { stoppedUntil } = asked;
  return {
    mode: asked.mode ?? settings.mode,
    priority: finite(asked.priority ?? settings.priority, Number.MAX_SAFE_INTEGER),
    minCurrentA: Math.min(minCurrentA, maxCurrentA),
    maxCurrentA,
    phases: usablePhases(charger, asked.phases ?? settings.phases, house),
    regulation: asked.regulation ?? settings.regulation ?? "sunsteer",
    goal: asked.goal === "none" ? undefined : (asked.goal ?? settings.goal),
    stoppedUntil: stoppedUntil !== undefined && stoppedUntil > house.now ? stoppedUntil : undefined,
  };
}

function usablePhases({ limits }: ChargerView, asked: "auto" | 1 | 3, house: HouseView): Wish["phases"] {
  if (house.snapshot.grid.phases === 1) return [1];
  if (!limits.canSwitchPhases || limits.phases === 1) return [limits.phases];
  return asked === "auto" ? [1, 3] : [asked];
}

function finite(value: number, otherwise: number): number {
  return Number.isFinite(value) ? value : otherwise;
}

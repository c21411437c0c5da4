import type { Random } from "#platform";
import type { GridSpec } from "./scenario.ts";

/** The grid connection: what its three conductors carry, and an honest meter on the net of them. */
export interface GridState {
  readonly spec: GridSpec;
  readonly random: Random;
  readonly voltageV: Float64Array;
  /** Import positive; the current has the sign of its power. */
  readonly phaseW: Float64Array;
  readonly phaseA: Float64Array;
  readonly wanderV: Float64Array;
  powerW: number;
  importWh: number;
  exportWh: number;
}

export function createGrid(spec: GridSpec, random: Random): GridState {
  const voltageV = new Float64Array(3);
  for (let conductor = 0; conductor < spec.phases; conductor++) voltageV[conductor] = spec.voltageV;
  return {
    spec,
    random,
    voltageV,
    phaseW: new Float64Array(3),
    phaseA: new Float64Array(3),
    wanderV: new Float64Array(3),
    powerW: 0,
    importWh: 0,
    exportWh: 0,
  };
}

/** The voltage this second: a slow wander, and what last second's current did to the line. */
export function stepVoltage(grid: GridState): void {
  const { spec } = grid;
  for (let conductor = 0; conductor < spec.phases; conductor++) {
    const wander = grid.wanderV[conductor] ?? 0;
    // Even noise of this width and pull has the deviation `voltageSpreadV` in the long run.
    const next = wander * 0.995 + (grid.random.next() - 0.5) * 0.346 * spec.voltageSpreadV;
    grid.wanderV[conductor] = next;
    const dropV = Math.max(-15, Math.min(15, (grid.phaseA[conductor] ?? 0) * spec.resistanceOhm));
    grid.voltageV[conductor] = spec.voltageV + next - dropV;
  }
}

/** What the conductors carry once everything else is known; the grid makes up every difference. */
export function settleGrid(grid: GridState): void {
  grid.powerW = 0;
  for (let conductor = 0; conductor < 3; conductor++) {
    const volts = grid.voltageV[conductor] ?? 0;
    const watts = grid.phaseW[conductor] ?? 0;
    grid.phaseA[conductor] = volts > 0 ? watts / volts : 0;
    grid.powerW += watts;
  }
  if (grid.powerW >= 0) grid.importWh += grid.powerW / 3_600;
  else grid.exportWh -= grid.powerW / 3_600;
}

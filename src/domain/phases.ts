/** One value per grid conductor L1, L2, L3. */
export type Triple = readonly [number, number, number];

/** What is known per phase; each list only where the device measures it. */
export interface PhaseValues {
  readonly powerW?: Triple;
  readonly currentA?: Triple;
  readonly voltageV?: Triple;
}

/** Which grid conductor each of a charger's own phases is wired to, e.g. `[2, 3, 1]`. */
export type PhaseRotation = readonly [1 | 2 | 3, 1 | 2 | 3, 1 | 2 | 3];

export const straightRotation: PhaseRotation = [1, 2, 3];

export function sumOf(values: Triple): number {
  return values[0] + values[1] + values[2];
}

/** Lays a charger's own phase values on the grid's conductors. */
export function onGridPhases(own: Triple, rotation: PhaseRotation): Triple {
  const grid: [number, number, number] = [0, 0, 0];
  grid[phaseIndex(rotation[0])] += own[0];
  grid[phaseIndex(rotation[1])] += own[1];
  grid[phaseIndex(rotation[2])] += own[2];
  return grid;
}

function phaseIndex(conductor: 1 | 2 | 3): 0 | 1 | 2 {
  switch (conductor) {
    case 1:
      return 0;
    case 2:
      return 1;
    case 3:
      return 2;
  }
}

import type { Random } from "#platform";
import { bookCar, type CarState, createCar, followOffer } from "./car.ts";
import type { WallboxSpec } from "./scenario.ts";

/** A wallbox's state; `currentA` and `powerW` are per own phase, before rotation. */
export interface WallboxState {
  readonly spec: WallboxSpec;
  readonly car: CarState | undefined;
  offeredA: number;
  offeredPhases: 1 | 3;
  /** Seconds until the contactor closes again after a change of phases. */
  openForS: number;
  readonly currentA: Float64Array;
  readonly voltageV: Float64Array;
  /** On the grid's conductors. */
  readonly gridPowerW: Float64Array;
  powerW: number;
  energyWh: number;
}

export function createWallbox(spec: WallboxSpec, random: Random): WallboxState {
  return {
    spec,
    car: spec.car === undefined ? undefined : createCar(spec.car, random),
    offeredA: 0,
    offeredPhases: spec.phases,
    openForS: 0,
    currentA: new Float64Array(3),
    voltageV: new Float64Array(3),
    gridPowerW: new Float64Array(3),
    powerW: 0,
    energyWh: 0,
  };
}

/** Takes the offer; a change of phases opens the contactor for a moment, as the cable must not be switched under load. */
export function offerCurrent(wallbox: WallboxState, currentA: number, phases: 1 | 3): void {
  const possible = wallbox.spec.phases === 1 ? 1 : phases;
  if (possible !== wallbox.offeredPhases) {
    wallbox.offeredPhases = possible;
    wallbox.openForS = wallbox.spec.phaseSwitchPauseS;
  }
  wallbox.offeredA = Math.min(wallbox.spec.maxCurrentA, Math.max(0, currentA));
}

/** Lets one second pass at the grid's voltages. */
export function stepWallbox(wallbox: WallboxState, gridVoltageV: Float64Array): void {
  const { car, spec } = wallbox;
  wallbox.gridPowerW.fill(0);
  wallbox.powerW = 0;
  const isOpen = wallbox.openForS > 0;
  if (isOpen) wallbox.openForS -= 1;
  if (car !== undefined) followOffer(car, isOpen ? 0 : wallbox.offeredA);
  const phases = car === undefined ? 0 : Math.min(wallbox.offeredPhases, car.spec.phases);
  const carA = car?.currentA ?? 0;
  for (let own = 0; own < 3; own++) {
    const conductor = (spec.rotation[own] ?? 1) - 1;
    const volts = own < spec.phases ? (gridVoltageV[conductor] ?? 0) : 0;
    const amps = own < phases && volts > 0 ? carA : 0;
    wallbox.voltageV[own] = volts;
    wallbox.currentA[own] = amps;
    wallbox.gridPowerW[conductor] = (wallbox.gridPowerW[conductor] ?? 0) + volts * amps;
    wallbox.powerW += volts * amps;
  }
  const wh = wallbox.powerW / 3_600;
  wallbox.energyWh += wh;
  if (car !== undefined && wh > 0) bookCar(car, wh);
}

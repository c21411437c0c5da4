import type { Random } from "#platform";
import type { CarSpec } from "./scenario.ts";

/** A car's state; one object for its lifetime so that a step allocates nothing. */
export interface CarState {
  readonly spec: CarSpec;
  readonly random: Random;
  isConnected: boolean;
  isAsleep: boolean;
  storedWh: number;
  /** What its charger draws on each phase it uses. */
  currentA: number;
  /** Seconds until it begins to draw; it waits anew after each interruption. */
  startInS: number;
  /** Seconds since it last drew in this stay; undefined before it has drawn at all. */
  pausedS: number | undefined;
  takenWh: number;
  lostWh: number;
  drivenWh: number;
  /** What was put in or taken out by hand, so that the books still close. */
  adjustedWh: number;
}

export function createCar(spec: CarSpec, random: Random): CarState {
  const car: CarState = {
    spec,
    random,
    isConnected: spec.isHome,
    isAsleep: false,
    storedWh: (spec.capacityWh * spec.socPercent) / 100,
    currentA: 0,
    startInS: 0,
    pausedS: undefined,
    takenWh: 0,
    lostWh: 0,
    drivenWh: 0,
    adjustedWh: 0,
  };
  rest(car);
  return car;
}

export function carSocPercent(car: CarState): number {
  // The second in which it stops may bring a fraction of a Wh too much.
  return Math.min(100, (100 * car.storedWh) / car.spec.capacityWh);
}

export function isFull(car: CarState): boolean {
  return car.storedWh >= (car.spec.capacityWh * car.spec.limitPercent) / 100 - 1e-6;
}

/** Plugs in or out; either way the car begins afresh. */
export function connect(car: CarState, isConnected: boolean): void {
  if (car.isConnected === isConnected) return;
  car.isConnected = isConnected;
  wake(car);
}

/** What the pilot's interruption does to it. */
export function wake(car: CarState): void {
  car.isAsleep = false;
  car.pausedS = undefined;
  rest(car);
}

function rest(car: CarState): void {
  car.currentA = 0;
  car.startInS = Math.round(car.random.between(car.spec.startDelayS[0], car.spec.startDelayS[1]));
}

/** Lets one second pass under the offered current (0: contactor open or no offer). */
export function followOffer(car: CarState, offeredA: number): void {
  const isOffered = offeredA >= car.spec.minCurrentA && car.isConnected && !car.isAsleep && !isFull(car);
  if (!isOffered) {
    if (car.currentA > 0) rest(car);
    pause(car);
    return;
  }
  if (car.startInS > 0) {
    car.startInS -= 1;
    pause(car);
    return;
  }
  const goalA = Math.min(offeredA, taperedA(car));
  const stepA = car.spec.rampAPerS;
  car.currentA = goalA > car.currentA ? Math.min(goalA, car.currentA + stepA) : Math.max(goalA, car.currentA - stepA);
  car.pausedS = 0;
}

function pause(car: CarState): void {
  if (car.pausedS === undefined || !car.isConnected || isFull(car)) return;
  car.pausedS += 1;
  const { sleepsAfterPauseMinutes } = car.spec;
  if (sleepsAfterPauseMinutes !== undefined && car.pausedS > sleepsAfterPauseMinutes * 60) car.isAsleep = true;
}

/** Near full a car takes less and less, down to 2 A. */
function taperedA(car: CarState): number {
  const { maxCurrentA, taperFromPercent } = car.spec;
  const soc = carSocPercent(car);
  if (soc <= taperFromPercent) return maxCurrentA;
  const floorA = Math.min(2, maxCurrentA);
  return floorA + ((maxCurrentA - floorA) * (100 - soc)) / (100 - taperFromPercent);
}

/** Books what it drew in one second. */
export function bookCar(car: CarState, wh: number): void {
  const gained = wh * car.spec.efficiency;
  car.storedWh += gained;
  car.takenWh += wh;
  car.lostWh += wh - gained;
}

/** What a trip takes out of it; it comes home with something left. */
export function drive(car: CarState, distanceKm: number): void {
  const usedWh = Math.min(
    distanceKm * car.spec.consumptionWhPerKm,
    Math.max(0, car.storedWh - 0.03 * car.spec.capacityWh),
  );
  car.storedWh -= usedWh;
  car.drivenWh += usedWh;
}

/** Sets the fill by hand. */
export function fillCar(car: CarState, socPercent: number): void {
  const storedWh = (car.spec.capacityWh * Math.min(100, Math.max(0, socPercent))) / 100;
  car.adjustedWh += storedWh - car.storedWh;
  car.storedWh = storedWh;
}

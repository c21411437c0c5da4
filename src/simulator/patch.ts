import { fail } from "#domain";
import type { HomePatch } from "#driver-kit";
import { fillBattery } from "./battery.ts";
import { fillCar } from "./car.ts";
import type { House } from "./house.ts";

/** Changes the house from outside, as tests and the emulators' control endpoint do. A patch applies whole or not at all. */
export function applyPatch(house: House, patch: HomePatch): void {
  const { id, loadW, pvW, batterySocPercent, carSocPercent, carConnected } = patch;
  const sun = pvW === undefined ? undefined : inverterIndexOf(house, id);
  const battery = batterySocPercent === undefined ? undefined : batteryOf(house, id);
  const box = carSocPercent === undefined && carConnected === undefined ? undefined : carOf(house, id);

  if (loadW !== undefined) house.fixed.loadW = powerOf(loadW);
  if (sun !== undefined && pvW !== undefined) house.fixed.pvW[sun] = powerOf(pvW);
  if (battery !== undefined && batterySocPercent !== undefined) fillBattery(battery, batterySocPercent);
  if (box !== undefined && carConnected !== undefined) box.trips?.override(carConnected);
  // After the plug: a car that comes home pays for its trip first.
  if (box !== undefined && carSocPercent !== undefined) fillCar(box.car, carSocPercent);
}

function powerOf(watts: number | null): number | undefined {
  return watts === null ? undefined : Math.max(0, watts);
}

function inverterIndexOf(house: House, id: string | undefined): number {
  const index = id === undefined ? 0 : house.inverters.findIndex((inverter) => inverter.spec.id === id);
  if (house.inverters[index] === undefined) throw unknownPart("inverter", id);
  return index;
}

function batteryOf(house: House, id: string | undefined) {
  const inverter = house.inverters.find(({ spec, battery }) => battery !== undefined && (id ?? spec.id) === spec.id);
  if (inverter?.battery === undefined) throw unknownPart("battery", id);
  return inverter.battery;
}

function carOf(house: House, id: string | undefined) {
  const index = house.wallboxes.findIndex(({ spec, car }) => car !== undefined && (id ?? spec.id) === spec.id);
  const car = house.wallboxes[index]?.car;
  if (car === undefined) throw unknownPart("car", id);
  return { car, trips: house.trips[index] };
}

function unknownPart(kind: string, id: string | undefined) {
  return fail("invalid", `simulator.no-${kind}`, { facts: { id } });
}

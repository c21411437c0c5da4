import { fail } from "#domain";
import type { HomePatch } from "#driver-kit";
import type { House } from "./house.ts";

/** Changes the house from outside, as tests and the emulators' control endpoint do. */
export function applyPatch(house: House, patch: HomePatch): void {
  if (patch.loadW !== undefined) house.fixed.loadW = patch.loadW === null ? undefined : Math.max(0, patch.loadW);
  if (patch.pvW !== undefined) fixSun(house, patch.pvW, patch.id);
  if (patch.batterySocPercent !== undefined) fillBattery(house, patch.batterySocPercent, patch.id);
  if (patch.carSocPercent !== undefined) fillCar(house, patch.carSocPercent, patch.id);
  if (patch.carConnected !== undefined) plugCar(house, patch.carConnected, patch.id);
}

function fixSun(house: House, pvW: number | null, id: string | undefined): void {
  const index = id === undefined ? 0 : house.inverters.findIndex((inverter) => inverter.spec.id === id);
  if (house.inverters[index] === undefined) throw unknownPart("inverter", id);
  house.fixed.pvW[index] = pvW === null ? undefined : Math.max(0, pvW);
}

function fillBattery(house: House, socPercent: number, id: string | undefined): void {
  const inverter = house.inverters.find(({ spec, battery }) => battery !== undefined && (id ?? spec.id) === spec.id);
  if (inverter?.battery === undefined) throw unknownPart("battery", id);
  inverter.battery.storedWh = (inverter.battery.spec.capacityWh * percent(socPercent)) / 100;
}

function carOf(house: House, id: string | undefined) {
  const wallbox = house.wallboxes.find(({ spec, car }) => car !== undefined && (id ?? spec.id) === spec.id);
  if (wallbox?.car === undefined) throw unknownPart("car", id);
  return { wallbox, car: wallbox.car };
}

function fillCar(house: House, socPercent: number, id: string | undefined): void {
  const { car } = carOf(house, id);
  car.storedWh = (car.spec.capacityWh * percent(socPercent)) / 100;
}

function plugCar(house: House, isConnected: boolean, id: string | undefined): void {
  const { wallbox } = carOf(house, id);
  house.tripsOf(wallbox)?.override(isConnected);
}

function percent(value: number): number {
  return Math.min(100, Math.max(0, value));
}

function unknownPart(kind: string, id: string | undefined) {
  return fail("invalid", `simulator.no-${kind}`, { facts: { id } });
}

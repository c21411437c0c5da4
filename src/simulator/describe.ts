import type { Instant, Json } from "#domain";
import { type BatteryState, socPercentOf } from "./battery.ts";
import { type CarState, carSocPercent } from "./car.ts";
import type { GridState } from "./grid.ts";
import type { House } from "./house.ts";
import type { InverterState } from "./inverter.ts";
import type { WallboxState } from "./wallbox.ts";

/** The whole house as plain data: what flows now, and every true counter since it began. */
export function describeHouse(name: string, house: House, at: Instant): Json {
  const sum = (wh: (inverter: InverterState) => number) => house.inverters.reduce((total, one) => total + wh(one), 0);
  return {
    name,
    at,
    skyShare: house.site.skyShare,
    houseW: house.model.load.powerW,
    siteW: house.site.powerW,
    running: house.model.running(),
    solarWh: sum((inverter) => inverter.solarWh),
    houseWh: house.model.load.energyWh,
    siteWh: house.site.energyWh,
    importWh: house.grid.importWh,
    exportWh: house.grid.exportWh,
    inverterLossWh: sum((inverter) => inverter.lostWh),
    batteryLossWh: sum((inverter) => inverter.battery?.lostWh ?? 0),
    grid: describeGrid(house.grid),
    inverters: house.inverters.map(describeInverter),
    wallboxes: house.wallboxes.map(describeWallbox),
  };
}

function describeGrid(grid: GridState): Json {
  return {
    powerW: grid.powerW,
    phasePowerW: [...grid.phaseW],
    phaseCurrentA: [...grid.phaseA],
    voltageV: [...grid.voltageV],
    importWh: grid.importWh,
    exportWh: grid.exportWh,
  };
}

function describeInverter(inverter: InverterState): Json {
  return {
    id: inverter.spec.id,
    ratedW: inverter.spec.ratedW,
    availableW: inverter.availableW,
    solarW: inverter.solarW,
    acW: inverter.acW,
    solarWh: inverter.solarWh,
    curtailedWh: inverter.offeredWh - inverter.solarWh,
    lostWh: inverter.lostWh,
    battery: inverter.battery === undefined ? undefined : describeBattery(inverter.battery),
  };
}

function describeBattery(battery: BatteryState): Json {
  return {
    capacityWh: battery.spec.capacityWh,
    powerW: battery.powerW,
    socPercent: socPercentOf(battery),
    storedWh: battery.storedWh,
    chargedWh: battery.chargedWh,
    dischargedWh: battery.dischargedWh,
    lostWh: battery.lostWh,
    adjustedWh: battery.adjustedWh,
    order: { ...battery.order },
  };
}

function describeWallbox(wallbox: WallboxState): Json {
  return {
    id: wallbox.spec.id,
    offeredA: wallbox.offeredA,
    offeredPhases: wallbox.offeredPhases,
    currentA: [...wallbox.currentA],
    powerW: wallbox.powerW,
    energyWh: wallbox.energyWh,
    car: wallbox.car === undefined ? undefined : describeCar(wallbox.car),
  };
}

function describeCar(car: CarState): Json {
  return {
    isConnected: car.isConnected,
    isAsleep: car.isAsleep,
    socPercent: carSocPercent(car),
    storedWh: car.storedWh,
    takenWh: car.takenWh,
    lostWh: car.lostWh,
    drivenWh: car.drivenWh,
    adjustedWh: car.adjustedWh,
  };
}

import type { Triple } from "#domain";
import type { SimulatedBattery, SimulatedCar, SimulatedInverter, SimulatedMeter, SimulatedWallbox } from "#driver-kit";
import { type BatteryState, socPercentOf, soundOrder } from "./battery.ts";
import { type CarState, carSocPercent, isFull, wake } from "./car.ts";
import type { GridState } from "./grid.ts";
import type { InverterState } from "./inverter.ts";
import { offerCurrent, type WallboxState } from "./wallbox.ts";

/** Each view reads its part's state live; what it does to the part first brings the house up to the present. */
type CatchUp = () => void;

export function viewMeter(grid: GridState): SimulatedMeter {
  return {
    get powerW() {
      return grid.powerW;
    },
    get phasePowerW() {
      return tripleOf(grid.phaseW);
    },
    get phaseCurrentA() {
      return tripleOf(grid.phaseA);
    },
    get voltageV() {
      return tripleOf(grid.voltageV);
    },
    get importWh() {
      return grid.importWh;
    },
    get exportWh() {
      return grid.exportWh;
    },
  };
}

export function viewInverter(inverter: InverterState, catchUp: CatchUp): SimulatedInverter {
  return {
    id: inverter.spec.id,
    ratedW: inverter.spec.ratedW,
    battery: inverter.battery === undefined ? undefined : viewBattery(inverter.battery, catchUp),
    get solarW() {
      return inverter.solarW;
    },
    get solarWh() {
      return inverter.solarWh;
    },
    get acW() {
      return inverter.acW;
    },
  };
}

function viewBattery(battery: BatteryState, catchUp: CatchUp): SimulatedBattery {
  return {
    capacityWh: battery.spec.capacityWh,
    maxChargeW: battery.spec.maxChargeW,
    maxDischargeW: battery.spec.maxDischargeW,
    get powerW() {
      return battery.powerW;
    },
    get socPercent() {
      return socPercentOf(battery);
    },
    get chargedWh() {
      return battery.chargedWh;
    },
    get dischargedWh() {
      return battery.dischargedWh;
    },
    get order() {
      return battery.order;
    },
    setOrder: (order) => {
      catchUp();
      battery.order = soundOrder(order);
    },
  };
}

export function viewWallbox(wallbox: WallboxState, catchUp: CatchUp): SimulatedWallbox {
  const { car, spec } = wallbox;
  const carView = car === undefined ? undefined : viewCar(car);
  return {
    id: spec.id,
    phases: spec.phases,
    maxCurrentA: spec.maxCurrentA,
    get car() {
      return car?.isConnected ? carView : undefined;
    },
    get currentA() {
      return tripleOf(wallbox.currentA);
    },
    get voltageV() {
      return tripleOf(wallbox.voltageV);
    },
    get powerW() {
      return wallbox.powerW;
    },
    get energyWh() {
      return wallbox.energyWh;
    },
    offer: (currentA, phases) => {
      catchUp();
      offerCurrent(wallbox, currentA, phases);
    },
    simulateUnplug: () => {
      catchUp();
      if (car?.isConnected) wake(car);
    },
  };
}

function viewCar(car: CarState): SimulatedCar {
  return {
    get isAsking() {
      return car.isConnected && !car.isAsleep && !isFull(car);
    },
    get isAsleep() {
      return car.isAsleep;
    },
    get socPercent() {
      return carSocPercent(car);
    },
  };
}

function tripleOf(values: Float64Array): Triple {
  return [values[0] ?? 0, values[1] ?? 0, values[2] ?? 0];
}
